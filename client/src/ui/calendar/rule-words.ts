import type { Repeat } from '#protocol/calendar.ts'
import type { Parts } from '../../i18n/parts.ts'
import { weekdayOf } from './draft.ts'

/** Monday first, as in the form. */
const ORDER = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

/**
 * A rule of repetition as one sentence without a period.
 * @param start `2026-11-23T09:00`
 * @param date formats epoch milliseconds
 */
export function ruleWords(
  c: Parts['calendar'],
  { repeat, start }: { repeat: Repeat; start: string },
  date: (at: number) => string,
): string {
  const { end } = repeat
  // Noon, so that the day is the same in every zone of the viewer.
  const ends =
    'count' in end ? c.rule.count(end.count) : c.rule.until(date(Date.parse(`${end.until}T12:00`)))
  return `${everyWords(c, repeat, start)}, ${ends}`
}

function everyWords(c: Parts['calendar'], repeat: Repeat, start: string): string {
  const { rule, weekdays } = c
  const first = weekdayOf(start)
  switch (repeat.every) {
    case 'day':
      return rule.day(repeat.interval)
    case 'week': {
      const days = ORDER.filter((day) => repeat.days.includes(day)).map((day) => weekdays[day])
      return rule.week(repeat.interval, days.join(', '))
    }
    case 'month':
      return repeat.on === 'date'
        ? rule.monthDate(repeat.interval, Number(start.slice(8, 10)))
        : rule.monthWeekday(repeat.interval, first === null ? '' : weekdays[first])
  }
}
