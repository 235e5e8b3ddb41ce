import { LIMITS } from '#protocol/limits.ts'
import type { IdentityKind } from '#protocol/model.ts'
import { YES_NO } from '#protocol/votes.ts'
import type { Quorum, VoteRule, VoteSubject, VoteView } from '#protocol/votes.ts'

/** A person's identity as a voter: what the server knows them by, not their displayed name. */
export type Voter = {
  kind: IdentityKind
  accountId: string | null
  inviteId: string | null
  deviceHash: string
}

/**
 * [VOT2] One account or one personal invite is one voter, however many seats it has had; a guest is
 * identified only by their browser.
 */
export function sameVoter(one: Voter, other: Voter): boolean {
  if (one.accountId !== null && one.accountId === other.accountId) return true
  if (one.inviteId !== null && one.inviteId === other.inviteId) return true
  return one.kind === 'guest' && other.kind === 'guest' && one.deviceHash === other.deviceHash
}

/** [VOT2] Guests vote only if the host allowed it when opening the vote. */
export const mayVote = (vote: { guests: boolean }, { kind }: { kind: IdentityKind }): boolean =>
  kind !== 'guest' || vote.guests

/**
 * [VOT3] Number of people who must take part: the share of those entitled at the opening, as a
 * whole number.
 */
export function quorumOf(quorum: Quorum | null, entitled: number): number | null {
  if (quorum === null) return null
  if ('count' in quorum) return quorum.count
  switch (quorum.share) {
    case 'more_than_half':
      return Math.floor(entitled / 2) + 1
    case 'two_thirds':
      return Math.ceil((entitled * 2) / 3)
    case 'three_quarters':
      return Math.ceil((entitled * 3) / 4)
    case 'all':
      return entitled
  }
}

export const answersOf = (choices: readonly string[]): number => choices.length || YES_NO
export const choicesOf = (subject: VoteSubject): string[] =>
  subject.kind === 'choices' ? [...subject.choices] : []

/** One digit per answer: exactly one mark, or at least one if several answers are allowed. */
export function marksFit(
  vote: { choices: readonly string[]; several: boolean },
  marks: string,
): boolean {
  const chosen = marks.replaceAll('0', '').length
  return marks.length === answersOf(vote.choices) && (vote.several ? chosen >= 1 : chosen === 1)
}

/** Counts per answer. */
export function countOf(answers: number, ballots: readonly string[]): number[] {
  const counts = Array.from({ length: answers }, () => 0)
  for (const marks of ballots) addTo(counts, marks)
  return counts
}
export function addTo(counts: number[], marks: string): void {
  for (const [answer, count] of counts.entries()) counts[answer] = count + Number(marks[answer])
}

/** [VOT4] Abstentions count for the quorum and not for the majority. */
export function outcomeOf(
  rule: VoteRule,
  quorum: number | null,
  { voted, counts }: { voted: number; counts: readonly number[] },
): VoteView['outcome'] {
  if (rule === 'none') return null
  if (quorum !== null && voted < quorum) return 'no_quorum'
  const [yes = 0, no = 0] = counts
  const enough = rule === 'majority' ? yes > no : yes > 0 && yes * 3 >= (yes + no) * 2
  return enough ? 'adopted' : 'not_adopted'
}

/** [VOT6] Whether the counts of this many ballots may be revealed. */
export const keepsSecret = (voted: number): boolean => voted >= LIMITS.secretBallots
