import type { Failure } from '../http/request.ts'

/** Maximum bytes queued during an outage, enough for several minutes. More could crash the page. */
const MOST = 64 * 1024 * 1024
const RETRY_MS = { first: 500, most: 5000 }
/** Errors that retrying cannot fix. */
const FINAL = new Set<Failure['code']>([
  'out_of_order',
  'recording_over',
  'recording_full',
  'too_large',
  'invalid_input',
])

export type OutboxDeps = {
  /** Sends piece `seq`; resolves with null once the server has it. */
  send(seq: number, piece: Uint8Array): Promise<Failure | null>
  wait(ms: number): Promise<void>
  /** Number of queued pieces, called on every change. */
  onBehind(pieces: number): void
  /** Pieces were given up. Later ones would leave a gap, so nothing more is sent. */
  onLost(): void
}

/**
 * Sends encrypted pieces to the server in order, retrying each until it has arrived. During an
 * outage the queue just grows.
 */
export class Outbox {
  readonly #deps: OutboxDeps
  readonly #queue: Uint8Array[] = []
  #next = 0
  #bytes = 0
  #sending: Promise<void> | null = null
  #over = false

  constructor(deps: OutboxDeps) {
    this.#deps = deps
  }

  add(piece: Uint8Array): void {
    if (this.#over) return
    this.#queue.push(piece)
    this.#bytes += piece.length
    if (this.#bytes > MOST) return this.#lose()
    this.#deps.onBehind(this.#queue.length)
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = null))
  }

  /** Resolves when everything has been sent or given up. */
  async empty(): Promise<void> {
    await this.#sending
  }

  /** Stops sending. */
  close(): void {
    this.#over = true
  }

  async #sendAll(): Promise<void> {
    let pause = RETRY_MS.first
    for (let piece = this.#queue[0]; piece && !this.#over; piece = this.#queue[0]) {
      const failure = await this.#deps.send(this.#next, piece)
      if (failure === null) {
        pause = RETRY_MS.first
        this.#queue.shift()
        this.#bytes -= piece.length
        this.#next += 1
        this.#deps.onBehind(this.#queue.length)
      } else if (FINAL.has(failure.code)) {
        this.#lose()
      } else {
        await this.#deps.wait(pause)
        pause = Math.min(pause * 2, RETRY_MS.most)
      }
    }
  }

  #lose(): void {
    if (this.#over) return
    this.#over = true
    this.#queue.length = 0
    this.#deps.onLost()
  }
}
