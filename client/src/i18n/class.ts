import { en } from './class.en.ts'
import { vi } from './class.vi.ts'
import type { ClassTexts } from './class.vi.ts'
import { useLanguage } from './text.ts'
import type { Language } from './text.ts'

/**
 * In every language, because they come with the room and so are in nobody's first page; each is
 * smaller than one more request.
 */
export const CLASS_TEXTS: Record<Language, ClassTexts> = { vi, en }

export const useClassText = (): ClassTexts => CLASS_TEXTS[useLanguage()]
