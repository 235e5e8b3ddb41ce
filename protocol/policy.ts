import { z } from 'zod'

/**
 * [POL] What an operator may tighten while the server runs. Nothing in it can be looser than the
 * floor, nor than the environment: `server/policy/tighten.ts`.
 */

/** Who may come beside the accounts, from the loosest to the tightest. */
export const GUESTS = ['named', 'invited', 'none'] as const
/**
 * `named`: guests who name themselves, and personal invites. `invited`: personal invites alone, whose
 * names the hosts have set. `none`: accounts alone.
 */
export type Guests = (typeof GUESTS)[number]

export type Policy = {
  /** [PWD2] Characters of a password of one's own, of meetings and of accounts. */
  passwordMin: number
  /** [ADM7] People who may wait for one meeting. */
  lobby: number
  /** [ADM1] */
  guests: Guests
  /** Days until what is over is deleted. */
  keepDays: number
  /** [REC] Days until a recording is deleted; 0: nothing is recorded. */
  recordingDays: number
}
export const POLICY_KEYS = ['passwordMin', 'lobby', 'guests', 'keepDays', 'recordingDays'] as const

/** A longer least length would shut out password managers' usual ones (NIST SP 800-63B-4: 64). */
const PASSWORD_MIN_MOST = 64

/**
 * POST /api/policy: what is left out stays as it is. What is looser than may be is not malformed; it
 * is refused as `too_loose`, with the rule's number.
 */
export const PolicyChange = z
  .strictObject({
    hostsNeedFactor: z.boolean(),
    passwordMin: z.number().int().min(0).max(PASSWORD_MIN_MOST),
    lobby: z.number().int().min(1).max(1_000_000),
    guests: z.enum(GUESTS),
    keepDays: z.number().int().min(1).max(1_000_000),
    recordingDays: z.number().int().min(0).max(1_000_000),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0)
export type PolicyChange = z.output<typeof PolicyChange>

/** GET and POST /api/policy, for operators. `loosest`: what the floor and the environment leave. */
export type PolicyView = { policy: Policy; loosest: Policy; hostsNeedFactor: boolean }

/** GET /api/rules: what a host has to know of it before making a meeting. */
export type Rules = Pick<Policy, 'passwordMin' | 'guests'>

/** As the store keeps it: words, of which what was never set is missing. */
export const StoredPolicy = z
  .object({
    passwordMin: z.coerce.number().int(),
    lobby: z.coerce.number().int(),
    guests: z.enum(GUESTS),
    keepDays: z.coerce.number().int(),
    recordingDays: z.coerce.number().int(),
  })
  .partial()
