/**
 * The server pings every second (`server/signaling/edge.ts`), so a connection that is silent for
 * longer is probably cut. Its own timeout takes 18 s, which is right for giving it up and too long
 * to leave people talking to nobody.
 */
export const SILENCE = {
  /** Milliseconds without a packet: one ping may be late by most of another. */
  afterMs: 1600,
  /**
   * Then once more this long: on a blocked page the timer fires before the packets that were waiting
   * with it.
   */
  againMs: 200,
} as const

type Listener = { silent(): void; heard(): void }

/** Tells when one connection falls silent, and when something arrives again. */
export class SilenceWatch {
  readonly #listener: Listener
  #timer: ReturnType<typeof setTimeout> | undefined
  #silent = false

  constructor(listener: Listener) {
    this.#listener = listener
  }

  /** Call for every packet, and once when the connection is up. */
  packet(): void {
    this.#wait(() => this.#wait(() => this.doubt(), SILENCE.againMs), SILENCE.afterMs)
    if (!this.#silent) return
    this.#silent = false
    this.#listener.heard()
  }

  /** Call if something else suggests that the connection is cut: only a packet proves otherwise. */
  doubt(): void {
    if (this.#silent) return
    this.#silent = true
    this.#listener.silent()
  }

  /** Idempotent; no listener is called afterwards. */
  stop(): void {
    clearTimeout(this.#timer)
  }

  #wait(then: () => void, milliseconds: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(then, milliseconds)
  }
}
