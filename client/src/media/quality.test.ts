import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { between, judge, lossOf, Qualities } from './quality.ts'
import type { Quality } from './quality.ts'

describe('connection quality', () => {
  it('is judged by loss and round-trip time', () => {
    assert.equal(judge(0, null), 'good')
    assert.equal(judge(0.01, 0.1), 'good')
    assert.equal(judge(0.05, 0.1), 'fair')
    assert.equal(judge(0, 0.4), 'fair')
    assert.equal(judge(0.2, 0), 'poor')
    assert.equal(judge(0, 1), 'poor')
  })

  it('is not judged from too few packets, nor from a restarted stream', () => {
    assert.equal(between(undefined, { received: 500, lost: 0 }), null)
    assert.equal(between({ received: 100, lost: 0 }, { received: 110, lost: 2 }), null)
    assert.equal(between({ received: 900, lost: 9 }, { received: 30, lost: 0 }), null)
    const told = between({ received: 100, lost: 0 }, { received: 190, lost: 10 })
    assert.deepEqual(told, { received: 90, lost: 10 })
  })

  it('computes loss over all streams together', () => {
    assert.equal(lossOf([]), null)
    assert.equal(
      lossOf([
        { received: 110, lost: 40 },
        { received: 250, lost: 0 },
      ]),
      0.1,
    )
  })

  it('accumulates the few packets of silence until there are enough', () => {
    const qualities = new Qualities<string>()
    assert.equal(qualities.since('a', { received: 0, lost: 0 }), null)
    assert.equal(qualities.since('a', { received: 9, lost: 1 }), null)
    assert.deepEqual(qualities.since('a', { received: 18, lost: 2 }), { received: 18, lost: 2 })
  })

  it('gets worse at once, and better only when it lasts', () => {
    const qualities = new Qualities<string>()
    const said = (['good', 'poor', 'good', 'poor', 'good', 'good', 'good'] as const).map(
      (reading) => qualities.read('a', reading),
    )
    assert.deepEqual(said, ['good', 'poor', 'poor', 'poor', 'poor', 'good', 'good'])
  })

  it('never shows better than the reading, and converges on a lasting one', () => {
    const rank = { poor: 0, fair: 1, good: 2 }
    const quality = fc.constantFrom<Quality>('good', 'fair', 'poor')
    fc.assert(
      fc.property(fc.array(quality), quality, (readings, last) => {
        const qualities = new Qualities<number>()
        for (const reading of readings) assert.ok(rank[qualities.read(1, reading)] <= rank[reading])
        qualities.read(1, last)
        assert.equal(qualities.read(1, last), last)
      }),
    )
  })
})
