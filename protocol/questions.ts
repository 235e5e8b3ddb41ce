import { z } from 'zod'
import type { IdentityKind } from './model.ts'
import { QuestionId } from './ids.ts'
import type { ParticipantId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { SealedQuestion } from './mls.ts'

/** [FLR4] Written questions to the moderators. */
export const QUESTION_STATES = ['open', 'answered', 'dismissed'] as const
const QuestionState = z.enum(QUESTION_STATES)
export type QuestionState = z.infer<typeof QuestionState>

export const QUESTION_REQUESTS = {
  // every participant
  'question.ask': z.strictObject({ sealed: SealedQuestion }),

  // hosts and co-hosts
  'question.mark': z.strictObject({ question: QuestionId, state: QuestionState }),
  /** Shows a question to everyone with its author's name, sealed for all; null hides it. */
  'question.show': z.strictObject({
    shown: z.strictObject({ question: QuestionId, sealed: SealedQuestion }).nullable(),
  }),
  /** The same texts, sealed anew: for moderators and authors whose keys are newer than they. */
  'question.seal': z.strictObject({
    list: z
      .array(z.strictObject({ question: QuestionId, sealed: SealedQuestion }))
      .min(1)
      .max(LIMITS.questionsAtOnce),
  }),
} as const

export type QuestionView = {
  id: QuestionId
  from: ParticipantId
  name: string
  kind: IdentityKind
  /** `SealedQuestion`, for the moderators and its author. */
  sealed: string
  /** Epoch milliseconds. */
  at: number
  state: QuestionState
}

export type QuestionsView = {
  /** Oldest first. Moderators get all questions, everyone else only their own. */
  list: QuestionView[]
  /** The question that moderators are showing to everyone, sealed for all. */
  shown: Pick<QuestionView, 'id' | 'from' | 'name' | 'kind' | 'sealed'> | null
}
