import { randomBytes } from 'node:crypto'
import type { MediaPeer, MediaRoom, Sfu } from '#sfu/types.ts'
import { token256 } from '../auth/tokens.ts'
import { Refusal } from '#protocol/errors.ts'
import { LINE_PIECE } from '#protocol/line-test.ts'
import type { LineTest } from '#protocol/line-test.ts'

/** [TST2] Tests at once, on this server and from one address. */
const AT_ONCE = 8
const AT_ONCE_PER_ADDRESS = 3
/** Milliseconds until a test is over, whatever it still does. */
const LIFE = 60_000
/** Pieces of one test in each direction. */
const PIECES = 6
/**
 * Bytes of all tests together in both directions: as many at once, and per second. A megabyte is
 * what one person in a meeting of HD pictures receives in three seconds.
 */
const BYTES = 1_000_000

export type Way = 'down' | 'up'
type Test = { address: string; peer: MediaPeer; left: Record<Way, number>; timer: NodeJS.Timeout }

/**
 * Tests of a line before a meeting, by people who need no account. They have a media room of their
 * own, in which nothing can be published or received, and a small share of the server that no number
 * of them can exceed.
 */
export class LineTests {
  readonly #sfu: Pick<Sfu, 'createRoom'>
  readonly #relays: string[]
  readonly #tests = new Map<string, Test>()
  /** Addresses of tests that are being opened, so that many at the same moment count too. */
  readonly #opening: string[] = []
  /** Incompressible, so that no proxy makes the line look faster. */
  readonly #piece = randomBytes(LINE_PIECE)
  #room: Promise<MediaRoom> | null = null
  #budget = { left: BYTES, at: 0 }

  constructor(sfu: Pick<Sfu, 'createRoom'>, relays: string[]) {
    this.#sfu = sfu
    this.#relays = relays
  }

  /**
   * @param address key of the caller's address
   * @throws Refusal `busy` if as many as allowed are running
   */
  async open(address: string): Promise<LineTest> {
    const there = [...this.#opening, ...[...this.#tests.values()].map((test) => test.address)]
    const same = there.filter((other) => other === address)
    if (there.length >= AT_ONCE || same.length >= AT_ONCE_PER_ADDRESS) throw new Refusal('busy', 10)
    this.#opening.push(address)
    try {
      const room = await this.#media()
      const id = token256()
      const peer = room.createPeer(id)
      const timer = setTimeout(() => this.#end(id), LIFE).unref()
      this.#tests.set(id, { address, peer, left: { down: PIECES, up: PIECES }, timer })
      try {
        return { id, offer: await peer.openTransport('send'), relays: this.#relays }
      } catch (error) {
        this.#end(id)
        throw error
      }
    } finally {
      this.#opening.splice(this.#opening.indexOf(address), 1)
    }
  }

  /**
   * Takes a piece's bytes from the shares of its test and of all. Asked before an upload is read.
   * @param now epoch milliseconds
   * @throws Refusal `not_found` without a running test, `rate_limited` if it has had its pieces,
   *   `busy` if others need their share first
   */
  spend(id: string, way: Way, now: number): void {
    const test = this.#tests.get(id)
    if (test === undefined) throw new Refusal('not_found')
    if (test.left[way] === 0) throw new Refusal('rate_limited', LIFE / 1000)
    // A clock that was set back must not stop all tests until then.
    const passed = Math.max(0, now - this.#budget.at)
    const left = Math.min(BYTES, this.#budget.left + (passed * BYTES) / 1000)
    this.#budget = { left, at: now }
    if (left < LINE_PIECE) throw new Refusal('busy', 1)
    this.#budget.left -= LINE_PIECE
    test.left[way] -= 1
  }

  piece(): Buffer {
    return this.#piece
  }

  /** Idempotent. The caller is done, so that the next one need not wait. */
  end(id: string): void {
    this.#end(id)
  }

  #media(): Promise<MediaRoom> {
    if (this.#room !== null) return this.#room
    const made: Promise<MediaRoom> = this.#sfu.createRoom({
      speaker: () => undefined,
      levels: () => undefined,
      bitrateExceeded: () => undefined,
      died: () => this.#forget(made),
    })
    made.catch(() => this.#forget(made))
    this.#room = made
    return made
  }

  /** The worker has died, or there was none. */
  #forget(room: Promise<MediaRoom>): void {
    if (this.#room !== room) return
    this.#room = null
    for (const id of this.#tests.keys()) this.#end(id)
  }

  #end(id: string): void {
    const test = this.#tests.get(id)
    if (test === undefined) return
    this.#tests.delete(id)
    clearTimeout(test.timer)
    test.peer.close()
    if (this.#tests.size > 0 || this.#opening.length > 0) return
    // The worker keeps nothing for tests while there are none.
    const room = this.#room
    this.#room = null
    room?.then((made) => made.close()).catch(() => {})
  }
}
