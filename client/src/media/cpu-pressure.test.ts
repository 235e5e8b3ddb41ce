import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  AT_EASE,
  EASE,
  HARD_SAMPLES,
  SUSPECT_SAMPLES,
  afterCpuPressure,
  cpuPressureOf,
  suspicionAfter,
} from './cpu-pressure.ts'
import type { Load, CpuPressure } from './cpu-pressure.ts'

const after = (looks: readonly CpuPressure[], from: Load = AT_EASE) =>
  looks.reduce(afterCpuPressure, from)
const times = (n: number, cpuPressure: CpuPressure) => Array.from({ length: n }, () => cpuPressure)
const toils = fc.array(fc.constantFrom<CpuPressure>('hard', 'unclear', 'easy'), { maxLength: 300 })

describe('[QOS2] CPU pressure', () => {
  it('is reported by the browser, or by dropped frames on a good connection', () => {
    assert.equal(cpuPressureOf(true, null, null), 'hard')
    assert.equal(cpuPressureOf(true, 0, 'good'), 'hard')
    assert.equal(cpuPressureOf(false, 0.3, 'good'), 'hard')
    assert.equal(cpuPressureOf(false, 0.3, 'bad'), 'unclear')
    assert.equal(cpuPressureOf(false, 0.3, null), 'unclear')
    assert.equal(cpuPressureOf(false, 0.2, 'good'), 'unclear')
    assert.equal(cpuPressureOf(false, 0.05, 'bad'), 'easy')
    assert.equal(cpuPressureOf(false, null, 'good'), null)
  })

  it('first shrinks the local camera, then limits remote video, and goes no further', () => {
    assert.equal(after(times(HARD_SAMPLES - 1, 'hard')).step, 0)
    assert.equal(after(times(HARD_SAMPLES, 'hard')).step, 1)
    assert.equal(after(times(2 * HARD_SAMPLES - 1, 'hard')).step, 1)
    assert.equal(after(times(2 * HARD_SAMPLES, 'hard')).step, 2)
    assert.equal(after(times(9 * HARD_SAMPLES, 'hard')).step, 2)
  })

  it('tolerates an isolated hard sample', () => {
    const now = after([
      ...times(HARD_SAMPLES - 1, 'hard'),
      'easy',
      ...times(HARD_SAMPLES - 1, 'hard'),
    ])
    assert.equal(now.step, 0)
  })

  it('restores them in reverse order, twice as slowly each time', () => {
    const low = after(times(2 * HARD_SAMPLES, 'hard'))
    assert.equal(after(times(EASE.first - 1, 'easy'), low).step, 2)
    const faces = after(times(EASE.first, 'easy'), low)
    assert.equal(faces.step, 1)
    assert.equal(after(times(2 * EASE.first - 1, 'easy'), faces).step, 1)
    const all = after(times(2 * EASE.first, 'easy'), faces)
    assert.deepEqual([all.step, all.wait], [0, 4 * EASE.first])
    assert.equal(after(times(EASE.most, 'easy'), all).wait, EASE.first)
  })

  it('[property] moves one step at a time, and always recovers', () => {
    fc.assert(
      fc.property(toils, (looks) => {
        let now = AT_EASE
        for (const look of looks) {
          const next = afterCpuPressure(now, look)
          assert.ok(Math.abs(next.step - now.step) <= 1)
          assert.ok(next.wait >= EASE.first && next.wait <= EASE.most)
          now = next
        }
        assert.equal(after(times(2 * EASE.most, 'easy'), now).step, 0)
      }),
    )
  })
})

describe('[QOS2] the suspicion of the processor', () => {
  it('rises when the browser names it or a sample comes a second late, and fades', () => {
    assert.equal(suspicionAfter(0, false, 999), 0)
    assert.equal(suspicionAfter(0, false, 1000), SUSPECT_SAMPLES)
    assert.equal(suspicionAfter(0, true, 0), SUSPECT_SAMPLES)
    let suspicion: number = SUSPECT_SAMPLES
    for (let n = 0; n < SUSPECT_SAMPLES; n += 1) suspicion = suspicionAfter(suspicion, false, 0)
    assert.equal(suspicion, 0)
    assert.equal(suspicionAfter(0, false, -50), 0)
  })
})
