import { auditEn } from './audit.en.ts'
import { auditVi } from './audit.vi.ts'
import type { AuditTexts } from './audit.vi.ts'
import { useLanguage } from './text.ts'
import type { Language } from './text.ts'

/** Both come with the pages that show the log: nobody's first page carries them. */
export const AUDIT_TEXTS: Record<Language, AuditTexts> = { vi: auditVi, en: auditEn }

export const useAuditText = (): AuditTexts => AUDIT_TEXTS[useLanguage()]
