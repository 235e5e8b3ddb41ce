import type { Generated, Selectable } from 'kysely'

/**
 * Tables as stored: text, numbers and null, and encrypted bytes of documents. Booleans are 0 or 1,
 * times are epoch milliseconds. `rows.ts` converts them to records; nothing else reads them.
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
  vote: VoteRow
  ballot: BallotRow
  recording: RecordingRow
  recording_reader: RecordingReaderRow
  recording_key: RecordingKeyRow
  attempt: AttemptRow
  device: DeviceRow
  schedule: ScheduleRow
  occurrence: OccurrenceRow
  attendee: AttendeeRow
  feed: FeedRow
  audit: AuditRow
  document: DocumentRow
  document_part: DocumentPartRow
  document_key: DocumentKeyRow
  office: OfficeRow
}

type Flag = number

export type AccountRow = Selectable<AccountTable>
export interface AccountTable {
  id: string
  username: string
  name: string
  role: string
  /** Null until the person has set a password through their link. */
  password_hash: string | null
  disabled: Flag
  created_at: number
  /** The last 30-second step for which a code was accepted, across all apps. */
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
  /** When the first factor (password, one-time link or equivalent) was last verified. */
  first_at: number
  /** When a second factor was last verified; null: never. */
  second_at: number | null
}

export interface FactorRow {
  id: string
  account_id: string
  kind: string
  name: string
  created_at: number
  used_at: number | null
  /** Encrypted; for an app only. */
  secret: string | null
  /** The next four are for a passkey only. */
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
  founder: string | null
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
  /** Encrypted. */
  address: string | null
}

/** A batch of mailed invitations. Used only for counting: no address, no text. */
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
  position: string | null
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

/** In a cluster: the node that owns a meeting's room. */
export interface RoomNodeRow {
  meeting_id: string
  node: string
}

export interface RecordingRow {
  id: string
  meeting_id: string
  account_id: string
  seat_id: string
  recipient: string
  sealed_key: string
  text: number
  started_at: number
  ended_at: number | null
  expires_at: number
  chunks: number
  bytes: number
}

export interface RecordingReaderRow {
  recording_id: string
  account_id: string
  sealed_key: string
  at: number
}

export interface RecordingKeyRow {
  account_id: string
  recipient: string
  at: number
}

/** An attempt at a password, with one row per bucket it counts toward. */
export interface AttemptRow {
  id: string
  bucket: string
  at: number
}

/** A device that has entered the correct password of a subject: a meeting or an account. */
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

/** [VOT5] All that is stored about a secret vote; while it is open, it has no counts. */
export interface VoteRow {
  id: string
  meeting_id: string
  number: number
  question: string
  /** JSON. */
  choices: string
  several: Flag
  secret: Flag
  live: Flag
  guests: Flag
  rule: string
  quorum: number | null
  opened_at: number
  until: number | null
  /** 1 during the sitting in which it was opened. */
  in_sitting: Flag
  /** 'open', or how it ended. */
  state: string
  /** The next four are set when it ends. */
  closed_at: number | null
  entitled: number | null
  voted: number | null
  /** JSON; null for a vote without a result. */
  counts: string | null
}

/** A person entitled to an open vote, and what they chose. */
export interface BallotRow {
  vote_id: string
  /** 0, enforced to match the vote. */
  secret: Flag
  place: number
  kind: string
  account_id: string | null
  invite_id: string | null
  device_hash: string
  name: string
  marks: string | null
}

export interface ScheduleRow {
  meeting_id: string
  start: string
  zone: string
  minutes: number
  /** JSON of a `Repeat`. */
  repeat: string | null
  agenda: string
  opens_before: number
  keep_password: Flag
  sequence: number
  changed_at: number
  cancelled_at: number | null
}

/** One occurrence, identified by its originally planned start. */
export interface OccurrenceRow {
  meeting_id: string
  at: number
  start: number
  ends: number
  opens: number
  closes: number
  cancelled: Flag
  password_hash: string | null
}

export interface AttendeeRow {
  meeting_id: string
  account_id: string
}

export interface FeedRow {
  account_id: string
  token_hash: string
  created_at: number
}

/** [DOC] `ready`: all parts have arrived and passed the checks. */
export interface DocumentRow {
  id: string
  meeting_id: string
  name: string
  kind: string
  pages: number
  bytes: number
  by_name: string
  at: number
  ready: Flag
  download: Flag
  kept_until: number | null
}

export interface DocumentPartRow {
  document_id: string
  n: number
  /** Nonce, ciphertext and tag; see server/files/documents/seal.ts. */
  sealed: Uint8Array
}

export interface DocumentKeyRow {
  meeting_id: string
  sealed: string
}

/** [POL3] At most one row. */
export interface OfficeRow {
  id: number
  name: string | null
  accent: string | null
  help_line: string | null
  help_address: string | null
  emblem_hash: string | null
  emblem_kind: string | null
  emblem: Uint8Array | null
}
