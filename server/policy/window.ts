import { TIMES } from '#protocol/limits.ts'

/**
 * [CAL3] When people other than a meeting's own host may knock. Pure; all times are epoch
 * milliseconds.
 */
export type Times = {
  /** The originally planned start; identifies the occurrence even after it is moved. */
  at: number
  start: number
  ends: number
  opens: number
  closes: number
}

/**
 * The occurrence open now. If two overlap, it is the earlier one until it closes, so that its
 * participants are not turned away because the next one's arrive early.
 */
export function openAt<T extends Times>(times: readonly T[], now: number): T | null {
  const open = times.filter(({ opens, closes }) => opens <= now && now < closes)
  return open.reduce<T | null>((a, b) => (a === null || b.start < a.start ? b : a), null)
}

/** The open occurrence, or else the next one to open. */
export function nextAt<T extends Times>(times: readonly T[], now: number): T | null {
  const ahead = times.filter(({ opens }) => opens > now)
  const next = ahead.reduce<T | null>((a, b) => (a === null || b.opens < a.opens ? b : a), null)
  return openAt(times, now) ?? next
}

/** [CAL4] How long after its planned end an occurrence can still be extended. */
export const PROLONG_WITHIN = 4 * 60 * 60_000
/** [CAL4] How long an extended occurrence may last beyond its planned end. */
const PROLONG_MAX = 12 * 60 * 60_000

/**
 * When the lobby closes after extending the open occurrence (or the last one) by this much. Never
 * reaches into the next one. Null: there is nothing to extend.
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

/** A meeting's entry state at one moment, as stored. */
export type Opening = {
  scheduled: boolean
  keepPassword: boolean
  /** The open occurrence; null outside all of them. */
  open: { passwordHash: string | null } | null
}

/**
 * [CAL2, CAL3] The hash to check a password against now. Null if the meeting is absent, ended or
 * outside its hours, or if this occurrence has no password; the caller then checks against a hash
 * that nothing matches, at the same cost [PWD4].
 */
export function hashAt(
  meeting: { passwordHash: string; endedAt: number | null } | null,
  { scheduled, keepPassword, open }: Opening,
): string | null {
  if (meeting === null || meeting.endedAt !== null) return null
  if (!scheduled) return meeting.passwordHash
  if (open === null) return null
  return keepPassword ? meeting.passwordHash : open.passwordHash
}

/** The closing time that people inside are told. */
export function standing(times: readonly Times[] | null, now: number) {
  const closesAt = times === null ? null : (openAt(times, now)?.closes ?? null)
  return { closesAt, closing: closesAt !== null && closesAt - now <= TIMES.closingNotice }
}
