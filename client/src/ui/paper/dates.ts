import type { Parts } from '../../i18n/parts.ts'

type Words = Pick<Parts['paper'], 'date' | 'clock' | 'sameDay' | 'manyDays' | 'since'>
/** A moment in words: the day, and the time of day. */
export type Said = { day: string; clock: string }

/**
 * @param at epoch milliseconds
 * @param zone for tests; defaults to the visitor's time zone
 */
export function saidOf(t: Words, at: number, zone?: string): Said {
  const format = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
    timeZone: zone,
  })
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  return {
    day: t.date(part('day'), part('month'), part('year')),
    clock: t.clock(part('hour'), part('minute')),
  }
}

/** From when to when, naming a day only once. @param to null: it still goes on */
export function spanOf(t: Words, from: number, to: number | null, zone?: string): string {
  const begun = saidOf(t, from, zone)
  if (to === null) return t.since(begun.clock, begun.day)
  const over = saidOf(t, to, zone)
  return begun.day === over.day
    ? t.sameDay(begun.clock, over.clock, begun.day)
    : t.manyDays(begun.clock, begun.day, over.clock, over.day)
}

/** Of all stays together; null if nobody came. */
export function heldFrom(
  stays: readonly { joinedAt: number; leftAt: number | null }[],
): { from: number; to: number | null } | null {
  if (stays.length === 0) return null
  const left = stays.map(({ leftAt }) => leftAt)
  const open = left.includes(null)
  return {
    from: Math.min(...stays.map(({ joinedAt }) => joinedAt)),
    to: open ? null : Math.max(...left.filter((at) => at !== null)),
  }
}
