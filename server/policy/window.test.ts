import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { hashAt, nextAt, openAt, prolonged, standing } from './window.ts'
import type { Times } from './window.ts'

const MINUTE = 60_000
const time = (start: number, minutes = 60, before = 15): Times => {
  const ends = start + minutes * MINUTE
  return { at: start, start, ends, opens: start - before * MINUTE, closes: ends }
}
const NINE = 540 * MINUTE
const DAY = 1440 * MINUTE

describe("a meeting's opening hours", () => {
  it('[CAL3] start the configured time before the start and end with the meeting', () => {
    const times = [time(NINE)]
    const at = (now: number) => openAt(times, now) !== null
    assert.deepEqual([at(NINE - 15 * MINUTE - 1), at(NINE - 15 * MINUTE)], [false, true])
    assert.deepEqual([at(NINE + 60 * MINUTE - 1), at(NINE + 60 * MINUTE)], [true, false])
  })

  it('[CAL3] belong to the earlier of two overlapping occurrences until it closes', () => {
    const times = [time(NINE + 60 * MINUTE), time(NINE)]
    assert.equal(openAt(times, NINE + 50 * MINUTE)?.at, NINE)
    assert.equal(openAt(times, NINE + 60 * MINUTE)?.at, NINE + 60 * MINUTE)
    assert.equal(nextAt(times, 0)?.at, NINE)
  })

  it('[CAL3] are always near an occurrence, for any schedule', () => {
    const some = fc.array(
      fc.record({ start: fc.nat(10 * DAY), minutes: fc.integer({ min: 5, max: 600 }) }),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(some, fc.nat(11 * DAY), (starts, now) => {
        const times = starts.map(({ start, minutes }) => time(start, minutes))
        const open = openAt(times, now)
        assert.equal(
          open !== null,
          times.some((one) => one.opens <= now && now < one.closes),
        )
        if (open !== null) assert.ok(open.opens <= now && now < open.closes)
        const { closesAt, closing } = standing(times, now)
        assert.equal(closesAt, open?.closes ?? null)
        assert.equal(closing, open !== null && open.closes - now <= 5 * MINUTE)
      }),
    )
  })
})

describe('extending', () => {
  const times = [time(NINE), time(NINE + DAY)]
  it('[CAL4] counts from the end, or from now once that has passed', () => {
    const end = NINE + 60 * MINUTE
    assert.deepEqual(prolonged(times, 30 * MINUTE, NINE), { at: NINE, closes: end + 30 * MINUTE })
    const late = end + 20 * MINUTE
    assert.equal(prolonged(times, 30 * MINUTE, late)?.closes, late + 30 * MINUTE)
  })

  it('[CAL4] is impossible before the lobby opens and long after the end', () => {
    assert.equal(prolonged(times, 30 * MINUTE, NINE - 20 * MINUTE), null)
    assert.equal(prolonged(times, 30 * MINUTE, NINE + 6 * 60 * MINUTE), null)
    assert.equal(prolonged([], 30 * MINUTE, NINE), null)
  })

  it('[CAL4] never reaches into the next occurrence and is limited', () => {
    const close = [time(NINE), time(NINE + 90 * MINUTE)]
    assert.equal(prolonged(close, 240 * MINUTE, NINE)?.closes, NINE + 90 * MINUTE)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 5, max: 240 }), { maxLength: 60 }), (steps) => {
        const one = time(NINE)
        for (const minutes of steps) {
          const longer = prolonged([one], minutes * MINUTE, one.closes - 1)
          if (longer === null) break
          one.closes = longer.closes
        }
        assert.ok(one.closes <= one.ends + 12 * 60 * MINUTE)
      }),
    )
  })
})

describe('the hash a password is checked against', () => {
  const meeting = { passwordHash: 'meeting', endedAt: null }
  const opening = { scheduled: true, keepPassword: false, open: { passwordHash: 'time' } }
  it('[CAL2] is that of the occurrence, or the shared one', () => {
    assert.equal(hashAt(meeting, opening), 'time')
    assert.equal(hashAt(meeting, { ...opening, keepPassword: true }), 'meeting')
    assert.equal(hashAt(meeting, { ...opening, open: { passwordHash: null } }), null)
    assert.equal(hashAt(meeting, { scheduled: false, keepPassword: false, open: null }), 'meeting')
  })

  it('[PWD4] is null for a meeting that is absent, ended, or not open', () => {
    assert.equal(hashAt(null, opening), null)
    assert.equal(hashAt({ ...meeting, endedAt: 1 }, opening), null)
    for (const keepPassword of [true, false])
      assert.equal(hashAt(meeting, { scheduled: true, keepPassword, open: null }), null)
  })
})
