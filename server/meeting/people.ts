import type { AccountId, InviteId, ParticipantId, TrackId } from '#protocol/ids.ts'
import type { IdentityKind, Role, Source } from '#protocol/model.ts'
import { leads } from '#protocol/roles.ts'
import { skeleton } from '../policy/names.ts'
import type { SeatRecord } from './records.ts'

/** A person's identity, stamped by the server at the password step (ADM5). */
export type Identity = {
  id: ParticipantId
  name: string
  position: string | null
  kind: IdentityKind
  accountId: AccountId | null
  inviteId: InviteId | null
  deviceHash: string
  addressHash: string
}

/** Whether a connection is open. `since`: when it was lost; ADM6 keeps the seat for a while. */
export type ConnectionState = { state: 'here' } | { state: 'away'; since: number }

/** Normalized name and position (`policy/names.ts`), computed once. */
type Known = Identity & { skeleton: string; positionSkeleton: string | null }

/** A person in the lobby. */
export type Knock = Known & {
  passwordVersion: number
  since: number
  presence: ConnectionState
  /** [ADM9] Set if they were inside and were sent back, with the host's message. */
  returned: { message: string | null } | null
}

/** An admitted person. */
export type Person = Known & {
  role: Role
  presence: ConnectionState
  floor: boolean
  /** When the hand was raised; determines the order of the queue. */
  handSince: number | null
  /** How often they were called on after raising a hand. */
  turns: number
  share: { until: number | null } | null
  /** [DOC1] Has the presenter right. */
  presents: boolean
  /** The host's message with the verdict, until delivered. */
  welcome: string | null
  tracks: Map<Source, { id: TrackId; paused: boolean }>
  /** [SHR2] Per source: how often its track was cut for exceeding the bitrate. */
  bitrateCuts: Map<Source, number>
}

const known = (of: Identity): Known => ({
  id: of.id,
  name: of.name,
  skeleton: skeleton(of.name),
  position: of.position,
  positionSkeleton: of.position === null ? null : skeleton(of.position),
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
  bitrateCuts: new Map(),
})

export const newKnock = (
  seat: Pick<SeatRecord, 'passwordVersion' | 'knockedAt'> & Identity,
  presence: ConnectionState,
): Knock => ({
  ...known(seat),
  passwordVersion: seat.passwordVersion,
  since: seat.knockedAt,
  presence,
  returned: null,
})

export const isHere = ({ presence }: { presence: ConnectionState }): boolean =>
  presence.state === 'here'

type People = ReadonlyMap<ParticipantId, Person>

export const hereOf = (people: People): Person[] => [...people.values()].filter(isHere)

export const leadersHere = ({ people }: { people: People }): Person[] =>
  hereOf(people).filter(({ role }) => leads(role))
