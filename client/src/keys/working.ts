import type { ParticipantId } from '#protocol/ids.ts'
import type { KeyOffer, KeyWork } from '#protocol/mls.ts'
import { type Bytes, equal, toBase64Url } from '../mls/bytes.ts'
import type { Group } from '../mls/group.ts'
import { check, isConfirmed, isIn, isKnown, seating } from './checking.ts'
import type { Checked } from './types.ts'
import type { Visit } from './visit.ts'
import { type Order, write } from './writing.ts'

/**
 * Does what the server asks of a leader's browser, as far as this one has reason to: the server's
 * word removes people from the group, but lets nobody in.
 */
export async function work(visit: Visit, { group, remove, leaders, add }: KeyWork): Promise<void> {
  const asked = () => visit.standing.id === group && !visit.ended
  if (asked() && remove.length > 0) await removeAll(visit, remove)
  if (asked() && leaders && visit.secret) await listOnly(visit, leaders)
  if (asked() && add.length > 0) await addThose(visit, add)
}

const sending = (visit: Visit): Pick<Order, 'send'> => ({
  send: (commit) => visit.ask('keys.commit', commit),
})

async function removeAll(visit: Visit, ids: readonly ParticipantId[]): Promise<void> {
  let left = ids.filter((id) => id !== visit.who.id)
  await write(visit, {
    ...sending(visit),
    wanted: (group) => {
      const seats = new Set(group.seats.map(({ seat }) => seat))
      const remove = left.filter((id) => seats.has(id))
      return remove.length === 0 ? null : { task: { kind: 'remove', seats: remove }, remove }
    },
    without: (back) => {
      left = left.filter((id) => !back.includes(id))
    },
  })
}

/** Leaves these on the list. */
async function listOnly(visit: Visit, ids: readonly ParticipantId[]): Promise<void> {
  await write(visit, {
    ...sending(visit),
    wanted: (group) => {
      const { leaders, devices } = listOf(group, ids)
      const same = devices.length === group.listed.length && devices.every(has(group.listed))
      return same || devices.length === 0 ? null : { task: { kind: 'lead', devices }, leaders }
    },
  })
}

const has = (list: readonly Bytes[]) => (one: Bytes) => list.some((other) => equal(one, other))

/** Those of them who have a leaf, and their devices. */
export function listOf(group: Group, ids: readonly ParticipantId[]) {
  const seats = group.seats.filter(({ seat }) => ids.some((id) => id === seat))
  const known = new Map(seats.map(({ deviceKey }) => [toBase64Url(deviceKey), deviceKey]))
  return {
    leaders: ids.filter((id) => seats.some(({ seat }) => seat === id)),
    devices: [...known.values()],
  }
}

type Offers = readonly (KeyOffer & { id: ParticipantId })[]

/** People inside who have no keys that work. */
async function addThose(visit: Visit, offers: Offers): Promise<void> {
  const accepted: Checked[] = []
  for (const offer of offers) {
    const checked = await judged(visit, offer)
    if (checked === 'declined') await visit.ask('keys.decline', { id: offer.id })
    else if (checked) accepted.push(checked)
  }
  let left = accepted
  await write(visit, {
    ...sending(visit),
    wanted: (group) => {
      left = left.filter((one) => !isIn(group, one))
      return seating(left)
    },
    without: (ids) => {
      left = left.filter(({ id }) => !ids.includes(id))
    },
  })
}

/**
 * Nobody looks at these keys as at a knock. So they are taken if the seat is known to be this
 * browser's, or with the whole link, which the server does not have; and declined otherwise. Null
 * as long as the name is not known here.
 */
async function judged(visit: Visit, offer: Offers[number]): Promise<Checked | 'declined' | null> {
  const name = visit.people.get(offer.id)?.name
  const { group } = visit.standing
  if (name === undefined || !group) return null
  const checked = await check(visit, offer, name)
  // Nobody joins twice by the same keys: their Welcome is lost, they need others.
  if (!checked || isIn(group, checked)) return 'declined'
  const { id, grade } = checked
  if (grade !== 'whole' && !isKnown(group, checked) && !isConfirmed(visit, checked)) {
    visit.unproven.add(id)
    return 'declined'
  }
  visit.unproven.delete(id)
  // The same browser is what it was found to be before.
  if (grade === 'whole' || !visit.grades.has(id)) visit.grades.set(id, grade)
  return checked
}
