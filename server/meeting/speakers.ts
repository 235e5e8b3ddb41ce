import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { RoomCore } from './core.ts'
import type { Effect } from './effects.ts'
import type { Person, RoomState } from './state.ts'

/**
 * [FLR2] The list of those who are to speak. It says what is meant to happen and gives no right, so
 * it is not in the log; the floor, which does, is given by the chair.
 */
export class Speakers {
  readonly #core: RoomCore
  constructor(core: RoomCore) {
    this.#core = core
  }

  /** To the end, as far as they are here and not on it. @throws Refusal when none of them is here */
  add(ids: readonly ParticipantId[], now: number): Effect[] {
    const { state } = this.#core
    const present = [...new Set(ids)].filter((id) => state.people.has(id))
    if (present.length === 0) throw new Refusal('target_gone')
    const more = present.filter((id) => !state.speakers.includes(id))
    return this.#set([...state.speakers, ...more], now)
  }

  remove(id: ParticipantId, now: number): Effect[] {
    this.#listed(id)
    return this.#set(this.#without(id), now)
  }

  move(id: ParticipantId, place: number, now: number): Effect[] {
    this.#listed(id)
    return this.#set(this.#without(id).toSpliced(place, 0, id), now)
  }

  #listed(id: ParticipantId): void {
    // Somebody else who leads may have been quicker.
    if (!this.#core.state.speakers.includes(id)) throw new Refusal('conflict')
  }

  #without(id: ParticipantId): ParticipantId[] {
    return this.#core.state.speakers.filter((other) => other !== id)
  }

  #set(speakers: ParticipantId[], now: number): Effect[] {
    return this.#core.change(now, () => {
      this.#core.state.speakers = speakers
      return []
    })
  }
}

/** One who leaves and comes back is the same as far as the server can know it. */
const keyOf = (person: Person): string => person.accountId ?? person.inviteId ?? person.id

/**
 * [FLR3] Begins and ends the count of each floor. Whatever gave or took it (the chair, a mode, a
 * person's leaving), it is seen here, after every change.
 */
export function settleFloors(state: RoomState, now: number): void {
  for (const person of state.people.values())
    if (person.floor && !state.floors.has(person.id))
      state.floors.set(person.id, { person, since: now })
  for (const [id, { person, since }] of state.floors) {
    if (person.floor && state.people.get(id) === person) continue
    state.floors.delete(id)
    const key = keyOf(person)
    const before = state.spent.get(key)?.ms ?? 0
    // Anew, so that those who spoke longest ago are forgotten first.
    state.spent.delete(key)
    state.spent.set(key, { id, name: person.name, ms: before + Math.max(0, now - since) })
    const [oldest] = state.spent.keys()
    if (state.spent.size > LIMITS.speakersRemembered && oldest !== undefined)
      state.spent.delete(oldest)
  }
}

/** The sitting is over. */
export function noSpeakers(state: RoomState): void {
  state.speakers = []
  state.floors.clear()
  state.spent.clear()
}
