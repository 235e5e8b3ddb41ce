import type { Payload } from '#protocol/mls.ts'
import { bytesOf } from './payloads.ts'
import type { Visit } from './visit.ts'

/**
 * Where this page's group is after it was told of commits. `late`: the line or a blob failed, so
 * ask again. `lost`: these keys lead nowhere. `over`: there is no group, or nothing goes on.
 */
export type Followed = 'current' | 'gap' | 'late' | 'lost' | 'over'

/** The server's next commit: only what the policy of groups allows counts. */
export async function receive(
  { standing, ports }: Visit,
  { epoch, commit }: { epoch: number; commit: Payload },
): Promise<Followed> {
  const { group } = standing
  if (!group) return 'over'
  if (epoch < group.epoch) return 'current'
  const bytes = await bytesOf(commit, ports.blobs)
  if (!bytes) return 'inline' in commit ? broken(standing, 'malformed') : 'late'
  const received = await group.receive({ epoch, commit: bytes })
  if (standing.group !== group) return 'over'
  switch (received.kind) {
    case 'next':
      await standing.advanced(received.change)
      return 'current'
    case 'removed':
      return 'lost'
    case 'broken':
      return broken(standing, received.why)
    case 'past':
      return 'current'
    case 'gap':
      return 'gap'
  }
}

function broken(standing: Visit['standing'], why: string): Followed {
  standing.break(why)
  return 'over'
}

/** Asks for what was missed, until there is no more. */
export async function catchUp(visit: Visit): Promise<Followed> {
  const { standing } = visit
  for (;;) {
    const { group } = standing
    if (!group) return 'over'
    const { epoch } = group
    const reply = await visit.ask('keys.replay', { epoch })
    if (!reply.ok) return 'late'
    const { page } = reply.result
    if (page === null) return 'lost'
    if (page.entries.length === 0) return 'current'
    for (const entry of page.entries) {
      const followed = await receive(visit, entry)
      if (followed !== 'current') return followed === 'gap' ? broken(standing, 'replay') : followed
    }
    // A server that goes round in circles.
    if (standing.group === group && group.epoch === epoch) return broken(standing, 'replay')
  }
}
