import type { types } from 'mediasoup-client'
import type { Ask } from '../signaling/socket.ts'
import type { Direction } from '#protocol/media.ts'
import { iceParametersOf } from './ortc.ts'

const DISCONNECTED_PATIENCE_MS = 1000
const RETRY_MS = [3000, 4000, 5000]
/** The server was not reached, or had no time: that was no try. */
const UNREACHED_MS = 500

/**
 * Keeps one transport alive: restarts ICE when the network changed beneath it. When that does not
 * help a transport that once worked, `onBroken` asks for a whole new session.
 */
export class IceKeeper {
  readonly #transport: types.Transport
  readonly #direction: Direction
  readonly #ask: Ask
  readonly #onBroken: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #tries = 0
  #everConnected = false

  constructor(options: {
    transport: types.Transport
    direction: Direction
    ask: Ask
    onBroken: () => void
  }) {
    this.#transport = options.transport
    this.#direction = options.direction
    this.#ask = options.ask
    this.#onBroken = options.onBroken
    options.transport.on('connectionstatechange', (state) => this.#changed(state))
    options.transport.observer.on('close', () => clearTimeout(this.#timer))
  }

  /** The network changed: do not wait for the transport to notice. */
  restart(): void {
    if (this.#everConnected) this.#in(0)
  }

  #changed(state: types.ConnectionState): void {
    if (state === 'connected') {
      this.#everConnected = true
      this.#tries = 0
      clearTimeout(this.#timer)
    }
    // A disconnection often heals by itself within a second.
    else if (state === 'disconnected') this.#in(DISCONNECTED_PATIENCE_MS)
    else if (state === 'failed') this.#in(0)
  }

  #in(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#restart(), ms)
  }

  async #restart(): Promise<void> {
    const wait = RETRY_MS[this.#tries]
    if (wait === undefined && this.#everConnected) {
      this.#onBroken()
      return
    }
    const reply = await this.#ask('transport.restartIce', { direction: this.#direction })
    if (this.#transport.closed) return
    if (!reply.ok && reply.error.code === 'busy') {
      this.#in(Math.max(UNREACHED_MS, (reply.error.retryAfter ?? 0) * 1000))
      return
    }
    this.#tries += 1
    if (reply.ok) {
      const iceParameters = iceParametersOf(reply.result.iceParameters)
      const { iceServers } = reply.result
      // New paths are looked for with a credential that is still good.
      await this.#transport
        .updateIceServers({ iceServers })
        .then(() => this.#transport.restartIce({ iceParameters }))
        .catch(() => {})
    }
    if (this.#transport.closed) return
    this.#again(wait ?? 5000)
  }

  /** Looks again later: a restart that changed nothing is followed by the next. */
  #again(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (this.#transport.connectionState !== 'connected') void this.#restart()
      else this.#tries = 0
    }, ms)
  }
}
