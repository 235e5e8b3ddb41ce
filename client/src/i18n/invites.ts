import { invitesEn } from './invites.en.ts'
import { invitesVi } from './invites.vi.ts'
import type { InvitesTexts } from './invites.vi.ts'
import { useLanguage } from './text.ts'
import type { Language } from './text.ts'

/** Both come with the page of invites. */
export const INVITES_TEXTS: Record<Language, InvitesTexts> = { vi: invitesVi, en: invitesEn }

export const useInvitesText = (): InvitesTexts => INVITES_TEXTS[useLanguage()]
