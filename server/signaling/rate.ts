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
}

/** Joining a full meeting asks for some hundred tracks at once; nothing else comes near. */
export const EVERY_REQUEST: BucketSize = { capacity: 400, perSecond: 50 }
/** What others see or hear of: chat, hands, wishes to share. */
export const NOTICEABLE: BucketSize = { capacity: 10, perSecond: 1 }
/** [DOC5] What goes to everyone many times a second: strokes, the laser, pages. */
export const DRAWING: BucketSize = { capacity: 90, perSecond: 30 }
/** Refused requests. Whoever has more of them is a flood and is cut. */
export const REFUSED: BucketSize = { capacity: 100, perSecond: 5 }
