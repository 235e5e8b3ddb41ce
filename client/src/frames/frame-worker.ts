import type { Expected, NewEpoch } from './group-keys.ts'
import type { FromWorker, Membership, PipeEvent, PipeOrder } from './messages.ts'
import type { ToWorker, TrackPlan } from './messages.ts'

/** A track that passes through the worker. */
export type Attached = {
  /**
   * Resolves when the worker has the track, and the keys of one that arrives: until then it must
   * count neither as sent nor as received. Rejects if it stopped.
   */
  ready: Promise<void>
  /** Nothing comes out of it from here on. To be called before its transport is closed. */
  close(): void
}

export type OnPipeEvent = (event: Exclude<PipeEvent, { type: 'ready' }>) => void

type Known = { hear: OnPipeEvent; ready: () => void; failed: (error: Error) => void }

const launch = () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })

/**
 * The page's end of the worker that seals and opens the frames of one member of a group. It starts
 * before there are keys: starting takes a tenth of a second, and tracks that arrive are negotiated
 * meanwhile.
 */
export class FrameWorker {
  /** For attach.ts. */
  readonly worker: Worker
  /** Resolves when the worker runs: a track that is handed to it earlier could be missed. */
  readonly started: Promise<void>
  readonly #onFailed: () => void
  readonly #pipes = new Map<number, Known>()
  #start: { done: () => void; failed: (error: Error) => void } | null = null
  #next = 0
  #stopped = false

  /**
   * @param onFailed every track has stopped, and was told so
   * @param worker for tests
   */
  constructor(onFailed: () => void, worker: Worker = launch()) {
    this.worker = worker
    this.#onFailed = onFailed
    this.started = new Promise((done, failed) => {
      this.#start = { done, failed }
    })
    // Perhaps nobody waits for it.
    this.started.catch(() => {})
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#hear(data))
    for (const type of ['error', 'messageerror']) worker.addEventListener(type, () => this.#fail())
  }

  /** Nothing goes through it any more: it was closed, or failed. */
  get stopped(): boolean {
    return this.#stopped
  }

  /** Once, before any epoch. */
  join(member: Membership): void {
    this.#say({ type: 'join', ...member })
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
    this.#stopped = true
    this.#start?.failed(new Error('closed'))
    for (const { failed } of this.#pipes.values()) failed(new Error('closed'))
    this.#pipes.clear()
    this.worker.terminate()
  }

  /** Whose frames arrive at a track, by the number that {@link add} gave it. */
  expect(id: number, expected: Expected): void {
    this.#say({ type: 'expect', id, expected })
  }

  /** For attach.ts: a number for a track, and what becomes of it. */
  add(plan: TrackPlan, hear: OnPipeEvent): { order: PipeOrder; attached: Attached } {
    const id = this.#next++
    const ready = new Promise<void>((resolve, reject) => {
      if (this.#stopped) reject(new Error('stopped'))
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
    if (message.type === 'started') return this.#start?.done()
    if (message.type === 'failed') return this.#fail()
    const known = this.#pipes.get(message.id)
    if (message.event.type === 'ready') return known?.ready()
    if (message.event.type === 'stopped') known?.failed(new Error('stopped'))
    known?.hear(message.event)
  }

  #fail(): void {
    if (this.#stopped) return
    this.#stopped = true
    this.#start?.failed(new Error('the worker failed'))
    for (const { hear, failed } of this.#pipes.values()) {
      failed(new Error('stopped'))
      hear({ type: 'stopped' })
    }
    this.#onFailed()
  }
}
