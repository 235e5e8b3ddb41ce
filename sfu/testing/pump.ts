import assert from 'node:assert/strict'
import type { RtpEndpoint } from './endpoint.ts'
import { Vp8Stream } from './packets.ts'
import type { RtpStream } from './packets.ts'

export type Counted = { name: string; count: () => number }

/** Milliseconds per tick. */
const TICK = 5
/** Milliseconds before waiting for a condition fails. */
const PATIENCE = 120_000
/** Ticks between RTCP sender reports. */
const REPORT_EVERY = 40

type Waiting = {
  met: () => boolean
  resolve: () => void
  reject: (reason: Error) => void
  what: string
  until: number
}

/**
 * On each tick, sends a packet of every stream (or as many as its rate requires), answers key frame
 * requests, and checks the conditions that tests wait for.
 */
export class Pump {
  readonly #sending = new Map<RtpStream, RtpEndpoint>()
  readonly #answered = new Map<RtpStream, number>()
  /** For streams with a rate: packets due, including fractions. */
  readonly #due = new Map<RtpStream, number>()
  readonly #waiting = new Set<Waiting>()
  readonly #timer = setInterval(() => this.#tick(), TICK)
  #ticks = 0
  #lastTick = performance.now()
  sent = 0

  start(endpoint: RtpEndpoint, ...streams: RtpStream[]): void {
    for (const stream of streams) this.#sending.set(stream, endpoint)
  }

  halt(...streams: RtpStream[]): void {
    for (const stream of streams) {
      this.#sending.delete(stream)
      this.#due.delete(stream)
    }
  }

  /** Stops sending from this endpoint. */
  drop(endpoint: RtpEndpoint): void {
    for (const [stream, sender] of this.#sending) if (sender === endpoint) this.halt(stream)
  }

  /** Stops all sending. */
  clear(): void {
    this.#sending.clear()
  }

  /** Rejects with `what` if the condition is not met in time. */
  until(what: string, met: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.add({ met, resolve, reject, what, until: performance.now() + PATIENCE })
    })
  }

  more({ name, count }: Counted, packets: number): Promise<void> {
    const goal = count() + packets
    return this.until(`${name}: ${packets} more packets`, () => count() >= goal)
  }

  /**
   * Absence can only be shown relative to something present: this stream has stopped while the
   * other continues. The first packets may already have been in flight.
   */
  async stopped(watched: Counted, other: Counted): Promise<void> {
    await this.more(other, 10)
    const before = watched.count()
    await this.more(other, 60)
    assert.equal(watched.count(), before, `${watched.name} must have stopped`)
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #tick(): void {
    this.#ticks += 1
    const now = performance.now()
    const seconds = (now - this.#lastTick) / 1000
    this.#lastTick = now
    for (const [stream, endpoint] of this.#sending) {
      this.#report(stream, endpoint)
      for (let n = this.#count(stream, seconds); n > 0; n -= 1) {
        endpoint.send(stream.next())
        this.sent += 1
      }
    }
    for (const waiting of this.#waiting) this.#look(waiting)
  }

  /** Packets to send now, including those a late tick has delayed. */
  #count(stream: RtpStream, seconds: number): number {
    if (stream.rate === undefined) return 1
    const due = (this.#due.get(stream) ?? Math.random()) + stream.rate * seconds
    this.#due.set(stream, due % 1)
    return Math.floor(due)
  }

  #report(stream: RtpStream, endpoint: RtpEndpoint): void {
    if (!(stream instanceof Vp8Stream) || stream.rate === 0) return
    const requests = endpoint.keyFrameRequests.get(stream.ssrc) ?? 0
    if (requests > (this.#answered.get(stream) ?? 0)) stream.keyFrame()
    this.#answered.set(stream, requests)
    if (this.#ticks % REPORT_EVERY === 0) endpoint.send(stream.senderReport(Date.now()))
  }

  #look(waiting: Waiting): void {
    if (waiting.met()) waiting.resolve()
    else if (performance.now() > waiting.until) waiting.reject(new Error(`never: ${waiting.what}`))
    else return
    this.#waiting.delete(waiting)
  }
}
