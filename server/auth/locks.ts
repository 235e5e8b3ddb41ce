/** Remembered at once; the oldest goes first, and is found out again from the store. */
const KEYS_MAX = 10_000

/**
 * Buckets that are full of failures, and until when. Only time empties them, so that a flood of
 * further tries need not ask the store again and again.
 */
export class Locks {
  readonly #locks = new Map<string, { since: number; until: number }>()

  /** @param now epoch milliseconds */
  note(key: string, now: number, until: number): void {
    this.#locks.delete(key)
    if (this.#locks.size >= KEYS_MAX) this.#locks.delete(this.#locks.keys().next().value ?? key)
    this.#locks.set(key, { since: now, until })
  }

  /** Those that hold now, oldest first. */
  all(now: number): { key: string; until: number }[] {
    return [...this.#locks]
      .filter(([key]) => this.left(key, now) > 0)
      .map(([key, { until }]) => ({ key, until }))
  }

  /** Milliseconds that are left; 0 when nothing is remembered, or the clock has stepped back. */
  left(key: string, now: number): number {
    const lock = this.#locks.get(key)
    return lock === undefined || now < lock.since ? 0 : Math.max(0, lock.until - now)
  }
}
