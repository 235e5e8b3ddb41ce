import type { VoteView } from '#protocol/votes.ts'
import type { Parts } from '../../i18n/parts.ts'

/** The possible answers, in the order of the counts. */
export const answersOf = (t: Parts['votes'], vote: Pick<VoteView, 'choices'>): readonly string[] =>
  vote.choices.length > 0 ? vote.choices : t.yesNo

/** The outcome in one sentence; null while the vote is open. */
export function outcomeText(t: Parts['votes'], vote: VoteView): string | null {
  if (vote.state === 'open') return null
  if (vote.state !== 'closed') return t.ends[vote.state]
  return vote.outcome === null ? t.counted : t.outcomes[vote.outcome]
}

export const percentOf = (n: number, of: number): number =>
  of === 0 ? 0 : Math.round((n / of) * 100)

/** The chosen answers as text. */
export const chosenText = (
  t: Parts['votes'],
  vote: Pick<VoteView, 'choices'>,
  marks: string,
): string =>
  answersOf(t, vote)
    .filter((_, answer) => marks[answer] === '1')
    .join(', ')
