import type { MeetingId, VoteId } from '#protocol/ids.ts'
import type { IdentityKind } from '#protocol/model.ts'
import type { Voter } from '../policy/votes.ts'
import type { VoteEnd, VoteRule } from '#protocol/votes.ts'

/** What was asked, as it stays from the opening on. */
export type VoteFacts = {
  id: VoteId
  number: number
  question: string
  /** Empty for yes, no, abstain. */
  choices: string[]
  several: boolean
  secret: boolean
  live: boolean
  guests: boolean
  rule: VoteRule
  quorum: number | null
  openedAt: number
  until: number | null
}

/**
 * How a vote ended. `counts` is null of one that came to nothing; `entitled` and `voted` are those
 * at the end.
 */
export type VoteResult = {
  how: VoteEnd
  at: number
  entitled: number
  voted: number
  counts: number[] | null
}

/** One who is entitled in an open vote. `place`: from 0, in the order of becoming so. */
export type RollEntry = Voter & {
  place: number
  name: string
  kind: IdentityKind
  /** Null until they have voted. */
  marks: string | null
}

/** [VOT5] The roll of a secret vote is never stored: `roll` is empty then. */
export type VoteRecord = VoteFacts & { result: VoteResult | null; roll: RollEntry[] }

/** What of a vote is to be written down. */
export type VoteWrite =
  | { what: 'opened'; vote: VoteFacts; roll: readonly RollEntry[] }
  /** Of an open vote: somebody became entitled, or has voted. */
  | { what: 'roll'; vote: VoteId; entry: RollEntry }
  | { what: 'over'; vote: VoteId; result: VoteResult }
  /** Whoever comes from now on belongs to another sitting, and is shown none of these. */
  | { what: 'sittingOver' }

/** The part of the rooms' port that is about votes; `store/votes.ts` implements it. */
export interface VoteStore {
  writeVote(meetingId: MeetingId, write: VoteWrite): Promise<void>
  /** How many votes the meeting has had, and those of the sitting that goes on, oldest first. */
  votesOfSitting(meetingId: MeetingId): Promise<{ had: number; votes: VoteRecord[] }>
}
