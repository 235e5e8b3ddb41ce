import type { WireError } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'

/** What became of people who were to be let in. Only those in `admitted` have come in. */
export type Verdict = {
  admitted: ParticipantId[]
  /** They show no proof, and nobody has confirmed the words compared with them. */
  unproven: ParticipantId[]
  /** They have offered no keys yet, or no longer wait. */
  unready: ParticipantId[]
  /** The keys under their name are not theirs. */
  foreign: ParticipantId[]
  /** The server did not let them in, with what it was asked. */
  refused: ParticipantId[]
  /** Why not all others came in. */
  error: WireError | null
}

/** Nobody has come in, and nothing stood in the way. */
export const nobody = (): Verdict => ({
  admitted: [],
  unproven: [],
  unready: [],
  foreign: [],
  refused: [],
  error: null,
})
