import { z } from 'zod'
import type { IdentityKind } from './model.ts'
import { QuestionId } from './ids.ts'
import type { ParticipantId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { writtenText } from './text.ts'

/** [FLR4] Written questions to the moderators. */
export const QUESTION_STATES = ['open', 'answered', 'dismissed'] as const
const QuestionState = z.enum(QUESTION_STATES)
export type QuestionState = z.infer<typeof QuestionState>

export const QUESTION_REQUESTS = {
  // every participant
  'question.ask': z.strictObject({ text: writtenText(LIMITS.questionText) }),

  // hosts and co-hosts
  'question.mark': z.strictObject({ question: QuestionId, state: QuestionState }),
  /** Shows a question to everyone with its author's name; null hides it. */
  'question.show': z.strictObject({ question: QuestionId.nullable() }),
} as const

export type QuestionView = {
  id: QuestionId
  from: ParticipantId
  name: string
  kind: IdentityKind
  text: string
  /** Epoch milliseconds. */
  at: number
  state: QuestionState
}

export type QuestionsView = {
  /** Oldest first. Moderators get all questions, everyone else only their own. */
  list: QuestionView[]
  /** The question that moderators are showing to everyone. */
  shown: Pick<QuestionView, 'id' | 'name' | 'kind' | 'text'> | null
}
