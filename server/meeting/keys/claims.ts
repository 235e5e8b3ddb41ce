import type { ParticipantId } from '#protocol/ids.ts'
import { MLS_LIMITS, MLS_TIMES } from '#protocol/mls.ts'
import type { ClaimAnswer, GroupId, KeyClaim } from '#protocol/mls.ts'
import { hereAmong, mayLead, newGroup, tell } from './group.ts'
import type { Group, KeyEffect, People } from './group.ts'
import type { Blobs } from './blobs.ts'

export type LeaderClaim = KeyClaim & { roster: NonNullable<KeyClaim['roster']> }

/**
 * After a restart the server knows nothing of the keys. Leaders say where their group stands; their
 * claims are collected for a moment, because the furthest of them is taken.
 */
export class Claims {
  readonly #claims = new Map<ParticipantId, LeaderClaim>()
  #since: number | null = null

  get size(): number {
    return this.#claims.size
  }

  add(by: ParticipantId, claim: LeaderClaim, now: number): void {
    if (this.#claims.size >= MLS_LIMITS.leaders && !this.#claims.has(by)) return
    this.#claims.set(by, claim)
    this.#since ??= now
  }

  drop(id: ParticipantId): void {
    this.#claims.delete(id)
    if (this.#claims.size === 0) this.#since = null
  }

  /** The claim to go on from, once every leader has claimed or had the time to; null before. */
  settled(people: People, now: number): LeaderClaim | null {
    for (const id of this.#claims.keys()) if (!mayLead(people, id)) this.drop(id)
    if (this.#since === null) return null
    const leading = [...people.keys()].filter((id) => mayLead(people, id))
    const all = leading.every((id) => this.#claims.has(id))
    if (!all && now - this.#since < MLS_TIMES.claims) return null
    // Of equal ones the host's, then the first.
    const byRank = [...this.#claims].sort(([a], [b]) => rankOf(people, b) - rankOf(people, a))
    const [first, ...others] = byRank.map(([, claim]) => claim)
    return first === undefined
      ? null
      : others.reduce((best, claim) => (claim.epoch > best.epoch ? claim : best), first)
  }

  /** Whose group this is: leaders who claimed just that. */
  sharing(claim: KeyClaim): ParticipantId[] {
    return [...this.#claims].filter(([, other]) => same(other, claim)).map(([id]) => id)
  }
}

const rankOf = (people: People, id: ParticipantId) => Number(people.get(id)?.role === 'host')
const same = (a: KeyClaim, b: KeyClaim) =>
  a.group === b.group && a.epoch === b.epoch && a.transcript === b.transcript

/** Whether this is a leader's, by role and by what it says itself. */
export const isLeaders = (
  claim: KeyClaim,
  by: ParticipantId,
  people: People,
): claim is LeaderClaim =>
  claim.roster !== null &&
  mayLead(people, by) &&
  claim.roster.leaders.includes(by) &&
  claim.roster.seats.includes(by)

/** The group goes on from a claim; everyone claims again, to learn whether they are in it. */
export function resume(
  claim: LeaderClaim,
  holders: readonly ParticipantId[],
  { blobs, people }: { blobs: Blobs; people: People },
): { group: Group; effects: KeyEffect[] } {
  const { group: id, epoch, transcript, roster } = claim
  const group = newGroup(id, blobs, { epoch, ...roster })
  group.claimed = { epoch, transcript }
  group.current = new Set(holders.filter((holder) => group.members.has(holder)))
  const data = { group: id, epoch, transcript }
  return {
    group,
    effects: tell(hereAmong(people, people.keys()), { name: 'keyResumed', data }),
  }
}

/**
 * Where somebody stands who returns to a group that goes on. Epochs of one group have one past,
 * except across a restart: there, only who stood at the very place where it went on is in it.
 */
export function standing(group: Group, by: ParticipantId, claim: KeyClaim): ClaimAnswer['state'] {
  const { id, log, members, current, claimed } = group
  if (claim.group !== id || !members.has(by)) return 'lost'
  const known = claimed === null || current.has(by)
  if (!known && (claim.epoch !== claimed.epoch || claim.transcript !== claimed.transcript))
    return 'lost'
  if (claim.epoch < log.since || claim.epoch > log.epoch) return 'lost'
  return claim.epoch === log.epoch ? 'current' : 'replay'
}

/** A leader who is further than where it went on, while nothing has happened since. */
export const isFurther = ({ id, log, claimed }: Group, claim: KeyClaim): boolean =>
  claim.group === id && claimed?.epoch === log.epoch && claim.epoch > log.epoch

/** One who names another group must not keep everybody from following their own. */
export function mostNamed(groups: Iterable<GroupId>): GroupId | null {
  const counts = new Map<GroupId, number>()
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1)
  const [most] = [...counts].sort(([, a], [, b]) => b - a)
  return most?.[0] ?? null
}
