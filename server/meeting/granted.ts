import type { ParticipantId, TrackId } from '#protocol/ids.ts'
import type { Source, TrackEndReason } from '#protocol/model.ts'
import { grantFor } from '../policy/grants.ts'
import { send } from './effects.ts'
import type { Effect } from './effects.ts'
import type { Person } from './people.ts'
import { mediaWithheld } from './recording-state.ts'
import type { RoomState } from './state.ts'

/**
 * The sources a person may publish now, by mode and role [FLR, SHR]; none while media is withheld
 * from them [REC].
 */
export const grantOf = ({ meeting, sitting }: RoomState, person: Person): Source[] =>
  mediaWithheld(sitting.recording, person.id)
    ? []
    : grantFor(meeting.mode, {
        role: person.role,
        floor: person.floor,
        share: person.share !== null,
      })

/**
 * Ends a track against its owner's will: removes it from the room's state and the SFU, and tells
 * the owner. `name`: the person who ended it, or null if a rule did.
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

/** The only place where losing a grant affects media. Idempotent. */
export class Enforcer {
  /** [REC] People who currently receive no media. */
  readonly #withheld = new Set<ParticipantId>()

  /**
   * [FLR, SHR, REC] Closes every track its owner is no longer entitled to, and all incoming media
   * of people from whom it is newly withheld.
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
