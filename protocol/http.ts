import { z } from 'zod'
import { CALENDAR_BODIES, CALENDAR_QUERIES, OccurrenceKey, Schedule } from './calendar.ts'
import {
  ASSERTION,
  ATTESTATION,
  ChallengeId,
  FactorName,
  RecoveryCode,
  TotpCode,
} from './factors.ts'
import { InviteId, ParticipantId } from './ids.ts'
import type { AccountId, MeetingId } from './ids.ts'
import type { FactorKind, Wanted } from './factors.ts'
import { LIMITS } from './limits.ts'
import type { IdentityKind } from './model.ts'
import { isMailAddress } from './mail-address.ts'
import { MeetingTitle, Mode, PasswordInput, PersonName } from './model.ts'
import { PolicyChange } from './policy.ts'
import { BeginDocument } from './table.ts'
import { RECORDING_BODIES } from './recording.ts'

/**
 * The HTTP contract: JSON in, JSON out, `WireError` with a 4xx or 5xx status on refusal.
 * Bodies are strict: unknown keys are refused.
 */
export const Username = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/)
/** One-time links carry 32 random bytes, base64url. */
export const LinkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

export const MailAddress = z.string().refine(isMailAddress)

const wholeInText = (max: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,15}$/)
    .transform(Number)
    .refine((n) => n <= max)

export const AccountRole = z.enum(['operator', 'host'])
export type AccountRole = z.infer<typeof AccountRole>

