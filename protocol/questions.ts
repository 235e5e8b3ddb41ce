import { z } from 'zod'
import type { IdentityKind } from './model.ts'
import { QuestionId } from './ids.ts'
import type { ParticipantId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { writtenText } from './text.ts'

/** [FLR4] Questions in writing, to those who lead. */
export const QUESTION_STATES = ['open', 'answered', 'dismissed'] as const
const QuestionState = z.enum(QUESTION_STATES)
export type QuestionState = z.infer<typeof QuestionState>

export const QUESTION_REQUESTS = {
  // every participant
  'question.ask': z.strictObject({ text: writtenText(LIMITS.questionText) }),

  // hosts and co-hosts
  'question.mark': z.strictObject({ question: QuestionId, state: QuestionState }),
  /** To everyone, with the name of who asked; null puts it away. */
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
  /** Oldest first: all to those who lead, to everyone else their own. */
  list: QuestionView[]
  /** What those who lead show to everyone now. */
  shown: Pick<QuestionView, 'id' | 'name' | 'kind' | 'text'> | null
}
