import { type Bytes, equal, join, utf8 } from './bytes.ts'

/**
 * Notices what a server keeps back. It orders the commits, and could hand some to one half of a
 * meeting only, or a removal to nobody. Whoever has other commits has other keys; so everybody
 * seals the transcript hash every ten seconds, and who cannot be heard, or speaks from an epoch
 * that never comes, gives the server away. Reads no clock: `now` is in milliseconds.
 */
export const HEARTBEAT_MS = 10_000
/** How long others may be ahead before it is more than a slow line. */
export const BEHIND_MS = 20_000
/** How long a leader who is present may not be heard: five heartbeats lost, the sixth late. */
export const SILENT_MS = 65_000

const LABEL = utf8('anhop 1 heartbeat ')
export const heartbeatOf = (transcript: Bytes): Bytes => join(LABEL, transcript)

/** Null if a message is no heartbeat. */
export const transcriptIn = (data: Bytes): Bytes | null =>
  equal(data.subarray(0, LABEL.length), LABEL) ? data.slice(LABEL.length) : null

export type Alarm =
  /** Others are in an epoch whose commit does not come. */
  | { kind: 'behind'; epoch: number }
  /** Somebody of the same epoch has another past. */
  | { kind: 'forked'; seat: string }
  /** The server calls them present, and nothing of theirs can be read. */
  | { kind: 'silent'; seats: readonly string[] }

export class Watch {
  readonly #heard = new Map<string, number>()
  #ahead: { epoch: number; since: number } | null = null
  #forked: string | null = null

  /**
   * A message was opened; `past` is its transcript hash, and `own` the one of the same epoch here.
   */
  heard(seat: string, now: number, heartbeat?: { past: Bytes; own: Bytes }): void {
    if (heartbeat && !equal(heartbeat.past, heartbeat.own)) this.#forked = seat
    this.#heard.set(seat, now)
  }

  /** A message of an epoch to come cannot be opened; one of this epoch will be missed by itself. */
  ahead(epoch: number, now: number): void {
    if (!this.#ahead || epoch > this.#ahead.epoch)
      this.#ahead = { epoch, since: this.#ahead?.since ?? now }
  }

  /** This member came to an epoch. */
  reached(epoch: number): void {
    if (this.#ahead && this.#ahead.epoch <= epoch) this.#ahead = null
  }

  /**
   * Why not to go on, or null. `present`: the others who lead, and whom the server calls present.
   * Whoever commits to two halves of a group, or to one of them only, is silent to the other.
   */
  alarm(present: readonly string[], now: number): Alarm | null {
    if (this.#forked !== null) return { kind: 'forked', seat: this.#forked }
    if (this.#ahead && now - this.#ahead.since >= BEHIND_MS)
      return { kind: 'behind', epoch: this.#ahead.epoch }
    const silent = present.filter((seat) => this.#silent(seat, now))
    this.#forget(present)
    return silent.length > 0 ? { kind: 'silent', seats: silent } : null
  }

  /** Somebody who is seen for the first time has as long as anybody. */
  #silent(seat: string, now: number): boolean {
    const last = this.#heard.get(seat)
    if (last === undefined) this.#heard.set(seat, now)
    return last !== undefined && now - last >= SILENT_MS
  }

  #forget(present: readonly string[]): void {
    const still = new Set(present)
    for (const seat of this.#heard.keys()) if (!still.has(seat)) this.#heard.delete(seat)
  }
}