/** A page of this server, as a path: no host, no query and nothing that decodes to either. */
export const ReturnPath = z
  .string()
  .max(200)
  .regex(/^\/(?!api(?:\/|$))(?:[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*)?$/)

export const BODIES = {
  /** POST /api/meetings/:id/documents — what is about to be uploaded in parts. */
  beginDocument: BeginDocument,
  /** POST /api/setup — the first operator, with the link printed at first start. */
  setup: z.strictObject({
    token: LinkToken,
    username: Username,
    name: PersonName,
    password: PasswordInput,
  }),
  /** POST /api/activate — a new account's own password, with the link its operator handed over. */
  activate: z.strictObject({ token: LinkToken, password: PasswordInput }),
  /** POST /api/session */
  signIn: z.strictObject({ username: z.string().max(64), password: PasswordInput }),
  /** POST /api/me/password — one's own; every other session of the account ends. */
  changePassword: z.strictObject({ current: PasswordInput, password: PasswordInput }),
  /**
   * POST /api/session/proof — what a half session still wants, or a fresh proof for what asks one.
   * The password counts for whoever has no second factor; it is then a fresh proof only.
   */
  prove: z.union([
    z.strictObject({ totp: TotpCode }),
    z.strictObject({ recovery: RecoveryCode }),
    z.strictObject({ challenge: ChallengeId, passkey: ASSERTION }),
    z.strictObject({ password: PasswordInput }),
  ]),
  /** POST /api/passkey — signs in; user name and password are not asked. */
  signInPasskey: z.strictObject({ challenge: ChallengeId, passkey: ASSERTION }),
  /** POST /api/me/totp — the first code of an app; answers `Enrolled`. */
  addTotp: z.strictObject({ challenge: ChallengeId, name: FactorName, code: TotpCode }),
  /** POST /api/me/passkeys — answers `Enrolled`. */
  addPasskey: z.strictObject({ challenge: ChallengeId, name: FactorName, passkey: ATTESTATION }),
  /** POST /api/me/factors/:id */
  renameFactor: z.strictObject({ name: FactorName }),
  /** POST /api/policy (operator, proved just now); answers `PolicyView` */
  policy: PolicyChange,
  /** POST /api/accounts (operator) */
  createAccount: z.strictObject({ username: Username, name: PersonName, role: AccountRole }),
  /** POST /api/meetings. Without a password the server proposes one. */
  createMeeting: z.strictObject({
    title: MeetingTitle,
    mode: Mode,
    password: PasswordInput.optional(),
    invitedOnly: z.boolean().optional(),
    /** Left out: no fixed time, it can begin whenever its host likes. */
    schedule: Schedule.optional(),
  }),
  ...CALENDAR_BODIES,
  /** POST /api/meetings/:id/invited-only */
  invitedOnly: z.strictObject({ on: z.boolean() }),
  /** POST /api/meetings/:id/invites: one personal link for each name. */
  createInvites: z.strictObject({
    names: z.array(PersonName).min(1).max(LIMITS.inviteBatch),
    days: z.number().int().min(1).max(LIMITS.inviteDaysMax).optional(),
  }),
  /**
   * POST /api/meetings/:id/invites/mail: a new link for each of these invites, sent to its person,
   * with a calendar file if the meeting has a time.
   */
  mailInvites: z.strictObject({
    invites: z
      .array(z.strictObject({ id: InviteId, to: MailAddress }))
      .min(1)
      .max(LIMITS.inviteBatch)
      .refine((all) => new Set(all.map(({ id }) => id)).size === all.length),
  }),
  /**
   * POST /api/meetings/:id/password. Without one, the server proposes. `occurrence`: for which time,
   * where each has its own; left out, the one that is on or the next.
   */
  renewPassword: z.strictObject({
    password: PasswordInput.optional(),
    occurrence: OccurrenceKey.optional(),
  }),
  /** POST /api/meetings/:id/contain — who is put out and blocked; answers `Contained`. */
  contain: z.strictObject({ remove: z.array(ParticipantId).max(LIMITS.containBatch) }),
  /** POST /api/password-check — how a custom password would fare; answers `PasswordVerdict`. */
  checkPassword: z.strictObject({
    password: PasswordInput,
    context: z.array(z.string().max(200)).max(5),
  }),
  /**
   * POST /api/meetings/:id/enter. A meeting's own signed-in host may leave the password out. Whoever
   * comes by a personal invite has its name and gives none.
   */
  enter: z.strictObject({
    name: PersonName.optional(),
    password: PasswordInput.optional(),
    invite: LinkToken.optional(),
  }),
  ...RECORDING_BODIES,
} as const

/** Query strings, strict like the bodies but where others write them. */
export const QUERIES = {
  ...CALENDAR_QUERIES,
  /** GET /api/audit and GET /api/meetings/:id/audit; answers `AuditPage`. */
  audit: z.strictObject({
    /** Entries older than the one with this number. */
    before: wholeInText(Number.MAX_SAFE_INTEGER).optional(),
    limit: wholeInText(LIMITS.auditPage).default(100),
    /** An action, or the part of actions before the dot. */
    action: z
      .string()
      .max(60)
      .regex(/^[a-z_]+(\.[a-z_]+)?$/)
      .optional(),
  }),
  /** GET /api/oidc/start — where to go on when signed in. */
  oidcStart: z.strictObject({
    return: ReturnPath.default('/meetings'),
    /** The person is to prove who they are, though the provider may still know them. */
    again: z.literal('1').optional(),
  }),
  /** GET /api/oidc/callback (RFC 6749, 4.1.2; RFC 9207). Providers add things of their own. */
  oidcCallback: z.object({
    state: z.string().max(200).optional(),
    code: z.string().max(8000).optional(),
    iss: z.string().max(2000).optional(),
    error: z.string().max(200).optional(),
  }),
} as const

export type QueryName = keyof typeof QUERIES
export type QueryOf<K extends QueryName> = z.output<(typeof QUERIES)[K]>

export type BodyName = keyof typeof BODIES
/** What the server works with, after parsing. */
export type BodyOf<K extends BodyName> = z.output<(typeof BODIES)[K]>

export type Me = {
  id: AccountId
  username: string
  name: string
  role: AccountRole
  /** Comes by the office's own sign-in and has no password here. */
  sso: boolean
}

/** GET /api/me — answers everyone, so that the first page needs one request. */
export type Session = {
  /** True until the first operator exists. */
  setupNeeded: boolean
  /** Null as well for a session that is half. */
  me: Me | null
  /** [SES] A half session: what it wants before it is worth anything; null for all others. */
  pending: Pending | null
  /** The office's own sign-in, by the name that people know it by; null: there is none. */
  sso: { name: string } | null
  /** [REC1] Whether this server can record at all. */
  recording: boolean
}
export type Pending = { username: string; name: string; wants: Wanted; methods: FactorKind[] }

export type AccountView = {
  id: AccountId
  username: string
  name: string
  role: AccountRole
  /** False until the person has set a password through their link. */
  active: boolean
  /** Comes by the office's own sign-in: no password, no link. */
  sso: boolean
  disabled: boolean
  /** Has a second factor. */
  factor: boolean
}
/** POST /api/accounts and POST /api/accounts/:id/link: the link is shown once. */
export type AccountLink = { account: AccountView; link: string }

export type MeetingSummary = {
  id: MeetingId
  title: string
  mode: Mode
  createdAt: number
  ended: boolean
  /** [ADM1] Guests without a personal invite are refused. */
  invitedOnly: boolean
  /** Has fixed times [CAL]. */
  scheduled: boolean
  /** People in the room and in the lobby now. */
  live: { participants: number; waiting: number } | null
}
/** GET /api/server/meetings — one of any host's, as operators see it; those that are alive come first. */
export type ServerMeeting = MeetingSummary & { host: string }
/**
 * The new password is told to the meeting's own host; an operator who steps in makes the old one
 * void and learns no new one (PWD3).
 */
export type Contained = { meeting: MeetingSummary; password: string | null; removed: number }
/** The password is in this answer and in no other (PWD3). */
export type MeetingSecret = { meeting: MeetingSummary; password: string }

export type PasswordVerdict =
  | { ok: true }
  /** `atLeast`: so many characters. */
  | { ok: false; code: 'password_too_short'; atLeast: number }
  | {
      ok: false
      code:
        'password_too_long' | 'password_too_weak' | 'password_too_common' | 'password_is_context'
    }

/** POST /api/meetings/:id/enter: the ticket itself travels in an httpOnly cookie. */
export type Entered = { name: string }

export type InviteState = 'unused' | 'in_use' | 'used' | 'revoked' | 'expired'
export const MAIL_STATES = ['queued', 'sent', 'refused', 'failed'] as const
/**
 * How the last invitation by mail stands: `sent` is what the operator's mail server took; `refused`
 * what it will not take at that address; `failed` what may well go through another time.
 */
export type MailState = (typeof MAIL_STATES)[number]
/** GET /api/mail: whether this server sends any. */
export type MailSwitch = { on: boolean }

/** GET /api/meetings/:id/invites */
export type InviteView = {
  id: InviteId
  name: string
  createdAt: number
  expiresAt: number
  state: InviteState
  /** Null: none was ever sent from here. */
  mail: MailState | null
}
/** POST /api/meetings/:id/invites and …/invites/mail: the links are in this answer and in no other. */
export type InviteLink = { invite: InviteView; link: string }

/** One person's time in a meeting, epoch milliseconds. GET /api/meetings/:id/attendance */
export type Stay = {
  /** Counted from 0 in the order of coming: several stays of one person have the same. */
  person: number
  name: string
  kind: IdentityKind
  joinedAt: number
  leftAt: number | null
}

/** A block that a host may lift. GET /api/meetings/:id/blocks */
export type BlockView = { id: string; name: string; at: number }
