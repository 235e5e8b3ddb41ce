/** Quality of one person's media as received here, or of ours as received by the server. */
export type Quality = 'good' | 'fair' | 'poor'

/** Totals since the start of a stream (W3C webrtc-stats, inbound-rtp). */
export type Count = { received: number; lost: number }

/** Thresholds below `good`: packet loss share, and round-trip time in seconds. */
const LOSS = { fair: 0.02, poor: 0.08 }
const ROUND_TRIP = { fair: 0.3, poor: 0.8 }
/** Fewer packets than this are not judged: silence is only a few packets a second. */
const ENOUGH = 20
/** Hysteresis: worse shows at once, better only if it lasts, so the indicator does not flicker. */
const BETTER_AFTER = 2
const RANK: Record<Quality, number> = { poor: 0, fair: 1, good: 2 }

/** `roundTrip` in seconds; null if unknown. */
export function judge(loss: number, roundTrip: number | null): Quality {
  const trip = roundTrip ?? 0
  if (loss >= LOSS.poor || trip >= ROUND_TRIP.poor) return 'poor'
  return loss >= LOSS.fair || trip >= ROUND_TRIP.fair ? 'fair' : 'good'
}

/** Difference of two counts; null if the stream is new or too few packets to judge. */
export function between(before: Count | undefined, now: Count): Count | null {
  if (!before) return null
  const received = now.received - before.received
  const lost = Math.max(0, now.lost - before.lost)
  return received < 0 || received + lost < ENOUGH ? null : { received, lost }
}

/** Share of packets lost, 0 to 1; null if there were none. */
export function lossOf(counts: readonly Count[]): number | null {
  const lost = counts.reduce((sum, count) => sum + count.lost, 0)
  const all = counts.reduce((sum, count) => sum + count.received, lost)
  return all === 0 ? null : lost / all
}

/** Tracks quality per key over time. */
export class Qualities<Key> {
  readonly #counts = new Map<string, Count>()
  readonly #shown = new Map<Key, Quality>()
  readonly #better = new Map<Key, number>()

  /** Packets of one stream since the last count that was large enough to judge. */
  since(stream: string, now: Count): Count | null {
    const came = between(this.#counts.get(stream), now)
    if (came !== null || !this.#counts.has(stream)) this.#counts.set(stream, now)
    return came
  }

  /** Value to show for `key` after one more reading; without a reading, the previous value. */
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
