import { highestBitrate } from './codecs.ts'
import type { Track } from './track.ts'

/** Milliseconds between two looks at what has come in. */
const POLL_INTERVAL = 2000
/**
 * Milliseconds that a reading must span. A track begins with a key frame, which is no rate yet; and
 * whoever publishes anew within that time shows nobody a picture.
 */
const SHORTEST_READING = 1000
/** Readings in a row above the limit: one may be a line that delivers all at once what it held up. */
const READINGS = 2

/**
 * Whether a stream stays above `limit` (bits per second), judged from counts of bytes. Publishing
 * anew begins a new count and forgives no reading. Pure; times are milliseconds of any clock.
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

  /** The count starts at nothing again. */
  restart(now: number): void {
    this.#bytes = 0
    this.#since = now
  }

  /** `bytes`: all that has come since the start. True when that was too much for too long. */
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
 * [SHR2] Senders are told a limit and browsers keep to it; an altered client need not. So the tracks
 * of a room are measured where they arrive, and one that stays clearly above its limit is reported,
 * once. What becomes of it is for whoever listens.
 */
export class BitrateWatch {
  readonly #onExceeded: (track: Track) => void
  readonly #tracks = new Set<Track>()
  /** By owner and source, so that a meter outlives the track. */
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

  /** This person is gone for good. */
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
