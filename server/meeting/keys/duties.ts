import type { ParticipantId } from '#protocol/ids.ts'
import { MLS_LIMITS, MLS_TIMES } from '#protocol/mls.ts'
import type { KeyWork } from '#protocol/mls.ts'
import { committers, mayLead, tell } from './group.ts'
import type { Group, KeyEffect, Offers, People } from './group.ts'

/** The work, and a short form of it to compare. */
type Task = { work: KeyWork; what: string }
type Asked = Task & { of: ParticipantId; since: number }
type Around = { offers: Offers; people: People }

/**
 * What leaders' browsers have to do, and which of them is asked. Nothing is handed in here that
 * could get lost: what is owed is how the group differs from the people inside, whatever happened.
 */
export class Duties {
  /** Members who are no longer inside, and when their removal is due. */
  readonly #owed = new Map<ParticipantId, number>()
  #asked: Asked | null = null
  /** Leaders whose turn is over, until all have had one. */
  readonly #passed = new Set<ParticipantId>()
  /** Leaders who let their last turn pass; their browsers may stand still. */
  readonly #silent = new Set<ParticipantId>()

  /** Whether somebody who is no longer inside still holds the group's keys, or leads it. */
  pending(group: Group, people: People): boolean {
    return [...group.members].some((id) => !people.has(id)) || leadersLeft(group, people) !== null
  }

  silent(id: ParticipantId): boolean {
    return this.#silent.has(id)
  }

  /** These removals do not wait for others. */
  hurry(ids: readonly ParticipantId[]): void {
    for (const id of ids) this.#owed.set(id, -Infinity)
  }

  /** A commit was taken: who does some of what is asked has time for the rest. */
  done(by: ParticipantId, group: Group, { offers, people }: Around, now: number): void {
    const asked = this.#asked
    this.#silent.delete(by)
    if (asked?.of !== by) return
    const { remove, add, leaders } = asked.work
    const removed = remove.some((id) => !group.members.has(id))
    const added = add.some(({ id, keyPackage }) => offers.get(id)?.offer.keyPackage !== keyPackage)
    const listed = leaders !== null && leadersLeft(group, people) === null
    if (removed || added || listed) asked.since = now
  }

  settle(group: Group, around: Around, now: number): KeyEffect[] {
    this.#note(group, around.people, now)
    const task = this.#work(group, around, now)
    const able = committers(group, around.people)
    if (task === null) this.#passed.clear()
    const [first] = able
    if (task === null || first === undefined) {
      this.#asked = null
      return []
    }
    return this.#ask(this.#next(able, first, now), task, now)
  }

  #note({ members }: Group, people: People, now: number): void {
    const owed = [...members].filter((id) => !people.has(id))
    for (const id of owed) if (!this.#owed.has(id)) this.#owed.set(id, now + MLS_TIMES.collect)
    const still = new Set(owed)
    for (const id of this.#owed.keys()) if (!still.has(id)) this.#owed.delete(id)
  }

  /** All of it as soon as some of it is due. */
  #work(group: Group, { offers, people }: Around, now: number): Task | null {
    const inside = [...offers].filter(([id]) => people.has(id))
    const leaders = leadersLeft(group, people)
    const due = [...this.#owed.values()].some((at) => at <= now)
    if (!due && inside.length === 0 && leaders === null) return null
    const adding = inside.slice(0, MLS_LIMITS.batch)
    const add = adding.map(([id, { offer }]) => ({ id, ...offer }))
    const work = { group: group.id, remove: [...this.#owed.keys()], add, leaders }
    const hashes = adding.map(([, { hash }]) => hash)
    return { work, what: JSON.stringify([work.remove, hashes, leaders]) }
  }

  /** Who has been asked has three seconds; then it is the next one's turn, and so around. */
  #next(able: readonly ParticipantId[], first: ParticipantId, now: number): ParticipantId {
    const asked = this.#asked
    if (asked !== null && able.includes(asked.of)) {
      if (now - asked.since < MLS_TIMES.answer) return asked.of
      this.#passed.add(asked.of)
      this.#silent.add(asked.of)
    }
    for (const ids of [this.#passed, this.#silent])
      for (const id of ids) if (!able.includes(id)) ids.delete(id)
    const next = able.find((id) => !this.#passed.has(id))
    if (next === undefined) this.#passed.clear()
    return next ?? first
  }

  #ask(of: ParticipantId, task: Task, now: number): KeyEffect[] {
    const asked = this.#asked
    const again = asked?.of === of && now - asked.since < MLS_TIMES.answer
    this.#asked = { ...task, of, since: again ? asked.since : now }
    const known = again && asked.what === task.what
    return known ? [] : tell([of], { name: 'keyWork', data: task.work })
  }
}

/** Those of the list who still lead, if not all do, and somebody is left. */
function leadersLeft({ leaders, members }: Group, people: People): ParticipantId[] | null {
  const left = [...leaders].filter((id) => members.has(id) && mayLead(people, id))
  return left.length < leaders.size && left.length > 0 ? left : null
}
