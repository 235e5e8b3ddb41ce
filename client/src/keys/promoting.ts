import type { WireError } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { KeyEvents } from '#protocol/mls.ts'
import { leads } from '#protocol/roles.ts'
import { type Bytes, equal, fromBase64Url, join, toBase64Url, utf8 } from '../mls/bytes.ts'
import type { Group } from '../mls/group.ts'
import { founderHash, founderKeys } from '../mls/secrets.ts'
import { seatOf } from './standing.ts'
import type { Visit } from './visit.ts'
import { listOf } from './working.ts'
import { write } from './writing.ts'

const LABEL = utf8('anhop 1 secret ')

/**
 * Makes somebody a co-host, or the host: a place on the group's list and the role are one request.
 * Null if it is done. Only who holds S can change the list: `forbidden` otherwise.
 */
export async function promote(
  visit: Visit,
  request: 'cohost.add' | 'host.handOver',
  id: ParticipantId,
): Promise<WireError | null> {
  if (!visit.secret) return { code: 'forbidden' }
  const written = await write(visit, {
    wanted: (group) => {
      const { leaders, devices } = listOf(group, [...leading(visit), id])
      return leaders.includes(id) ? { task: { kind: 'lead', devices }, leaders } : null
    },
    send: (keys) => visit.ask(request, { id, keys }),
  })
  // Nothing to write: they have no leaf.
  if (written.state === 'idle') return { code: 'target_gone', who: [id] }
  if (written.state === 'refused') return written.error
  // Without it they lead all the same, for as long as this group lasts.
  await share(visit, id).catch(() => undefined)
  return null
}

/** S, for somebody who leads from now on: they can found the next group. */
async function share(visit: Visit, id: ParticipantId): Promise<void> {
  const { standing, secret } = visit
  const { group } = standing
  if (!group || !secret) return
  const sealed = await group.seal(join(LABEL, await group.sealTo(id, secret)))
  await visit.ask('keys.share', { id, sealed: toBase64Url(sealed) })
}

/** Somebody who leads hands over S. What is not that is not looked at any further. */
export async function receiveSecret(
  visit: Visit,
  { sealed }: KeyEvents['keySecret'],
): Promise<void> {
  const { group } = visit.standing
  const bytes = fromBase64Url(sealed)
  if (!group || !bytes || visit.secret) return
  const secret = await opened(group, bytes).catch(() => null)
  if (!secret || !(await isOfFounder(secret, visit.who.link.founder))) return
  visit.secret = secret
  visit.ports.learned(secret)
}

async function opened(group: Group, message: Bytes): Promise<Bytes | null> {
  const { seat, data } = await group.open(message)
  if (!group.leaders.includes(seat) || !equal(data.subarray(0, LABEL.length), LABEL)) return null
  return group.openSealed(data.slice(LABEL.length))
}

async function isOfFounder(secret: Bytes, founder: Bytes): Promise<boolean> {
  const { publicKey } = await founderKeys(secret)
  return equal(await founderHash(publicKey), founder)
}

/** Who is on the list and still leads; whoever does not any more goes with the same commit. */
function leading({ standing, people }: Visit): ParticipantId[] {
  const listed = (standing.group?.leaders ?? []).map(seatOf)
  return listed.filter((id) => leads(people.get(id)?.role ?? 'participant'))
}
