/**
 * Identifies a caller waiting for a scarce resource. Classes take turns, and so do the keys within
 * a class: a caller with a hundred requests waits behind its own and delays each other caller by
 * one turn only.
 */
export type Lane = {
  /** Signed in; known from an earlier correct password; anyone else. */
  of: 'account' | 'known' | 'stranger'
  /** The key that shares are computed by: an account ID or the hash of an address. */
  key: string
}

/** Maximum number of waiting items per class. */
export type Room = Record<Lane['of'], number>

type WaitQueue<T> = Map<string, T[]>

/** First in, first out within a key. The iteration order of the maps is the order of turns. */
export class FairQueue<T> {
  readonly #room: Room
  readonly #classes = new Map<Lane['of'], WaitQueue<T>>()

  constructor(room: Room) {
    this.#room = room
  }

  get size(): number {
    return [...this.#classes.values()].reduce((sum, lines) => sum + length(lines), 0)
  }

  /**
   * Returns the item to drop: null while there is room, otherwise the last item of the longest
   * queue, so that a caller who fills the queue cannot block others. This may be the new item.
   */
  push({ of, key }: Lane, item: T): T | null {
    const lines = this.#classes.get(of) ?? new Map<string, T[]>()
    this.#classes.set(of, lines)
    const own = lines.get(key) ?? []
    let displaced: T | null = null
    if (length(lines) >= this.#room[of]) {
      const longest = [...lines.values()].reduce((a, b) => (b.length > a.length ? b : a), own)
      if (longest.length <= own.length + 1) return item
      displaced = longest.pop() ?? null
    }
    own.push(item)
    lines.set(key, own)
    return displaced
  }

  /** Removes the next item, then moves its class and its key to the end of the order. */
  shift(): T | undefined {
    for (const [of, lines] of this.#classes) {
      const [first] = lines
      if (first === undefined) continue
      const [key, line] = first
      this.#classes.delete(of)
      this.#classes.set(of, lines)
      lines.delete(key)
      const item = line.shift()
      if (line.length > 0) lines.set(key, line)
      return item
    }
    return undefined
  }
}

const length = <T>(lines: WaitQueue<T>): number =>
  [...lines.values()].reduce((sum, line) => sum + line.length, 0)
