import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { LIMITS } from '#protocol/limits.ts'
import { opaque } from '#protocol/testing.ts'
import { ServerHarness } from '../support/harness.ts'

const nobody = 'n'.repeat(22) as never
/** All events the socket received that contain the text `needle`. */
const leaks = (heard: readonly unknown[], needle: string) =>
  heard.filter((event) => JSON.stringify(event).includes(needle))

describe('a class and a conference under attack', () => {
  const harness = new ServerHarness()

  for (const mode of ['conference', 'lecture', 'discussion'] as const)
    it(`[FLR2] a participant can neither pass the floor nor change the list, in a ${mode}`, async () => {
      const sitting = await harness.sitting(mode)
      const { socket, id } = await sitting.guest('Kẻ Lấn Quyền')
      for (const target of [id, sitting.hostId, sitting.bystander.id, nobody]) {
        assert.equal(await socket.code('floor.pass', { id: target }), 'forbidden')
        assert.equal(await socket.code('speakers.add', { ids: [target] }), 'forbidden')
        assert.equal(await socket.code('speakers.remove', { id: target }), 'forbidden')
        assert.equal(await socket.code('speakers.move', { id: target, place: 0 }), 'forbidden')
      }
      await sitting.unharmed('participant')
    })

  it('[FLR2] a person waiting or gone cannot be put on the list, and odd requests change nothing', async () => {
    const sitting = await harness.sitting('conference')
    const waiting = await sitting.knock('Người Chờ')
    const gone = await sitting.guest('Người Đi')
    await gone.socket.raw('leave', {}).catch(() => {})
    for (const id of [waiting.id, gone.id, nobody]) {
      assert.equal(await sitting.host.code('speakers.add', { ids: [id] }), 'target_gone')
      assert.equal(await sitting.host.code('floor.pass', { id }), 'target_gone')
    }
    assert.equal(await waiting.socket.code('speakers.add', { ids: [waiting.id] }), 'wrong_phase')
    const { id } = sitting.bystander
    for (const [name, input] of [
      ['speakers.add', { ids: [] }],
      ['speakers.add', { ids: Array(LIMITS.speakerBatch + 1).fill(id) }],
      ['speakers.move', { id, place: -1 }],
      ['speakers.move', { id, place: 0.5 }],
      ['speakers.move', { id }],
      ['floor.pass', { ids: [id] }],
    ] as const) {
      const reply = await sitting.host.raw(name, input)
      assert.partialDeepStrictEqual(reply, { ok: false, error: { code: 'invalid_input' } }, name)
    }
    assert.deepEqual((await sitting.look()).speakers.list, [])
    await sitting.unharmed('participant', 'participantLeft')
  })

  it('[FLR2] being on the list does not allow a microphone', async () => {
    const sitting = await harness.sitting('conference')
    const { socket, id } = await sitting.guest('Người Trong Danh Sách')
    await sitting.host.ok('speakers.add', { ids: [id] })
    await socket.next('speakers')
    const grants = socket.heard.filter((event) => event.name === 'grant')
    assert.deepEqual(grants, [])
    await sitting.unharmed('participant', 'speakers')
  })

  it('[FLR4] only moderators receive, mark and show questions', async () => {
    const sitting = await harness.sitting('lecture')
    const asker = await sitting.guest('Người Hỏi')
    const { socket } = await sitting.guest('Kẻ Tò Mò')
    await asker.socket.ok('question.ask', { sealed: opaque('câu hỏi kín') })
    const { questions } = await sitting.look()
    const question = questions.list[0]?.id ?? assert.fail('the host was told of no question')
    for (const state of ['answered', 'dismissed', 'open'] as const)
      for (const who of [socket, asker.socket])
        assert.equal(await who.code('question.mark', { question, state }), 'forbidden')
    assert.equal(
      await socket.code('question.show', { shown: { question, sealed: opaque('x') } }),
      'forbidden',
    )
    assert.equal(
      await asker.socket.code('question.show', { shown: { question, sealed: opaque('x') } }),
      'forbidden',
    )
    assert.equal(await socket.code('question.show', { shown: null }), 'forbidden')
    // Nor can anyone ask in another person's name.
    const forged = await socket.raw('question.ask', { sealed: opaque('x'), from: asker.id })
    assert.partialDeepStrictEqual(forged, { ok: false, error: { code: 'invalid_input' } })
    assert.deepEqual(leaks(socket.heard, opaque('câu hỏi kín')), [])
    const late = await sitting.guest('Người Đến Sau')
    assert.deepEqual(late.snapshot.questions, { list: [], shown: null })
    await sitting.unharmed('participant')
  })

  it('[FLR4] a waiting person can neither ask nor receive questions, shown or not', async () => {
    const sitting = await harness.sitting('lecture')
    const waiting = await sitting.knock('Người Chờ')
    assert.equal(await waiting.socket.code('question.ask', { sealed: opaque('x') }), 'wrong_phase')
    await sitting.bystander.socket.ok('question.ask', { sealed: opaque('câu hỏi kín') })
    const { questions } = await sitting.look()
    await sitting.host.ok('question.show', {
      shown: { question: questions.list[0]?.id ?? nobody, sealed: opaque('câu hỏi kín') },
    })
    await sitting.unharmed('participant', 'questions')
    assert.deepEqual(leaks(waiting.socket.heard, opaque('câu hỏi kín')), [])
  })

  it('[FLR4] a flood of questions is throttled and capped, and the class continues', async () => {
    const sitting = await harness.sitting('lecture')
    const { socket } = await sitting.guest('Kẻ Hỏi Dồn')
    const text = 'x'.repeat(LIMITS.questionText)
    const codes = await Promise.all(
      Array.from({ length: 40 }, () => socket.code('question.ask', { sealed: opaque(text) })),
    )
    assert.ok(codes.includes('rate_limited') && codes.includes('too_many_questions'))
    const { questions } = await sitting.look()
    assert.equal(questions.list.length, LIMITS.questionsOpen)
    for (const input of [
      { sealed: 'x'.repeat(10_000) },
      { sealed: '' },
      { sealed: 'không phải base64url' },
      {},
    ])
      assert.ok(['invalid_input', 'rate_limited'].includes(await codeOfRaw(socket, input)))
    await sitting.unharmed('participant')
  })

  it('[FLR3] only moderators learn how long everyone has spoken', async () => {
    const sitting = await harness.sitting('lecture')
    const { socket, id } = await sitting.guest('Học Viên')
    await sitting.host.ok('floor.pass', { id })
    await sitting.host.ok('floor.pass', { id: sitting.bystander.id })
    await socket.until(() =>
      socket.heard.some(
        (event) => event.name === 'speakers' && event.data.floors[0]?.id === sitting.bystander.id,
      ),
    )
    for (const event of [...socket.heard, ...sitting.bystander.socket.heard])
      if (event.name === 'speakers') assert.equal(event.data.spent, null)
    assert.ok((await sitting.look()).speakers.spent?.some((one) => one.id === id))
  })
})

async function codeOfRaw(
  socket: { raw(name: string, input: unknown): Promise<unknown> },
  input: unknown,
): Promise<string> {
  const reply = (await socket.raw('question.ask', input)) as { error?: { code: string } }
  return reply.error?.code ?? 'ok'
}
