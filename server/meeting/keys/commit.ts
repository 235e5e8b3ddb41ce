import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { MLS_LIMITS } from '#protocol/mls.ts'
import type { KeyCommit } from '#protocol/mls.ts'
import type { Blobs, Resolved } from './blobs.ts'
import { committers, hereAmong, mayLead, tell } from './group.ts'
import type { Group, KeyEffect, Offers, People } from './group.ts'

/** What is proposed together with a commit, and stands or falls with it. */
export type Together = {
  /** Whom the gate lets in: all of them are among those added. */
  entering: ReadonlySet<ParticipantId>
  /** Whom the same change makes a co-host or host: all of them are on the list after it. */
  promoting: ReadonlySet<ParticipantId>
}

/** A commit that may be taken while the epoch is the one it was judged in. */
export type Judged = {
  by: ParticipantId
  change: KeyCommit
  commit: Resolved
  invitation: { welcome: Resolved; tree: Resolved } | null
}

type Judging = { blobs: Blobs; offers: Offers; people: People } & Together

/**
 * Whether to take a commit. One that members refuse would end the group for all of them, so only
 * those may commit whom the group itself lets lead. Changes nothing.
 *
 * @throws Refusal `forbidden`, `out_of_order` with the epoch, `invalid_input`, `not_found` for a
 *   blob that was not put or is gone, `meeting_full`, or `target_gone` with those because of whom
 */
export function judge(group: Group, by: ParticipantId, change: KeyCommit, around: Judging): Judged {
  const { epoch } = group.log
  if (!committers(group, around.people).includes(by)) throw new Refusal('forbidden')
  if (change.group !== group.id || change.epoch !== epoch)
    throw new Refusal('out_of_order', undefined, { epoch })
  const field = faultyField(change, by)
  if (field !== null) throw new Refusal('invalid_input', undefined, { field, fault: 'invalid' })
  const who = objectionable(group, change, around)
  if (who.length > 0) throw new Refusal('target_gone', undefined, { who })
  if (membersAfter(group, change).size > MLS_LIMITS.seats) throw new Refusal('meeting_full')
  const { invitation } = change
  return {
    by,
    change,
    commit: around.blobs.resolve(change.commit, by),
    invitation: invitation && {
      welcome: around.blobs.resolve(invitation.welcome, by),
      tree: around.blobs.resolve(invitation.tree, by),
    },
  }
}

/** What contradicts itself. */
function faultyField({ add, remove, leaders, invitation }: KeyCommit, by: ParticipantId) {
  const added = add.map(({ id }) => id)
  if (!distinct(added) || added.includes(by)) return 'add'
  if (!distinct([...added, ...remove]) || remove.includes(by)) return 'remove'
  if (leaders !== null && !distinct(leaders)) return 'leaders'
  return (invitation === null) === (add.length === 0) ? null : 'invitation'
}

const distinct = (ids: readonly ParticipantId[]) => new Set(ids).size === ids.length

/**
 * Added may be who enters or is inside, by the keys that they offered last; removed, who is no
 * longer inside; and made a leader, who leads by role. Whoever enters is added, and whoever is
 * promoted is listed.
 */
function objectionable(
  group: Group,
  { add, remove, leaders }: KeyCommit,
  { offers, people, entering, promoting }: Judging,
): ParticipantId[] {
  const inside = (id: ParticipantId) => people.has(id) || entering.has(id)
  const added = new Set(add.map(({ id }) => id))
  const after = membersAfter(group, { add, remove })
  const leading = (id: ParticipantId) => after.has(id) && (mayLead(people, id) || promoting.has(id))
  const who = [
    ...add.filter(({ id, keyPackage }) => !inside(id) || offers.get(id)?.hash !== keyPackage),
    ...idsOf([...entering].filter((id) => !added.has(id))),
    ...idsOf([...promoting].filter((id) => !leaders?.includes(id))),
    ...idsOf(remove.filter((id) => inside(id) || !group.members.has(id))),
    ...idsOf((leaders ?? []).filter((id) => !group.leaders.has(id) && !leading(id))),
  ]
  return [...new Set(who.map(({ id }) => id))]
}

const idsOf = (ids: readonly ParticipantId[]) => ids.map((id) => ({ id }))

function membersAfter(
  { members }: Group,
  { add, remove }: Pick<KeyCommit, 'add' | 'remove'>,
): Set<ParticipantId> {
  const after = new Set(members)
  for (const id of remove) after.delete(id)
  for (const { id } of add) after.add(id)
  return after
}

/**
 * Takes a commit that was judged in this epoch. Messages go to who was a member before and to who
 * was added, as far as they are here; the rest ask for it when they return.
 */
export function take(group: Group, judged: Judged, people: People, now: number): KeyEffect[] {
  const { by, change, commit, invitation } = judged
  const { epoch } = group.log
  const added = new Set(change.add.map(({ id }) => id))
  const others = [...group.members].filter((id) => id !== by && !added.has(id))
  group.log.append(commit)
  // Whoever commits has joined.
  group.invitations.drop(by)
  group.members = membersAfter(group, change)
  if (change.leaders !== null) group.leaders = new Set(change.leaders)
  // Some may have gone while this was written: they are removed by the next commit.
  const inside = change.add.filter(({ id }) => people.has(id))
  const to = new Map(inside.map(({ id, keyPackage }) => [id, keyPackage]))
  for (const id of to.keys()) group.current.add(id)
  if (invitation !== null && to.size > 0) group.invitations.add({ epoch, to, ...invitation }, now)
  const { id } = group
  return [
    ...tell(hereAmong(people, others), {
      name: 'keyCommit',
      data: { group: id, epoch, commit: commit.payload },
    }),
    ...hereAmong(people, added).flatMap((one) => welcome(group, one)),
  ]
}

/** Whoever's page is gone holds no keys any more, although their leaf may still be in the tree. */
export function forget({ current, invitations }: Group, id: ParticipantId): void {
  current.delete(id)
  invitations.drop(id)
}

/** The Welcome of somebody who was added and has not joined yet. */
export function welcome({ id, invitations }: Group, to: ParticipantId): KeyEffect[] {
  const found = invitations.of(to)
  if (found === null) return []
  const { epoch, welcome, tree } = found
  const data = { group: id, epoch, welcome: welcome.payload, tree: tree.payload }
  return tell([to], { name: 'keyWelcome', data })
}
