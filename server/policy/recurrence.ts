import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { WEEKDAYS } from '#protocol/calendar.ts'
import type { Repeat } from '#protocol/calendar.ts'
import { LIMITS } from '#protocol/limits.ts'

/**
 * The times of a repeating meeting, in the wall-clock time of its zone (RFC 5545, 3.3.10): nine
 * o'clock stays nine o'clock when clocks change. A time that does not exist on such a day is left
 * out; one that exists twice is the first of the two.
 */
export type Series = { start: string; zone: string; repeat: Repeat | null }

/** `start` on the clock of `zone`. */
export const instantOf = (start: string, zone: string): number =>
  Temporal.PlainDateTime.from(start).toZonedDateTime(zone).epochMilliseconds

/** What a clock in `zone` shows then: `2026-11-23T09:00`. */
export const localOf = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })

/**
 * All times in order, epoch milliseconds. Null: the rule leaves out its own start, has fewer than
 * two times or more than the bounds allow, or goes on for too long.
 */
export function timesOf(series: Series): number[] | null {
  const dtstart = Temporal.PlainDateTime.from(series.start).toZonedDateTime(series.zone)
  if (series.repeat === null) return [dtstart.epochMilliseconds]
  const last = dtstart.add({ days: LIMITS.repeatDays }).epochMilliseconds
  const times: number[] = []
  const rule = new RRuleTemporal({
    rruleString: ruleOf({ ...series, repeat: series.repeat }),
    dtstart,
    strict: true,
    temporal: Temporal,
  })
  // One more than there may be, so that too many are not mistaken for enough.
  rule.all((time, i) => {
    times.push(time.epochMilliseconds)
    return i < LIMITS.occurrences && time.epochMilliseconds <= last
  })
  const beyond = times.length > LIMITS.occurrences || (times.at(-1) ?? 0) > last
  return beyond || times.length < 2 || times[0] !== dtstart.epochMilliseconds ? null : times
}

const FREQUENCIES = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY' } as const

/** As RFC 5545 writes it, without the name of the property. */
export function ruleOf({ start, zone, repeat }: Series & { repeat: Repeat }): string {
  const date = Temporal.PlainDate.from(start)
  const parts = [`FREQ=${FREQUENCIES[repeat.every]}`]
  if (repeat.interval > 1) parts.push(`INTERVAL=${repeat.interval}`)
  parts.push('count' in repeat.end ? `COUNT=${repeat.end.count}` : until(repeat.end.until, zone))
  if (repeat.every === 'week') {
    parts.push('WKST=MO', `BYDAY=${WEEKDAYS.filter((day) => repeat.days.includes(day)).join(',')}`)
  }
  if (repeat.every === 'month') {
    const day = WEEKDAYS[date.dayOfWeek - 1]
    const nth = Math.ceil(date.day / 7)
    parts.push(
      repeat.on === 'date' ? `BYMONTHDAY=${date.day}` : `BYDAY=${nth === 5 ? -1 : nth}${day}`,
    )
  }
  return parts.join(';')
}

/** With a start in a zone it is in UTC (RFC 5545, 3.3.10): the last second of that day there. */
function until(date: string, zone: string): string {
  const next = Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zone)
  const text = next.subtract({ seconds: 1 }).toInstant().toString({ smallestUnit: 'second' })
  return `UNTIL=${text.replace(/[-:]/g, '')}`
}
