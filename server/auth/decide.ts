/** At most `max` failures within any `window` milliseconds. */
export type Rule = { window: number; max: number }

export type Decision =
  | { type: 'allow' }
  /** Too fast after failures: the person may try again in `retryAfter` seconds. */
  | { type: 'slow'; retryAfter: number }
  /** Too many failures: no try in this bucket is allowed for `retryAfter` seconds. */
  | { type: 'locked'; retryAfter: number }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Failures within this time (milliseconds) delay the next try. */
export const SLOW_WINDOW = MINUTE
/** Number of failures without a delay. After that, wait 2, 4, 8, … seconds since the last one. */
export const SLOW_FREE = 2

/**
 * [PWD4] The buckets that a try counts in. None of these numbers is configurable.
 * - `known`: a device that had this exact password right before, counted separately;
 * - `allKnown`: all known devices of one meeting or account together;
 * - `place`: one address (or /64) at one meeting or account;
 * - `address`: one address over all meetings and accounts;
 * - `subject`: one meeting or account, from all addresses. An account allows at most 100 failures a
 *   day (NIST SP 800-63B-4, 3.2.2: no more than 100 in a row); its known devices still get in. A
 *   meeting has no daily limit, or anyone with the link could block it for a day.
 */
export const RULES = {
  known: [
    { window: MINUTE, max: 5 },
    { window: HOUR, max: 20 },
    { window: DAY, max: 60 },
  ],
  allKnown: [
    { window: MINUTE, max: 20 },
    { window: HOUR, max: 60 },
    { window: DAY, max: 240 },
  ],
  // A place may be an office of hundreds of people who sometimes mistype.
  place: [
    { window: MINUTE, max: 5 },
    { window: HOUR, max: 60 },
    { window: DAY, max: 240 },
  ],
  address: [
    { window: MINUTE, max: 20 },
    { window: HOUR, max: 200 },
  ],
  meeting: [{ window: MINUTE, max: 30 }],
  account: [
    { window: MINUTE, max: 30 },
    { window: DAY, max: 100 },
  ],
  // Six-digit codes, of which three are valid at a time. At 100 tries a day it takes 1000 days for
  // a chance of one in three.
  factor: [
    { window: MINUTE, max: 10 },
    { window: DAY, max: 100 },
  ],
} as const satisfies Record<string, readonly Rule[]>

export const longest = (rules: readonly Rule[]): number => Math.max(...rules.map((r) => r.window))
export const most = (rules: readonly Rule[]): number => Math.max(...rules.map((r) => r.max))

/**
 * Whether another try is allowed. Pure.
 * @param failures times in epoch milliseconds, oldest first; times after `now` (the clock was set
 *   back) count as `now`
 * @param slow whether failures delay the next try (one person's bucket, not a shared one)
 */
export function decide(
  rules: readonly Rule[],
  failures: readonly number[],
  now: number,
  slow: boolean,
): Decision {
  const times = failures.map((at) => Math.min(at, now))
  const free = Math.max(0, ...rules.map((rule) => freeAt(rule, times, now) - now))
  if (free > 0) return { type: 'locked', retryAfter: seconds(free) }
  const wait = slow ? slowUntil(times, now) - now : 0
  return wait > 0 ? { type: 'slow', retryAfter: seconds(wait) } : { type: 'allow' }
}

/** The time at which the number of failures in the window falls below `max`. */
function freeAt(rule: Rule, times: readonly number[], now: number): number {
  const inside = times.filter((at) => at > now - rule.window)
  const blocking = inside[inside.length - rule.max]
  return blocking === undefined ? now : blocking + rule.window
}

function slowUntil(times: readonly number[], now: number): number {
  const recent = times.filter((at) => at > now - SLOW_WINDOW)
  const last = recent.at(-1)
  if (last === undefined || recent.length <= SLOW_FREE) return now
  return last + 1000 * 2 ** (recent.length - SLOW_FREE)
}

const seconds = (milliseconds: number): number => Math.ceil(milliseconds / 1000)

/** The decision with the longest wait; `locked` before `slow`. */
export function strictest(decisions: readonly Decision[]): Decision {
  const weight = (d: Decision) =>
    d.type === 'allow' ? 0 : d.retryAfter + (d.type === 'locked' ? 1e9 : 0)
  return decisions.reduce((worst, next) => (weight(next) > weight(worst) ? next : worst), {
    type: 'allow',
  })
}
