import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { texts as en } from '../../i18n/en/check.ts'
import { texts as vi } from '../../i18n/vi/check.ts'
import type { Answer } from '../../http/request.ts'
import { codeOf, findingsIn } from './code.ts'
import { sentenceOf, toneOf } from './finding-texts.ts'
import { FINDINGS, THINGS, UNTESTED, speedOf, verdictOf } from './findings.ts'
import type { Findings } from './findings.ts'
import { measure } from './measure.ts'

const GOOD: Findings = {
  camera: 'ok',
  microphone: 'ok',
  speaker: 'ok',
  socket: 'ok',
  udp: 'ok',
  tcp: 'ok',
  relay: 'ok',
  down: 'hd',
  up: 'hd',
}

/** Every finding of every thing, the rest being good. */
const each = THINGS.flatMap((thing) =>
  FINDINGS[thing].map((finding): Findings => ({ ...GOOD, [thing]: finding })),
)

describe('[TST3] the code of a test', () => {
  it('is ten digits and says every finding', () => {
    assert.match(codeOf(GOOD), /^\d{3}-\d{4}-\d{3}$/)
    for (const findings of [UNTESTED, GOOD, ...each])
      assert.deepEqual(findingsIn(codeOf(findings)), findings)
  })

  it('is read however it was written down', () => {
    const code = codeOf(GOOD)
    assert.deepEqual(findingsIn(` ${code.replaceAll('-', ' ')} `), GOOD)
    assert.deepEqual(findingsIn(code.replaceAll('-', '')), GOOD)
  })

  it('with one digit wrong is none', () => {
    const code = codeOf({ ...GOOD, udp: 'blocked', up: 'slow' })
    for (let at = 0; at < code.length; at += 1) {
      if (code[at] === '-') continue
      for (const digit of '0123456789') {
        if (digit === code[at]) continue
        const wrong = code.slice(0, at) + digit + code.slice(at + 1)
        assert.equal(findingsIn(wrong), null, wrong)
      }
    }
  })

  it('that no test makes is none', () => {
    for (const code of ['', '1', '111-1111-11', '111-1111-1111', '999-9999-999', 'abc'])
      assert.equal(findingsIn(code), null, code)
  })

  it('and its example in the texts is one', () => {
    for (const { hint } of [vi.desk, en.desk])
      assert.deepEqual(findingsIn(/\d{3}-\d{4}-\d{3}/.exec(hint)?.[0] ?? ''), GOOD)
  })
})

it('[TST3] every finding has a sentence in both languages', () => {
  for (const texts of [vi, en])
    for (const thing of THINGS)
      for (const finding of FINDINGS[thing])
        assert.ok(sentenceOf(texts, thing, { ...GOOD, [thing]: finding }), `${thing} ${finding}`)
})

const verdict = (findings: Partial<Findings>) => verdictOf({ ...GOOD, ...findings })

describe('the verdict', () => {
  it('is good only over UDP and with both speeds', () => {
    assert.equal(verdict({}), 'good')
    assert.equal(verdict({ relay: 'none' }), 'good')
    assert.equal(verdict({ udp: 'blocked' }), 'standard')
    assert.equal(verdict({ up: 'standard' }), 'standard')
    assert.equal(verdict({ down: 'sound' }), 'sound')
    assert.equal(verdict({ down: 'failed' }), 'sound')
  })

  it('is no meeting without a socket, any way for media, or speed', () => {
    assert.equal(verdict({ socket: 'blocked' }), 'none')
    assert.equal(verdict({ udp: 'blocked', tcp: 'blocked', relay: 'blocked' }), 'none')
    assert.equal(verdict({ udp: 'blocked', tcp: 'blocked', relay: 'none' }), 'none')
    assert.equal(verdict({ up: 'slow' }), 'none')
  })

  it('does not call a line dead because a browser does not say', () => {
    assert.equal(verdict({ udp: 'blocked', tcp: 'blocked', relay: 'unknown' }), 'standard')
  })

  it('does not depend on devices, and waits for the line', () => {
    assert.equal(verdict({ camera: 'denied', microphone: 'silent', speaker: 'unheard' }), 'good')
    assert.equal(verdictOf({ ...UNTESTED, camera: 'ok' }), 'untested')
  })
})

it('a device that fails for an unknown reason is a fault, a browser that does not say is none', () => {
  assert.equal(toneOf('camera', { ...GOOD, camera: 'unknown' }), 'warn')
  assert.equal(toneOf('relay', { ...GOOD, relay: 'unknown' }), 'none')
})

const names = (way: 'down' | 'up') => [9999, 1000, 300, 10, null].map((n) => speedOf(way, n))

describe('measuring', () => {
  const BYTES = 1000
  const ok: Answer<unknown> = { ok: true, result: null }
  const busy: Answer<unknown> = { ok: false, error: { code: 'busy', retryAfter: 2 } }

  /** Answers in turn, each after its milliseconds; the last one again and again. */
  async function measured(...answers: [ms: number, answer: Answer<unknown>][]) {
    let [clock, asked] = [0, 0]
    const move = async () => {
      const [ms, answer] = answers[Math.min(asked, answers.length - 1)] ?? assert.fail()
      asked += 1
      clock += ms
      return answer
    }
    const wait = async (ms: number) => void (clock += ms)
    const kbits = await measure(move, BYTES, { now: () => clock, wait })
    return { kbits, asked, clock }
  }

  it('takes the fastest of five pieces', async () => {
    assert.deepEqual(await measured([40, ok], [10, ok], [20, ok]), {
      kbits: 800,
      asked: 5,
      clock: 110,
    })
  })

  it('moves no more over a slow line', async () => {
    assert.deepEqual(await measured([5000, ok]), { kbits: 1.6, asked: 1, clock: 5000 })
  })

  it('waits for a busy server without counting that as slowness', async () => {
    const { kbits, clock } = await measured([1, busy], [1, busy], [10, ok])
    assert.equal(kbits, 800)
    assert.ok(clock >= 4000)
  })

  it('gives up on a server that stays busy, and on any other refusal', async () => {
    assert.equal((await measured([1, busy])).kbits, null)
    const gone: Answer<unknown> = { ok: false, error: { code: 'unreachable' } }
    assert.deepEqual(await measured([1, gone]), { kbits: null, asked: 1, clock: 1 })
  })

  it('names speeds by what a meeting needs', () => {
    assert.deepEqual(names('down'), ['hd', 'standard', 'sound', 'slow', 'failed'])
    assert.deepEqual(names('up'), ['hd', 'standard', 'sound', 'slow', 'failed'])
  })
})
