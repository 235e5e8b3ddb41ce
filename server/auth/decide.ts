/** At most `max` failures within any `window` milliseconds. */
export type Rule = { window: number; max: number }

export type Decision =
  | { type: 'allow' }
  /** Too fast after failures: the person may try again in `retryAfter` seconds. */
  | { type: 'slow'; retryAfter: number }
  /** Too many failures: nobody in this bucket may try for `retryAfter` seconds. */
  | { type: 'locked'; retryAfter: number }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Failures within this time make the next try wait. */
export const SLOW_WINDOW = MINUTE
/** This many come without a wait; then 2, 4, 8 … seconds since the last one. */
export const SLOW_FREE = 2

/**
 * [PWD4] The buckets a try counts in. None of these numbers is configurable.
 * - `known`: a device that had this very password right before, apart from everyone else;
 * - `allKnown`: all known devices of one meeting or account together;
 * - `place`: one address (or /64) at one meeting or account;
 * - `address`: one address over all meetings and accounts;
 * - `subject`: one meeting or account from everywhere. An account gives way to at most 100 failures
 *   a day (NIST SP 800-63B-4, 3.2.2: no more than 100 in a row); its known devices still get in.
 *   A meeting has no daily bound, or anyone with the link could shut it for a day.
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
  // A place may be an office of hundreds who mistype now and then.
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
  // Codes of six digits, three of them good at a time: a thousand days for one in three.
  factor: [
    { window: MINUTE, max: 10 },
    { window: DAY, max: 100 },
  ],
} as const satisfies Record<string, readonly Rule[]>

export const longest = (rules: readonly Rule[]): number => Math.max(...rules.map((r) => r.window))
export const most = (rules: readonly Rule[]): number => Math.max(...rules.map((r) => r.max))

/**
 * Whether one more try may be made. Pure.
 * @param failures times in epoch milliseconds, oldest first; those from before a step back of the
 *   clock count as of now
 * @param slow whether failures make the next try wait (one person's bucket, not a crowd's)
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

/** When the number of failures in the window falls below `max`. */
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

/** The one that keeps the person waiting longest; locked before slow. */
export function strictest(decisions: readonly Decision[]): Decision {
  const weight = (d: Decision) =>
    d.type === 'allow' ? 0 : d.retryAfter + (d.type === 'locked' ? 1e9 : 0)
  return decisions.reduce((worst, next) => (weight(next) > weight(worst) ? next : worst), {
    type: 'allow',
  })
}
