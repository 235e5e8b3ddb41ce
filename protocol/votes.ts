import { z } from 'zod'
import { VoteId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { writtenLine } from './text.ts'

/**
 * The voting contract (VOT): what a moderator asks, what a voter answers, and what everyone sees.
 */

/** What counts as adopted; with `none`, nothing is adopted or rejected. */
export const VOTE_RULES = ['none', 'majority', 'two_thirds'] as const
export type VoteRule = (typeof VOTE_RULES)[number]

/** Share of the people entitled at the opening who must take part. */
export const QUORUM_SHARES = ['more_than_half', 'two_thirds', 'three_quarters', 'all'] as const
export type QuorumShare = (typeof QUORUM_SHARES)[number]
const Quorum = z.union([
  z.strictObject({ share: z.enum(QUORUM_SHARES) }),
  z.strictObject({ count: z.number().int().min(1).max(LIMITS.quorumMax) }),
])
export type Quorum = z.infer<typeof Quorum>

/** Number and order of the answers: yes, no, abstain. */
export const YES_NO = 3

const Subject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('yes_no'), rule: z.enum(VOTE_RULES) }),
  z.strictObject({
    kind: z.literal('choices'),
    choices: z
      .array(writtenLine(LIMITS.voteChoice))
      .min(2)
      .max(LIMITS.voteChoices)
      .refine((all) => new Set(all.map((one) => one.toLowerCase())).size === all.length),
    /** Whether a voter may select several answers. */
    several: z.boolean(),
  }),
])
export type VoteSubject = z.infer<typeof Subject>

const VoteQuestion = z
  .strictObject({
    question: writtenLine(LIMITS.voteQuestion),
    subject: Subject,
    secret: z.boolean(),
    /** Whether everyone sees counts while the vote is open. Never for a secret vote. */
    live: z.boolean(),
    /** Whether guests, who are identified only by their browser, can vote. */
    guests: z.boolean(),
    quorum: Quorum.nullable(),
    minutes: z.number().int().min(1).max(LIMITS.voteMinutesMax).nullable(),
  })
  .refine(({ secret, live }) => !(secret && live))
export type VoteQuestion = z.infer<typeof VoteQuestion>

const one = z.strictObject({ vote: VoteId })

export const VOTE_REQUESTS = {
  // every participant
  'vote.cast': z.strictObject({
    vote: VoteId,
    /**
     * [VOT5] One digit per answer, 1 if selected. All ballots of a vote have the same length, so
     * message sizes reveal nothing.
     */
    marks: z.string().regex(/^[01]{2,10}$/),
  }),

  // hosts and co-hosts
  'vote.open': VoteQuestion,
  'vote.close': one,
  'vote.cancel': one,
} as const

/**
 * `void`: the vote could not be completed. `too_few`: a secret vote with too few ballots to stay
 * secret.
 */
export const VOTE_ENDS = ['closed', 'cancelled', 'void', 'too_few'] as const
export type VoteEnd = (typeof VOTE_ENDS)[number]

/** A vote as everyone inside sees it. */
export type VoteView = {
  id: VoteId
  /** From 1, in the order the meeting's votes were opened. */
  number: number
  question: string
  /** Empty for a yes/no/abstain vote. */
  choices: string[]
  several: boolean
  secret: boolean
  live: boolean
  guests: boolean
  rule: VoteRule
  /** Number of people who must take part, fixed at the opening; null: no quorum. */
  quorum: number | null
  openedAt: number
  /** Epoch milliseconds; null: open until a moderator closes it. */
  until: number | null
  state: 'open' | VoteEnd
  closedAt: number | null
  /** Number of people entitled to vote, and of those who have voted. */
  entitled: number
  voted: number
  /** Per answer. Null while hidden, and for votes without a result. */
  counts: number[] | null
  /** Null if there was no rule or there is no result. */
  outcome: 'adopted' | 'not_adopted' | 'no_quorum' | null
}

/** One person's status in the open vote. */
export type BallotView = {
  vote: VoteId
  entitled: boolean
  cast: boolean
  /** [VOT5] The caller's choice in an open vote. For a secret vote, the server does not know it. */
  marks: string | null
}

/** Vote events the server sends. */
export type VoteEvents = {
  vote: VoteView
  /** Null when no vote is open. */
  ballot: { ballot: BallotView | null }
}

/** For the host, during and after the meeting: includes the names in an open ballot. */
export type VoteRecordView = VoteView & {
  /**
   * In order of entitlement; empty for a secret vote. `marks` is null for people who did not vote.
   */
  roll: {
    place: number
    name: string
    kind: 'account' | 'invited' | 'guest'
    marks: string | null
  }[]
}
