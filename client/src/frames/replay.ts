/** How far behind the newest counter a frame may come. Ten seconds of three layers, with room. */
export const REPLAY_WINDOW = 2048
const BITS = 32

/**
 * Which counters of one key were seen (RFC 9605, section 9.3; the bitmap of RFC 6479). To be asked
 * only after a frame was authenticated, or anybody could move the window.
 */
export class ReplayWindow {
  readonly #seen = new Uint32Array(REPLAY_WINDOW / BITS)
  #newest = -1

  /** Whether this counter is new and not too old; from then on it is seen. */
  take(counter: number): boolean {
    if (counter <= this.#newest - REPLAY_WINDOW) return false
    if (counter > this.#newest) this.#advance(counter)
    const word = Math.floor(counter / BITS) % this.#seen.length
    const bit = 1 << (counter % BITS)
    const before = this.#seen[word] ?? 0
    if (before & bit) return false
    this.#seen[word] = before | bit
    return true
  }

  /** Forgets what leaves the window, bit by bit, because words wrap around. */
  #advance(counter: number): void {
    if (counter - this.#newest >= REPLAY_WINDOW) this.#seen.fill(0)
    else
      for (let next = this.#newest + 1; next <= counter; next += 1) {
        const word = Math.floor(next / BITS) % this.#seen.length
        this.#seen[word] = (this.#seen[word] ?? 0) & ~(1 << (next % BITS))
      }
    this.#newest = counter
  }
}
