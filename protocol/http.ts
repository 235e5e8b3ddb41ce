import { z } from 'zod'
import { AUDIT_ACTIONS } from './audit.ts'
import { CALENDAR_BODIES, CALENDAR_QUERIES, OccurrenceKey, Schedule } from './calendar.ts'
import {
  ASSERTION,
  ATTESTATION,
  ChallengeId,
  FactorName,
  RecoveryCode,
  TotpCode,
} from './factors.ts'
import { HISTORY_SPANS } from './history.ts'
import { InviteId, ParticipantId } from './ids.ts'
import type { AccountId, MeetingId } from './ids.ts'
import type { FactorKind, Wanted } from './factors.ts'
import { LIMITS } from './limits.ts'
import type { IdentityKind } from './model.ts'
import { isMailAddress } from './mail-address.ts'
import { MeetingTitle, Mode, PasswordInput, PersonName, PersonPosition } from './model.ts'
import { FounderHash } from './mls.ts'
import { OfficeChange } from './office.ts'
import type { Office } from './office.ts'
import { PolicyChange } from './policy.ts'
import { BeginDocument } from './presentation.ts'
import { RECORDING_BODIES } from './recording.ts'

/**
 * The HTTP contract: JSON in, JSON out; refusals are a `WireError` with a 4xx or 5xx status. Bodies
 * are strict: unknown keys are refused.
 */
export const Username = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/)
/** One-time links carry 32 random bytes, base64url. */
export const LinkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

export const MailAddress = z.string().refine(isMailAddress)

/** The hash of the founder key, and the secret of this one invitation: 32 bytes, base64url. */
const MailedKeys = z.strictObject({
  founder: FounderHash,
  secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
})
export type MailedKeys = z.infer<typeof MailedKeys>

const wholeInText = (max: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,15}$/)
    .transform(Number)
    .refine((n) => n <= max)

export const AccountRole = z.enum(['operator', 'host'])
export type AccountRole = z.infer<typeof AccountRole>

