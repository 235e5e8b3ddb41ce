import { setImmediate as turn } from 'node:timers/promises'
import { GroupKeys } from './group-keys.ts'
import type { Expected } from './group-keys.ts'
import type { Began } from './keyring.ts'
import type { FrameKind } from './payload.ts'
import { type Change, type Dropped, type EncodedFrame, Pipe } from './pipes.ts'
import type { Clock } from './waiting.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** Resolves when the condition holds. WebCrypto takes its time, which no fake clock knows of. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await turn()
}

/** Time passes when a test says so. */
export class FakeClock implements Clock {
  #now = 0
  #timers: { at: number; ring: () => void }[] = []

  now(): number {
    return this.#now
  }

  after(ms: number, then: () => void): () => void {
    const timer = { at: this.#now + ms, ring: then }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer)
    }
  }

  async pass(ms: number): Promise<void> {
    const end = this.#now + ms
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
      if (!next) break
      this.#timers = this.#timers.filter((one) => one !== next)
      this.#now = next.at
      next.ring()
      await turn()
    }
    this.#now = end
  }
}

/** A pipe with what came out of it. */
export class Track {
  readonly out: Bytes[] = []
  readonly dropped: Dropped[] = []
  stopped = false
  #taken = 0
  readonly pipe: Pipe<EncodedFrame>

  constructor(change: Change, out: () => Promise<void> = () => Promise.resolve()) {
    this.pipe = new Pipe({
      change,
      out: ({ data }) => {
        this.out.push(new Uint8Array(data))
        return out()
      },
      onDropped: (why) => this.dropped.push(why),
      onStopped: () => {
        this.stopped = true
      },
    })
  }

  take(...frames: Uint8Array[]): void {
    this.#taken += frames.length
    for (const frame of frames) this.pipe.take({ data: frame.slice().buffer })
  }

  /** Resolves when every frame that was taken has gone on or was dropped. */
  async all(): Promise<void> {
    await until(() => this.stopped || this.out.length + this.dropped.length === this.#taken)
  }

  /** The frames that come out for these. */
  async pass(...frames: Uint8Array[]): Promise<Bytes[]> {
    const before = this.out.length
    this.take(...frames)
    await this.all()
    return this.out.slice(before)
  }
}

export const GROUP = Uint8Array.of(1, 2, 3)
/** A base key as a group would export it: another one for each epoch. */
export const baseOf = (epoch: number): Bytes => new Uint8Array(32).fill(epoch)

/** Two members of one group: leaf 5 sends, leaf 6 receives. */
export class Members {
  readonly clock = new FakeClock()
  readonly sender = new GroupKeys(GROUP, 5, this.clock)
  readonly receiver = new GroupKeys(GROUP, 6, this.clock)
  asked = 0

  begin(number: number, how: Began = 'remove'): void {
    const epoch = { number, base: baseOf(number), how }
    this.sender.begin(epoch)
    this.receiver.begin(epoch)
  }

  sending(kind: FrameKind, source = 1): Track {
    return new Track(this.sender.sealing(kind, source))
  }

  receiving(kind: FrameKind, expected: Partial<Expected> = {}, by = this.receiver): Track {
    const whose = { leaf: 5, source: 1, since: 0, ...expected }
    return new Track(by.opening(kind, whose, () => (this.asked += 1)))
  }
}
