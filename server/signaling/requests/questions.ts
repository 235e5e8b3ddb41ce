import { QUESTION_REQUESTS } from '#protocol/questions.ts'
import { change, register } from '../request.ts'

/** Written questions (FLR4). */
export const QUESTIONS = register(QUESTION_REQUESTS, {
  'question.ask': change('self', 'notice', ({ room, me, now }, { sealed }) =>
    room.questions.ask(me, sealed, now),
  ),
  'question.mark': change('question.mark', 'notice', ({ room, now }, { question, state }) =>
    room.questions.mark(question, state, now),
  ),
  'question.show': change('question.show', 'notice', ({ room, now }, { shown }) =>
    room.questions.show(shown && { id: shown.question, sealed: shown.sealed }, now),
  ),
  'question.seal': change('question.seal', 'notice', ({ room, now }, { list }) =>
    room.questions.seal(list, now),
  ),
})
