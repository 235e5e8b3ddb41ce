import { useLanguage } from './text.ts'
import type { Language } from './text.ts'
import type { Shape } from './vi.ts'
import { votesEn } from './votes.en.ts'
import { votesVi } from './votes.vi.ts'

export type VoteTexts = Shape<typeof votesVi>

/** Small enough to come together, and only with votes. */
export const VOTE_TEXTS: Record<Language, VoteTexts> = { vi: votesVi, en: votesEn }

export const useVoteText = (): VoteTexts => VOTE_TEXTS[useLanguage()]
