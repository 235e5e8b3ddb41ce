/**
 * Who waits for scarce work. Each class has a turn after the other, and so has each key within its
 * class: somebody who asks a hundred times waits behind themselves, and holds others up by one turn.
 */
export type Lane = {
  /** Signed in; known from before by a right password; anyone. */
  of: 'account' | 'known' | 'stranger'
  /** Whose share it comes out of: an account, or the hash of an address. */
  key: string
}

/** Most that wait of each class. */
export type Room = Record<Lane['of'], number>

type WaitQueue<T> = Map<string, T[]>

/** First come first served within a key. The order of the maps is the order of turns. */
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
   * Answers who has to go for it: nobody while there is room, then the last of the longest line, so
   * that one who fills the queue cannot keep others out of it. That may be the newcomer.
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

  /** Whoever's turn it is: then it is the next class's, and in this one the next key's. */
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
