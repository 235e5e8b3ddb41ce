import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { RoomCore } from './core.ts'
import type { Effect } from './effects.ts'
import type { Part } from './part.ts'
import { settleFloors } from './speakers-state.ts'

/**
 * [FLR2] The speaker list. It states an intention and grants no rights, so it is not logged;
 * moderators give the floor, which does.
 */
export class Speakers implements Part {
  readonly #core: RoomCore
  constructor(core: RoomCore) {
    this.#core = core
  }

  get #state() {
    return this.#core.state.sitting.speakers
  }

  settle(now: number): Effect[] {
    settleFloors(this.#state, this.#core.state.people, now)
    return []
  }

  gone(id: ParticipantId): void {
    this.#state.list = this.#without(id)
  }

  /**
   * Appends those who are present and not listed yet.
   * @throws Refusal if none of them is present
   */
  add(ids: readonly ParticipantId[], now: number): Effect[] {
    const present = [...new Set(ids)].filter((id) => this.#core.state.people.has(id))
    if (present.length === 0) throw new Refusal('target_gone')
    const { list } = this.#state
    return this.#set([...list, ...present.filter((id) => !list.includes(id))], now)
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
    // Another moderator may have been faster.
    if (!this.#state.list.includes(id)) throw new Refusal('not_listed')
  }

  #without(id: ParticipantId): ParticipantId[] {
    return this.#state.list.filter((other) => other !== id)
  }

  #set(list: ParticipantId[], now: number): Effect[] {
    return this.#core.change(now, () => {
      this.#state.list = list
      return []
    })
  }
}
