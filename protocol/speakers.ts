import { z } from 'zod'
import { ParticipantId } from './ids.ts'
import { LIMITS } from './limits.ts'

/** [FLR2, FLR3] Who is speaking, who is next, and for how long; in conference and lecture mode. */
const one = z.strictObject({ id: ParticipantId })

/** Moderators only. */
export const SPEAKER_REQUESTS = {
  /** Appends people in this order; people already on the list keep their place. */
  'speakers.add': z.strictObject({
    ids: z.array(ParticipantId).min(1).max(LIMITS.speakerBatch),
  }),
  'speakers.remove': one,
  /** `place` counts from 0; a larger value than the list's length means the end. */
  'speakers.move': z.strictObject({
    id: ParticipantId,
    place: z.number().int().min(0).max(LIMITS.speakerBatch),
  }),
  'floor.give': one,
  'floor.take': one,
  /** Gives the floor to this person and takes it from everyone else. */
  'floor.pass': one,
} as const

export type SpeakersView = {
  /** Upcoming speakers in the order set by moderators. Grants no rights. */
  list: ParticipantId[]
  /** Who has the floor, and since when (epoch milliseconds, server clock). */
  floors: { id: ParticipantId; since: number }[]
  /** Past speaking times, for moderators; null for everyone else. */
  spent: SpentView[] | null
}

/** `id` is null once the person has left. `ms`: total of completed speaking turns. */
export type SpentView = { id: ParticipantId | null; name: string; ms: number }
