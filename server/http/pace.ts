import { Refusal } from '#protocol/errors.ts'

/** Maximum number of keys. The oldest window is dropped first. */
const KEYS_MAX = 10_000

/**
 * Allows at most `max` calls per key in a window of `window` milliseconds. Kept in memory, since it
 * limits work and protects no secret.
 */
export function createPace(max: number, window: number): (key: string, now: number) => void {
  const started = new Map<string, { at: number; count: number }>()
  return (key, now) => {
    const current = started.get(key)
    // Without this check, setting the clock back would block everyone for that long.
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
