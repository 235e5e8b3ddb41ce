import type { WireError } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { leads } from '#protocol/roles.ts'
import { seatOf } from './standing.ts'
import type { Visit } from './visit.ts'
import { listOf } from './working.ts'
import { write } from './writing.ts'

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
  return written.state === 'refused' ? written.error : null
}

/** Who is on the list and still leads; whoever does not any more goes with the same commit. */
function leading({ standing, people }: Visit): ParticipantId[] {
  const listed = (standing.group?.leaders ?? []).map(seatOf)
  return listed.filter((id) => leads(people.get(id)?.role ?? 'participant'))
}
