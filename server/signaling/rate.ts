/** A bucket of `capacity` tokens that fills at `perSecond`. */
export type BucketSize = { capacity: number; perSecond: number }

/** Token bucket; reads no clock. `now`: milliseconds by one that never goes back. */
export class Bucket {
  readonly #size: BucketSize
  #tokens: number
  #at: number
  constructor(size: BucketSize, now: number) {
    this.#size = size
    this.#tokens = size.capacity
    this.#at = now
  }
  take(now: number): boolean {
    const filled = this.#tokens + ((now - this.#at) / 1000) * this.#size.perSecond
    this.#tokens = Math.min(this.#size.capacity, Math.max(0, filled))
    this.#at = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
  giveBack(): void {
    this.#tokens = Math.min(this.#size.capacity, this.#tokens + 1)
  }
}
