import { Refusal } from '#protocol/errors.ts'
import { QuestionId } from '#protocol/ids.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { QuestionState, QuestionView } from '#protocol/questions.ts'
import type { QuestionsState } from './questions-state.ts'
import type { RoomCore } from './core.ts'
import type { Effect } from './effects.ts'

/**
 * [FLR4] Written questions to the moderators. They belong to the sitting and are neither stored nor
 * logged, and only browsers can read them. Turning the chat off does not affect them, because nobody
 * else reads them until they are shown.
 */
export class Questions {
  readonly #core: RoomCore
  constructor(core: RoomCore) {
    this.#core = core
  }

  get #state() {
    return this.#core.state.sitting.questions
  }

  ask(id: ParticipantId, sealed: string, now: number): Effect[] {
    const state = this.#state
    const { name, kind } = this.#core.person(id)
    if (this.#core.state.meeting.mode === 'discussion') throw new Refusal('wrong_mode')
    const open = state.list.filter((one) => one.from === id && one.state === 'open')
    if (open.length >= LIMITS.questionsOpen) throw new Refusal('too_many_questions')
    // When full, the oldest closed question makes room; open ones are never dropped.
    const replaced =
      state.list.length < LIMITS.questions
        ? null
        : state.list.find((one) => one.state !== 'open' && one.id !== state.shown?.id)
    if (replaced === undefined) throw new Refusal('too_many_questions')
    const question: QuestionView = {
      id: QuestionId.parse(this.#core.limits.newId()),
      from: id,
      name,
      kind,
      sealed,
      at: now,
      state: 'open',
    }
    return this.#core.change(now, () => {
      state.list = [...state.list.filter((one) => one !== replaced), question]
      return []
    })
  }

  mark(id: QuestionId, state: QuestionState, now: number): Effect[] {
    const question = this.#question(id)
    return this.#core.change(now, () => {
      question.state = state
      if (state === 'dismissed' && this.#state.shown?.id === id) this.#state.shown = null
      return []
    })
  }

  /** Null hides the question on display; the same one again is sealed for others too. */
  show(shown: QuestionsState['shown'], now: number): Effect[] {
    if (shown) this.#question(shown.id)
    return this.#core.change(now, () => {
      this.#state.shown = shown
      return []
    })
  }

  /** Those that are gone by now are passed over. */
  seal(list: readonly { question: QuestionId; sealed: string }[], now: number): Effect[] {
    const anew = new Map(list.map(({ question, sealed }) => [question, sealed]))
    const state = this.#state
    return this.#core.change(now, () => {
      state.list = state.list.map((one) => ({ ...one, sealed: anew.get(one.id) ?? one.sealed }))
      return []
    })
  }

  #question(id: QuestionId): QuestionView {
    const question = this.#state.list.find((one) => one.id === id)
    if (question === undefined) throw new Refusal('not_found')
    return question
  }
}
