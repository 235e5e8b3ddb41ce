/** How well what one person sends arrives here, or what I send arrives at the server. */
export type Quality = 'good' | 'fair' | 'poor'

/** Counted since the beginning of a stream (W3C webrtc-stats, inbound-rtp). */
export type Count = { received: number; lost: number }

/** Shares of packets lost, and seconds to the server and back, from which on it is no longer good. */
const LOSS = { fair: 0.02, poor: 0.08 }
const ROUND_TRIP = { fair: 0.3, poor: 0.8 }
/** Fewer packets than this say nothing: silence is sent in a few packets a second. */
const ENOUGH = 20
/** Getting worse shows at once, getting better must last: a sign that flickers helps nobody. */
const BETTER_AFTER = 2
const RANK: Record<Quality, number> = { poor: 0, fair: 1, good: 2 }

/** `roundTrip` in seconds, null when it is not known. */
export function judge(loss: number, roundTrip: number | null): Quality {
  const trip = roundTrip ?? 0
  if (loss >= LOSS.poor || trip >= ROUND_TRIP.poor) return 'poor'
  return loss >= LOSS.fair || trip >= ROUND_TRIP.fair ? 'fair' : 'good'
}

/** What came between two counts; null when it is too little to tell by, or the stream is new. */
export function between(before: Count | undefined, now: Count): Count | null {
  if (!before) return null
  const received = now.received - before.received
  const lost = Math.max(0, now.lost - before.lost)
  return received < 0 || received + lost < ENOUGH ? null : { received, lost }
}

/** The share that was lost of what was counted, 0 to 1; null of nothing. */
export function lossOf(counts: readonly Count[]): number | null {
  const lost = counts.reduce((sum, count) => sum + count.lost, 0)
  const all = counts.reduce((sum, count) => sum + count.received, lost)
  return all === 0 ? null : lost / all
}

/** Quality by key, over time. */
export class Qualities<Key> {
  readonly #counts = new Map<string, Count>()
  readonly #shown = new Map<Key, Quality>()
  readonly #better = new Map<Key, number>()

  /** What came of one stream since the last time there was enough to tell by. */
  since(stream: string, now: Count): Count | null {
    const came = between(this.#counts.get(stream), now)
    if (came !== null || !this.#counts.has(stream)) this.#counts.set(stream, now)
    return came
  }

  /** What to show of `key` after one more reading; without one, what was shown before. */
  read(key: Key, reading: Quality): Quality
  read(key: Key, reading: Quality | undefined): Quality | undefined
  read(key: Key, reading: Quality | undefined): Quality | undefined {
    if (reading === undefined) return this.#shown.get(key)
    const shown = this.#shown.get(key) ?? reading
    const better = RANK[reading] > RANK[shown] ? (this.#better.get(key) ?? 0) + 1 : 0
    const next = RANK[reading] <= RANK[shown] || better >= BETTER_AFTER ? reading : shown
    this.#better.set(key, next === reading ? 0 : better)
    this.#shown.set(key, next)
    return next
  }
}
