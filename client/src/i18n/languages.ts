/**
 * The languages of the pages: a folder of texts and one line here for each. `locale` is how dates
 * and numbers are written.
 */
export const LOCALES = {
  vi: { name: 'Tiếng Việt', locale: 'vi-VN' },
  en: { name: 'English', locale: 'en-GB' },
} as const satisfies Record<string, { name: string; locale: string }>

export type Language = keyof typeof LOCALES
/** The first is for whoever prefers none of them. */
export const LANGUAGES = Object.keys(LOCALES) as Language[]
