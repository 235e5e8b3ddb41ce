import { Refusal } from '#protocol/errors.ts'
import { openAt, prolonged, standing } from '../policy/window.ts'
import type { Times } from '../policy/window.ts'
import type { Narrowing, Proposal } from './change.ts'
import type { RoomCore } from './core.ts'
import type { Effect } from './effects.ts'
import { isOpen } from './circumstances.ts'
import type { Part } from './part.ts'

/** When the lobby of a scheduled meeting is open (CAL). */
export class Schedule implements Part {
  readonly #core: RoomCore
  constructor(core: RoomCore) {
    this.#core = core
  }

  /**
   * The host has rescheduled the meeting, and the store has it. Null: it no longer has a fixed
   * time.
   */
  rescheduled(times: Times[] | null, now: number): Narrowing {
    return this.#core.narrow(now, () => {
      this.#core.state.times = times
      return this.#closeLobby(now)
    })
  }

  /** [CAL4] @throws Refusal `nothing_to_extend` */
  prolong(by: string, minutes: number, now: number): Proposal {
    return this.#core.propose(() => {
      const { times } = this.#core.state
      const longer = times && prolonged(times, minutes * 60_000, now)
      if (longer === null) throw new Refusal('nothing_to_extend')
      const { at, closes } = longer
      return {
        writes: [
          this.#core.audit(now, 'schedule.prolonged', by, null, { minutes }),
          { do: 'saveCloses', at, closes },
        ],
        apply: () => {
          this.#closes(at, closes)
          return this.#closeLobby(now)
        },
      }
    })
  }

  /**
   * Ends the current occurrence of a recurring meeting, which itself continues. Returns null if the
   * meeting does not recur.
   */
  endSitting(by: string, now: number): Narrowing | null {
    const { state } = this.#core
    if (!state.times?.some(({ opens }) => opens > now)) return null
    return this.#core.narrow(now, () => {
      const open = state.times && openAt(state.times, now)
      if (open !== null) this.#closes(open.at, now)
      this.#settle(now)
      return [
        ...(open === null ? [] : [{ do: 'saveCloses', at: open.at, closes: now } as const]),
        this.#core.audit(now, 'schedule.sitting_ended', by, null),
        ...this.#core.everyoneOut('ended'),
        ...[...state.knocks.keys()].flatMap((id) => this.#core.eject(id, 'ended', null)),
      ]
    })
  }

  tick(now: number): Effect[] {
    const { times, closesAt, closing, knocks } = this.#core.state
    if (times === null) return []
    const next = standing(times, now)
    const unchanged = next.closesAt === closesAt && next.closing === closing
    if (unchanged && (closesAt !== null || knocks.size === 0)) return []
    return this.#core.change(now, () => this.#closeLobby(now))
  }

  /**
   * [CAL4] People inside stay; people still waiting when the lobby closes are told so and are out.
   */
  #closeLobby(now: number): Effect[] {
    this.#settle(now)
    if (isOpen(this.#core.state, now)) return []
    const { knocks } = this.#core.state
    return [...knocks.keys()].flatMap((id) => this.#core.eject(id, 'lobby_closed', null))
  }

  #settle(now: number): void {
    const { state } = this.#core
    Object.assign(state, standing(state.times, now))
  }

  #closes(at: number, closes: number): void {
    const { state } = this.#core
    state.times = state.times?.map((time) => (time.at === at ? { ...time, closes } : time)) ?? null
  }
}
