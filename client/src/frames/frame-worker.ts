import type { NewEpoch } from './group-keys.ts'
import type { FromWorker, Membership, PipeEvent, PipeOrder } from './messages.ts'
import type { ToWorker, TrackPlan } from './messages.ts'

/** A track that passes through the worker. */
export type Attached = {
  /** Resolves when the worker has the track: until then it must not count as sent. Rejects if it stopped. */
  ready: Promise<void>
  /** Nothing comes out of it from here on. To be called before its transport is closed. */
  close(): void
}

export type OnPipeEvent = (event: Exclude<PipeEvent, { type: 'ready' }>) => void

type Known = { hear: OnPipeEvent; ready: () => void; failed: (error: Error) => void }

const launch = () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })

/**
 * A worker that starts while the keys for it are still to come: starting takes a tenth of a second,
 * in which nobody would be seen or heard.
 */
export class EarlyWorker {
  #worker: Worker | null = null

  constructor() {
    try {
      const worker = launch()
      this.#worker = worker
      // Whoever takes it would wait for it in vain.
      for (const type of ['error', 'messageerror'])
        worker.addEventListener(type, () => this.close())
    } catch {
      // Told when it is needed.
    }
  }

  /** Once; afterwards, and if it failed, a new one. */
  take(): Worker {
    const worker = this.#worker ?? launch()
    this.#worker = null
    return worker
  }

  /** Ends it, if nobody has taken it. */
  close(): void {
    this.#worker?.terminate()
    this.#worker = null
  }
}

/** The page's end of the worker that seals and opens the frames of one member of a group. */
export class FrameWorker {
  /** For attach.ts. */
  readonly worker: Worker
  readonly #onFailed: () => void
  readonly #pipes = new Map<number, Known>()
  #joined: { done: () => void; failed: (error: Error) => void } | null = null
  #next = 0
  #failed = false

  private constructor(worker: Worker, onFailed: () => void) {
    this.worker = worker
    this.#onFailed = onFailed
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#hear(data))
    for (const type of ['error', 'messageerror']) worker.addEventListener(type, () => this.#fail())
  }

  /**
   * Resolves when the worker runs: a track that is handed to it earlier could be missed.
   *
   * @param onFailed every track has stopped, and was told so
   * @param worker for tests
   * @throws if the worker does not start
   */
  static async open(
    member: Membership,
    onFailed: () => void,
    worker: Worker = launch(),
  ): Promise<FrameWorker> {
    const opened = new FrameWorker(worker, onFailed)
    const joined = new Promise<void>((done, failed) => {
      opened.#joined = { done, failed }
    })
    opened.#say({ type: 'join', ...member })
    await joined
    return opened
  }

  /** An epoch began; its number must be greater than all before, or everything stops. */
  begin(epoch: NewEpoch): void {
    this.#say({ type: 'begin', ...epoch })
  }

  /** All others have the keys of an epoch. */
  reached(number: number): void {
    this.#say({ type: 'reached', number })
  }

  /** A member is gone: nothing of theirs is opened from here on. */
  left(leaf: number): void {
    this.#say({ type: 'left', leaf })
  }

  /** Nothing is sealed or opened from here on. */
  end(): void {
    this.#say({ type: 'end' })
  }

  /** Also ends the worker: every track stops. */
  close(): void {
    this.#failed = true
    for (const { failed } of this.#pipes.values()) failed(new Error('closed'))
    this.#pipes.clear()
    this.worker.terminate()
  }

  /** For attach.ts: a number for a track, and what becomes of it. */
  add(plan: TrackPlan, hear: OnPipeEvent): { order: PipeOrder; attached: Attached } {
    const id = this.#next++
    const ready = new Promise<void>((resolve, reject) => {
      if (this.#failed) reject(new Error('stopped'))
      else this.#pipes.set(id, { hear, ready: resolve, failed: reject })
    })
    // Whoever does not wait for it hears `stopped`.
    ready.catch(() => {})
    const close = () => {
      this.#pipes.get(id)?.failed(new Error('closed'))
      this.#pipes.delete(id)
      this.#say({ type: 'close', id })
    }
    return { order: { ...plan, id }, attached: { ready, close } }
  }

  #say(message: ToWorker): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's postMessage takes no origin.
    this.worker.postMessage(message)
  }

  #hear(message: FromWorker): void {
    if (message.type === 'joined') return this.#joined?.done()
    if (message.type === 'failed') return this.#fail()
    const known = this.#pipes.get(message.id)
    if (message.event.type === 'ready') return known?.ready()
    if (message.event.type === 'stopped') known?.failed(new Error('stopped'))
    known?.hear(message.event)
  }

  #fail(): void {
    if (this.#failed) return
    this.#failed = true
    this.#joined?.failed(new Error('the worker failed'))
    for (const { hear, failed } of this.#pipes.values()) {
      failed(new Error('stopped'))
      hear({ type: 'stopped' })
    }
    this.#onFailed()
  }
}
