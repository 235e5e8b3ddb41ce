import type { ParticipantId } from '#protocol/ids.ts'
import type { GroupId, KeyClaim, KeyEvents, KeyOffer, Sha256 } from '#protocol/mls.ts'
import { leads } from '#protocol/roles.ts'
import { isHere } from '../people.ts'
import type { Person } from '../people.ts'
import type { Blobs } from './blobs.ts'
import { Invitations } from './invitations.ts'
import { Log } from './log.ts'

/** Who is inside, in the order of their arrival, as far as keys are concerned. */
export type People = ReadonlyMap<ParticipantId, Pick<Person, 'role' | 'presence'>>

/**
 * One exchange by which a moderator and somebody without a proof come to the same words. Whoever
 * offers has committed to m; a second n for it could be chosen to fit, once m is known.
 */
export type Challenge = { by: ParticipantId; n: string; m: string | null }

/** New keys for a seat, with the hash by which commits name them. */
export type Offer = { offer: KeyOffer; hash: Sha256; challenge: Challenge | null }
export type Offers = ReadonlyMap<ParticipantId, Offer>

type KeyMessage = {
  [K in keyof KeyEvents]: { name: K; data: KeyEvents[K] }
}[keyof KeyEvents]

/** A `send` of `effects.ts`, once its messages are among the server's events. */
export type KeyEffect = { do: 'send'; to: readonly ParticipantId[]; message: KeyMessage }

/**
 * The group as the server believes it to be: what leaders said of their commits. Members judge for
 * themselves.
 */
export type Group = {
  id: GroupId
  log: Log
  invitations: Invitations
  /** Seats with a leaf in the tree. */
  members: Set<ParticipantId>
  /** Members who hold the present keys, as far as the server knows. */
  current: Set<ParticipantId>
  /** Who leads, in the group's own list; a role alone gives no right here. */
  leaders: Set<ParticipantId>
  /** Where it went on after a restart: what a page did before is unknown. */
  claimed: Pick<KeyClaim, 'epoch' | 'transcript'> | null
}

export const newGroup = (
  id: GroupId,
  blobs: Blobs,
  { epoch, seats, leaders }: { epoch: number } & NonNullable<KeyClaim['roster']>,
): Group => ({
  id,
  log: new Log(blobs, epoch),
  invitations: new Invitations(blobs),
  members: new Set(seats),
  current: new Set(),
  leaders: new Set(leaders),
  claimed: null,
})

export const mayLead = (people: People, id: ParticipantId): boolean => {
  const person = people.get(id)
  return person !== undefined && leads(person.role)
}

/**
 * Who can commit now: present, leading by role and in the group's list, and with its keys. The host
 * first, then in the order of arrival.
 */
export function committers({ members, current, leaders }: Group, people: People): ParticipantId[] {
  const able = [...people].flatMap(([id, person]) =>
    isHere(person) && leads(person.role) && members.has(id) && current.has(id) && leaders.has(id)
      ? [{ id, host: person.role === 'host' }]
      : [],
  )
  return able.sort((a, b) => Number(b.host) - Number(a.host)).map(({ id }) => id)
}

export const hereAmong = (people: People, ids: Iterable<ParticipantId>): ParticipantId[] =>
  [...ids].filter((id) => {
    const person = people.get(id)
    return person !== undefined && isHere(person)
  })

/** Nobody is sent nothing. */
export const tell = (to: readonly ParticipantId[], message: KeyMessage): KeyEffect[] =>
  to.length === 0 ? [] : [{ do: 'send', to, message }]
