/**
 * The tables as they lie on disk: text, numbers and null only, truth as 0 or 1, times in epoch
 * milliseconds. `rows.ts` turns them into records; nothing else reads them.
 */
export interface Tables {
  account: AccountRow
  session: SessionRow
  link: LinkRow
  meeting: MeetingRow
  invite: InviteRow
  mail: MailRow
  seat: SeatRow
  block: BlockRow
  attempt: AttemptRow
  device: DeviceRow
  audit: AuditRow
}

type Flag = number

export interface AccountRow {
  id: string
  username: string
  name: string
  role: string
  /** Null until the person has set one through their link. */
  password_hash: string | null
  disabled: Flag
  created_at: number
}

export interface SessionRow {
  token_hash: string
  account_id: string
  created_at: number
  seen_at: number
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
