import { Refusal } from '../protocol/errors.ts'
import type { ParticipantId } from '../protocol/ids.ts'
import type { RoomCore } from './core.ts'
import type { Effect } from './effects.ts'
import type { Person } from './state.ts'
import { takeTurn } from './talk.ts'

/** [FLR] The floor, in a conference and in a lecture: given, passed on, taken back. */
export class Floor {
  readonly #core: RoomCore
  constructor(core: RoomCore) {
    this.#core = core
  }

  /** In a conference besides those who hold it; in a lecture one speaks at a time. */
  give(by: ParticipantId, id: ParticipantId, now: number): Effect[] {
    if (this.#core.state.meeting.mode === 'lecture') return this.pass(by, id, now)
    const person = this.#core.person(id)
    return this.#core.change(now, () => this.#give(by, person, now))
  }

  /**
   * [FLR2] To this one alone. Two who lead and press at once pass it to the same one, and the
   * second press does nothing.
   */
  pass(by: ParticipantId, id: ParticipantId, now: number): Effect[] {
    const person = this.#core.person(id)
    const others = [...this.#core.state.people.values()].filter(
      (other) => other !== person && other.floor,
    )
    if (person.floor && others.length === 0) return []
    return this.#core.change(now, () => [
      ...others.flatMap((other) => [
        this.#core.audit(now, 'floor.taken', by, other.id),
        ...setFloor(other, false),
      ]),
      ...this.#give(by, person, now),
    ])
  }

  /** In a lecture the floor falls to the one who took it back: someone must be able to go on. */
  take(by: ParticipantId, id: ParticipantId, now: number): Effect[] {
    const person = this.#core.person(id)
    if (!person.floor) throw new Refusal('conflict')
    const actor = this.#core.person(by)
    return this.#core.change(now, () => [
      this.#core.audit(now, 'floor.taken', by, id),
      ...setFloor(person, false),
      ...(this.#core.state.meeting.mode === 'lecture' && actor !== person
        ? setFloor(actor, true)
        : []),
    ])
  }

  /** Whose turn it was is on no list any more. */
  #give(by: ParticipantId, person: Person, now: number): Effect[] {
    const { state } = this.#core
    state.speakers = state.speakers.filter((id) => id !== person.id)
    takeTurn(person)
    return [this.#core.audit(now, 'floor.given', by, person.id), ...setFloor(person, true)]
  }
}

export function setFloor(person: Person, floor: boolean): Effect[] {
  if (person.floor === floor) return []
  person.floor = floor
  return [{ do: 'saveSeat', id: person.id, change: { floor } }]
}
