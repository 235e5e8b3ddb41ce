import { z } from 'zod'
import { ParticipantId } from './ids.ts'
import { LIMITS } from './limits.ts'

/** [FLR2, FLR3] Who speaks, who is to speak, and for how long: conference and lecture. */
const one = z.strictObject({ id: ParticipantId })

/** For those who lead. */
export const SPEAKER_REQUESTS = {
  /** To the end of the list, in this order; whoever is on it stays where they are. */
  'speakers.add': z.strictObject({
    ids: z.array(ParticipantId).min(1).max(LIMITS.speakerBatch),
  }),
  'speakers.remove': one,
  /** `place`: from 0; beyond the end is the end. */
  'speakers.move': z.strictObject({
    id: ParticipantId,
    place: z.number().int().min(0).max(LIMITS.speakerBatch),
  }),
  'floor.give': one,
  'floor.take': one,
  /** The floor to this one alone: taken from all who hold it. */
  'floor.pass': one,
} as const

export type SpeakersView = {
  /** Who is to speak, as those who lead have put it down. Gives no right. */
  list: ParticipantId[]
  /** Who holds the floor, and since when (epoch milliseconds of the server). */
  floors: { id: ParticipantId; since: number }[]
  /** Floors that are over, for those who lead; null to everyone else. */
  spent: SpentView[] | null
}

/** `id` is null when the person has gone. `ms`: of the floors that are over. */
export type SpentView = { id: ParticipantId | null; name: string; ms: number }
