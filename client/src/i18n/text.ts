import { useSyncExternalStore } from 'react'
import { timesOf } from './dates.ts'
import type { Times } from './dates.ts'
import { CATALOGUES, LANGUAGES } from './languages.ts'
import type { Language } from './languages.ts'
import type { Texts } from './vi.ts'

export { LANGUAGES }
export type { Language }
export const languageName = (language: Language) => CATALOGUES[language].name

const STORED = 'anhop.language'
type Current = { language: Language; text: Texts }
/** Null until `restoreLanguage` is done; nothing is drawn before. */
let current: Current | null = null
const listeners = new Set<() => void>()

const isLanguage = (value: string | null | undefined): value is Language =>
  typeof value === 'string' && Object.hasOwn(CATALOGUES, value)

async function show(language: Language): Promise<void> {
  const text = await CATALOGUES[language].load()
  current = { language, text }
  document.documentElement.lang = language
  for (const listener of listeners) listener()
}

export async function chooseLanguage(language: Language): Promise<void> {
  await show(language)
  try {
    localStorage.setItem(STORED, language)
  } catch {
    // Storage may be switched off; the choice then lasts as long as the page.
  }
}

/** The first of the browser's languages that there is; else the first of ours. */
const preferred = (): Language =>
  navigator.languages.map((tag) => tag.split('-')[0] ?? '').find(isLanguage) ?? LANGUAGES[0] ?? 'vi'

/** Before the first paint, so that nobody sees another language flash by. */
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
const useCurrent = (): Current => {
  const now = useSyncExternalStore(subscribe, () => current)
  if (!now) throw new Error('no language yet')
  return now
}

export const useText = (): Texts => useCurrent().text
export const useLanguage = (): Language => useCurrent().language
export const useLocale = (): string => CATALOGUES[useCurrent().language].locale

const times = new Map<string, Times>()
export function useTime(): Times {
  const locale = useLocale()
  const known = times.get(locale) ?? timesOf(locale)
  times.set(locale, known)
  return known
}
