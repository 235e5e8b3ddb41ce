import type { Texts } from './vi.ts'

/**
 * The languages of the pages: one file of texts and one line here for each. Fetched when chosen, so
 * that nobody's first page carries a language that they do not read. `locale` is how dates and
 * numbers are written.
 */
export const CATALOGUES = {
  vi: { name: 'Tiếng Việt', locale: 'vi-VN', load: async () => (await import('./vi.ts')).vi },
  en: { name: 'English', locale: 'en-GB', load: async () => (await import('./en.ts')).en },
} as const satisfies Record<string, { name: string; locale: string; load: () => Promise<Texts> }>

export type Language = keyof typeof CATALOGUES
/** The first is for whoever prefers none of them. */
export const LANGUAGES = Object.keys(CATALOGUES) as Language[]
