import { ortc } from 'mediasoup'
import type { types as mediasoup } from 'mediasoup'
import { refusal, whileOpen } from './guard.ts'
import { ReceivingSide } from './receive.ts'
import type { PeerRoom } from './peer-room.ts'
import { SendingSide } from './send.ts'
import { MediaError } from './types.ts'
import type {
  Direction,
  MediaPeer,
  PublishOptions,
  SubscriptionOffer,
  TransportOffer,
} from './types.ts'
import type { RoomRouter } from './workers.ts'

type Sides = { send?: SendingSide; recv?: ReceivingSide }

/** One person's media: a transport in each direction and what runs over it. */
export class Peer implements MediaPeer {
  readonly id: string
  readonly #room: PeerRoom
  #placed: Promise<RoomRouter> | undefined
  readonly #sides: Sides = {}
  /** Number of open calls per direction: of two concurrent calls, the later one wins. */
  readonly #attempts: Record<Direction, number> = { send: 0, recv: 0 }
  #closed = false

  constructor(id: string, room: PeerRoom) {
    this.id = id
    this.#room = room
  }

  get closed(): boolean {
    return this.#closed
  }

  async openTransport(
    direction: Direction,
    rtpCapabilities?: mediasoup.RtpCapabilities,
  ): Promise<TransportOffer> {
    this.#assertOpen()
    const capabilities = direction === 'recv' ? checked(rtpCapabilities) : undefined
    this.#sides[direction]?.close()
    const attempt = (this.#attempts[direction] += 1)
    const superseded = () => this.#closed || attempt !== this.#attempts[direction]
    try {
      const router = await this.#place()
      if (superseded()) throw new MediaError('closed')
      const transport = await router.createTransport()
      if (superseded()) {
        transport.close()
        throw new MediaError('closed')
      }
      this.#listen(transport, direction)
      if (capabilities === undefined) {
        this.#sides.send = new SendingSide(this.id, this.#room, router, transport)
      } else {
        this.#sides.recv = new ReceivingSide(this.#room, router, transport, capabilities)
      }
      const { id, iceParameters, iceCandidates, dtlsParameters } = transport
      return { id, iceParameters, iceCandidates, dtlsParameters }
    } catch (error) {
      throw superseded() ? new MediaError('closed') : error
    }
  }

  async connectTransport(
    direction: Direction,
    dtlsParameters: mediasoup.DtlsParameters,
  ): Promise<void> {
    const { transport } = this.#opened(direction)
    await whileOpen(transport, transport.connect({ dtlsParameters }), refusal(this.#room.log))
  }

  async restartIce(direction: Direction): Promise<mediasoup.IceParameters> {
    const { transport } = this.#opened(direction)
    return whileOpen(transport, transport.restartIce())
  }

  async publish(options: PublishOptions): Promise<string> {
    return this.#opened('send').publish(options)
  }

  async pauseTrack(trackId: string, paused: boolean): Promise<void> {
    await this.#opened('send').pause(trackId, paused)
  }

  closeTrack(trackId: string): void {
    this.#sides.send?.closeTrack(trackId)
  }

  async subscribe(trackId: string): Promise<SubscriptionOffer> {
    const side = this.#opened('recv')
    const track = this.#room.track(trackId)
    if (track === undefined) throw new MediaError('no_track')
    return side.subscribe(track)
  }

  async show(trackId: string, shown: boolean, height?: number): Promise<void> {
    await this.#opened('recv').show(trackId, shown, height)
  }

  async requestKeyFrame(trackId: string): Promise<void> {
    await this.#opened('recv').requestKeyFrame(trackId)
  }

  unsubscribe(trackId: string): void {
    this.#sides.recv?.unsubscribe(trackId)
  }

  unsubscribeAll(): void {
    this.#sides.recv?.unsubscribeAll()
  }

  /** When this returns, the close request is in the worker's channel ahead of any later request. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#sides.send?.close()
    this.#sides.recv?.close()
    this.#placed?.then((router) => (router.peers -= 1)).catch(() => {})
    this.#room.removePeer(this)
  }

  /** Called by the room when other voices are carried than before. */
  followCarried(): void {
    this.#sides.recv?.followCarried()
  }

  /** Called by the room when a track this peer may be subscribed to has ended. */
  forget(trackId: string): void {
    this.#sides.recv?.forget(trackId)
  }

  /** Transport-level failures are only visible in the log. */
  #listen(transport: mediasoup.WebRtcTransport, direction: Direction): void {
    const about = { participant: this.id, direction }
    transport.on('icestatechange', (state) => {
      if (state === 'disconnected') this.#room.log.info(about, 'media transport disconnected')
    })
    transport.on('dtlsstatechange', (state) => {
      if (state === 'failed') this.#room.log.warn(about, 'media transport failed')
    })
  }

  /** Both transports share one router, so each track needs only one pipe to reach this peer. */
  #place(): Promise<RoomRouter> {
    this.#placed ??= this.#room.place().catch((error: unknown) => {
      this.#placed = undefined
      throw error
    })
    return this.#placed
  }

  #assertOpen(): void {
    if (this.#closed) throw new MediaError('closed')
  }

  #opened<D extends Direction>(direction: D): NonNullable<Sides[D]> {
    this.#assertOpen()
    const side = this.#sides[direction]
    if (side === undefined || side.transport.closed) throw new MediaError('no_transport')
    return side
  }
}

function checked(capabilities: mediasoup.RtpCapabilities | undefined): mediasoup.RtpCapabilities {
  if (capabilities?.codecs === undefined) throw new MediaError('incompatible')
  try {
    const own = structuredClone(capabilities)
    // Fills in missing fields and throws on invalid ones.
    ortc.validateAndNormalizeRtpCapabilities(own)
    return own
  } catch {
    throw new MediaError('incompatible')
  }
}
