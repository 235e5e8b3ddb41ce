import { z } from 'zod'
import { VoteId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { writtenLine } from './text.ts'

/** The contract of votes (VOT): what a leader asks, what a voter answers, what everyone is shown. */

/** What makes a yes of the answers; nothing is adopted where no rule was given. */
export const VOTE_RULES = ['none', 'majority', 'two_thirds'] as const
export type VoteRule = (typeof VOTE_RULES)[number]

/** How many of those who are entitled when the vote opens must take part. */
export const QUORUM_SHARES = ['more_than_half', 'two_thirds', 'three_quarters', 'all'] as const
export type QuorumShare = (typeof QUORUM_SHARES)[number]
const Quorum = z.union([
  z.strictObject({ share: z.enum(QUORUM_SHARES) }),
  z.strictObject({ count: z.number().int().min(1).max(LIMITS.quorumMax) }),
])
export type Quorum = z.infer<typeof Quorum>

/** Yes, no, abstain: in this order, and as many. */
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
    /** Whether a voter may tick more than one. */
    several: z.boolean(),
  }),
])
export type VoteSubject = z.infer<typeof Subject>

const VoteQuestion = z
  .strictObject({
    question: writtenLine(LIMITS.voteQuestion),
    subject: Subject,
    secret: z.boolean(),
    /** Whether everyone sees the counts while the vote is open. Never of a secret one. */
    live: z.boolean(),
    /** Whether guests, who are known by nothing but their browser, have a vote. */
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
     * [VOT5] One sign for each answer, 1 where it was chosen. All ballots of a vote are equally
     * long, so that the length of what is sent says nothing.
     */
    marks: z.string().regex(/^[01]{2,10}$/),
  }),

  // hosts and co-hosts
  'vote.open': VoteQuestion,
  'vote.close': one,
  'vote.cancel': one,
} as const

/** `void`: it could not be carried through. `too_few`: secret, with too few ballots to stay so. */
export const VOTE_ENDS = ['closed', 'cancelled', 'void', 'too_few'] as const
export type VoteEnd = (typeof VOTE_ENDS)[number]

/** A vote as everyone inside sees it. */
export type VoteView = {
  id: VoteId
  /** From 1, in the order of asking in this meeting. */
  number: number
  question: string
  /** Empty for yes, no, abstain. */
  choices: string[]
  several: boolean
  secret: boolean
  live: boolean
  guests: boolean
  rule: VoteRule
  /** How many must take part, fixed at the opening; null: no quorum. */
  quorum: number | null
  openedAt: number
  /** Epoch milliseconds; null: until somebody who leads closes it. */
  until: number | null
  state: 'open' | VoteEnd
  closedAt: number | null
  /** How many have a vote, and how many of them have used it. */
  entitled: number
  voted: number
  /** By answer. Null while they are not told, and of a vote that came to nothing. */
  counts: number[] | null
  /** Null where no rule was given, or there is no result. */
  outcome: 'adopted' | 'not_adopted' | 'no_quorum' | null
}

/** What the open vote is to one person. */
export type BallotView = {
  vote: VoteId
  entitled: boolean
  cast: boolean
  /** [VOT5] One's own choice in an open vote; the server could not say it of a secret one. */
  marks: string | null
}

/** What the server tells of votes. */
export type VoteEvents = {
  vote: VoteView
  /** Null when no vote is open. */
  ballot: { ballot: BallotView | null }
}

/** For the host, during the meeting and after: with the names of an open vote. */
export type VoteRecordView = VoteView & {
  /** In the order of entitlement; empty for a secret vote. `marks` is null for who did not vote. */
  roll: {
    place: number
    name: string
    kind: 'account' | 'invited' | 'guest'
    marks: string | null
  }[]
}
