import type { ParticipantId } from '#protocol/ids.ts'
import type { WireError } from '#protocol/errors.ts'
import type { Verdict } from '../../../call/types.ts'

/** What a host is told about people who were to be let in, and what is to be done next. */
export type Told = {
  /** With this person four words are compared; null with nobody. */
  compare: ParticipantId | null
  /** How many more are to be compared after them. */
  more: number
  foreign: ParticipantId[]
  unready: ParticipantId[]
  /** They no longer wait. */
  gone: ParticipantId[]
  error: WireError | null
}

/** @param waiting those who wait now */
export function toldOf(verdict: Verdict, waiting: ReadonlySet<ParticipantId>): Told {
  const { unproven, unready, foreign, refused, error } = verdict
  const [compare = null] = unproven
  return {
    compare,
    more: Math.max(0, unproven.length - 1),
    foreign,
    unready: unready.filter((id) => waiting.has(id)),
    gone: [...unready.filter((id) => !waiting.has(id)), ...(error ? [] : refused)],
    error,
  }
}
