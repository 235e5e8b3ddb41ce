import type { AccountId, InviteId, ParticipantId, TrackId } from '#protocol/ids.ts'
import type { IdentityKind, Role, Source } from '#protocol/model.ts'
import { leads } from '#protocol/roles.ts'
import { skeleton } from '../policy/names.ts'
import type { SeatRecord } from './records.ts'

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
export type ConnectionState = { state: 'here' } | { state: 'away'; since: number }

/** `skeleton`: of the name (`policy/names.ts`), made once. */
type Known = Identity & { skeleton: string }

/** Someone in the lobby. */
export type Knock = Known & {
  passwordVersion: number
  since: number
  presence: ConnectionState
  /** [ADM9] Was inside and has been sent back, with these words of the host's. */
  returned: { message: string | null } | null
}

/** Someone admitted. */
export type Person = Known & {
  role: Role
  presence: ConnectionState
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
  bitrateCuts: Map<Source, number>
}

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
