import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { RoomCore } from './core.ts'
import type { Narrowing, Proposal } from './change.ts'
import type { Write } from './effects.ts'
import type { Person } from './people.ts'

/** [FLR] The floor in conferences and lectures: given, passed on, taken back. */
export class Floor {
  readonly #core: RoomCore
  constructor(core: RoomCore) {
    this.#core = core
  }

  /** In a conference, adds a speaker; in a lecture, replaces the current one. */
  give(by: ParticipantId, id: ParticipantId, now: number): Proposal {
    return this.#core.propose(() => {
      const alone = this.#core.state.meeting.mode === 'lecture'
      return alone ? this.#pass(by, id, now) : this.#to(by, this.#core.person(id), [], now)
    })
  }

  /**
   * [FLR2] Makes this person the only speaker. If two moderators press at once, the second press
   * does nothing.
   */
  pass(by: ParticipantId, id: ParticipantId, now: number): Proposal {
    return this.#core.propose(() => this.#pass(by, id, now))
  }

  take(by: ParticipantId, id: ParticipantId, now: number): Narrowing {
    return this.#core.narrow(now, () => {
      const person = this.#core.person(id)
      if (!person.floor) throw new Refusal('no_floor')
      return [this.#core.audit(now, 'floor.taken', by, id), ...setFloor(person, false)]
    })
  }

  /**
   * In a lecture the floor goes to the moderator who took it back, so that someone can continue.
   */
  fallTo(by: ParticipantId): Proposal | readonly [] {
    const { meeting, people } = this.#core.state
    const held = [...people.values()].some(({ floor }) => floor)
    if (meeting.mode !== 'lecture' || held) return []
    return this.#core.propose(() => ({
      writes: [floorWrite(this.#core.person(by).id, true)],
      apply: () => this.#set([by], true),
    }))
  }

  #pass(by: ParticipantId, id: ParticipantId, now: number) {
    const person = this.#core.person(id)
    const others = [...this.#core.state.people.values()].filter(
      (other) => other !== person && other.floor,
    )
    if (person.floor && others.length === 0) return { writes: [], apply: () => {} }
    return this.#to(by, person, others, now)
  }

  /** A person who gets the floor leaves the speaker list. */
  #to(by: ParticipantId, { id }: Person, others: readonly Person[], now: number) {
    const { state } = this.#core
    return {
      writes: [
        ...others.flatMap((other) => [
          this.#core.audit(now, 'floor.taken', by, other.id),
          floorWrite(other.id, false),
        ]),
        this.#core.audit(now, 'floor.given', by, id),
        floorWrite(id, true),
      ],
      apply: () => {
        const person = state.people.get(id)
        const { speakers } = state.sitting
        speakers.list = speakers.list.filter((listed) => listed !== id)
        if (person !== undefined) callOn(person)
        this.#set(
          others.map((other) => other.id),
          false,
        )
        this.#set([id], true)
      },
    }
  }

  #set(ids: readonly ParticipantId[], floor: boolean): void {
    for (const id of ids) {
      const person = this.#core.state.people.get(id)
      if (person !== undefined) person.floor = floor
    }
  }
}

/** Counts the turn and lowers the hand. */
function callOn(person: Person): void {
  if (!person.floor) person.turns += 1
  person.handSince = null
}

export const floorWrite = (id: ParticipantId, floor: boolean): Write => ({
  do: 'saveSeat',
  id,
  change: { floor },
})

export function setFloor(person: Person, floor: boolean): Write[] {
  if (person.floor === floor) return []
  person.floor = floor
  return [floorWrite(person.id, floor)]
}
