import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { RULES, decide, strictest } from './decide.ts'

const T = 1_000_000_000_000
const known = (failures: number[], now: number) => decide(RULES.known, failures, now, true)
const place = (failures: number[], now: number) => decide(RULES.place, failures, now, true)

describe('[PWD4] deciding on another try', () => {
  it('slows down from the third failed try, then locks out', () => {
    assert.deepEqual(place([], T), { type: 'allow' })
    assert.deepEqual(place([T, T], T), { type: 'allow' })
    assert.deepEqual(place([T, T, T], T), { type: 'slow', retryAfter: 2 })
    assert.deepEqual(place([T, T, T], T + 2000), { type: 'allow' })
    assert.deepEqual(place([T, T, T, T], T + 1000), { type: 'slow', retryAfter: 3 })
    assert.deepEqual(place([T, T, T, T, T], T), { type: 'locked', retryAfter: 60 })
    assert.deepEqual(place([T, T, T, T, T], T + 59_001), { type: 'locked', retryAfter: 1 })
    assert.deepEqual(place([T, T, T, T, T], T + 60_000), { type: 'allow' })
  })

  it('applies hourly and daily limits', () => {
    const every = (step: number, count: number) =>
      Array.from({ length: count }, (_, i) => T + i * step)
    const hour = every(60_000, 20)
    assert.deepEqual(known(hour, T + 20 * 60_000), { type: 'locked', retryAfter: 40 * 60 })
    const day = every(15 * 60_000, 60)
    assert.equal(known(day, T + 60 * 15 * 60_000).type, 'locked')
  })

  it('limits shared buckets without slowing them down', () => {
    const failures = Array<number>(29).fill(T)
    assert.deepEqual(decide(RULES.meeting, failures, T, false), { type: 'allow' })
    assert.deepEqual(decide(RULES.meeting, [...failures, T], T, false), {
      type: 'locked',
      retryAfter: 60,
    })
  })

  it('applies the strictest decision', () => {
    assert.deepEqual(strictest([]), { type: 'allow' })
    const locked = { type: 'locked', retryAfter: 1 } as const
    assert.deepEqual(
      strictest([{ type: 'allow' }, locked, { type: 'slow', retryAfter: 90 }]),
      locked,
    )
  })

  const times = fc
    .array(fc.integer({ min: T - 90_000_000, max: T + 100_000 }), { maxLength: 80 })
    .map((list) => list.sort((a, b) => a - b))

  it('never exceeds the limit in any window, and waiting as told always helps', () => {
    fc.assert(
      fc.property(times, (failures) => {
        const decision = place(failures, T)
        for (const rule of RULES.place) {
          const inside = failures.filter((at) => at > T - rule.window)
          if (inside.length >= rule.max) assert.equal(decision.type, 'locked')
        }
        if (decision.type === 'allow') return
        assert.ok(decision.retryAfter >= 1)
        const past = failures.map((at) => Math.min(at, T))
        const later = place(past, T + decision.retryAfter * 1000)
        // A lockout may be followed by a slowdown, but not by the same lockout again.
        assert.ok(later.type === 'allow' || (decision.type === 'locked' && later.type === 'slow'))
      }),
    )
  })

  it('allows at most 5 tries a minute and 60 an hour when trying continuously', () => {
    const waits = fc.array(fc.integer({ min: 0, max: 120_000 }), { maxLength: 200 })
    fc.assert(
      fc.property(waits, (steps) => {
        let now = T
        const made: number[] = []
        for (const step of steps) {
          now += step
          if (place(made, now).type === 'allow') made.push(now)
        }
        for (const at of made) {
          assert.ok(made.filter((t) => t >= at && t < at + 60_000).length <= 5)
          assert.ok(made.filter((t) => t >= at && t < at + 3_600_000).length <= 60)
        }
      }),
    )
  })
})
