import { en } from '../../i18n/table.en.ts'
import { vi } from '../../i18n/table.vi.ts'
import type { TableTexts } from '../../i18n/table.vi.ts'
import { useLanguage } from '../../i18n/text.ts'
import type { Language } from '../../i18n/text.ts'

const TEXTS: Record<Language, TableTexts> = { vi, en }

/** All texts of documents come with what shows them. */
export const useTableText = (): TableTexts => TEXTS[useLanguage()]
