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
import type { StopReason } from '#protocol/recording.ts'

/**
 * What outlives the process: a restart forgets no verdict, block, role or lock. The shapes are the
 * domain's; the store implements `MeetingStore`. All times are epoch milliseconds.
 */
export type MeetingRecord = {
  id: MeetingId
  title: string
  mode: Mode
  /** The signed-in account whose meeting this is. */
  hostAccount: AccountId
  hostName: string
  passwordHash: string
  /** Counts up with every new password, so that a ticket for an older one is worth nothing (PWD5). */
  passwordVersion: number
  locked: boolean
  chat: boolean
  /** Takes no guests: only accounts and personal invites. Set by the host alone. */
  invitedOnly: boolean
  createdAt: number
  endedAt: number | null
}

/**
 * One person's place in one meeting, from the right password on. `waiting` asks for a verdict,
 * `admitted` has one, `over` is dead: refused, removed, left, expired.
 */
export type SeatRecord = {
  id: ParticipantId
  meetingId: MeetingId
  /** SHA-256 of the ticket in the person's cookie; the ticket itself is stored nowhere. */
  ticketHash: string
  /** Keyed hash of the long-lived device cookie. */
  deviceHash: string
  /** Keyed hash of the network address (IPv6: its /64). */
  addressHash: string
  accountId: AccountId | null
  /** The personal invite by which they came; then `kind` is `invited`. */
  inviteId: InviteId | null
  kind: IdentityKind
  name: string
  role: Role
  state: 'waiting' | 'admitted' | 'over'
  passwordVersion: number
  knockedAt: number
  /** Since when no socket is open; null while one is. */
  awaySince: number | null
  /** [FLR] Whether the person holds the floor, so that a restart does not take it. */
  floor: boolean
}

/** [ADM5] One person's own way to the password step. The name is the host's word for who they are. */
export type InviteRecord = {
  id: InviteId
  meetingId: MeetingId
  name: string
  /** SHA-256 of the token in the link; the token itself is stored nowhere. */
  tokenHash: string
  createdAt: number
  expiresAt: number
  revokedAt: number | null
}

/**
 * Who may not come back. `meeting`: until a host lifts it. `session`: a removal, until this
 * sitting of the meeting is over.
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

/** [DOC] A document of a meeting. Its bytes lie beside it, sealed; whiteboards have none and no record. */
export type DocumentRecord = {
  id: DocumentId
  meetingId: MeetingId
  name: string
  kind: FileKind
  pages: number
  bytes: number
  /** The name of who put it there. */
  by: string
  at: number
  /** False while its parts still arrive: then it is nobody's. */
  ready: boolean
  download: boolean
  /** Until when it outlives its sitting; null: it does not. */
  keptUntil: number | null
}
export type DocumentChange = Partial<
  Pick<DocumentRecord, 'kind' | 'ready' | 'download' | 'keptUntil'>
>

/** [REC] One recording as it begins. Everything in it but times and ids is public or ciphertext. */
export type RecordingRecord = {
  id: RecordingId
  meetingId: MeetingId
  /** Of the host who records, and the seat from which the pieces come. */
  accountId: AccountId
  seatId: ParticipantId
  recipient: string
  sealedKey: string
  /** Which text everybody in it has agreed to. */
  text: number
  startedAt: number
  /** As that text has promised. */
  expiresAt: number
}

/** [AUD] What happened, without passwords, tokens or texts. `by` and `target` are ids or 'system'. */
export type AuditEvent = {
  at: number
  meetingId: MeetingId | null
  action: AuditAction
  by: string
  target: string | null
  /** Small, flat, harmless: a mode, a count, minutes. */
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
        | 'endedAt'
        | 'hostAccount'
        | 'hostName'
        | 'passwordHash'
        | 'passwordVersion'
      >
    >,
  ): Promise<void>

  /** [CAL3] When it is, without what was cancelled, in order; null: it has no fixed time. */
  times(id: MeetingId): Promise<Times[] | null>
  /** [CAL4] Until when the lobby of one of these is open. */
  updateCloses(id: MeetingId, at: number, closes: number): Promise<void>

  /** All of a meeting's, revoked ones too. */
  invites(meetingId: MeetingId): Promise<InviteRecord[]>
  /** Null when it is not this meeting's. */
  invite(meetingId: MeetingId, id: InviteId): Promise<InviteRecord | null>

  /**
   * [SES] Whether this account may still come in by this session, which may have ended, or been
   * disabled with the account, since the request came.
   */
  mayEnter(account: AccountId, session: SessionId): Promise<boolean>
  /** @throws Refusal `unauthenticated` when the account is disabled */
  createSeat(seat: SeatRecord): Promise<void>
  updateSeat(
    id: ParticipantId,
    change: Partial<
      Pick<
        SeatRecord,
        'ticketHash' | 'role' | 'state' | 'awaySince' | 'floor' | 'passwordVersion' | 'knockedAt'
      >
    >,
  ): Promise<void>
  seatByTicket(meetingId: MeetingId, ticketHash: string): Promise<SeatRecord | null>
  /** Seats of a meeting that are not over, oldest knock first. */
  openSeats(meetingId: MeetingId): Promise<SeatRecord[]>

  createBlock(block: BlockRecord): Promise<void>
  blocks(meetingId: MeetingId): Promise<BlockRecord[]>
  deleteBlock(meetingId: MeetingId, id: string): Promise<void>
  deleteSessionBlocks(meetingId: MeetingId): Promise<void>

  /** Those that are ready, oldest first. */
  documents(meetingId: MeetingId): Promise<DocumentRecord[]>
  updateDocument(id: DocumentId, change: DocumentChange): Promise<void>
  /** With their bytes; with the last of a meeting its key goes too. */
  deleteDocuments(ids: readonly DocumentId[]): Promise<void>
  startRecording(recording: RecordingRecord): Promise<void>
  endRecording(id: RecordingId, at: number): Promise<void>

  /** Resolves once the entry is on disk, chained to the one before. */
  audit(event: AuditEvent): Promise<void>
}

