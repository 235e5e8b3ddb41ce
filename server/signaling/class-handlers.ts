import type { QUESTION_REQUESTS } from '#protocol/questions.ts'
import type { SPEAKER_REQUESTS } from '#protocol/speakers.ts'
import type { Handlers } from './handlers.ts'

type Names = keyof typeof SPEAKER_REQUESTS | keyof typeof QUESTION_REQUESTS

/** A class, a conference: who is to speak, and questions in writing (FLR2 to FLR4). */
export const CLASS_HANDLERS: Pick<Handlers, Names> = {
  'speakers.add': {
    phase: 'admitted',
    action: 'speakers.add',
    run: ({ room, now, run }, { ids }) => run(() => room.speakers.add(ids, now)),
  },
  'speakers.remove': {
    phase: 'admitted',
    action: 'speakers.remove',
    run: ({ room, now, run }, { id }) => run(() => room.speakers.remove(id, now)),
  },
  'speakers.move': {
    phase: 'admitted',
    action: 'speakers.move',
    run: ({ room, now, run }, { id, place }) => run(() => room.speakers.move(id, place, now)),
  },
  'floor.pass': {
    phase: 'admitted',
    action: 'floor.pass',
    run: ({ room, me, now, run }, { id }) => run(() => room.floor.pass(me, id, now)),
  },
  'question.ask': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, now, run }, { text }) => run(() => room.questions.ask(me, text, now)),
  },
  'question.mark': {
    phase: 'admitted',
    action: 'question.mark',
    run: ({ room, now, run }, { question, state }) =>
      run(() => room.questions.mark(question, state, now)),
  },
  'question.show': {
    phase: 'admitted',
    action: 'question.show',
    run: ({ room, now, run }, { question }) => run(() => room.questions.show(question, now)),
  },
}
