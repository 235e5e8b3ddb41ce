import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { highestBitrate } from './codecs.ts'
import { Meter } from './bitrate-watch.ts'
import type { TrackSource } from './types.ts'

const LIMIT = 1_000_000
/** Bytes in `seconds` of media at `times` the limit. */
const bytes = (seconds: number, times: number) => (seconds * times * LIMIT) / 8

describe('[SHR2] a track above its limit', () => {
  it('is found at the second high reading in a row, not at the first', () => {
    const meter = new Meter(LIMIT, 0)
    assert.equal(meter.over(bytes(2, 1.1), 2000), false)
    assert.equal(meter.over(bytes(4, 1.1), 4000), true)
  })

  it('is cleared by a reading below the limit', () => {
    const meter = new Meter(LIMIT, 0)
    assert.equal(meter.over(bytes(6, 1), 2000), false)
    assert.equal(meter.over(bytes(8, 1), 4000), false)
    assert.equal(meter.over(bytes(14, 1), 6000), false)
  })

  it('is not judged by its initial key frame', () => {
    const meter = new Meter(LIMIT, 0)
    assert.equal(meter.over(bytes(1, 1), 300), false)
    assert.equal(meter.over(bytes(2, 1), 2300), false)
    assert.equal(meter.over(bytes(4, 1), 4300), false)
  })

  it('cannot reset its readings by publishing again', () => {
    const meter = new Meter(LIMIT, 0)
    assert.equal(meter.over(bytes(2, 2), 2000), false)
    meter.restart(2500)
    assert.equal(meter.over(bytes(1.5, 2), 4000), true)
  })

  it('is never found in readings below the limit', () => {
    const readings = fc.array(fc.record({ wait: fc.nat(5000), share: fc.nat(100) }))
    fc.assert(
      fc.property(readings, (all) => {
        const meter = new Meter(LIMIT, 0)
        let [now, sum] = [0, 0]
        for (const { wait, share } of all) {
          now += wait
          sum += bytes(wait / 1000, share / 100)
          assert.equal(meter.over(Math.floor(sum), now), false)
        }
      }),
    )
  })
})

describe('[SHR2] the bitrate at which a track is cut', () => {
  const SENT: [TrackSource, number][] = [
    ['microphone', 64_000],
    ['camera', 120_000 + 350_000 + 1_200_000],
    ['screen', 2_500_000],
    ['screen_audio', 128_000],
  ]
  for (const [source, bitrate] of SENT) {
    it(`is at least a third above what a browser sends as ${source}`, () => {
      assert.ok(highestBitrate(source) > bitrate * 1.3)
    })
  }
})
