import type { ParticipantId } from '#protocol/ids.ts'
import { MLS_LIMITS } from '#protocol/mls-limits.ts'
import { check } from './checking.ts'
import type { Checked } from './types.ts'
import type { Visit } from './visit.ts'

/**
 * Looks at the keys of those who wait and were not looked at yet, for who leads: so that the host
 * sees whose words to compare before letting anybody in.
 */
export async function lookAtKnocks(visit: Visit): Promise<void> {
  const { waiting, knocks, standing } = visit
  for (const id of knocks.keys()) if (!waiting.has(id)) knocks.delete(id)
  if (!standing.group?.leading) return
  const fresh = [...waiting].filter(([id, { keys }]) => keys !== null && isNews(visit, id, keys))
  for (let at = 0; at < fresh.length; at += MLS_LIMITS.batch) {
    const ids = fresh.slice(at, at + MLS_LIMITS.batch).map(([id]) => id)
    const reply = await visit.ask('keys.offers', { ids })
    if (!reply.ok) return
    for (const offer of reply.result.offers) {
      const known = waiting.get(offer.id)
      if (!known) continue
      const checked = await check(visit, offer, known.name)
      knocks.set(offer.id, { keyPackage: checked?.keyPackage ?? known.keys ?? '', checked })
    }
  }
}

const isNews = ({ knocks }: Visit, id: ParticipantId, keys: string) =>
  knocks.get(id)?.keyPackage !== keys

/**
 * What the keys that somebody offers now were found to be; null if they are not theirs, undefined if
 * they have not been looked at.
 */
export function lookedAt(
  { waiting, knocks }: Visit,
  id: ParticipantId,
): Checked | null | undefined {
  const known = knocks.get(id)
  return known && known.keyPackage === waiting.get(id)?.keys ? known.checked : undefined
}
