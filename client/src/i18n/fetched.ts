import type { Language } from './languages.ts'
import { loadTexts } from './parts.ts'
import type { Part, Parts } from './parts.ts'

/** By language and part. */
const asked = new Map<string, Promise<object>>()
const failed = new Set<string>()
const there = new Map<string, object>()
/** What this page has shown or is about to show: another language comes with all of it. */
const wanted = new Set<Part>(['main'])

const keyOf = (language: Language, part: Part) => `${language}/${part}`

async function load(language: Language, part: Part): Promise<object> {
  const key = keyOf(language, part)
  try {
    const texts = await loadTexts(language, part)
    there.set(key, texts)
    return texts
  } catch (error) {
    failed.add(key)
    throw error
  }
}

/** Always the same promise for the same texts, also of a failure, as React's `use` needs it. */
export function ask<P extends Part>(language: Language, part: P): Promise<Parts[P]> {
  wanted.add(part)
  const key = keyOf(language, part)
  const promise = asked.get(key) ?? load(language, part)
  asked.set(key, promise)
  return promise as Promise<Parts[P]>
}

/** @returns undefined while they are not fetched */
export const textsOf = <P extends Part>(language: Language, part: P): Parts[P] | undefined =>
  there.get(keyOf(language, part)) as Parts[P] | undefined

/** The same before anything waits for them: what failed is tried again. */
export async function askAhead(language: Language, parts: readonly Part[]): Promise<void> {
  for (const part of parts)
    if (failed.delete(keyOf(language, part))) asked.delete(keyOf(language, part))
  await Promise.all(parts.map((part) => ask(language, part)))
}

/** All that is wanted, also what comes to be wanted meanwhile. */
export async function askForWanted(language: Language): Promise<void> {
  const missing = () => [...wanted].filter((part) => !there.has(keyOf(language, part)))
  for (let parts = missing(); parts.length > 0; parts = missing()) await askAhead(language, parts)
}
