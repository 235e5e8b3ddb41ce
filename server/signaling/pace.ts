/** A bucket of `capacity` tokens that fills at `perSecond`. */
type BucketSize = { capacity: number; perSecond: number }

/** What one person may ask of a room, whatever it is for. */
export const SIZES = {
  /** Joining a full meeting asks for some hundred tracks at once; nothing else comes near. */
  request: { capacity: 400, perSecond: 50 },
  /** What others hear of, or the store or the log has to keep: chat, hands, answers. */
  notice: { capacity: 10, perSecond: 1 },
  /** The same from those who lead: fifty people who wait are let in one by one. */
  leading: { capacity: 120, perSecond: 6 },
  /** One's own devices: somebody who speaks while a key is held turns them on and off. */
  media: { capacity: 20, perSecond: 2 },
  /** [DOC5] What goes to everyone many times a second: strokes, the laser, pages. */
  drawing: { capacity: 90, perSecond: 30 },
  /** A line that comes and goes is seen by everyone each time. */
  connection: { capacity: 10, perSecond: 0.2 },
  /** Refused requests. Whoever has more of them is a flood and is cut. */
  refused: { capacity: 100, perSecond: 5 },
} as const satisfies Record<string, BucketSize>
export type PaceClass = keyof typeof SIZES

/** The pace of one person in one room, over all their connections. */
export class Pace {
  readonly #buckets: Record<PaceClass, Bucket>
  constructor(now: number) {
    const full = (size: BucketSize) => new Bucket(size, now)
    this.#buckets = {
      request: full(SIZES.request),
      notice: full(SIZES.notice),
      leading: full(SIZES.leading),
      media: full(SIZES.media),
      drawing: full(SIZES.drawing),
      connection: full(SIZES.connection),
      refused: full(SIZES.refused),
    }
  }

  take(what: PaceClass, now: number): boolean {
    return this.#buckets[what].take(now)
  }

  /** What was taken turned out to reach nobody. */
  giveBack(what: PaceClass): void {
    this.#buckets[what].giveBack()
  }
}

/** Token bucket; reads no clock. `now`: milliseconds by one that never goes back. */
class Bucket {
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
