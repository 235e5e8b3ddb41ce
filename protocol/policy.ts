import { z } from 'zod'

/**
 * [POL] What an operator may tighten while the server runs. Nothing can be looser than the floor or
 * the environment: see `server/policy/tighten.ts`.
 */

/** Who may join besides accounts, from loosest to tightest. */
export const GUESTS = ['named', 'invited', 'none'] as const
/**
 * `named`: guests who choose their own name, and personal invites. `invited`: personal invites
 * only, with names set by hosts. `none`: accounts only.
 */
export type Guests = (typeof GUESTS)[number]

export type Policy = {
  /** [PWD2] Minimum length of chosen passwords, for meetings and accounts. */
  passwordMin: number
  /** [ADM7] Maximum number of people waiting for one meeting. */
  lobby: number
  /** [ADM1] */
  guests: Guests
  /** Days until ended meetings are deleted. */
  keepDays: number
  /** [REC] Days until a recording is deleted; 0 turns recording off. */
  recordingDays: number
}
export const POLICY_KEYS = ['passwordMin', 'lobby', 'guests', 'keepDays', 'recordingDays'] as const

/**
 * A longer minimum would shut out the usual defaults of password managers (NIST SP 800-63B-4: 64).
 */
const PASSWORD_MIN_MOST = 64

/**
 * POST /api/policy. Omitted fields stay unchanged. A value that is too loose is not malformed; it
 * is refused as `too_loose` with the rule's number.
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

/**
 * GET and POST /api/policy, for operators. `loosest`: the bounds set by the floor and the
 * environment.
 */
export type PolicyView = { policy: Policy; loosest: Policy; hostsNeedFactor: boolean }

/** GET /api/rules: the policy a host must know before creating a meeting. */
export type Rules = Pick<Policy, 'passwordMin' | 'guests'>

/** As stored: strings, without the fields that were never set. */
export const StoredPolicy = z
  .object({
    passwordMin: z.coerce.number().int(),
    lobby: z.coerce.number().int(),
    guests: z.enum(GUESTS),
    keepDays: z.coerce.number().int(),
    recordingDays: z.coerce.number().int(),
  })
  .partial()
