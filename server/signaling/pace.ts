/** A bucket of `capacity` tokens that refills at `perSecond`. */
type BucketSize = { capacity: number; perSecond: number }

/** Limits of one person in a room, shared by all requests of a class. */
export const SIZES = {
  /**
   * Every request. Joining a full meeting sends about a hundred at once, far more than anything
   * else.
   */
  request: { capacity: 400, perSecond: 50 },
  /** Changes that others see or that are stored or audited: chat, hands, answers. */
  notice: { capacity: 10, perSecond: 1 },
  /** The same for moderators, who may admit fifty waiting people one by one. */
  leading: { capacity: 120, perSecond: 6 },
  /** A person's own devices. Push-to-talk toggles them often. */
  media: { capacity: 20, perSecond: 2 },
  /** New keys, or a claim to have some: moderators' browsers have work with each. */
  keys: { capacity: 10, perSecond: 0.1 },
  /** [DOC5] Changes sent to everyone many times a second: strokes, the laser, page turns. */
  drawing: { capacity: 90, perSecond: 30 },
  /** Connections. Everyone sees each time a connection drops and returns. */
  connection: { capacity: 10, perSecond: 0.2 },
  /** Refused requests. A client that exceeds this is flooding and is disconnected. */
  refused: { capacity: 100, perSecond: 5 },
} as const satisfies Record<string, BucketSize>
export type PaceClass = keyof typeof SIZES

/** The rate limits of one person in one room, across all their connections. */
export class Pace {
  readonly #buckets: Record<PaceClass, Bucket>
  constructor(now: number) {
    const full = (size: BucketSize) => new Bucket(size, now)
    this.#buckets = {
      request: full(SIZES.request),
      notice: full(SIZES.notice),
      leading: full(SIZES.leading),
      media: full(SIZES.media),
      keys: full(SIZES.keys),
      drawing: full(SIZES.drawing),
      connection: full(SIZES.connection),
      refused: full(SIZES.refused),
    }
  }

  take(what: PaceClass, now: number): boolean {
    return this.#buckets[what].take(now)
  }

  /** Returns a token if the change turned out to reach nobody. */
  giveBack(what: PaceClass): void {
    this.#buckets[what].giveBack()
  }
}

/** Token bucket that reads no clock. `now`: milliseconds of a monotonic clock. */
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
