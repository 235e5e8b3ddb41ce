import { QUESTION_REQUESTS } from '#protocol/questions.ts'
import { change, register } from '../request.ts'

/** Written questions (FLR4). */
export const QUESTIONS = register(QUESTION_REQUESTS, {
  'question.ask': change('self', 'notice', ({ room, me, now }, { text }) =>
    room.questions.ask(me, text, now),
  ),
  'question.mark': change('question.mark', 'notice', ({ room, now }, { question, state }) =>
    room.questions.mark(question, state, now),
  ),
  'question.show': change('question.show', 'notice', ({ room, now }, { question }) =>
    room.questions.show(question, now),
  ),
})
