import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import type { ErrorCode } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { QuestionState, QuestionsView } from '#protocol/questions.ts'
import { RoomHarness, audits, inbox } from './testing.ts'

const refusedWith = (code: ErrorCode) => (error: unknown) =>
  error instanceof Refusal && error.code === code

/** A class: its teacher and two pupils. */
function lesson() {
  const harness = new RoomHarness({ meeting: { mode: 'lecture' } })
  const host = harness.host()
  const [a, b] = [harness.guest(host, 'Lê Bình'), harness.guest(host, 'Mai Chi')]
  const ask = (by: ParticipantId, text: string) =>
    harness.do(harness.room.questions.ask(by, text, harness.now))
  const questionsSeenBy = (id: ParticipantId): QuestionsView => {
    const entered = harness.connect(id).effects.find((effect) => effect.do === 'enter')
    return entered?.snapshot.questions ?? assert.fail('not inside')
  }
  const texts = (id: ParticipantId) => questionsSeenBy(id).list.map(({ sealed }) => sealed)
  const last = () => questionsSeenBy(host).list.at(-1)?.id ?? assert.fail('no question')
  const mark = (state: QuestionState, id = last()) =>
    harness.do(harness.room.questions.mark(id, state, harness.now))
  return { harness, host, a, b, ask, questionsSeenBy, texts, last, mark }
}

describe('written questions', () => {
  it('[FLR4] reach moderators only, now and later, and are never logged', () => {
    const { harness, host, a, b, ask, texts } = lesson()
    const effects = ask(a, 'Bao giờ nộp bài?')
    const heard = [host, a, b].filter((id) => inbox(effects, id).length > 0)
    assert.deepEqual(heard, [host, a])
    assert.deepEqual(audits(effects), [])
    assert.deepEqual([texts(host).length, texts(a).length, texts(b).length], [1, 1, 0])
    harness.addCohost(host, b)
    assert.deepEqual(texts(b), ['Bao giờ nộp bài?'])
    const after = harness.do(harness.room.moderation.removeCohost(host, b, harness.now))
    const lost = inbox(after, b).find((message) => message.name === 'questions')
    assert.ok(lost?.name === 'questions' && lost.data.list.length === 0)
  })

  it('[FLR4] are shown to everyone with the name until hidden or dismissed', () => {
    const { harness, a, b, ask, questionsSeenBy, last, mark } = lesson()
    ask(a, 'Một?')
    harness.do(
      harness.room.questions.show({ id: last(), sealed: 'Một, cho mọi người' }, harness.now),
    )
    const { id: _, ...shown } = questionsSeenBy(b).shown ?? assert.fail('nothing shown')
    assert.deepEqual(shown, {
      from: a,
      name: 'Lê Bình',
      kind: 'guest',
      sealed: 'Một, cho mọi người',
    })
    assert.deepEqual(questionsSeenBy(b).list, [])
    mark('answered')
    assert.ok(questionsSeenBy(b).shown !== null)
    mark('dismissed')
    assert.equal(questionsSeenBy(b).shown, null)
  })

  it('[FLR4] are sealed anew for moderators and authors, and what is gone is passed over', () => {
    const { harness, a, ask, texts, last } = lesson()
    ask(a, 'Một?')
    const list = [
      { question: last(), sealed: 'Một, cho người mới' },
      { question: 'q'.repeat(22) as ReturnType<typeof last>, sealed: 'x' },
    ]
    harness.do(harness.room.questions.seal(list, harness.now))
    assert.deepEqual(texts(a), ['Một, cho người mới'])
  })

  it('[FLR4] can be asked with the chat off, but not where everyone may speak', () => {
    const { harness, host, a, ask, texts } = lesson()
    harness.do(harness.room.moderation.setChat(host, false, harness.now))
    ask(a, 'Một?')
    harness.do(harness.room.moderation.setMode(host, 'discussion', harness.now))
    assert.throws(() => ask(a, 'Hai?'), refusedWith('wrong_mode'))
    assert.deepEqual(texts(host), ['Một?'])
  })

  it('[FLR4] are limited per person; an answer makes room', () => {
    const { a, b, ask, mark } = lesson()
    for (let n = 0; n < LIMITS.questionsOpen; n++) ask(a, `${n}`)
    assert.throws(() => ask(a, 'nữa'), refusedWith('too_many_questions'))
    ask(b, 'người khác')
    mark('answered')
    ask(b, 'tiếp')
  })

  it('[FLR4] are limited in total: closed questions make room, open ones are never dropped', () => {
    const { a, ask, questionsSeenBy, host, mark } = lesson()
    for (let n = 0; n < LIMITS.questions + 3; n++) {
      ask(a, `${n}`)
      if (n > 0) mark('answered')
    }
    const { list } = questionsSeenBy(host)
    assert.equal(list.length, LIMITS.questions)
    assert.equal(list[0]?.sealed, '0')
    assert.equal(list[1]?.sealed, '4')
  })

  it('[FLR4] stay when their author leaves, and end with the sitting', () => {
    const { harness, host, a, b, ask, texts } = lesson()
    ask(a, 'Một?')
    harness.do(harness.room.admission.leave(a, harness.now))
    assert.deepEqual(texts(host), ['Một?'])
    for (const id of [b, host]) harness.do(harness.room.admission.leave(id, harness.now))
    assert.deepEqual(texts(harness.host()), [])
  })
})
