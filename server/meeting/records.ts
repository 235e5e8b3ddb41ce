import type { AuditAction, AuditDetails } from '#protocol/audit.ts'
import type {
  AccountId,
  DocumentId,
  InviteId,
  MeetingId,
  ParticipantId,
  RecordingId,
  SessionId,
} from '#protocol/ids.ts'
import type { IdentityKind, Mode, Role } from '#protocol/model.ts'
import type { VoteStore } from './vote-records.ts'
import type { Times } from '../policy/window.ts'
import type { FileKind } from '#protocol/presentation.ts'
import type { FounderHash, Sha256 } from '#protocol/mls.ts'
import type { StopReason } from '#protocol/recording.ts'

/**
 * What survives a restart: verdicts, blocks, roles and locks. These types belong to the domain; the
 * store implements `MeetingStore`. All times are epoch milliseconds.
 */
export type MeetingRecord = {
  id: MeetingId
  title: string
  mode: Mode
  /** The account that owns the meeting. */
  hostAccount: AccountId
  hostName: string
  passwordHash: string
  /** Incremented with every new password, which invalidates tickets for older ones (PWD5). */
  passwordVersion: number
  locked: boolean
  chat: boolean
  /** Accepts only accounts and personal invites, no guests. Only the host changes this. */
  invitedOnly: boolean
  /** [E2E9] The hash of its founder key, which a host's browser has drawn. */
  founder: FounderHash | null
  createdAt: number
  endedAt: number | null
}

/**
 * One person's place in one meeting, from the correct password on. `waiting`: no verdict yet;
 * `admitted`: let in; `over`: refused, removed, left or expired.
 */
export type SeatRecord = {
  id: ParticipantId
  meetingId: MeetingId
  /** SHA-256 of the ticket in the person's cookie; the ticket itself is never stored. */
  ticketHash: string
  /** Keyed hash of the long-lived device cookie. */
  deviceHash: string
  /** Keyed hash of the network address (IPv6: its /64). */
  addressHash: string
  accountId: AccountId | null
  /** The personal invite they used; if set, `kind` is `invited`. */
  inviteId: InviteId | null
  kind: IdentityKind
  name: string
  /** [ADM5] A guest's position and office, unverified; null for everyone else. */
  position: string | null
  role: Role
  state: 'waiting' | 'admitted' | 'over'
  passwordVersion: number
  knockedAt: number
  /** When the last socket closed; null while one is open. */
  awaySince: number | null
  /** [FLR] Whether the person has the floor, so that a restart does not take it away. */
  floor: boolean
}

/** [ADM5] One person's own way to the password step, under a name set by the host. */
export type InviteRecord = {
  id: InviteId
  meetingId: MeetingId
  name: string
  /** SHA-256 of the token in the link; the token itself is never stored. */
  tokenHash: string
  createdAt: number
  expiresAt: number
  revokedAt: number | null
}

/**
 * A person who may not return. `meeting`: until a host lifts it. `session`: after a removal, until
 * the end of this sitting.
 */
export type BlockRecord = {
  id: string
  meetingId: MeetingId
  scope: 'session' | 'meeting'
  deviceHash: string
  accountId: AccountId | null
  inviteId: InviteId | null
  addressHash: string
  name: string
  at: number
}

/**
 * [DOC] A document of a meeting. Its content is stored separately, encrypted; whiteboards have
 * neither.
 */
export type DocumentRecord = {
  id: DocumentId
  meetingId: MeetingId
  name: string
  kind: FileKind
  pages: number
  bytes: number
  /** Name of the person who added it. */
  by: string
  at: number
  /** False while its parts are still arriving; until then nobody can use it. */
  ready: boolean
  download: boolean
  /** How long it is kept beyond its sitting; null: it is not. */
  keptUntil: number | null
}
export type DocumentChange = Partial<
  Pick<DocumentRecord, 'kind' | 'ready' | 'download' | 'keptUntil'>
>

