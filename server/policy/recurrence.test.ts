import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import ICAL from 'ical.js'
import { WEEKDAYS } from '#protocol/calendar.ts'
import type { Repeat } from '#protocol/calendar.ts'
import { instantOf, localOf, ruleOf, timesOf } from './recurrence.ts'

const HANOI = 'Asia/Ho_Chi_Minh'
const BERLIN = 'Europe/Berlin'
const locals = (start: string, zone: string, repeat: Repeat) =>
  timesOf({ start, zone, repeat })?.map((at) => localOf(at, zone)) ?? null

const never = (start: string, repeat: Repeat) => assert.equal(locals(start, HANOI, repeat), null)

describe('the occurrences of a recurring meeting', () => {
  it('[CAL1] keep their wall-clock time across clock changes', () => {
    const repeat: Repeat = { every: 'week', interval: 1, days: ['TU'], end: { count: 3 } }
    assert.deepEqual(locals('2026-10-20T09:00', BERLIN, repeat), [
      '2026-10-20T09:00',
      '2026-10-27T09:00',
      '2026-11-03T09:00',
    ])
    const [before = 0, after = 0] =
      timesOf({ start: '2026-10-20T09:00', zone: BERLIN, repeat }) ?? []
    assert.equal(after - before, (7 * 24 + 1) * 3_600_000)
  })

  it('[CAL1] skip what does not exist: the 31st, and the skipped hour', () => {
    const monthly: Repeat = { every: 'month', interval: 1, on: 'date', end: { count: 3 } }
    assert.deepEqual(locals('2026-01-31T09:00', HANOI, monthly), [
      '2026-01-31T09:00',
      '2026-03-31T09:00',
      '2026-05-31T09:00',
    ])
    const daily: Repeat = { every: 'day', interval: 1, end: { until: '2027-03-29' } }
    assert.deepEqual(locals('2027-03-27T02:30', BERLIN, daily), [
      '2027-03-27T02:30',
      '2027-03-29T02:30',
    ])
  })

  it('[CAL1] support the second Tuesday and the last Friday of a month', () => {
    const repeat: Repeat = { every: 'month', interval: 1, on: 'weekday', end: { count: 3 } }
    assert.deepEqual(locals('2026-12-08T14:00', HANOI, repeat), [
      '2026-12-08T14:00',
      '2027-01-12T14:00',
      '2027-02-09T14:00',
    ])
    assert.deepEqual(locals('2027-01-29T14:00', HANOI, repeat), [
      '2027-01-29T14:00',
      '2027-02-26T14:00',
      '2027-03-26T14:00',
    ])
  })

  it('[CAL1] end with the given local day, written in UTC in the rule', () => {
    const repeat: Repeat = { every: 'day', interval: 1, end: { until: '2026-12-03' } }
    assert.deepEqual(locals('2026-12-01T23:30', HANOI, repeat), [
      '2026-12-01T23:30',
      '2026-12-02T23:30',
      '2026-12-03T23:30',
    ])
    const rule = ruleOf({ start: '2026-12-01T23:30', zone: HANOI, repeat })
    assert.equal(rule, 'FREQ=DAILY;UNTIL=20261203T165959Z')
  })

  it('[CAL1] are null if the rule excludes its start, is too long or never repeats', () => {
    never('2026-11-23T09:00', { every: 'week', interval: 1, days: ['TU'], end: { count: 3 } })
    never('2026-11-23T09:00', { every: 'month', interval: 12, on: 'date', end: { count: 9 } })
    never('2026-11-23T09:00', { every: 'day', interval: 1, end: { until: '2030-01-01' } })
    never('2026-11-23T09:00', { every: 'day', interval: 1, end: { until: '2026-11-23' } })
    never('2026-11-23T09:00', { every: 'day', interval: 1, end: { until: '2020-01-01' } })
  })

  it('[CAL1] agree with an independent reader of the rule', () => {
    const end = fc.oneof(
      fc.record({ count: fc.integer({ min: 2, max: 30 }) }),
      fc.record({ until: fc.constantFrom('2027-01-15', '2027-04-30') }),
    )
    const day = fc.record({ every: fc.constant('day' as const), interval: interval(30), end })
    const week = fc.record({
      every: fc.constant('week' as const),
      interval: interval(8),
      days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
      end,
    })
    const month = fc.record({
      every: fc.constant('month' as const),
      interval: interval(3),
      on: fc.constantFrom('date' as const, 'weekday' as const),
      end,
    })
    const date = fc.integer({ min: 1, max: 364 }).map((n) => {
      const at = new Date(Date.UTC(2026, 0, 1 + n)).toISOString()
      return `${at.slice(0, 10)}T09:00`
    })
    fc.assert(
      fc.property(
        fc.oneof(day, week, month),
        date,
        fc.constantFrom(HANOI, BERLIN),
        (repeat, start, zone) => {
          const ours = locals(start, zone, repeat)
          if (ours === null) return
          // Parsed in floating (wall-clock) time; an UNTIL in UTC is reduced to its day.
          const rule = ruleOf({ start, zone, repeat }).replace(/UNTIL=\w+/, (until) =>
            'until' in repeat.end ? `UNTIL=${repeat.end.until.replaceAll('-', '')}T235959` : until,
          )
          const iterator = ICAL.Recur.fromString(rule).iterator(
            ICAL.Time.fromDateTimeString(`${start}:00`),
          )
          const theirs: string[] = []
          for (let next = iterator.next(); next && theirs.length <= 400; next = iterator.next())
            theirs.push(next.toString().slice(0, 16))
          assert.deepEqual(ours, theirs, `${start} ${rule}`)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('map local time to an instant, the first one if it occurs twice', () => {
    assert.equal(instantOf('2026-11-23T09:00', HANOI), Date.UTC(2026, 10, 23, 2))
    assert.equal(instantOf('2026-10-25T02:30', BERLIN), Date.UTC(2026, 9, 25, 0, 30))
  })
})

function interval(max: number) {
  return fc.integer({ min: 1, max })
}
