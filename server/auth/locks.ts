/**
 * Maximum number of entries. The oldest is dropped first and is looked up in the store again when
 * needed.
 */
const KEYS_MAX = 10_000

/**
 * Caches buckets that are full of failures and when they reopen. Only time empties them, so a flood
 * of tries does not have to query the store again.
 */
export class Locks {
  readonly #locks = new Map<string, { since: number; until: number }>()

  /** @param now epoch milliseconds */
  note(key: string, now: number, until: number): void {
    this.#locks.delete(key)
    if (this.#locks.size >= KEYS_MAX) this.#locks.delete(this.#locks.keys().next().value ?? key)
    this.#locks.set(key, { since: now, until })
  }

  /** Current locks, oldest first. */
  all(now: number): { key: string; until: number }[] {
    return [...this.#locks]
      .filter(([key]) => this.left(key, now) > 0)
      .map(([key, { until }]) => ({ key, until }))
  }

  /** Milliseconds left; 0 if there is no entry or the clock was set back. */
  left(key: string, now: number): number {
    const lock = this.#locks.get(key)
    return lock === undefined || now < lock.since ? 0 : Math.max(0, lock.until - now)
  }
}
