/** Midnight of the day in the viewer's own time zone, in epoch milliseconds. */

export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

/** Uses calendar days instead of hours, because a day may have 23 or 25 hours. */
export function addDays(day: number, days: number): number {
  const date = new Date(day)
  return date.setDate(date.getDate() + days)
}

/** Weeks start on Monday. */
export function startOfWeek(at: number): number {
  const day = startOfDay(at)
  return addDays(day, -((new Date(day).getDay() + 6) % 7))
}

/**
 * Consecutive days with the meetings that start on each. A meeting that runs past midnight is
 * listed on its start day.
 */
export function byDay<T extends { start: number }>(
  entries: readonly T[],
  from: number,
  days: number,
) {
  return Array.from({ length: days }, (_, i) => {
    const day = addDays(from, i)
    const next = addDays(from, i + 1)
    return { day, entries: entries.filter(({ start }) => start >= day && start < next) }
  })
}
