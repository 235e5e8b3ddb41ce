import type { ParticipantId, TrackId } from '#protocol/ids.ts'
import type { Source, TrackEndReason } from '#protocol/model.ts'
import { grantFor } from '../policy/grants.ts'
import { send } from './effects.ts'
import type { Effect } from './effects.ts'
import type { Person } from './people.ts'
import { mediaWithheld } from './recording-state.ts'
import type { RoomState } from './state.ts'

/** What somebody may publish now: by the mode and their role [FLR, SHR], and nothing while media is withheld from them [REC]. */
export const grantOf = ({ meeting, sitting }: RoomState, person: Person): Source[] =>
  mediaWithheld(sitting.recording, person.id)
    ? []
    : grantFor(meeting.mode, {
        role: person.role,
        floor: person.floor,
        share: person.share !== null,
      })

/**
 * Ends a track against its owner's will: out of the room's state, out of the SFU, and they are
 * told. `name`: of the person who did it, null when a rule did.
 */
export function endTrack(
  person: Person,
  source: Source,
  track: TrackId,
  by: TrackEndReason,
  name: string | null = null,
): Effect[] {
  person.tracks.delete(source)
  return [
    { do: 'closeTrack', id: person.id, track },
    send(person.id, { name: 'ownTrack', data: { source, action: 'closed', by, name } }),
  ]
}

/** The one place where a lost grant acts on media. Idempotent. */
export class Enforcer {
  /** [REC] Who receives nothing any more. */
  readonly #withheld = new Set<ParticipantId>()

  /**
   * [FLR, SHR, REC] Closes every track that its owner's grant no longer covers, and all that those
   * receive from whom media is newly withheld.
   */
  enforce(state: RoomState, by: TrackEndReason): Effect[] {
    const effects: Effect[] = []
    for (const person of state.people.values()) {
      const grant = grantOf(state, person)
      const withheld = mediaWithheld(state.sitting.recording, person.id)
      for (const [source, track] of person.tracks) {
        if (grant.includes(source)) continue
        effects.push(...endTrack(person, source, track.id, withheld ? 'recording' : by))
      }
      if (withheld && !this.#withheld.has(person.id)) {
        effects.push({ do: 'stopReceiving', id: person.id })
      }
      if (withheld) this.#withheld.add(person.id)
      else this.#withheld.delete(person.id)
    }
    for (const id of this.#withheld) if (!state.people.has(id)) this.#withheld.delete(id)
    return effects
  }
}
