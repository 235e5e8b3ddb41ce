import { use, useSyncExternalStore } from 'react'
import { timesOf } from './dates.ts'
import type { Times } from './dates.ts'
import { ask, askAhead, askForWanted, textsOf } from './fetched.ts'
import { LANGUAGES, LOCALES } from './languages.ts'
import type { Language } from './languages.ts'
import type { Part, Parts } from './parts.ts'

export { LANGUAGES }
export type { Language }
export const languageName = (language: Language) => LOCALES[language].name

const STORED = 'anhop.language'
/** Null until `restoreLanguage` is done; nothing is rendered before. */
let current: Language | null = null
/** The last language chosen, so that one that loads more slowly does not replace it. */
let chosen: Language | null = null
const listeners = new Set<() => void>()

const isLanguage = (value: string | null | undefined): value is Language =>
  typeof value === 'string' && Object.hasOwn(LOCALES, value)

/** Switches once all texts have loaded, so that nothing on the page has to wait for them. */
async function show(language: Language): Promise<void> {
  chosen = language
  await askForWanted(language)
  if (chosen !== language) return
  current = language
  document.documentElement.lang = language
  for (const listener of listeners) listener()
}

export async function chooseLanguage(language: Language): Promise<void> {
  try {
    // Stored before fetching: if loading takes a page reload, it comes back in this language.
    localStorage.setItem(STORED, language)
  } catch {
    // Storage may be disabled; the choice then lasts as long as the page.
  }
  await show(language)
}

/** The first supported language among the browser's preferences; else our default. */
const preferred = (): Language =>
  navigator.languages.map((tag) => tag.split('-')[0] ?? '').find(isLanguage) ?? LANGUAGES[0] ?? 'vi'

/** Runs before the first paint, so that no other language flashes up. */
export async function restoreLanguage(): Promise<void> {
  let stored: string | null = null
  try {
    stored = localStorage.getItem(STORED)
  } catch {
    stored = null
  }
  await show(isLanguage(stored) ? stored : preferred())
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export function useLanguage(): Language {
  const now = useSyncExternalStore(subscribe, () => current)
  if (!now) throw new Error('no language yet')
  return now
}
export const useLocale = (): string => LOCALES[useLanguage()].locale

/** Prefetches the texts of the given parts. */
export async function fetchTexts(...parts: Part[]): Promise<void> {
  const language = current ?? chosen
  if (language) await askAhead(language, parts)
}

/** The texts of one part. Suspends until they are fetched. */
export function useTexts<P extends Part>(part: P): Parts[P] {
  const language = useLanguage()
  return textsOf(language, part) ?? use(ask(language, part))
}

type All<T> = (T extends unknown ? (of: T) => void : never) extends (of: infer I) => void
  ? I
  : never
/** The sections of the main part and of the given parts. */
export type Texts<P extends Part = never> = Parts['main'] & All<Parts[P]>

const together = new Map<string, Texts>()

/** The sections of the main part and of the given parts. Suspends until they are fetched. */
export function useText<P extends Part = never>(...parts: P[]): Texts<P> {
  const language = useLanguage()
  const key = [language, ...parts].join(' ')
  // Keep the object's identity: effects depend on it.
  const known = together.get(key) ?? joined(language, ['main', ...parts])
  together.set(key, known)
  return known as Texts<P>
}

function joined(language: Language, parts: Part[]): Texts {
  // Start all requests before waiting for the first.
  const texts = parts.map((part) => textsOf(language, part) ?? ask(language, part))
  return Object.assign({}, ...texts.map((one) => (one instanceof Promise ? use(one) : one)))
}

const times = new Map<string, Times>()
export function useTime(): Times {
  const locale = useLocale()
  const known = times.get(locale) ?? timesOf(locale)
  times.set(locale, known)
  return known
}
