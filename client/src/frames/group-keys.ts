import { type Began, type Origin, EPOCHS, KEPT_MS, ReceivingKeys, SendingKeys } from './keyring.ts'
import type { FrameKind } from './payload.ts'
import { type Change, opening, sealing } from './pipes.ts'
import type { BaseKey } from './sframe.ts'
import { type Clock, Waiting } from './waiting.ts'

type Bytes = Uint8Array<ArrayBuffer>

/**
 * Whose frames are expected where they arrive. `since`: the first epoch in which this member had
 * this leaf; what an earlier holder of the leaf sealed is not theirs.
 */
export type Expected = Origin & { since: number }

export type NewEpoch = {
  number: number
  base: BaseKey
  how: Began
}

/**
 * The frame keys of one member of one group: its epochs, handed to all tracks. The keys of an
 * origin outlive its tracks: frames of one that comes back were not all forgotten, and cannot be
 * replayed.
 */
export class GroupKeys {
  readonly #group: Bytes
  readonly #clock: Clock
  readonly #sending: SendingKeys
  readonly #receiving = new Map<string, { expected: Expected; keys: ReceivingKeys }>()
  /** Oldest first, for tracks that begin later. */
  #epochs: { number: number; base: BaseKey; at: number }[] = []
  readonly #waiting: Waiting
  #ended = false

  constructor(group: Bytes, leaf: number, clock: Clock) {
    this.#group = group
    this.#clock = clock
    this.#waiting = new Waiting(clock)
    this.#sending = new SendingKeys(group, leaf)
  }

  /** @throws RangeError if the epoch is not newer than all before */
  begin({ number, base, how }: NewEpoch): void {
    if (this.#ended) return
    const now = this.#clock.now()
    this.#sending.begin(number, base, how, now)
    for (const { keys, expected } of this.#receiving.values())
      if (number >= expected.since) keys.begin(number, base, now)
    this.#epochs = [...this.#epochs, { number, base, at: now }].slice(-EPOCHS)
    // Timers may be early by a fraction.
    this.#clock.after(KEPT_MS + 1, () => this.#prune())
    this.#waiting.wake()
  }

  /** All others have the keys of an epoch. */
  reached(number: number): void {
    this.#sending.reached(number)
  }

  /** A member is gone: nothing of theirs is opened from here on. */
  left(leaf: number): void {
    for (const [name, known] of this.#receiving)
      if (known.expected.leaf === leaf) {
        known.keys.end()
        this.#receiving.delete(name)
      }
    this.#waiting.wake()
  }

  /** Nothing is sealed or opened from here on. */
  end(): void {
    this.#ended = true
    this.#sending.end()
    for (const { keys } of this.#receiving.values()) keys.end()
    this.#epochs = []
    this.#waiting.wake()
  }

  sealing(kind: FrameKind, source: number): Change {
    return sealing(this.#sending, { kind, source }, this.#clock)
  }

  /** @param onKeyFrameNeeded the decoder cannot go on without a key frame */
  opening(kind: FrameKind, expected: Expected, onKeyFrameNeeded: () => void): Change {
    const keys = this.#keysOf(expected)
    const changed = (ms: number) => this.#waiting.wait(ms)
    return opening({ keys, kind, changed, onKeyFrameNeeded }, this.#clock)
  }

  #keysOf(expected: Expected): ReceivingKeys {
    const { leaf, source, since } = expected
    const name = [leaf, source, since].join('/')
    const known = this.#receiving.get(name)
    if (known) return known.keys
    const keys = new ReceivingKeys(this.#group, { leaf, source })
    if (this.#ended) keys.end()
    for (const { number, base, at } of this.#epochs)
      if (number >= since) keys.begin(number, base, at)
    this.#receiving.set(name, { expected, keys })
    return keys
  }

  #prune(): void {
    const now = this.#clock.now()
    for (const { keys } of this.#receiving.values()) keys.prune(now)
    this.#epochs = this.#epochs.filter((_, n, all) => {
      const next = all[n + 1]
      return next === undefined || now - next.at < KEPT_MS
    })
  }
}
