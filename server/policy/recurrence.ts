import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { WEEKDAYS } from '#protocol/calendar.ts'
import type { Repeat } from '#protocol/calendar.ts'
import { LIMITS } from '#protocol/limits.ts'

/**
 * Occurrences of a recurring meeting in its zone's wall-clock time (RFC 5545, 3.3.10): nine o'clock
 * stays nine o'clock across clock changes. A local time that does not exist on a day is skipped; of
 * one that occurs twice, the first is used.
 */
export type Series = { start: string; zone: string; repeat: Repeat | null }

/** `start` is wall-clock time in `zone`. */
export const instantOf = (start: string, zone: string): number =>
  Temporal.PlainDateTime.from(start).toZonedDateTime(zone).epochMilliseconds

/** The wall-clock time in `zone`: `2026-11-23T09:00`. */
export const localOf = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })

/**
 * All occurrences in order, epoch milliseconds. Null if the rule excludes its own start, has fewer
 * than two occurrences or more than allowed, or spans too long a time.
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
  // One more than allowed, so that too many can be detected.
  rule.all((time, i) => {
    times.push(time.epochMilliseconds)
    return i < LIMITS.occurrences && time.epochMilliseconds <= last
  })
  const beyond = times.length > LIMITS.occurrences || (times.at(-1) ?? 0) > last
  return beyond || times.length < 2 || times[0] !== dtstart.epochMilliseconds ? null : times
}

const FREQUENCIES = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY' } as const

/** The RRULE value as in RFC 5545, without the property name. */
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

/**
 * With a start in a time zone, UNTIL is in UTC (RFC 5545, 3.3.10): the last second of that local
 * day.
 */
function until(date: string, zone: string): string {
  const next = Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zone)
  const text = next.subtract({ seconds: 1 }).toInstant().toString({ smallestUnit: 'second' })
  return `UNTIL=${text.replace(/[-:]/g, '')}`
}
