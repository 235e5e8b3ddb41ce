import { PROPOSAL_LANGUAGES } from '../policy/proposal.ts'
import type { ProposalLanguage } from '../policy/proposal.ts'

/** The first language of an Accept-Language header that we have; otherwise Vietnamese. */
export function languageOf(accepted: string | undefined): ProposalLanguage {
  const tags = (accepted ?? '').split(',', 20).map((tag) => /^\s*([a-z]+)/i.exec(tag)?.[1])
  for (const tag of tags) {
    const found = PROPOSAL_LANGUAGES.find((language) => language === tag?.toLowerCase())
    if (found !== undefined) return found
  }
  return 'vi'
}