/** Someone whose password was right, or whose meeting it is, as the password step knows them. */
export type Entry = {
  meetingId: MeetingId
  claim: { kind: 'host' } | { kind: 'password'; right: true }
  /** The version of the password that was found right (PWD5). */
  passwordVersion: number
  ticketHash: string
  deviceHash: string
  addressHash: string
  accountId: AccountId | null
  /** By which that account is signed in; null without an account. */
  sessionId: SessionId | null
  /** The personal invite that was found good, under whose name they come. */
  inviteId: InviteId | null
  name: string
  /** An older seat of the same browser in this meeting, which this one replaces. */
  replaces: ParticipantId | null
}

/** Someone who is admitted and connected now, as their room knows them. */
export type ActiveParticipant = Pick<
  SeatRecord,
  'id' | 'meetingId' | 'name' | 'kind' | 'accountId' | 'role'
> & {
  /** [DOC1] May share documents. */
  presents: boolean
}

/** Meetings that somebody is in or waits for now, and how many. */
export type Occupancy = ReadonlyMap<MeetingId, { participants: number; waiting: number }>

/**
 * What the HTTP side asks of the live rooms. Implemented in signaling; where there are several
 * servers, by the one that has the room (`server/cluster`).
 */
export interface LiveMeetings {
  occupancy(): Promise<Occupancy>
  /** Null for who waits, is away or is out. */
  activeParticipant(id: MeetingId, participant: ParticipantId): Promise<ActiveParticipant | null>
  /** [ADM1] A seat in the lobby, or the host's own. @throws Refusal with why not */
  enter(entry: Entry): Promise<void>
  /** [DOC1] All of it has arrived. @throws Refusal when they may not (any more) put it there */
  documentArrived(id: MeetingId, by: ParticipantId, document: DocumentRecord): Promise<void>
  /** [PWD5] Sends everyone who still waits back to the password step. */
  passwordRenewed(id: MeetingId, passwordVersion: number): Promise<void>
  /**
   * Something has leaked: locked, everybody silent and unseen, all shares revoked, and these people
   * out and blocked, whether they are inside or wait. Those who are gone already are passed over.
   * Answers how many were put out, and by which invites they had come. @throws Refusal `forbidden` when a host is among them
   */
  contain(
    id: MeetingId,
    by: AccountId,
    remove: readonly ParticipantId[],
  ): Promise<{ removed: number; invites: InviteId[] }>
  /** Everyone out, meeting over. */
  end(id: MeetingId, by: AccountId): Promise<void>
  /** [CAL3] The store has it already: the meeting is at other times now. */
  rescheduled(id: MeetingId): Promise<void>
  /** [CAL4] @throws Refusal `nothing_to_extend` */
  prolong(id: MeetingId, by: AccountId, minutes: number): Promise<void>
  /** A burst of wrong passwords, for the host's banner. */
  wrongPasswords(id: MeetingId, count: number): Promise<void>
  blockLifted(id: MeetingId, blockId: string): Promise<void>
  /** The store has them already; who takes one of their names is flagged from now on. */
  invitesMade(id: MeetingId, invites: readonly InviteRecord[]): Promise<void>
  /** The store has it already; whoever is here by this invite is out. */
  inviteRevoked(id: MeetingId, invite: InviteId): Promise<void>
  /** The store has it already. */
  invitedOnly(id: MeetingId, on: boolean): Promise<void>
  /** [REC] Its pieces cannot be kept any more: it stops, and everyone sees that. */
  stopRecording(id: MeetingId, recording: RecordingId, reason: StopReason): Promise<void>
  /** [SES] The store has closed their seats already; whoever is in a room, or waits, by this account is out. */
  accountDisabled(id: AccountId): Promise<void>
}
