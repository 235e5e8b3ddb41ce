import { securityEn } from './security.en.ts'
import { securityVi } from './security.vi.ts'
import type { SecurityTexts } from './security.vi.ts'
import { useLanguage } from './text.ts'
import type { Language } from './text.ts'

/** Both come with the pages of accounts and of signing in. */
export const SECURITY_TEXTS: Record<Language, SecurityTexts> = { vi: securityVi, en: securityEn }

export const useSecurityText = (): SecurityTexts => SECURITY_TEXTS[useLanguage()]
