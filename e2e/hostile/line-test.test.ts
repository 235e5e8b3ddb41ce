import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import type { LineTest } from '#protocol/line-test.ts'
import { ServerHarness, codeOf } from '../support/harness.ts'
import { ask, statusOf } from '../support/raw-http.ts'

describe('the test of lines, which is open to strangers', () => {
  const harness = new ServerHarness({
    ANHOP_TRUSTED_PROXY: '127.0.0.1,::1',
    ANHOP_TURN_URLS: 'turn:127.0.0.1:3478',
    ANHOP_TURN_SECRET: randomBytes(32).toString('hex'),
  })

  /** A test from an address of its own; ended at the end of the test. */
  async function begun(t: { after(end: () => unknown): void }): Promise<LineTest> {
    const visitor = harness.visitor('203.0.113.9')
    const test = await visitor.post<LineTest>('/api/line-test')
    t.after(() => visitor.send('DELETE', `/api/line-test/${test.id}`))
    return test
  }

  it('[TST2] no byte of an upload is read without a test, and none beyond a piece', async (t) => {
    const { id } = await begun(t)
    const upload = (test: string, length: number) =>
      // Only announced: who waits for the body never answers.
      ask(harness.server.url, 'POST', `/api/line-test/${test}/piece`, [
        `Origin: ${harness.server.url}`,
        'Content-Type: application/octet-stream',
        `Content-Length: ${length}`,
      ])
    assert.equal(statusOf(await upload(randomBytes(32).toString('base64url'), 262_144)), 404)
    assert.equal(statusOf(await upload('..%2f..%2fme', 262_144)), 404)
    assert.equal(statusOf(await upload(id, 262_145)), 413)
    await harness.goesOn()
  })

  it('[TST1] a test is not a seat: it opens nothing of a meeting', async (t) => {
    const sitting = await harness.sitting()
    const { id, offer } = await begun(t)
    const visitor = harness.visitor('203.0.113.9')
    for (const path of [
      `/api/meetings/${id.slice(0, 22)}/kept`,
      `/api/meetings/${sitting.id}/documents/${offer.id}/parts/0`,
    ]) {
      const answer = await visitor.send('GET', path)
      assert.ok([401, 404].includes(answer.status), `${path}: ${answer.status}`)
    }
    await sitting.unharmed()
  })

  // Last, because it takes what one minute allows.
  it('[TST2] a flood from many addresses holds eight tests, and meetings go on', async () => {
    const sitting = await harness.sitting()
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, n) => {
        const visitor = harness.visitor(`198.51.100.${n + 1}`)
        return { visitor, answer: await visitor.send('POST', '/api/line-test') }
      }),
    )
    const codes = answers.map(({ answer }) => codeOf(answer))
    assert.equal(codes.filter((code) => code === 'ok').length, 8)
    assert.deepEqual([...new Set(codes)].toSorted(), ['busy', 'ok', 'rate_limited'])
    for (const { visitor, answer } of answers)
      if (answer.status === 200)
        await visitor.send('DELETE', `/api/line-test/${(answer.body as LineTest).id}`)
    await sitting.unharmed()
  })
})
