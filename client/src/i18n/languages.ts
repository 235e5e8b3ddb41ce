/**
 * The UI languages: each has a folder of texts and one line here. `locale` determines how dates and
 * numbers are formatted.
 */
export const LOCALES = {
  vi: { name: 'Tiếng Việt', locale: 'vi-VN' },
  en: { name: 'English', locale: 'en-GB' },
} as const satisfies Record<string, { name: string; locale: string }>

export type Language = keyof typeof LOCALES
/** The first is the default for browsers that prefer none of them. */
export const LANGUAGES = Object.keys(LOCALES) as Language[]
