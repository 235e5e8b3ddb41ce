import type { types } from 'mediasoup-client'
import type { Direction } from '#protocol/media.ts'
import type { TrackId } from '#protocol/ids.ts'
import type { TrackView } from '#protocol/model.ts'
import type { MediaAccess } from '#protocol/snapshot.ts'
import type { Ask } from '../signaling/socket.ts'
import { reconnectDelay } from '../signaling/reconnect.ts'
import { deferred } from './deferred.ts'
import { loadDevice } from './device.ts'
import type { LoadDevice } from './device.ts'
import { IceKeeper } from './ice.ts'
import { watchQuality } from './connection-quality.ts'
import type { ConnectionQuality } from './connection-quality.ts'
import type { Strain } from './pictures.ts'
import type { CpuPressure } from './cpu-pressure.ts'
import { Receiver } from './receiver.ts'
import type { OnReceived } from './receiver.ts'
import { Sender } from './sender.ts'
import { Refused, openTransport } from './transport.ts'

/** Longer than connecting takes on a near line; on a far one nobody waits for the other's sake. */
const RECEIVING_FIRST_MS = 400

export type SessionOptions = {
  media: MediaAccess
  ask: Ask
  onReceived: OnReceived
  onLine: (line: ConnectionQuality) => void
  onStrain: (strain: Strain) => void
  onCpuPressure: (cpuPressure: CpuPressure) => void
  /** Nothing helps any more but a new session. */
  onBroken: () => void
  /** This browser cannot hold a call, or did not get the code for it. */
  onUnable: () => void
  /** For tests. */
  load?: LoadDevice
}

/**
 * All media of one snapshot: device, transports, what is sent and what is received. After a break
 * the server begins anew, and so does this: a session is never repaired, it is replaced.
 */
export class MediaSession {
  readonly sender: Sender
  readonly #options: SessionOptions
  readonly #device: Promise<types.Device>
  readonly #receiver: Receiver
  readonly #transports = new Map<Direction, Promise<types.Transport>>()
  readonly #keepers: IceKeeper[] = []
  #stopWatching: (() => void) | undefined
  /** The others can be seen and heard, as far as there are any. */
  readonly #received = deferred<void>()
  readonly #ending = deferred<void>()
  #closed = false

  constructor(options: SessionOptions) {
    this.#options = options
    this.#device = (options.load ?? loadDevice)(options.media.routerRtpCapabilities)
    this.#device.catch(() => {
      if (!this.#closed) options.onUnable()
    })
    this.sender = new Sender({
      ask: options.ask,
      device: this.#device,
      transport: () => this.#sending(),
    })
    this.#receiver = new Receiver({
      ask: options.ask,
      transport: () => this.#transport('recv'),
      onReceived: options.onReceived,
    })
    // Receiving begins at once; sending when there is something to send, which is mostly now too.
    this.#transport('recv').catch(() => {})
  }

  sync(tracks: TrackView[], heightOf: (id: TrackId) => number | null): void {
    this.#receiver.sync(tracks, heightOf)
    if (tracks.length === 0) this.#received.resolve()
  }

  show(id: TrackId, height: number | null): void {
    this.#receiver.show(id, height)
  }

  /** Both transports' statistics (W3C webrtc-stats), as far as they are open. */
  async stats(): Promise<Record<string, unknown>[]> {
    const transports = await Promise.all(this.#transports.values())
    const reports = await Promise.all(transports.map((transport) => transport.getStats()))
    return reports.flatMap((report) => [...report.values()])
  }

  /** The network changed beneath us. */
  restartIce(): void {
    for (const keeper of this.#keepers) keeper.restart()
  }

  /** Idempotent. The own tracks live on. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#ending.resolve()
    this.#stopWatching?.()
    this.#receiver.close()
    for (const transport of this.#transports.values()) {
      transport.then((opened) => opened.close()).catch(() => {})
    }
  }

  /**
   * Two negotiations and the start of an encoder at the same moment hold each other up. People
   * want to see first and be seen a moment later; who cannot receive is not kept from sending.
   */
  async #sending(): Promise<types.Transport> {
    const [transport] = await Promise.all([
      this.#transport('send'),
      Promise.race([this.#received.promise, pause(RECEIVING_FIRST_MS), this.#ending.promise]),
    ])
    return transport
  }

  #transport(direction: Direction): Promise<types.Transport> {
    const opening = this.#transports.get(direction) ?? this.#open(direction)
    this.#transports.set(direction, opening)
    return opening
  }

  /** Tries until it is open or the session is over; a refusal here is the server being busy. */
  async #open(direction: Direction): Promise<types.Transport> {
    const { ask, onBroken } = this.#options
    const device = await this.#device
    for (let attempt = 0; !this.#closed; attempt++) {
      try {
        const transport = await openTransport({
          direction,
          device,
          ask,
          onBroken: () => this.#broken(onBroken),
        })
        this.#watch(direction, transport)
        transport.on('produce', (event, done, fail) => void this.sender.announce(event, done, fail))
        return transport
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        // Whoever waits for this transport is let go when the session ends, not when the pause does.
        await Promise.race([pause(reconnectDelay(attempt, Math.random())), this.#ending.promise])
      }
    }
    throw new Refused({ code: 'busy' })
  }

  #watch(direction: Direction, transport: types.Transport): void {
    if (this.#closed) {
      transport.close()
      return
    }
    this.#stopWatching ??= watchQuality(
      { stats: () => this.stats(), owners: () => this.#receiver.owners() },
      this.#options,
    )
    if (direction === 'recv')
      transport.on('connectionstatechange', (state) => {
        if (state === 'connected') this.#received.resolve()
      })
    const { ask, onBroken } = this.#options
    this.#keepers.push(
      new IceKeeper({ transport, direction, ask, onBroken: () => this.#broken(onBroken) }),
    )
  }

  #broken(tell: () => void): void {
    if (!this.#closed) tell()
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
