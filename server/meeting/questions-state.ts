import type { ParticipantId, QuestionId } from '#protocol/ids.ts'
import type { Role } from '#protocol/model.ts'
import type { QuestionsView, QuestionView } from '#protocol/questions.ts'
import { leads } from '#protocol/roles.ts'

/** [FLR4] */
export type QuestionsState = {
  /** Oldest first. */
  list: QuestionView[]
  shown: QuestionId | null
}

export const newQuestions = (): QuestionsState => ({ list: [], shown: null })

/** [FLR4] Moderators see all questions; everyone else sees their own and the one on display. */
export const questionsView = (
  state: QuestionsState,
  viewer: { id: ParticipantId; role: Role },
): QuestionsView => {
  const shown = state.list.find(({ id }) => id === state.shown)
  return {
    list: state.list.filter(({ from }) => leads(viewer.role) || from === viewer.id),
    shown: shown ? { id: shown.id, name: shown.name, kind: shown.kind, text: shown.text } : null,
  }
}
