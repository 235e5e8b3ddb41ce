import { Refusal } from '../protocol/errors.ts'
import { openAt, prolonged, standing } from '../policy/window.ts'
import type { Times } from '../policy/window.ts'
import type { RoomCore } from './core.ts'
import type { Effect } from './effects.ts'

/** When the lobby is open, of a meeting that has a time (CAL). */
export class Hours {
  readonly #core: RoomCore
  constructor(core: RoomCore) {
    this.#core = core
  }

  /** The host has planned it anew. Null: it has no fixed time any more. */
  rescheduled(times: Times[] | null, now: number): Effect[] {
    this.#core.state.times = times
    return this.#look(now)
  }

  /** [CAL4] @throws Refusal `conflict` when there is nothing to prolong */
  prolong(by: string, minutes: number, now: number): Effect[] {
    const { times } = this.#core.state
    const longer = times && prolonged(times, minutes * 60_000, now)
    if (longer === null) throw new Refusal('conflict')
    const { at, closes } = longer
    return [
      this.#core.audit(now, 'schedule.prolonged', by, null, { minutes }),
      ...this.#closes(at, closes),
      ...this.#look(now),
    ]
  }

  /**
   * The host ends what is on now; a meeting that comes again is not over. Answers null when it does
   * not come again.
   */
  endSitting(by: string, now: number): Effect[] | null {
    const { times, knocks } = this.#core.state
    if (!times?.some(({ opens }) => opens > now)) return null
    const open = openAt(times, now)
    const closed = open === null ? [] : this.#closes(open.at, now)
    return [
      ...closed,
      ...this.#core.change(now, () => {
        this.#settle(now)
        return [
          this.#core.audit(now, 'schedule.sitting_ended', by, null),
          ...this.#core.everyoneOut('ended'),
          ...[...knocks.keys()].flatMap((id) => this.#core.putOut(id, 'ended', null)),
        ]
      }),
    ]
  }

  tick(now: number): Effect[] {
    const { times, closesAt, closing, knocks } = this.#core.state
    if (times === null) return []
    const next = standing(times, now)
    const unchanged = next.closesAt === closesAt && next.closing === closing
    return unchanged && (closesAt !== null || knocks.size === 0) ? [] : this.#look(now)
  }

  /** [CAL4] Those inside stay; whoever still waits when the lobby closes is told so and is out. */
  #look(now: number): Effect[] {
    const { knocks } = this.#core.state
    return this.#core.change(now, () => {
      this.#settle(now)
      if (this.#core.open(now)) return []
      return [...knocks.keys()].flatMap((id) => this.#core.putOut(id, 'lobby_closed', null))
    })
  }

  #settle(now: number): void {
    const { state } = this.#core
    Object.assign(state, standing(state.times, now))
  }

  #closes(at: number, closes: number): Effect[] {
    const { state } = this.#core
    state.times = state.times?.map((time) => (time.at === at ? { ...time, closes } : time)) ?? null
    return [{ do: 'saveCloses', at, closes }]
  }
}
