import type { types } from 'mediasoup-client'
import type { Direction } from '#protocol/media.ts'
import type { TrackId } from '#protocol/ids.ts'
import type { TrackView } from '#protocol/model.ts'
import type { MediaAccess } from '#protocol/snapshot.ts'
import type { Ask } from '../signaling/socket.ts'
import { reconnectDelay } from '../signaling/reconnect.ts'
import { deferred } from './deferred.ts'
import { BlockedWatch } from './blocked.ts'
import type { Blocked } from './blocked.ts'
import { loadDevice } from './device.ts'
import type { LoadDevice } from './device.ts'
import { IceKeeper } from './ice.ts'
import { watchQuality } from './connection-quality.ts'
import type { ConnectionQuality } from './connection-quality.ts'
import type { Strain } from './pictures.ts'
import type { CpuPressure } from './cpu-pressure.ts'
import { Receiver } from './receiver.ts'
import type { OnReceived } from './receiver.ts'
import { TrackPipes } from './sealing.ts'
import type { Sealing } from './sealing.ts'
import { Sender } from './sender.ts'
import { Refused, openTransport } from './transport.ts'

/**
 * Time for the receiving transport to connect first; enough on a short path, and no reason to delay
 * sending further on a long one.
 */
const RECEIVING_FIRST_MS = 400

export type SessionOptions = {
  media: MediaAccess
  ask: Ask
  /** Null: tracks are sent and played as they are. */
  sealing: Sealing | null
  onReceived: OnReceived
  onLine: (line: ConnectionQuality) => void
  onBlocked: (blocked: Blocked | null) => void
  /** `busy`: the processor is suspected. */
  onStrain: (strain: Strain, busy: boolean) => void
  onCpuPressure: (cpuPressure: CpuPressure) => void
  /** Only a new session can help. */
  onBroken: () => void
  /** This browser cannot hold a call, or failed to load the code for it. */
  onUnable: () => void
  /** For tests. */
  load?: LoadDevice
}

/**
 * All media of one snapshot: device, transports, sending and receiving. After an outage the server
 * starts from scratch, and so do we: a session is replaced, never repaired.
 */
export class MediaSession {
  readonly sender: Sender
  readonly #options: SessionOptions
  readonly #device: Promise<types.Device>
  readonly #receiver: Receiver
  readonly #pipes: TrackPipes
  readonly #blocked: BlockedWatch
  readonly #transports = new Map<Direction, Promise<types.Transport>>()
  readonly #opened: types.Transport[] = []
  readonly #keepers: IceKeeper[] = []
  #stopWatching: (() => void) | undefined
  /** Resolves when the receiving transport is connected, or there is nothing to receive. */
  readonly #received = deferred<void>()
  readonly #ending = deferred<void>()
  #closed = false

  constructor(options: SessionOptions) {
    this.#options = options
    this.#blocked = new BlockedWatch(options.onBlocked)
    this.#device = (options.load ?? loadDevice)(options.media.routerRtpCapabilities)
    this.#device.catch(() => {
      if (!this.#closed) options.onUnable()
    })
    this.#pipes = new TrackPipes(options.sealing, {
      unable: () => this.#closeAndTell(options.onUnable),
      stopped: () => this.#closeAndTell(options.onBroken),
    })
    this.sender = new Sender({
      ask: options.ask,
      device: this.#device,
      transport: () => this.#sending(),
      pipes: this.#pipes,
    })
    this.#receiver = new Receiver({
      ask: options.ask,
      transport: () => this.#transport('recv'),
      onReceived: options.onReceived,
      pipes: this.#pipes,
    })
    // Open the receiving transport at once; the sending one opens when there is something to send.
    this.#transport('recv').catch(() => {})
  }

  sync(tracks: TrackView[], heightOf: (id: TrackId) => number | null): void {
    this.#receiver.sync(tracks, heightOf)
    if (tracks.length === 0) this.#received.resolve()
  }

  show(id: TrackId, height: number | null): void {
    this.#receiver.show(id, height)
  }

  /** Statistics of the transports that are open (W3C webrtc-stats). */
  async stats(): Promise<Record<string, unknown>[]> {
    const transports = await Promise.all(this.#transports.values())
    const reports = await Promise.all(transports.map((transport) => transport.getStats()))
    return reports.flatMap((report) => [...report.values()])
  }

  /** Call when the network has changed. */
  restartIce(): void {
    for (const keeper of this.#keepers) keeper.restart()
  }

  /** Idempotent. Does not stop the local tracks. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#ending.resolve()
    this.#stopWatching?.()
    this.#pipes.close()
    this.#receiver.close()
    for (const transport of this.#opened) transport.close()
  }

  /**
   * Two negotiations and an encoder start at the same moment slow each other down. People want to
   * see first and be seen a moment later, so sending waits for receiving; but if receiving fails,
   * sending starts anyway. It does not start without keys.
   */
  async #sending(): Promise<types.Transport> {
    const [transport] = await Promise.all([
      this.#transport('send'),
      Promise.race([this.#received.promise, pause(RECEIVING_FIRST_MS), this.#ending.promise]),
      Promise.race([this.#pipes.sendable(), this.#ending.promise]),
    ])
    return transport
  }

  #transport(direction: Direction): Promise<types.Transport> {
    const opening = this.#transports.get(direction) ?? this.#open(direction)
    this.#transports.set(direction, opening)
    return opening
  }

  /**
   * Retries until the transport is open or the session is closed; a refusal here means the server
   * is busy.
   */
  async #open(direction: Direction): Promise<types.Transport> {
    const { ask, onBroken } = this.#options
    const device = await this.#device
    for (let attempt = 0; !this.#closed; attempt++) {
      try {
        const transport = await openTransport({
          direction,
          device,
          ask,
          settings: this.#pipes.settings,
          blocked: this.#blocked,
          onBroken: () => this.#broken(onBroken),
        })
        this.#watch(direction, transport)
        transport.on('produce', (event, done, fail) => void this.sender.announce(event, done, fail))
        return transport
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        // Racing with `#ending` releases callers on close, instead of after the pause.
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
    this.#opened.push(transport)
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

  #closeAndTell(tell: () => void): void {
    this.close()
    tell()
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
