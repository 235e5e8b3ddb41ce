import type {
  AccountId,
  InviteId,
  ParticipantId,
  QuestionId,
  RecordingId,
  TrackId,
} from '#protocol/ids.ts'
import type { QuestionView } from '#protocol/questions.ts'
import type { ChatView, IdentityKind, Role, Source } from '#protocol/model.ts'
import type { Consent } from '#protocol/recording.ts'
import { skeleton } from '../policy/names.ts'
import { standing } from '../policy/window.ts'
import type { Times } from '../policy/window.ts'
import type {
  BlockRecord,
  DocumentRecord,
  InviteRecord,
  MeetingRecord,
  SeatRecord,
} from './records.ts'
import type { VoteRecord } from './vote-records.ts'
import { votesFrom } from './voting.ts'
import type { Vote } from './voting.ts'
import { tableState } from './table-state.ts'
import type { TableState } from './table-state.ts'

/** Who someone is, stamped by the server when they entered the password (ADM5). */
export type Identity = {
  id: ParticipantId
  name: string
  kind: IdentityKind
  accountId: AccountId | null
  inviteId: InviteId | null
  deviceHash: string
  addressHash: string
}

/**
 * Whether a connection is open now. `since`: when the break began, which ADM6 forgives for a
 * while.
 */
export type Presence = { state: 'here' } | { state: 'away'; since: number }

/** `skeleton`: of the name (`policy/names.ts`), made once. */
type Known = Identity & { skeleton: string }

/** Someone in the lobby. */
export type Knock = Known & { passwordVersion: number; since: number; presence: Presence }

/** Someone admitted. */
export type Person = Known & {
  role: Role
  presence: Presence
  floor: boolean
  /** When the hand went up; the queue is in this order. */
  handSince: number | null
  /** Hands of theirs that were called upon. */
  turns: number
  share: { until: number | null } | null
  /** [DOC1] Was given the right to present. */
  presents: boolean
  /** The host's word with the verdict, until it is delivered. */
  welcome: string | null
  tracks: Map<Source, { id: TrackId; paused: boolean }>
  /** [SHR2] How often a track of each source was cut because it brought too much. */
  overruns: Map<Source, number>
}

/**
 * [REC] `asking`: everyone is asked and nothing is recorded. `running`: who has not agreed is
 * without media. Answers are by person, so that they outlive a broken connection.
 */
export type RecordingState =
  | { state: 'off' }
  | {
      state: 'asking' | 'running'
      id: RecordingId
      /** Whose browser records. */
      by: ParticipantId
      /** When it was asked for; when it began. */
      since: number
      answers: Map<ParticipantId, Consent>
    }

export type RoomState = {
  meeting: MeetingRecord
  /** In order of arrival. */
  knocks: Map<ParticipantId, Knock>
  people: Map<ParticipantId, Person>
  blocks: BlockRecord[]
  /** Skeletons of the names on invites that are not revoked: those who may come under them. */
  invitees: Map<InviteId, string>
  /** Revoked since the room was loaded; the seats of those revoked before are over. */
  revokedInvites: Set<InviteId>
  chat: ChatView[]
  /** Of this sitting, oldest first; at most one is not over. */
  votes: Vote[]
  /** How many the meeting has had, over all its sittings. */
  votesHad: number
  speaker: ParticipantId | null
  /** [FLR2] Whom those who lead want to hear, in order; all of them are in `people`. */
  speakers: ParticipantId[]
  /** [FLR3] Since when people hold the floor, and what floors that are over have taken. */
  floors: Map<ParticipantId, { person: Person; since: number }>
  spent: Map<string, { id: ParticipantId; name: string; ms: number }>
  /** [FLR4] Oldest first. */
  questions: QuestionView[]
  shownQuestion: QuestionId | null
  /** Whom the host shows large to everyone; goes with them, and with the sitting. */
  spotlight: ParticipantId | null
  /** [CAL] When it is; null: whenever its host likes. */
  times: Times[] | null
  /** As last looked at: until when the lobby is open, of a time that is open; and whether that ends soon. */
  closesAt: number | null
  closing: boolean
  table: TableState
  /** Since when nobody leads; null while someone does. */
  leaderlessSince: number | null
  recording: RecordingState
}

export function roomState(
  meeting: MeetingRecord,
  stored: {
    seats: readonly SeatRecord[]
    blocks: readonly BlockRecord[]
    invites: readonly InviteRecord[]
    votes: { had: number; votes: readonly VoteRecord[] }
    times: Times[] | null
    documents?: readonly DocumentRecord[]
  },
  now: number,
): RoomState {
  const state: RoomState = {
    meeting: { ...meeting },
    knocks: new Map(),
    people: new Map(),
    blocks: [...stored.blocks],
    invitees: invitees(stored.invites),
    revokedInvites: new Set(),
    chat: [],
    votes: votesFrom(stored.votes.votes),
    votesHad: stored.votes.had,
    speaker: null,
    speakers: [],
    floors: new Map(),
    spent: new Map(),
    questions: [],
    shownQuestion: null,
    spotlight: null,
    times: stored.times,
    ...standing(stored.times, now),
    table: tableState(stored.documents ?? []),
    leaderlessSince: now,
    // A server that was restarted has no recorder any more.
    recording: { state: 'off' },
  }
  for (const seat of stored.seats) {
    const presence: Presence = { state: 'away', since: seat.awaySince ?? now }
    if (seat.state === 'admitted') {
      state.people.set(seat.id, {
        ...newPerson(seat),
        role: seat.role,
        floor: seat.floor,
        presence,
      })
    } else if (seat.state === 'waiting') {
      state.knocks.set(seat.id, newKnock(seat, presence))
    }
  }
  return state
}

export const invitees = (invites: readonly InviteRecord[]): RoomState['invitees'] =>
  new Map(
    invites
      .filter(({ revokedAt }) => revokedAt === null)
      .map(({ id, name }) => [id, skeleton(name)]),
  )

const known = (of: Identity): Known => ({
  id: of.id,
  name: of.name,
  skeleton: skeleton(of.name),
  kind: of.kind,
  accountId: of.accountId,
  inviteId: of.inviteId,
  deviceHash: of.deviceHash,
  addressHash: of.addressHash,
})

export const newPerson = (of: Identity): Person => ({
  ...known(of),
  role: 'participant',
  presence: { state: 'here' },
  floor: false,
  handSince: null,
  turns: 0,
  share: null,
  presents: false,
  welcome: null,
  tracks: new Map(),
  overruns: new Map(),
})

export const newKnock = (
  seat: Pick<SeatRecord, 'passwordVersion' | 'knockedAt'> & Identity,
  presence: Presence,
): Knock => ({
  ...known(seat),
  passwordVersion: seat.passwordVersion,
  since: seat.knockedAt,
  presence,
})
