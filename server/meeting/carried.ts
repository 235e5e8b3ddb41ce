import type { ParticipantId, TrackId } from '#protocol/ids.ts'
import type { RoomCore } from './core.ts'
import type { Effect } from './effects.ts'
import type { Part } from './part.ts'
import { carried, decide } from './voices.ts'
import type { Voices } from './voices.ts'

/** [QOS5] Keeps to the rule about voices: whenever the room has changed, or was measured. */
export class Carried implements Part {
  readonly #core: RoomCore
  #levels: ReadonlyMap<ParticipantId, number> = new Map()

  constructor(core: RoomCore) {
    this.#core = core
  }

  settle(now: number): Effect[] {
    const { sitting } = this.#core.state
    const before = this.#tracks(sitting.voices)
    sitting.voices = this.#decided(now)
    const after = this.#tracks(sitting.voices)
    return sameTracks(before, after) ? [] : [{ do: 'carry', voices: after }]
  }

  /** @param levels those audible now, in dBov */
  measured(levels: ReadonlyMap<ParticipantId, number>, now: number): Effect[] {
    this.#levels = levels
    const { sitting } = this.#core.state
    const voices = this.#decided(now)
    if (sameTracks(this.#tracks(sitting.voices), this.#tracks(voices))) {
      sitting.voices = voices
      return []
    }
    return this.#core.change(now, () => [])
  }

  #decided(now: number): Voices {
    const { people, sitting } = this.#core.state
    const seated = [...people.values()]
    return decide(sitting.voices, {
      now,
      seats: seated.length,
      voices: seated.flatMap(({ id, tracks }) => {
        const microphone = tracks.get('microphone')
        return microphone ? { id, on: !microphone.paused } : []
      }),
      levels: this.#levels,
      next: [...seated.filter(({ floor }) => floor).map(({ id }) => id), ...sitting.speakers.list],
    })
  }

  /** Null: every voice. */
  #tracks(voices: Voices): TrackId[] | null {
    if (!voices.large) return null
    const { people } = this.#core.state
    return [...carried(voices)].flatMap((id) => people.get(id)?.tracks.get('microphone')?.id ?? [])
  }
}

const sameTracks = (a: readonly TrackId[] | null, b: readonly TrackId[] | null): boolean =>
  a === b || (a !== null && b !== null && a.length === b.length && a.every((id) => b.includes(id)))
