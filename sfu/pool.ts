import { MediaError } from './types.ts'
import type { SfuOptions, WorkerLoad } from './types.ts'
import { MediaWorker } from './workers.ts'
import type { RoomRouter } from './workers.ts'

/** Milliseconds before a failed worker start is retried; doubles up to the maximum. */
const RETRY_FIRST = 1000
const RETRY_MAX = 30_000
/** Milliseconds between traffic measurements. */
const MEASURED_EVERY = 5000

/** Keeps a fixed number of workers running; a worker that dies is replaced on the same port. */
export class WorkerPool {
  readonly #options: SfuOptions
  readonly #workers = new Map<number, MediaWorker>()
  readonly #starting = new Map<number, Promise<void>>()
  readonly #retries = new Set<NodeJS.Timeout>()
  readonly #onDeath: (worker: MediaWorker) => void
  readonly #timer = setInterval(() => void this.#measure(), MEASURED_EVERY)
  #measuring = false
  #closed = false

  private constructor(options: SfuOptions, onDeath: (worker: MediaWorker) => void) {
    this.#options = options
    this.#onDeath = onDeath
    this.#timer.unref()
  }

  /** Throws, leaving nothing running, if any worker fails to start. */
  static async open(
    options: SfuOptions,
    onDeath: (worker: MediaWorker) => void,
  ): Promise<WorkerPool> {
    const pool = new WorkerPool(options, onDeath)
    const starts = Array.from({ length: options.workers }, (_, index) => pool.#start(index))
    const results = await Promise.allSettled(starts)
    const failure = results.find((result) => result.status === 'rejected')
    if (failure === undefined) return pool
    await pool.close()
    throw failure.reason
  }

  get load(): WorkerLoad[] {
    return this.#alive().map(({ load }) => load)
  }

  /** Workers being replaced do not count; false if none is running. */
  async answers(): Promise<boolean> {
    const all = await Promise.all(this.#alive().map((worker) => worker.answers()))
    return all.length > 0 && all.every(Boolean)
  }

  /**
   * A router on the least loaded worker that is not in `taken`; undefined if there is none. If no
   * worker is running, as right after the only one died, waits for one that is starting. Choosing
   * and reserving are one step, so that concurrent calls see each other.
   */
  async createRouter(taken: ReadonlySet<MediaWorker>): Promise<RoomRouter | undefined> {
    if (this.#alive().length === 0) await Promise.allSettled(this.#starting.values())
    if (this.#closed) throw new MediaError('closed')
    const [least] = this.#alive()
      .filter((worker) => !taken.has(worker))
      .sort((a, b) => a.weight - b.weight)
    return least?.createRouter()
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    for (const retry of this.#retries) clearTimeout(retry)
    await Promise.allSettled(this.#starting.values())
    await Promise.all(this.#workers.values().map((worker) => worker.close()))
  }

  /** A worker that hangs delays only the next measurement. */
  async #measure(): Promise<void> {
    if (this.#measuring) return
    this.#measuring = true
    await Promise.all(this.#alive().map((worker) => worker.measure()))
    this.#measuring = false
  }

  #alive(): MediaWorker[] {
    return [...this.#workers.values()].filter(({ alive }) => alive)
  }

  #start(index: number): Promise<void> {
    const starting = MediaWorker.start(this.#options, index)
      .then((worker) => this.#started(index, worker))
      .finally(() => this.#starting.delete(index))
    this.#starting.set(index, starting)
    return starting
  }

  #started(index: number, worker: MediaWorker): void {
    const { log } = this.#options
    this.#workers.set(index, worker)
    log.info({ worker: index, pid: worker.load.pid }, 'media worker started')
    worker.onDeath((reason) => {
      log.error(
        { worker: index, pid: worker.load.pid, reason: reason.message },
        'media worker died',
      )
      this.#workers.delete(index)
      // Before the rooms are notified, so that a room opened in response finds the new worker
      // starting.
      if (!this.#closed) this.#replace(index, RETRY_FIRST)
      this.#onDeath(worker)
    })
  }

  #replace(index: number, delay: number): void {
    this.#start(index).catch((error: unknown) => {
      if (this.#closed) return
      this.#options.log.error({ worker: index, error, retryIn: delay }, 'media worker not replaced')
      const retry = setTimeout(() => {
        this.#retries.delete(retry)
        this.#replace(index, Math.min(delay * 2, RETRY_MAX))
      }, delay).unref()
      this.#retries.add(retry)
    })
  }
}
