import type { WireError } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { Reply } from '#protocol/messages.ts'
import type { KeyCommit } from '#protocol/mls.ts'
import type { Group, Outgoing, Task } from '../mls/group.ts'
import { founderKeys } from '../mls/secrets.ts'
import { catchUp } from './following.ts'
import { payloadsOf } from './payloads.ts'
import { idOf } from './standing.ts'
import type { Visit } from './visit.ts'

/** A task, and what the server is told that its commit does. */
export type Wanted = { task: Task } & Partial<Pick<KeyCommit, 'add' | 'remove' | 'leaders'>>

export type Order = {
  /** What is left to do in this epoch; null if nothing. Called again for each attempt. */
  wanted(group: Group): Wanted | null
  send(commit: KeyCommit): Promise<Reply<unknown>>
  /** The server refused because of these. */
  without?(ids: readonly ParticipantId[], error: WireError): void
}

/** `idle`: there was nothing to do, or no longer. */
export type Written = { state: 'taken' | 'idle' } | { state: 'refused'; error: WireError }

const ATTEMPTS = 8
/** Milliseconds that others wait for at most, before an attempt is made again. */
const PATIENCE = 2000

/** Writes a commit, and again as often as another one was first. Only the server's answer counts. */
export async function write(visit: Visit, order: Order): Promise<Written> {
  const { connection } = visit
  let error: WireError = { code: 'busy' }
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { group } = visit.standing
    if (!group?.leading || visit.ended) return refused({ code: 'forbidden' })
    const made = await make(visit, group, order)
    if (made === null) return { state: 'idle' }
    if ('code' in made) return refused(made)
    const reply = await order.send(made)
    if (reply.ok) return accepted(visit, group)
    group.lost()
    error = reply.error
    // When the line is back, the claim says whether it was taken.
    if (!visit.connected || visit.connection !== connection) break
    if (!(await again(visit, order, error))) break
  }
  return refused(error)
}

const refused = (error: WireError): Written => ({ state: 'refused', error })

async function accepted({ standing }: Visit, group: Group): Promise<Written> {
  const change = await group.accepted()
  if (standing.group === group) await standing.advanced(change)
  return { state: 'taken' }
}

/** Whether to try again, once what stood in the way is known. */
async function again(visit: Visit, order: Order, error: WireError): Promise<boolean> {
  if (error.who && order.without) {
    order.without(error.who, error)
    return true
  }
  const passing = ['busy', 'keys_pending', 'rate_limited', 'store_unavailable'].includes(error.code)
  if (!passing && error.code !== 'out_of_order') return false
  if (passing) await visit.sleep(Math.min((error.retryAfter ?? 1) * 1000, PATIENCE))
  // Also when the answer to one's own commit was lost: the log says that it was taken.
  return (await catchUp(visit)) === 'current'
}

async function make(
  visit: Visit,
  group: Group,
  order: Order,
): Promise<KeyCommit | WireError | null> {
  const want = order.wanted(group)
  if (!want) return null
  const { secret } = visit
  const founder = secret && want.task.kind === 'lead' ? await founderKeys(secret) : undefined
  const outgoing = await group.commit(want.task, founder).catch(() => 'against policy' as const)
  if (outgoing === 'against policy') return { code: 'forbidden' }
  // Otherwise a blob was not taken.
  return outgoing && requestOf(visit, group, outgoing, want).catch(() => ({ code: 'busy' }))
}

async function requestOf(
  { ports }: Visit,
  group: Group,
  { epoch, commit, welcome, tree }: Outgoing,
  { add = [], remove = [], leaders = null }: Wanted,
): Promise<KeyCommit> {
  const parts = welcome && tree ? [commit, welcome, tree] : [commit]
  const [first, second, third] = await payloadsOf(parts, ports.blobs)
  if (!first) throw new RangeError('no commit')
  const invitation = second && third ? { welcome: second, tree: third } : null
  return { group: idOf(group.claim.group), epoch, commit: first, invitation, add, remove, leaders }
}
