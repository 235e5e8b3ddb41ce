import type { types } from 'mediasoup-client'
import type { Ask } from '../signaling/socket.ts'
import type { Direction } from '#protocol/media.ts'
import { iceParametersOf } from './ortc.ts'

const DISCONNECTED_PATIENCE_MS = 1000
const RETRY_MS = [3000, 4000, 5000]
/**
 * Delay after a restart that did not reach the server or found it busy; it does not count as an
 * attempt.
 */
const UNREACHED_MS = 500

/**
 * Keeps one transport alive by restarting ICE when the network changes. If that does not help a
 * transport that once worked, `onBroken` requests a new session.
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

  /** Call on a network change, without waiting for the transport to notice. */
  restart(): void {
    if (this.#everConnected) this.#restartIn(0)
  }

  #changed(state: types.ConnectionState): void {
    if (state === 'connected') {
      this.#everConnected = true
      this.#tries = 0
      clearTimeout(this.#timer)
    }
    // A disconnection often heals within a second.
    else if (state === 'disconnected') this.#restartIn(DISCONNECTED_PATIENCE_MS)
    else if (state === 'failed') this.#restartIn(0)
  }

  #restartIn(ms: number): void {
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
      this.#restartIn(Math.max(UNREACHED_MS, (reply.error.retryAfter ?? 0) * 1000))
      return
    }
    this.#tries += 1
    if (reply.ok) {
      const iceParameters = iceParametersOf(reply.result.iceParameters)
      const { iceServers } = reply.result
      // Gather candidates with a TURN credential that has not expired.
      await this.#transport
        .updateIceServers({ iceServers })
        .then(() => this.#transport.restartIce({ iceParameters }))
        .catch(() => {})
    }
    if (this.#transport.closed) return
    this.#checkIn(wait ?? 5000)
  }

  /** Checks again later: if the restart changed nothing, the next one follows. */
  #checkIn(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (this.#transport.connectionState !== 'connected') void this.#restart()
      else this.#tries = 0
    }, ms)
  }
}
