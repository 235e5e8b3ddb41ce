import type { Language } from './languages.ts'
import { loadTexts } from './parts.ts'
import type { Part, Parts } from './parts.ts'

/** Keyed by language and part. */
const asked = new Map<string, Promise<object>>()
const failed = new Set<string>()
const there = new Map<string, object>()
/** Parts this page has shown or is about to show; another language is fetched with all of them. */
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

/**
 * Always returns the same promise for the same texts, even a rejected one, as React's `use`
 * requires.
 */
export function ask<P extends Part>(language: Language, part: P): Promise<Parts[P]> {
  wanted.add(part)
  const key = keyOf(language, part)
  const promise = asked.get(key) ?? load(language, part)
  asked.set(key, promise)
  return promise as Promise<Parts[P]>
}

/** @returns undefined until they are fetched */
export const textsOf = <P extends Part>(language: Language, part: P): Parts[P] | undefined =>
  there.get(keyOf(language, part)) as Parts[P] | undefined

/** Prefetches parts before a component waits for them; retries those that failed. */
export async function askAhead(language: Language, parts: readonly Part[]): Promise<void> {
  for (const part of parts)
    if (failed.delete(keyOf(language, part))) asked.delete(keyOf(language, part))
  await Promise.all(parts.map((part) => ask(language, part)))
}

/** Fetches all wanted parts, including any that become wanted meanwhile. */
export async function askForWanted(language: Language): Promise<void> {
  const missing = () => [...wanted].filter((part) => !there.has(keyOf(language, part)))
  for (let parts = missing(); parts.length > 0; parts = missing()) await askAhead(language, parts)
}
