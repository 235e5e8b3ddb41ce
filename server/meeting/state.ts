import type { InviteId, ParticipantId } from '#protocol/ids.ts'
import { skeleton } from '../policy/names.ts'
import { standing } from '../policy/window.ts'
import type { Times } from '../policy/window.ts'
import { newKnock, newPerson } from './people.ts'
import type { Knock, Person, ConnectionState } from './people.ts'
import type {
  BlockRecord,
  DocumentRecord,
  InviteRecord,
  MeetingRecord,
  SeatRecord,
} from './records.ts'
import { Keys } from './keys/keys.ts'
import { newSitting } from './sitting.ts'
import type { Sitting } from './sitting.ts'
import { documentsFrom } from './presentation-state.ts'
import type { Documents } from './presentation-state.ts'
import type { VoteRecord } from './vote-records.ts'
import { votesFrom } from './voting.ts'

export type RoomState = {
  meeting: MeetingRecord
  /** In order of arrival. */
  knocks: Map<ParticipantId, Knock>
  people: Map<ParticipantId, Person>
  blocks: BlockRecord[]
  /** Skeletons of the names on valid invites: people who may still join under them. */
  invitees: Map<InviteId, string>
  /** Revoked since the room was loaded; seats of those revoked earlier are already over. */
  revokedInvites: Set<InviteId>
  documents: Documents
  /** Number of votes in this meeting, across all sittings. */
  votesHad: number
  /** [CAL] The meeting's occurrences; null: any time its host likes. */
  times: Times[] | null
  /** As of the last check: when the lobby closes if it is open, and whether that is soon. */
  closesAt: number | null
  closing: boolean
  /** When the last moderator left; null while one is present. */
  leaderlessSince: number | null
  sitting: Sitting
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
    documents: documentsFrom(stored.documents ?? []),
    votesHad: stored.votes.had,
    times: stored.times,
    ...standing(stored.times, now),
    leaderlessSince: now,
    sitting: {
      ...newSitting(),
      votes: votesFrom(stored.votes.votes),
      keys: new Keys({ awaited: stored.seats.some(({ state: seat }) => seat === 'admitted') }),
    },
  }
  for (const seat of stored.seats) {
    const presence: ConnectionState = { state: 'away', since: seat.awaySince ?? now }
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
