import { highestBitrate } from './codecs.ts'
import type { Track } from './track.ts'

/** Milliseconds between measurements. */
const POLL_INTERVAL = 2000
/**
 * Minimum milliseconds per reading. A track starts with a key frame, which says nothing about its
 * rate; and a sender who keeps republishing faster than this shows nobody a picture.
 */
const SHORTEST_READING = 1000
/**
 * Consecutive readings above the limit. A single one may be a network that delivers a backlog at
 * once.
 */
const READINGS = 2

/**
 * Whether a stream stays above `limit` (bits per second), computed from byte counts. Republishing
 * restarts the byte count but does not clear earlier high readings. Pure; times are milliseconds of
 * any clock.
 */
export class Meter {
  readonly #limit: number
  #bytes = 0
  #since: number
  #above = 0

  constructor(limit: number, now: number) {
    this.#limit = limit
    this.#since = now
  }

  /** Restarts the byte count from zero. */
  restart(now: number): void {
    this.#bytes = 0
    this.#since = now
  }

  /**
   * `bytes`: total received since the start. Returns true once the limit was exceeded for too long.
   */
  over(bytes: number, now: number): boolean {
    const elapsed = now - this.#since
    if (elapsed < SHORTEST_READING) return false
    const bitrate = ((bytes - this.#bytes) * 8 * 1000) / elapsed
    this.#bytes = bytes
    this.#since = now
    this.#above = bitrate > this.#limit ? this.#above + 1 : 0
    return this.#above >= READINGS
  }
}

/**
 * [SHR2] Senders are told a limit and browsers respect it, but a modified client may not. Each
 * track of a room is therefore measured on arrival, and one that stays clearly above its limit is
 * reported once. The listener decides what to do about it.
 */
export class BitrateWatch {
  readonly #onExceeded: (track: Track) => void
  readonly #tracks = new Set<Track>()
  /** By owner and source, so that a meter survives republishing. */
  readonly #meters = new Map<string, Map<string, Meter>>()
  readonly #timer = setInterval(() => void this.#poll(), POLL_INTERVAL)
  #polling = false

  constructor(onExceeded: (track: Track) => void) {
    this.#onExceeded = onExceeded
  }

  add(track: Track): void {
    this.#tracks.add(track)
    this.#meter(track).restart(performance.now())
  }

  drop(track: Track): void {
    this.#tracks.delete(track)
  }

  /** Call when the person has left for good. */
  forget(owner: string): void {
    this.#meters.delete(owner)
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #poll(): Promise<void> {
    if (this.#polling) return
    this.#polling = true
    await Promise.all([...this.#tracks].map((track) => this.#measure(track)))
    this.#polling = false
  }

  async #measure(track: Track): Promise<void> {
    const bytes = await track.received()
    if (bytes === undefined || !this.#tracks.has(track)) return
    if (!this.#meter(track).over(bytes, performance.now())) return
    this.drop(track)
    this.#onExceeded(track)
  }

  #meter({ owner, source }: Track): Meter {
    const meters = this.#meters.get(owner) ?? new Map<string, Meter>()
    this.#meters.set(owner, meters)
    const meter = meters.get(source) ?? new Meter(highestBitrate(source), performance.now())
    meters.set(source, meter)
    return meter
  }
}