/** A page on this server, as a path: no host, no query, and nothing that decodes to either. */
export const ReturnPath = z
  .string()
  .max(200)
  .regex(/^\/(?!api(?:\/|$))(?:[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*)?$/)

export const BODIES = {
  /** POST /api/meetings/:id/documents announces a document that will be uploaded in parts. */
  beginDocument: BeginDocument,
  /** POST /api/setup creates the first operator, using the link printed at first start. */
  setup: z.strictObject({
    token: LinkToken,
    username: Username,
    name: PersonName,
    password: PasswordInput,
  }),
  /** POST /api/activate sets the password of a new account, using the link from its operator. */
  activate: z.strictObject({ token: LinkToken, password: PasswordInput }),
  /** POST /api/activate/account asks whose link it is; responds with `LinkOwner`. */
  linkOwner: z.strictObject({ token: LinkToken }),
  /** POST /api/session */
  signIn: z.strictObject({ username: z.string().max(64), password: PasswordInput }),
  /**
   * POST /api/me/password changes the caller's password and ends all of the account's other
   * sessions.
   */
  changePassword: z.strictObject({ current: PasswordInput, password: PasswordInput }),
  /**
   * POST /api/session/proof completes a half session, or provides a fresh proof for actions that
   * require one. A password is accepted only from accounts without a second factor, and only as a
   * fresh proof.
   */
  prove: z.union([
    z.strictObject({ totp: TotpCode }),
    z.strictObject({ recovery: RecoveryCode }),
    z.strictObject({ challenge: ChallengeId, passkey: ASSERTION }),
    z.strictObject({ password: PasswordInput }),
  ]),
  /** POST /api/passkey signs in without a user name or password. */
  signInPasskey: z.strictObject({ challenge: ChallengeId, passkey: ASSERTION }),
  /** POST /api/me/totp confirms an app with its first code; responds with `Enrolled`. */
  addTotp: z.strictObject({ challenge: ChallengeId, name: FactorName, code: TotpCode }),
  /** POST /api/me/passkeys; responds with `Enrolled`. */
  addPasskey: z.strictObject({ challenge: ChallengeId, name: FactorName, passkey: ATTESTATION }),
  /** POST /api/me/factors/:id */
  renameFactor: z.strictObject({ name: FactorName }),
  /** POST /api/policy (operator with a fresh proof); responds with `PolicyView`. */
  policy: PolicyChange,
  /** POST /api/office (operator with a fresh proof); responds with `Office`. */
  office: OfficeChange,
  /** POST /api/accounts (operator) */
  createAccount: z.strictObject({ username: Username, name: PersonName, role: AccountRole }),
  /** POST /api/meetings. Without a password, the server proposes one. */
  createMeeting: z.strictObject({
    title: MeetingTitle,
    mode: Mode,
    password: PasswordInput.optional(),
    invitedOnly: z.boolean().optional(),
    /** [E2E9] Of the keys that were drawn in this browser for the meeting. */
    founder: FounderHash.optional(),
    /** If omitted, there is no fixed time and the host can start the meeting whenever they like. */
    schedule: Schedule.optional(),
  }),
  ...CALENDAR_BODIES,
  /** POST /api/meetings/:id/invited-only */
  invitedOnly: z.strictObject({ on: z.boolean() }),
  /** POST /api/meetings/:id/invites creates one personal link per name. */
  createInvites: z.strictObject({
    names: z.array(PersonName).min(1).max(LIMITS.inviteBatch),
    days: z.number().int().min(1).max(LIMITS.inviteDaysMax).optional(),
  }),
  /**
   * POST /api/meetings/:id/invites/mail sends each person a new link, with a calendar file if the
   * meeting is scheduled.
   */
  mailInvites: z.strictObject({
    invites: z
      .array(
        z.strictObject({
          id: InviteId,
          to: MailAddress,
          /** [E2E10] What the mailed link carries of the keys; absent where the host has none. */
          keys: MailedKeys.optional(),
        }),
      )
      .min(1)
      .max(LIMITS.inviteBatch)
      .refine((all) => new Set(all.map(({ id }) => id)).size === all.length),
  }),
  /**
   * POST /api/meetings/:id/password. Without a password, the server proposes one. `occurrence`
   * matters where each has its own password; if omitted, it is the current or next one.
   */
  renewPassword: z.strictObject({
    password: PasswordInput.optional(),
    occurrence: OccurrenceKey.optional(),
  }),
  /** POST /api/meetings/:id/contain: whom to remove and block; responds with `Contained`. */
  contain: z.strictObject({ remove: z.array(ParticipantId).max(LIMITS.containBatch) }),
  /**
   * POST /api/password-check evaluates a password before it is used; responds with
   * `PasswordVerdict`.
   */
  checkPassword: z.strictObject({
    password: PasswordInput,
    context: z.array(z.string().max(200)).max(5),
  }),
  /**
   * POST /api/meetings/:id/enter. A meeting's own signed-in host may omit the password. People with
   * a personal invite send no name; the invite has it. Guests may add their position and office.
   */
  enter: z.strictObject({
    name: PersonName.optional(),
    position: PersonPosition.optional(),
    password: PasswordInput.optional(),
    invite: LinkToken.optional(),
    /** After `already_here`: ends this account's presence elsewhere. */
    move: z.boolean().optional(),
  }),
  ...RECORDING_BODIES,
} as const

/** Query strings; strict like bodies, except where third parties write them. */
/** The last moment that a date has: year 9999. */
const AUDIT_TIME_MAX = 253_402_300_799_999

export const QUERIES = {
  ...CALENDAR_QUERIES,
  /** GET /api/audit and GET /api/meetings/:id/audit; responds with `AuditPage`. */
  audit: z.strictObject({
    /** Only entries older than this entry number. */
    before: wholeInText(Number.MAX_SAFE_INTEGER).optional(),
    limit: wholeInText(LIMITS.auditPage).default(100),
    /** An action, or an action group (the part before the dot). */
    action: z
      .string()
      .max(60)
      .regex(/^[a-z_]+(\.[a-z_]+)?$/)
      .optional(),
    /** Epoch milliseconds: from this moment, and before that one. */
    from: wholeInText(AUDIT_TIME_MAX).optional(),
    to: wholeInText(AUDIT_TIME_MAX).optional(),
    /** Part of the name of the actor or the target, with or without marks. */
    who: z.string().min(1).max(LIMITS.auditSearch).optional(),
    /** Part of such a name or of the meeting's title; or any of `actions`. */
    text: z.string().min(1).max(LIMITS.auditSearch).optional(),
    /** Actions, with commas between them, whose words in the page's language contain `text`. */
    actions: z
      .string()
      .max(4000)
      .transform((list) => list.split(','))
      .pipe(z.array(z.enum(AUDIT_ACTIONS)).max(AUDIT_ACTIONS.length))
      .optional(),
  }),
  /** GET /api/server/history; responds with `ServerHistory`. */
  history: z.strictObject({ span: z.enum(HISTORY_SPANS) }),
  /** GET /api/oidc/start: where to continue after sign-in. */
  oidcStart: z.strictObject({
    return: ReturnPath.default('/'),
    /** Ask the provider to authenticate the person again, even if its session is still valid. */
    again: z.literal('1').optional(),
  }),
  /**
   * GET /api/oidc/callback (RFC 6749, 4.1.2; RFC 9207). Not strict, because providers add
   * parameters.
   */
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
/** A body after parsing. */
export type BodyOf<K extends BodyName> = z.output<(typeof BODIES)[K]>

/** Whose password a link sets: what they will sign in with, and their name. */
export type LinkOwner = { username: string; name: string }

export type Me = {
  id: AccountId
  username: string
  name: string
  role: AccountRole
  /** Signs in through the office's OpenID Connect provider and has no password here. */
  sso: boolean
}

/** GET /api/me responds to everyone, so the first page needs only one request. */
export type Session = {
  /** True until the first operator exists. */
  setupNeeded: boolean
  /** Also null for a half session. */
  me: Me | null
  /** [SES] What a half session still needs before it grants anything; null for other sessions. */
  pending: Pending | null
  /** The office's sign-in, by the name people know it by; null if there is none. */
  sso: { name: string } | null
  /** [REC1] Whether recording is available on this server. */
  recording: boolean
  /** [POL3] What the operator has set, for the header and whoever needs help. */
  office: Office
}
export type Pending = { username: string; name: string; wants: Wanted; methods: FactorKind[] }

export type AccountView = {
  id: AccountId
  username: string
  name: string
  role: AccountRole
  /** False until the person has set a password through their activation link. */
  active: boolean
  /** Signs in through the office's OpenID Connect provider: no password, no activation link. */
  sso: boolean
  disabled: boolean
  /** Whether the account has a second factor. */
  factor: boolean
}
/** POST /api/accounts and POST /api/accounts/:id/link. The link is shown only once. */
export type AccountLink = { account: AccountView; link: string }

export type MeetingSummary = {
  id: MeetingId
  title: string
  mode: Mode
  createdAt: number
  ended: boolean
  /** [ADM1] Whether guests without a personal invite are refused. */
  invitedOnly: boolean
  /** [E2E9] The hash of its founder key; null if nobody has drawn one. */
  founder: FounderHash | null
  /** Whether the meeting has fixed times [CAL]. */
  scheduled: boolean
  /** People in the room and in the lobby now; null if there are none. */
  live: { participants: number; waiting: number } | null
}
/**
 * GET /api/server/meetings: a meeting of any host, as operators see it; running meetings come
 * first.
 */
export type ServerMeeting = MeetingSummary & { host: string }
/**
 * Only the meeting's own host gets the new password. An operator who steps in voids the old one but
 * learns no new one (PWD3).
 */
export type Contained = { meeting: MeetingSummary; password: string | null; removed: number }
/** The password appears only in this response (PWD3). */
export type MeetingSecret = { meeting: MeetingSummary; password: string }

export type PasswordVerdict =
  | { ok: true }
  /** `atLeast`: minimum length in characters. */
  | { ok: false; code: 'password_too_short'; atLeast: number }
  | {
      ok: false
      code:
        'password_too_long' | 'password_too_weak' | 'password_too_common' | 'password_is_context'
    }

/** POST /api/meetings/:id/enter. The ticket travels in an httpOnly cookie. */
export type Entered = { name: string }

export type InviteState = 'unused' | 'in_use' | 'used' | 'revoked' | 'expired'
export const MAIL_STATES = ['queued', 'sent', 'refused', 'failed'] as const
/**
 * Status of the last mailed invitation. `sent`: the operator's mail server accepted it. `refused`:
 * it permanently rejected the address. `failed`: a retry may succeed.
 */
export type MailState = (typeof MAIL_STATES)[number]
/** GET /api/mail: whether this server sends mail. */
export type MailSwitch = { on: boolean }

/** GET /api/meetings/:id/invites */
export type InviteView = {
  id: InviteId
  name: string
  createdAt: number
  expiresAt: number
  state: InviteState
  /** Null: no mail was ever sent. */
  mail: MailState | null
}
/** POST /api/meetings/:id/invites and …/invites/mail. Links appear only in this response. */
export type InviteLink = { invite: InviteView; link: string }

/** GET /api/meetings/:id/attendance: one person's stay in a meeting, in epoch milliseconds. */
export type Stay = {
  /** Numbered from 0 in order of arrival; several stays of one person share a number. */
  person: number
  name: string
  position: string | null
  kind: IdentityKind
  joinedAt: number
  leftAt: number | null
}

/** GET /api/meetings/:id/blocks: a block the host may lift. */
export type BlockView = { id: string; name: string; at: number }
