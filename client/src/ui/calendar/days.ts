/** Days as the person who looks has them: midnight to midnight on their own clock. */

export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

/** By the calendar and not by hours: a day may have 23 or 25. */
export function addDays(day: number, days: number): number {
  const date = new Date(day)
  return date.setDate(date.getDate() + days)
}

/** Weeks begin on Monday. */
export function startOfWeek(at: number): number {
  const day = startOfDay(at)
  return addDays(day, -((new Date(day).getDay() + 6) % 7))
}

/** One after the other, with what begins on it; a meeting over midnight stands where it begins. */
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