/** [REC] A recording at its start. Everything except times and ids is public or ciphertext. */
export type RecordingRecord = {
  id: RecordingId
  meetingId: MeetingId
  /** The account of the recording host, and the seat that uploads the chunks. */
  accountId: AccountId
  seatId: ParticipantId
  recipient: string
  sealedKey: string
  /** Version of the consent text that everyone in it agreed to. */
  text: number
  startedAt: number
  /** When it is deleted, as promised in that text. */
  expiresAt: number
}

/**
 * [AUD] An event, without passwords, tokens or message text. `by` and `target` are ids or 'system'.
 */
export type AuditEvent = {
  at: number
  meetingId: MeetingId | null
  action: AuditAction
  by: string
  target: string | null
  /** Small, flat and free of secrets: a mode, a count, minutes. */
  details: AuditDetails
}

export interface MeetingStore extends VoteStore {
  meeting(id: MeetingId): Promise<MeetingRecord | null>
  updateMeeting(
    id: MeetingId,
    change: Partial<
      Pick<
        MeetingRecord,
        | 'mode'
        | 'locked'
        | 'chat'
        | 'invitedOnly'
        | 'founder'
        | 'endedAt'
        | 'hostAccount'
        | 'hostName'
        | 'passwordHash'
        | 'passwordVersion'
      >
    >,
  ): Promise<void>

  /**
   * [CAL3] The meeting's occurrences in order, without canceled ones; null: it has no fixed time.
   */
  times(id: MeetingId): Promise<Times[] | null>
  /** [CAL4] When the lobby closes for one occurrence. */
  updateCloses(id: MeetingId, at: number, closes: number): Promise<void>

  /** All invites of a meeting, including revoked ones. */
  invites(meetingId: MeetingId): Promise<InviteRecord[]>
  /** Null if it belongs to another meeting. */
  invite(meetingId: MeetingId, id: InviteId): Promise<InviteRecord | null>

  /**
   * [SES] Whether this account may still enter with this session, which may have ended, or been
   * disabled with the account, since the request arrived.
   */
  mayEnter(account: AccountId, session: SessionId): Promise<boolean>
  /** @throws Refusal `unauthenticated` if the account is disabled */
  createSeat(seat: SeatRecord): Promise<void>
  updateSeat(
    id: ParticipantId,
    change: Partial<
      Pick<
        SeatRecord,
        | 'ticketHash'
        | 'deviceHash'
        | 'addressHash'
        | 'role'
        | 'state'
        | 'awaySince'
        | 'floor'
        | 'passwordVersion'
        | 'knockedAt'
      >
    >,
  ): Promise<void>
  seatByTicket(meetingId: MeetingId, ticketHash: string): Promise<SeatRecord | null>
  /** A meeting's seats that are not over, oldest knock first. */
  openSeats(meetingId: MeetingId): Promise<SeatRecord[]>

  createBlock(block: BlockRecord): Promise<void>
  blocks(meetingId: MeetingId): Promise<BlockRecord[]>
  deleteBlock(meetingId: MeetingId, id: string): Promise<void>
  deleteSessionBlocks(meetingId: MeetingId): Promise<void>

  /** Completely uploaded documents, oldest first. */
  documents(meetingId: MeetingId): Promise<DocumentRecord[]>
  updateDocument(id: DocumentId, change: DocumentChange): Promise<void>
  /** Deletes their content too, and the meeting's key with its last document. */
  deleteDocuments(ids: readonly DocumentId[]): Promise<void>
  startRecording(recording: RecordingRecord): Promise<void>
  endRecording(id: RecordingId, at: number): Promise<void>

  /** Resolves once the entry is on disk, chained to the previous one. */
  audit(event: AuditEvent): Promise<void>
}

/**
 * A person who gave the correct password, or the meeting's own host, as known at the password step.
 */
