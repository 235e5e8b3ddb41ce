import { healthEn } from './health.en.ts'
import { healthVi } from './health.vi.ts'
import type { HealthTexts } from './health.vi.ts'
import { useLanguage } from './text.ts'
import type { Language } from './text.ts'

/** Both come with the operator's page on the server's state. */
export const HEALTH_TEXTS: Record<Language, HealthTexts> = { vi: healthVi, en: healthEn }

export const useHealthText = (): HealthTexts => HEALTH_TEXTS[useLanguage()]
