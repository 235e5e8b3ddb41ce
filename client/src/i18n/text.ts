import { useSyncExternalStore } from 'react'
import type { Texts } from './vi.ts'

/** Each is fetched when it is chosen: nobody's first page carries a language that they do not read. */
const CATALOGUES = {
  vi: {
    name: 'Tiếng Việt',
    locale: 'vi-VN',
    load: async (): Promise<Texts> => (await import('./vi.ts')).vi,
  },
  en: { name: 'English', locale: 'en-GB', load: async () => (await import('./en.ts')).en },
} as const satisfies Record<string, { name: string; locale: string; load: () => Promise<Texts> }>

export type Language = keyof typeof CATALOGUES
export const LANGUAGES = Object.keys(CATALOGUES) as Language[]
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

/** The first of the browser's languages that there is; else Vietnamese. */
const preferred = (): Language =>
  navigator.languages.map((tag) => tag.split('-')[0] ?? '').find(isLanguage) ?? 'vi'

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
