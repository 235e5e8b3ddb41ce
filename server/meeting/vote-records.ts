import type { MeetingId, VoteId } from '#protocol/ids.ts'
import type { IdentityKind } from '#protocol/model.ts'
import type { Voter } from '../policy/votes.ts'
import type { VoteEnd, VoteRule } from '#protocol/votes.ts'

/** The facts of a vote, fixed at its opening. */
export type VoteFacts = {
  id: VoteId
  number: number
  question: string
  /** Empty for a yes/no/abstain vote. */
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
 * A vote's result. `counts` is null if the vote has no result; `entitled` and `voted` are as of the
 * end.
 */
export type VoteResult = {
  how: VoteEnd
  at: number
  entitled: number
  voted: number
  counts: number[] | null
}

/** A person entitled to an open vote. `place` counts from 0 in order of entitlement. */
export type RollEntry = Voter & {
  place: number
  name: string
  kind: IdentityKind
  /** Null until they have voted. */
  marks: string | null
}

/** [VOT5] The roll of a secret vote is never stored; `roll` is empty. */
export type VoteRecord = VoteFacts & { result: VoteResult | null; roll: RollEntry[] }

/** What to store about a vote. */
export type VoteWrite =
  | { what: 'opened'; vote: VoteFacts; roll: readonly RollEntry[] }
  /** During an open vote: a person became entitled or voted. */
  | { what: 'roll'; vote: VoteId; entry: RollEntry }
  | { what: 'over'; vote: VoteId; result: VoteResult }
  /** Ends the sitting: people who arrive later see none of its votes. */
  | { what: 'sittingOver' }

/** The part of the room's storage port that concerns votes; `store/votes.ts` implements it. */
export interface VoteStore {
  writeVote(meetingId: MeetingId, write: VoteWrite): Promise<void>
  /** Number of votes the meeting has had, and those of the current sitting, oldest first. */
  votesOfSitting(meetingId: MeetingId): Promise<{ had: number; votes: VoteRecord[] }>
}
