import { decodeHeader } from './header.ts'
import type { ReceivingKeys, SendingKeys, Unopened } from './keyring.ts'
import { type FrameKind, clearBytes, isKeyFrame, pad, unpad } from './payload.ts'
import { join } from './sframe.ts'
import { type Clock, Waiting } from './waiting.ts'

/**
 * What happens to the encoded frames of one track: those on their way out are sealed, those that
 * arrive are opened, and what cannot be sealed or opened goes no further. Browsers' own types are
 * not needed here, and time is given.
 */
type Bytes = Uint8Array<ArrayBuffer>

/** What browsers' encoded frames have in common. */
export type EncodedFrame = { data: ArrayBuffer }

/** A frame of an epoch that has not begun here waits for it this long at most, in milliseconds. */
export const EARLY_MS = 500
/** So many frames of a track may be in work or wait; more are dropped. Ten seconds of a voice. */
export const CROWD = 512
/** A key frame is asked for no more often than this, in milliseconds. */
export const ASK_MS = 1000

/** Why a frame went no further. */
export type Dropped = Unopened | 'no_key' | 'crowded'

/** Makes of a frame what goes on, or says why nothing does. Rejects if this can never work again. */
export type Change = (frame: Bytes) => Promise<Bytes | Dropped>

/** Seals the frames of one of this member's sources. */
export function sealing(
  keys: SendingKeys,
  { kind, source }: { kind: FrameKind; source: number },
  clock: Clock,
): Change {
  return async (frame) => {
    const length = clearBytes(kind, frame)
    const clear = frame.subarray(0, length)
    const rest = frame.subarray(length)
    const sealed = await keys.seal(source, kind === 'audio' ? pad(rest) : rest, clear, clock.now())
    if (!sealed) return 'no_key'
    const whole = join(clear, sealed)
    // A frame shorter than its own header: the receiver would take sealed bytes for clear ones.
    return clearBytes(kind, whole) === length ? whole : 'malformed'
  }
}

/** Where the keys for one origin come from, and when new ones came. */
export type Opening = {
  keys: ReceivingKeys
  kind: FrameKind
  /** Resolves when an epoch began, or after `ms`. */
  changed: (ms: number) => Promise<void>
  /** Only a key frame helps the decoder on, and it has to be asked for. */
  onKeyFrameNeeded: () => void
}

/** Opens the frames of one origin. */
export function opening({ keys, kind, changed, onKeyFrameNeeded }: Opening, clock: Clock): Change {
  const asking = askSeldom(onKeyFrameNeeded, clock)
  /** A frame that others build upon was lost. */
  let gap = false
  return async (frame) => {
    const opened = await open(frame, clock.now() + EARLY_MS)
    const isKey = isKeyFrame(kind, frame)
    const lost = typeof opened === 'string' && opened !== 'replayed'
    // Without its key a key frame is as good as lost; those after it are of no use either.
    if (kind === 'video' && (isKey ? lost : gap && !lost)) asking()
    if (lost) gap = true
    else if (isKey) gap = false
    return opened
  }

  async function open(frame: Bytes, until: number): Promise<Bytes | Unopened> {
    const length = clearBytes(kind, frame)
    const clear = frame.subarray(0, length)
    const sealed = frame.subarray(length)
    const kid = decodeHeader(sealed)?.header.key
    if (kid === undefined) return 'malformed'
    while (keys.isEarly(kid)) {
      const left = until - clock.now()
      if (left <= 0) return 'unknown_epoch'
      await changed(left)
    }
    const opened = await keys.open(sealed, kid, clear, clock.now())
    if (typeof opened === 'string') return opened
    return kind === 'audio' ? (unpad(opened)?.slice() ?? 'malformed') : join(clear, opened)
  }
}

/**
 * For the frames of a track of which it is not known yet whose they are: each waits as long as one of
 * an epoch to come, so that a track can be negotiated while its keys are on their way.
 */
export function unsettled(
  kind: FrameKind,
  clock: Clock,
  onKeyFrameNeeded: () => void,
): { change: Change; settle: (change: Change) => void } {
  let settled: Change | null = null
  let lost = false
  const waiting = new Waiting(clock)
  return {
    async change(frame) {
      if (!settled) await waiting.wait(EARLY_MS)
      if (settled) return settled(frame)
      lost = true
      return 'no_key'
    },
    settle(change) {
      settled = change
      waiting.wake()
      if (lost && kind === 'video') onKeyFrameNeeded()
    },
  }
}

/** Calls at once, and at most once within `ASK_MS`. */
function askSeldom(ask: () => void, clock: Clock): () => void {
  let last = Number.NEGATIVE_INFINITY
  return () => {
    if (clock.now() - last < ASK_MS) return
    last = clock.now()
    ask()
  }
}

export type PipeOptions<F extends EncodedFrame> = {
  change: Change
  /** Where changed frames go, in the order in which they came. */
  out: (frame: F) => Promise<void>
  onDropped: (why: Dropped) => void
  /** Nothing comes out any more: the change or `out` failed. */
  onStopped: () => void
}

/**
 * One track's way from `take` to `out`. Frames are changed side by side and leave in the order in
 * which they came. No frame leaves as it came: whatever fails, ends in nothing being sent.
 */
export class Pipe<F extends EncodedFrame> {
  readonly #options: PipeOptions<F>
  #last: Promise<void> = Promise.resolve()
  #inside = 0
  #closed = false

  constructor(options: PipeOptions<F>) {
    this.#options = options
  }

  take(frame: F): void {
    if (this.#closed) return
    if (this.#inside >= CROWD) return this.#options.onDropped('crowded')
    this.#inside += 1
    const changed = this.#options.change(new Uint8Array(frame.data))
    this.#last = Promise.all([changed, this.#last])
      .then(([result]) => this.#leave(frame, result))
      .catch(() => this.#stop())
      .finally(() => {
        this.#inside -= 1
      })
  }

  /** Nothing comes out from here on, also not what is inside. */
  close(): void {
    this.#closed = true
  }

  #leave(frame: F, result: Bytes | Dropped): void {
    if (this.#closed) return
    if (typeof result === 'string') return this.#options.onDropped(result)
    frame.data = result.buffer
    // Not waited for: a stream keeps the order itself.
    this.#options.out(frame).catch(() => this.#stop())
  }

  #stop(): void {
    if (this.#closed) return
    this.#closed = true
    this.#options.onStopped()
  }
}
