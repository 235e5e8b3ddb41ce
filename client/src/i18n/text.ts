import { useSyncExternalStore } from 'react'
import { vi } from './vi.ts'
import type { Texts } from './vi.ts'

/** Vietnamese travels with the first page; any other language is fetched when it is chosen. */
const CATALOGUES = {
  vi: { name: 'Tiếng Việt', locale: 'vi-VN', load: () => Promise.resolve(vi as Texts) },
  en: { name: 'English', locale: 'en-GB', load: async () => (await import('./en.ts')).en },
} as const satisfies Record<string, { name: string; locale: string; load: () => Promise<Texts> }>

export type Language = keyof typeof CATALOGUES
export const LANGUAGES = Object.keys(CATALOGUES) as Language[]
export const languageName = (language: Language) => CATALOGUES[language].name

const STORED = 'anhop.language'
type Current = { language: Language; text: Texts }
let current: Current = { language: 'vi', text: vi }
const listeners = new Set<() => void>()

const isLanguage = (value: string | null): value is Language =>
  value !== null && Object.hasOwn(CATALOGUES, value)

export async function chooseLanguage(language: Language): Promise<void> {
  const text = await CATALOGUES[language].load()
  current = { language, text }
  document.documentElement.lang = language
  try {
    localStorage.setItem(STORED, language)
  } catch {
    // Storage may be switched off; the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

/** Before the first paint, so that nobody sees the other language flash by. */
export async function restoreLanguage(): Promise<void> {
  let stored: string | null = null
  try {
    stored = localStorage.getItem(STORED)
  } catch {
    stored = null
  }
  if (isLanguage(stored) && stored !== 'vi') await chooseLanguage(stored).catch(() => undefined)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
const useCurrent = () => useSyncExternalStore(subscribe, () => current)

export const useText = (): Texts => useCurrent().text
export const useLanguage = (): Language => useCurrent().language
export const useLocale = (): string => CATALOGUES[useCurrent().language].locale

const formatters = new Map<string, Intl.DateTimeFormat>()
function format(locale: string, options: Intl.DateTimeFormatOptions, at: number): string {
  const key = locale + JSON.stringify(options)
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options)
  formatters.set(key, known)
  return known.format(at)
}

type Times = Record<'time' | 'dateTime' | 'exact', (at: number) => string>
export function useTime(): Times {
  const locale = useLocale()
  return {
    time: (at) => format(locale, { hour: '2-digit', minute: '2-digit' }, at),
    dateTime: (at) => format(locale, { dateStyle: 'medium', timeStyle: 'short' }, at),
    /** To the second. */
    exact: (at) => format(locale, { dateStyle: 'short', timeStyle: 'medium' }, at),
  }
}
