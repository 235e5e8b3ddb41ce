import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Failure } from '../http/request.ts'
import { Outbox } from './outbox.ts'
import { HEAD, unwrap, wrap } from './piece.ts'

const piece = (length = 1) => new Uint8Array(length)

function lab(answers: (Failure['code'] | null)[]) {
  const sent: number[] = []
  const behind: number[] = []
  let lost = 0
  const outbox = new Outbox({
    async send(seq) {
      sent.push(seq)
      const code = answers.shift() ?? null
      return code && { code }
    },
    wait: async () => undefined,
    onBehind: (pieces) => void behind.push(pieces),
    onLost: () => (lost += 1),
  })
  return { outbox, sent, behind, lost: () => lost }
}

describe('[REC5] pieces in the outbox', () => {
  it('arrive once and in order, whatever the connection does', async () => {
    const { outbox, sent, behind } = lab([null, 'unreachable', 'busy', 'not_found'])
    outbox.add(piece())
    outbox.add(piece())
    outbox.add(piece())
    await outbox.empty()
    assert.deepEqual(sent, [0, 1, 1, 1, 1, 2])
    assert.equal(behind.at(-1), 0)
  })

  it('stop when the server accepts no more, and leave no gap', async () => {
    const { outbox, sent, lost } = lab([null, 'recording_full'])
    for (let i = 0; i < 3; i += 1) outbox.add(piece())
    await outbox.empty()
    outbox.add(piece())
    assert.deepEqual([sent, lost()], [[0, 1], 1])
  })

  it('are given up in a long outage before they exhaust memory', async () => {
    const { outbox, lost } = lab(Array<Failure['code']>(1000).fill('unreachable'))
    for (let i = 0; i < 5; i += 1) outbox.add(piece(15 * 1024 * 1024))
    await outbox.empty()
    assert.equal(lost(), 1)
  })
})

describe('[REC5] a piece', () => {
  const id = 'AbC_-'.padEnd(22, 'x')
  it('identifies itself', () => {
    const media = Uint8Array.of(1, 2, 3)
    const wrapped = wrap(id, 7, media)
    assert.equal(wrapped.length, HEAD + 3)
    assert.deepEqual(unwrap(id, 7, wrapped), media)
    assert.equal(unwrap(id, 8, wrapped), null)
    assert.equal(unwrap('y'.repeat(22), 7, wrapped), null)
    assert.equal(unwrap(id, 7, wrapped.subarray(0, 5)), null)
  })
})
