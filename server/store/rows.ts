import { AccountRole, MAIL_STATES, Username } from '#protocol/http.ts'
import type { MailState } from '#protocol/http.ts'
import { AccountId, InviteId, MeetingId, ParticipantId } from '#protocol/ids.ts'
import { FounderHash } from '#protocol/mls.ts'
import { IDENTITY_KINDS, Mode, Role } from '#protocol/model.ts'
import type { BlockRecord, InviteRecord, MeetingRecord, SeatRecord } from '../meeting/records.ts'
import type { AccountRow, BlockRow, InviteRow, MeetingRow, SeatRow } from './schema.ts'

/** A row the code could not have written: edited by hand, or a bug. Never used. */
export class CorruptRow extends Error {
  override readonly name = 'CorruptRow'
}

/** The pair is never reassigned to another person (OpenID Connect Core, 2). */
export type SsoIdentity = { issuer: string; subject: string }

/** An account. Times in epoch milliseconds. */
export type AccountRecord = {
  id: AccountId
  username: string
  name: string
  role: AccountRole
  passwordHash: string | null
  disabled: boolean
  createdAt: number
  /** The person's identity at the office's identity provider; null: they have a password here. */
  sso: SsoIdentity | null
}

export const toFlag = (value: boolean): number => (value ? 1 : 0)

/** [PWD3] Accepts only an argon2id hash; @throws CorruptRow for anything else. */
export function argon2idHash(text: unknown, whose: string): string {
  if (typeof text === 'string' && text.startsWith('$argon2id$')) return text
  throw new CorruptRow(`${whose} has no password`)
}

export function toAccount(row: AccountRow): AccountRecord {
  return read(`account ${row.id}`, () => ({
    id: AccountId.parse(row.id),
    username: Username.parse(row.username),
    name: row.name,
    role: AccountRole.parse(row.role),
    passwordHash:
      row.password_hash === null ? null : argon2idHash(row.password_hash, `account ${row.id}`),
    disabled: flag(row.disabled),
    createdAt: row.created_at,
    sso:
      row.sso_issuer === null || row.sso_subject === null
        ? null
        : { issuer: row.sso_issuer, subject: row.sso_subject },
  }))
}

/** [PWD1] @throws CorruptRow if the row has no password */
export function toMeeting(row: MeetingRow): MeetingRecord {
  return read(`meeting ${row.id}`, () => ({
    id: MeetingId.parse(row.id),
    title: row.title,
    mode: Mode.parse(row.mode),
    hostAccount: AccountId.parse(row.host_account),
    hostName: row.host_name,
    passwordHash: argon2idHash(row.password_hash, `meeting ${row.id}`),
    passwordVersion: row.password_version,
    locked: flag(row.locked),
    chat: flag(row.chat),
    invitedOnly: flag(row.invited_only),
    founder: row.founder === null ? null : FounderHash.parse(row.founder),
    createdAt: row.created_at,
    endedAt: row.ended_at,
  }))
}

export function toInvite(row: InviteRow): InviteRecord {
  return read(`invite ${row.id}`, () => ({
    id: InviteId.parse(row.id),
    meetingId: MeetingId.parse(row.meeting_id),
    name: row.name,
    tokenHash: row.token_hash,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }))
}

export const toMailState = (row: InviteRow): MailState | null =>
  row.mail === null ? null : one(MAIL_STATES, row.mail)

export function toSeat(row: SeatRow): SeatRecord {
  return read(`seat ${row.id}`, () => ({
    id: ParticipantId.parse(row.id),
    meetingId: MeetingId.parse(row.meeting_id),
    ticketHash: row.ticket_hash,
    deviceHash: row.device_hash,
    addressHash: row.address_hash,
    accountId: row.account_id === null ? null : AccountId.parse(row.account_id),
    inviteId: row.invite_id === null ? null : InviteId.parse(row.invite_id),
    kind: one(IDENTITY_KINDS, row.kind),
    name: row.name,
    position: row.position,
    role: Role.parse(row.role),
    state: one(['waiting', 'admitted', 'over'], row.state),
    passwordVersion: row.password_version,
    knockedAt: row.knocked_at,
    awaySince: row.away_since,
    floor: flag(row.floor),
  }))
}

export function toBlock(row: BlockRow): BlockRecord {
  return read(`block ${row.id}`, () => ({
    id: row.id,
    meetingId: MeetingId.parse(row.meeting_id),
    scope: one(['session', 'meeting'], row.scope),
    deviceHash: row.device_hash,
    accountId: row.account_id === null ? null : AccountId.parse(row.account_id),
    inviteId: row.invite_id === null ? null : InviteId.parse(row.invite_id),
    addressHash: row.address_hash,
    name: row.name,
    at: row.at,
  }))
}

export function read<T>(what: string, map: () => T): T {
  try {
    return map()
  } catch (error) {
    if (error instanceof CorruptRow) throw error
    throw new CorruptRow(`${what} cannot be read`, { cause: error })
  }
}

export function flag(value: number): boolean {
  if (value === 0 || value === 1) return value === 1
  throw new CorruptRow(`${value} is neither 0 nor 1`)
}

function one<const T extends string>(values: readonly T[], text: string): T {
  const value = values.find((known) => known === text)
  if (value === undefined) throw new CorruptRow(`${text} is none of ${values.join(', ')}`)
  return value
}
