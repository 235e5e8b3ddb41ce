import type { Generated, Selectable } from 'kysely'

/**
 * The tables as they lie on disk: text, numbers and null only, truth as 0 or 1, times in epoch
 * milliseconds. `rows.ts` turns them into records; nothing else reads them.
 */
export interface Tables {
  account: AccountTable
  session: SessionRow
  link: LinkRow
  factor: FactorRow
  recovery_code: RecoveryCodeRow
  challenge: ChallengeRow
  setting: SettingRow
  meeting: MeetingRow
  invite: InviteRow
  mail: MailRow
  room_node: RoomNodeRow
  seat: SeatRow
  block: BlockRow
  attempt: AttemptRow
  device: DeviceRow
  audit: AuditRow
}

type Flag = number

export type AccountRow = Selectable<AccountTable>
export interface AccountTable {
  id: string
  username: string
  name: string
  role: string
  /** Null until the person has set one through their link. */
  password_hash: string | null
  disabled: Flag
  created_at: number
  /** The last 30-second step of which a code was taken, of whichever app. */
  totp_step: Generated<number>
  sso_issuer: string | null
  sso_subject: string | null
}

export interface SessionRow {
  id: string
  token_hash: string
  account_id: string
  browser: string
  created_at: number
  seen_at: number
  /** When the password, a one-time link or what stands for it was last right. */
  first_at: number
  /** When a second factor was last right; null: never yet. */
  second_at: number | null
}

export interface FactorRow {
  id: string
  account_id: string
  kind: string
  name: string
  created_at: number
  used_at: number | null
  /** Sealed; of an app only. */
  secret: string | null
  /** These four of a passkey only. */
  credential_id: string | null
  public_key: string | null
  counter: number | null
  transports: string | null
}

export interface RecoveryCodeRow {
  account_id: string
  code_hash: string
}

export interface ChallengeRow {
  id: string
  purpose: string
  session_id: string | null
  address_hash: string
  value: string
  created_at: number
}

export interface SettingRow {
  name: string
  value: string
}

export interface LinkRow {
  token_hash: string
  purpose: string
  account_id: string | null
  created_at: number
  expires_at: number
  used_at: number | null
}

export interface MeetingRow {
  id: string
  title: string
  mode: string
  host_account: string
  host_name: string
  password_hash: string
  password_version: number
  locked: Flag
  chat: Flag
  invited_only: Flag
  created_at: number
  ended_at: number | null
}

export interface InviteRow {
  id: string
  meeting_id: string
  name: string
  token_hash: string
  created_at: number
  expires_at: number
  revoked_at: number | null
  mail: string | null
}

/** So many invitations sent with one request. No address, no text: this is for counting. */
export interface MailRow {
  id: string
  meeting_id: string
  account_id: string
  at: number
  count: number
}

export interface SeatRow {
  id: string
  meeting_id: string
  ticket_hash: string
  device_hash: string
  address_hash: string
  account_id: string | null
  invite_id: string | null
  kind: string
  name: string
  role: string
  state: string
  password_version: number
  knocked_at: number
  away_since: number | null
  floor: Flag
}

export interface BlockRow {
  id: string
  meeting_id: string
  scope: string
  device_hash: string
  account_id: string | null
  invite_id: string | null
  address_hash: string
  name: string
  at: number
}

/** In a cluster: the node that has a meeting's room. */
export interface RoomNodeRow {
  meeting_id: string
  node: string
}

/** One try at a password, once in every bucket it counts in. */
export interface AttemptRow {
  id: string
  bucket: string
  at: number
}

/** A device that once had the right password for a subject: a meeting or an account. */
export interface DeviceRow {
  device_hash: string
  subject: string
  at: number
}

export interface AuditRow {
  seq: number
  prev: string
  hash: string
  /** Canonical JSON of the event. */
  event: string
}
