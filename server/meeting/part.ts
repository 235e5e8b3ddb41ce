import type { ParticipantId } from '#protocol/ids.ts'
import type { Effect } from './effects.ts'

/**
 * What a feature does beside its own requests. The core asks every part and knows none of them by
 * name; a part without state of its own needs none of this.
 */
export type Part = {
  /** After every change, before people are told: what follows from it by the rules of this feature. */
  settle?(now: number): Effect[]
  /** Somebody is not in the room any more: whatever named them lets go of them. */
  gone?(id: ParticipantId): void
  /** The last person is out; after this the state of the sitting is thrown away. */
  sittingOver?(now: number): Effect[]
  /** About once a second: what time has taken away. */
  tick?(now: number): Effect[]
}
