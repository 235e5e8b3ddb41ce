import { Refusal } from '#protocol/errors.ts'

/** Keys remembered at once; the oldest window goes first. */
const KEYS_MAX = 10_000

/**
 * At most `max` calls per key in a window of `window` milliseconds. In memory: it spares work and
 * guards no secret.
 */
export function createPace(max: number, window: number): (key: string, now: number) => void {
  const started = new Map<string, { at: number; count: number }>()
  return (key, now) => {
    const current = started.get(key)
    // A clock that was set back would have everybody wait for as long.
    if (current === undefined || now < current.at || now - current.at >= window) {
      started.delete(key)
      if (started.size >= KEYS_MAX) started.delete(started.keys().next().value ?? key)
      started.set(key, { at: now, count: 1 })
      return
    }
    if (current.count >= max) {
      throw new Refusal('rate_limited', Math.ceil((current.at + window - now) / 1000))
    }
    current.count += 1
  }
}
