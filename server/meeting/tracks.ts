import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId, TrackId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import { KIND_OF } from '#protocol/model.ts'
import type { MediaKind, Source } from '#protocol/model.ts'
import type { Change } from './change.ts'
import type { RoomCore } from './core.ts'
import type { Effect } from './effects.ts'
import { endTrack, grantOf } from './granted.ts'
import type { Part } from './part.ts'
import type { Person } from './people.ts'
import { mediaWithheld } from './recording-state.ts'

/**
 * Which tracks are published, and by whom. The SFU carries them; this decides whether they are
 * allowed (SHR, FLR).
 */
export class Tracks implements Part {
  readonly #core: RoomCore
  constructor(core: RoomCore) {
    this.#core = core
  }

  gone(id: ParticipantId): void {
    const { sitting } = this.#core.state
    if (sitting.speaker === id) sitting.speaker = null
  }

  trackOf(id: ParticipantId, source: Source): TrackId | undefined {
    return this.#core.state.people.get(id)?.tracks.get(source)?.id
  }
  /**
   * Whether this person may receive the track: it is in this room and not their own.
   * @throws Refusal `not_consented` if media is withheld from the person [REC], or `keys_pending`
   */
  mayReceive(id: ParticipantId, track: TrackId): boolean {
    this.#checkKeys(id)
    if (mediaWithheld(this.#core.state.sitting.recording, id)) throw new Refusal('not_consented')
    return [...this.#core.state.people.values()].some(
      (person) => person.id !== id && [...person.tracks.values()].some((t) => t.id === track),
    )
  }

  /**
   * [SHR, FLR] Whether this person may publish the source; called before and after the SFU creates
   * the track.
   */
  check(id: ParticipantId, source: Source, kind: MediaKind): void {
    const person = this.#core.person(id)
    this.#checkKeys(id)
    if (KIND_OF[source] !== kind) throw new Refusal('source_kind_mismatch')
    if (!grantOf(this.#core.state, person).includes(source)) throw new Refusal('not_granted')
    if ((person.bitrateCuts.get(source) ?? 0) >= LIMITS.bitrateCuts)
      throw new Refusal('sent_too_much')
    if (person.tracks.has(source)) throw new Refusal('source_taken')
    if (source === 'screen' && this.#sharer() !== undefined) throw new Refusal('share_taken')
    // Screen audio goes with the screen, never alone.
    if (source === 'screen_audio' && this.#sharer() !== person) throw new Refusal('not_granted')
  }

  /** [E2E18] */
  #checkKeys(id: ParticipantId): void {
    if (!this.#core.state.sitting.keys.ready(id)) throw new Refusal('keys_pending', 1)
  }

  /** [SHR] A screen is published once it is logged; camera and microphone immediately. */
  published(
    id: ParticipantId,
    source: Source,
    track: TrackId,
    paused: boolean,
    now: number,
  ): Change {
    const set = () => {
      this.#core.person(id).tracks.set(source, { id: track, paused })
      return []
    }
    if (source !== 'screen') return this.#core.change(now, set)
    return this.#core.propose(() => {
      this.check(id, source, KIND_OF[source])
      return {
        writes: [this.#core.audit(now, 'share.started', id, null)],
        apply: () => {
          // They may have left, or another screen started, while this was being written.
          const person = this.#core.state.people.get(id)
          if (person !== undefined && this.#sharer() === undefined) set()
        },
      }
    })
  }

  pause(id: ParticipantId, source: Source, paused: boolean, now: number): Effect[] {
    const track = this.#core.person(id).tracks.get(source)
    if (track === undefined) throw new Refusal('not_found')
    return this.#core.change(now, () => {
      track.paused = paused
      return [{ do: 'pauseTrack', id, track: track.id, paused }]
    })
  }

  unpublish(id: ParticipantId, source: Source, now: number): Effect[] {
    const person = this.#core.person(id)
    return this.#core.change(now, () => {
      const effects: Effect[] = []
      for (const gone of withItsSound(source)) {
        const track = person.tracks.get(gone)
        if (track === undefined) continue
        person.tracks.delete(gone)
        effects.push({ do: 'closeTrack', id, track: track.id })
        if (gone === 'screen') effects.push(this.#core.audit(now, 'share.stopped', id, null))
      }
      return effects
    })
  }

  /** A new send transport has no tracks yet; those of the old one are gone. */
  unpublishAll(id: ParticipantId, now: number): Effect[] {
    return [...this.#core.person(id).tracks.keys()].flatMap((source) =>
      this.unpublish(id, source, now),
    )
  }

  /**
   * [SHR2] The SFU measured that this track exceeds its bitrate. Our client never does that, so it
   * is logged; a source that keeps doing it stays off.
   */
  bitrateExceeded(id: ParticipantId, track: TrackId, now: number): Effect[] {
    const person = this.#core.state.people.get(id)
    const source = [...(person?.tracks ?? [])].find(([, { id: own }]) => own === track)?.[0]
    if (person === undefined || source === undefined) return []
    const count = (person.bitrateCuts.get(source) ?? 0) + 1
    person.bitrateCuts.set(source, count)
    return this.#core.change(now, () => [
      this.#core.audit(now, 'participant.overrun', 'system', id, { source, count }),
      ...(source === 'screen' ? [this.#core.audit(now, 'share.stopped', id, null)] : []),
      ...withItsSound(source).flatMap((gone) => {
        const ending = person.tracks.get(gone)
        return ending === undefined ? [] : endTrack(person, gone, ending.id, 'bitrate_exceeded')
      }),
    ])
  }

  speaker(id: ParticipantId | null): Effect[] {
    const { people, sitting } = this.#core.state
    const speaker = id !== null && people.has(id) ? id : null
    if (speaker === sitting.speaker) return []
    sitting.speaker = speaker
    return this.#core.toAll({ name: 'speaker', data: { id: speaker } })
  }

  #sharer(): Person | undefined {
    return [...this.#core.state.people.values()].find((person) => person.tracks.has('screen'))
  }
}

/** Screen audio ends with the screen. */
const withItsSound = (source: Source): Source[] =>
  source === 'screen' ? ['screen', 'screen_audio'] : [source]
