import type { ParticipantId } from '#protocol/ids.ts'
import type { Effect } from './effects.ts'

/**
 * A feature's hooks besides its own requests. The core calls every part without knowing which
 * features exist; a stateless part needs none of these.
 */
export type Part = {
  /**
   * Called after every change, before publishing: applies the consequences under this feature's
   * rules.
   */
  settle?(now: number): Effect[]
  /**
   * Called when a person is no longer in the room: drops references to them.
   *
   * @param expelled whether somebody sent them away
   */
  gone?(id: ParticipantId, expelled: boolean): void
  /** Called when a person's seat goes on in another browser: ends what only the first could do. */
  moved?(id: ParticipantId, now: number): Effect[]
  /** Called when the last person has left, just before the sitting's state is discarded. */
  sittingOver?(now: number): Effect[]
  /** Called about once a second: applies what has expired. */
  tick?(now: number): Effect[]
}