export type Entry = {
  meetingId: MeetingId
  /** `move`: takes over from where the account is now, as the person has confirmed [ADM7]. */
  claim: { kind: 'host'; move?: boolean } | { kind: 'password'; right: true; move?: boolean }
  /** The version of the password that was verified (PWD5). */
  passwordVersion: number
  ticketHash: string
  deviceHash: string
  addressHash: string
  accountId: AccountId | null
  /** The session by which the account is signed in; null without an account. */
  sessionId: SessionId | null
  /** The verified personal invite, whose name they get. */
  inviteId: InviteId | null
  name: string
  position: string | null
  /** An older seat of the same browser in this meeting, which this one replaces. */
  replaces: ParticipantId | null
}

/** An admitted, connected person, as their room knows them. */
export type ActiveParticipant = Pick<
  SeatRecord,
  'id' | 'meetingId' | 'name' | 'kind' | 'accountId' | 'role'
> & {
  /** [DOC1] May share documents. */
  presents: boolean
}

/** Number of people inside and in the lobby, for meetings that have any. */
export type Occupancy = ReadonlyMap<MeetingId, { participants: number; waiting: number }>

/**
 * The HTTP side's interface to live rooms. Implemented in signaling; in a cluster, by the server
 * that owns the room (`server/cluster`).
 */
export interface LiveMeetings {
  occupancy(): Promise<Occupancy>
  /** Null for people who are waiting, disconnected or gone. */
  activeParticipant(id: MeetingId, participant: ParticipantId): Promise<ActiveParticipant | null>
  /** [ADM1] Creates a seat in the lobby, or the host's own. @throws Refusal with the reason */
  enter(entry: Entry): Promise<void>
  /** [DOC1] The upload is complete. @throws Refusal if they may not (or no longer) add it */
  documentArrived(id: MeetingId, by: ParticipantId, document: DocumentRecord): Promise<void>
  /**
   * [E2E8] Bytes are base64, because the room may be another node's.
   * @throws Refusal as {@link Keys.put} does
   */
  putKeys(id: MeetingId, by: ParticipantId, bytes: string): Promise<Sha256>
  /** @throws Refusal as {@link Keys.read} does */
  readKeys(id: MeetingId, by: ParticipantId, hash: Sha256): Promise<string>
  /** [PWD5] Sends everyone in the lobby back to the password step. */
  passwordRenewed(id: MeetingId, passwordVersion: number): Promise<void>
  /**
   * The response to a leak: locks the meeting, mutes everyone and turns their cameras off, revokes
   * all shares, and removes and blocks these people, inside or in the lobby. People who have
   * already left are skipped. Returns how many were removed, and which invites they had used.
   * @throws Refusal `forbidden` if a host is among them
   */
  contain(
    id: MeetingId,
    by: AccountId,
    remove: readonly ParticipantId[],
  ): Promise<{ removed: number; invites: InviteId[] }>
  /** Removes everyone and ends the meeting. */
  end(id: MeetingId, by: AccountId): Promise<void>
  /** [CAL3] The meeting's times have changed; the store already has them. */
  rescheduled(id: MeetingId): Promise<void>
  /** [CAL4] @throws Refusal `nothing_to_extend` */
  prolong(id: MeetingId, by: AccountId, minutes: number): Promise<void>
  /** A burst of wrong passwords, for the host's warning. */
  wrongPasswords(id: MeetingId, count: number): Promise<void>
  blockLifted(id: MeetingId, blockId: string): Promise<void>
  /**
   * Invites were created and are already stored; guests using one of their names are flagged from
   * now on.
   */
  invitesMade(id: MeetingId, invites: readonly InviteRecord[]): Promise<void>
  /** The invite was revoked, already in the store; the person using it is removed. */
  inviteRevoked(id: MeetingId, invite: InviteId): Promise<void>
  /** The switch has changed, already in the store. */
  invitedOnly(id: MeetingId, on: boolean): Promise<void>
  /** [REC] Its chunks can no longer be stored: stops it visibly for everyone. */
  stopRecording(id: MeetingId, recording: RecordingId, reason: StopReason): Promise<void>
  /**
   * [SES] The store has already closed the account's seats; everyone using it, inside or in a
   * lobby, is removed.
   */
  accountDisabled(id: AccountId): Promise<void>
}
