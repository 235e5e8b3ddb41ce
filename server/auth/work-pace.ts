import { Refusal } from '#protocol/errors.ts'

/** At most `burst` at once and `perSecond` in the long run. */
export type Rate = { burst: number; perSecond: number }

/**
 * [PWD4] The verification work that one browser and one address may cause. Correct passwords count
 * too, because they cost as much as wrong ones. An office behind one address may sign in at nine
 * o'clock; one person types only a few. Known browsers and strangers at the same address are
 * counted separately.
 */
export const WORK = {
  device: { burst: 8, perSecond: 1 / 6 },
  address: { burst: 80, perSecond: 2 },
} as const satisfies Record<string, Rate>

/** Maximum number of buckets. The least recently used is dropped first and starts full again. */
const KEYS_MAX = 20_000

/** Token buckets. Kept in memory, since they limit work and protect no secret. */
export class WorkPace {
  readonly #buckets = new Map<string, { left: number; at: number }>()

  /**
   * Takes one token from each bucket, or none.
   * @param wanted by key
   * @throws Refusal `rate_limited` with the seconds until a token is available
   */
  take(wanted: readonly (readonly [key: string, rate: Rate])[], now: number): void {
    const found = wanted.map(([key, rate]) => ({ key, rate, left: this.#left(key, rate, now) }))
    const wait = Math.max(0, ...found.map(({ rate, left }) => (1 - left) / rate.perSecond))
    if (wait > 0) throw new Refusal('rate_limited', Math.ceil(wait))
    for (const { key, left } of found) this.#set(key, left - 1, now)
  }

  /** Returns tokens if the work was not done after all. */
  giveBack(keys: readonly string[]): void {
    for (const key of keys) {
      const bucket = this.#buckets.get(key)
      if (bucket !== undefined) bucket.left += 1
    }
  }

  #left(key: string, { burst, perSecond }: Rate, now: number): number {
    const bucket = this.#buckets.get(key)
    if (bucket === undefined) return burst
    const gone = Math.max(0, now - bucket.at) / 1000
    return Math.min(burst, bucket.left + gone * perSecond)
  }

  #set(key: string, left: number, now: number): void {
    this.#buckets.delete(key)
    if (this.#buckets.size >= KEYS_MAX) {
      this.#buckets.delete(this.#buckets.keys().next().value ?? key)
    }
    this.#buckets.set(key, { left, at: now })
  }
}
