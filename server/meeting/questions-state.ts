import type { ParticipantId } from '#protocol/ids.ts'
import type { Role } from '#protocol/model.ts'
import type { QuestionsView, QuestionView } from '#protocol/questions.ts'
import { leads } from '#protocol/roles.ts'

/** [FLR4] */
export type QuestionsState = {
  /** Oldest first. */
  list: QuestionView[]
  shown: { id: QuestionView['id']; sealed: string } | null
}

export const newQuestions = (): QuestionsState => ({ list: [], shown: null })

/** [FLR4] Moderators see all questions; everyone else sees their own and the one on display. */
export const questionsView = (
  state: QuestionsState,
  viewer: { id: ParticipantId; role: Role },
): QuestionsView => {
  const { shown } = state
  const question = state.list.find(({ id }) => id === shown?.id)
  return {
    list: state.list.filter(({ from }) => leads(viewer.role) || from === viewer.id),
    shown: shown && question ? shownView(question, shown.sealed) : null,
  }
}

const shownView = (
  { id, from, name, kind }: QuestionView,
  sealed: string,
): QuestionsView['shown'] => ({ id, from, name, kind, sealed })
