import { TIMES } from '#protocol/limits.ts'

/**
 * [CAL3] When others than a meeting's own host may knock. Pure; all times are epoch milliseconds.
 */
export type Times = {
  /** The start as first planned: the name of this time of the meeting, whatever became of it. */
  at: number
  start: number
  ends: number
  opens: number
  closes: number
}

/**
 * The time that is open now. Where two overlap it is the earlier one, until it closes: whoever came
 * for it is not turned away for those who come early for the next.
 */
export function openAt<T extends Times>(times: readonly T[], now: number): T | null {
  const open = times.filter(({ opens, closes }) => opens <= now && now < closes)
  return open.reduce<T | null>((a, b) => (a === null || b.start < a.start ? b : a), null)
}

/** The one that is open, or else the next to open. */
export function nextAt<T extends Times>(times: readonly T[], now: number): T | null {
  const ahead = times.filter(({ opens }) => opens > now)
  const next = ahead.reduce<T | null>((a, b) => (a === null || b.opens < a.opens ? b : a), null)
  return openAt(times, now) ?? next
}

/** [CAL4] How long after its planned end a time can still be prolonged. */
export const PROLONG_WITHIN = 4 * 60 * 60_000
/** [CAL4] How long a prolonged time may be beyond its planned end. */
const PROLONG_MAX = 12 * 60 * 60_000

/**
 * Until when the lobby stays open when the host prolongs by so much: of the time that is open, or of
 * the last one that was. Never into the next one. Null: there is nothing to prolong.
 */
export function prolonged(
  times: readonly Times[],
  by: number,
  now: number,
): { at: number; closes: number } | null {
  const begun = times.filter(({ opens, closes }) => opens <= now && now < closes + PROLONG_WITHIN)
  const last = begun.reduce<Times | null>((a, b) => (a === null || b.start > a.start ? b : a), null)
  const time = openAt(times, now) ?? last
  if (time === null) return null
  const following = times.filter(({ start }) => start > time.start).map(({ start }) => start)
  const wanted = Math.max(time.closes, now) + by
  const closes = Math.min(wanted, time.ends + PROLONG_MAX, ...following)
  return closes > Math.max(time.closes, now) ? { at: time.at, closes } : null
}

/** What the store says about a meeting's door at one moment. */
export type Door = {
  scheduled: boolean
  keepPassword: boolean
  /** The time that is open; null outside of all. */
  open: { passwordHash: string | null } | null
}

/**
 * [CAL2, CAL3] Against what a password is held now. Null is held against a hash that nothing fits,
 * at the same cost [PWD4]: the meeting is absent, over, not open yet or any more, or nobody was
 * given a password for this time.
 */
export function hashAt(
  meeting: { passwordHash: string; endedAt: number | null } | null,
  { scheduled, keepPassword, open }: Door,
): string | null {
  if (meeting === null || meeting.endedAt !== null) return null
  if (!scheduled) return meeting.passwordHash
  if (open === null) return null
  return keepPassword ? meeting.passwordHash : open.passwordHash
}

/** What people inside are told of it. */
export function standing(times: readonly Times[] | null, now: number) {
  const closesAt = times === null ? null : (openAt(times, now)?.closes ?? null)
  return { closesAt, closing: closesAt !== null && closesAt - now <= TIMES.closingNotice }
}
