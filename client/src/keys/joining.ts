import type { GroupId, KeyEvents } from '#protocol/mls.ts'
import { type Bytes, fromBase64Url } from '../mls/bytes.ts'
import { Group } from '../mls/group.ts'
import { successorOf } from '../mls/succession.ts'
import { MlsFailure } from '../mls/wrap/change.ts'
import { sittingOf } from './offering.ts'
import { bytesOf } from './payloads.ts'
import { idOf } from './standing.ts'
import type { Who } from './types.ts'
import type { Visit } from './visit.ts'

/**
 * What became of a Welcome. `late`: its bytes could not be had; `unknown`: it is for no keys of this
 * page; `hostile`: it leads into a group that our link does not stand for.
 */
export type Joined = 'joined' | 'late' | 'unknown' | 'hostile'

/** Joins by a Welcome: the group founded by F, the one asked for, and in one's own seat. */
export async function join(
  visit: Visit,
  { group: id, epoch, welcome, tree }: KeyEvents['keyWelcome'],
): Promise<Joined> {
  const { standing, offering, ports, who } = visit
  const parts = await Promise.all([welcome, tree].map((one) => bytesOf(one, ports.blobs)))
  const [first, second] = parts
  if (!first || !second) return 'late'
  const group = await open(visit, id, first, second)
  if (group === 'unknown' || group === 'hostile') return group
  const own = group.seats.find(({ leaf }) => leaf === group.leaf)
  if (own?.seat !== who.id || group.epoch !== epoch + 1) return 'hostile'
  if (visit.ended) return 'unknown'
  await standing.enter(group)
  offering.clear()
  await visit.ask('keys.joined', {})
  return 'joined'
}

async function open(
  { offering }: Visit,
  id: KeyEvents['keyWelcome']['group'],
  welcome: Bytes,
  tree: Bytes,
): Promise<Group | 'unknown' | 'hostile'> {
  for (const { self, own } of offering.of(id))
    try {
      return await Group.join(self, own, welcome, tree)
    } catch (error) {
      if (error instanceof MlsFailure && error.code === 'forbidden') return 'hostile'
    }
  return 'unknown'
}

/** Whether F sends members of a group to another one. */
export async function follows(
  who: Who,
  from: GroupId,
  { group, notice }: KeyEvents['keyGroup'],
): Promise<boolean> {
  const before = sittingOf(who, from)
  const bytes = notice === null ? null : fromBase64Url(notice)
  const after = before && bytes && (await successorOf(bytes, before))
  return after !== null && idOf(after.group) === group
}
