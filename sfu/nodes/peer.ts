import type { types as mediasoup } from 'mediasoup'
import { MediaError } from '../types.ts'
import type {
  Direction,
  MediaPeer,
  PublishOptions,
  SubscriptionOffer,
  TrackSource,
  TransportOffer,
} from '../types.ts'
import type { Part } from './part.ts'
import type { PeerMethod } from './wire.ts'

/** What peers use of their room. */
export type RemotePeerRoom = {
  /** Calls are serialized, so that each sees the ones before. */
  place(node: string | undefined): Promise<Part>
  addTrack(id: string, owner: string, source: TrackSource, part: Part): void
  dropTrack(id: string): void
  /** Makes a track available in a part; resolves at once where there is no such track. */
  bring(trackId: string, to: Part): Promise<void>
  removePeer(peer: RemotePeer): void
}

/** One person's media on the node where they are placed. */
export class RemotePeer implements MediaPeer {
  readonly id: string
  readonly #room: RemotePeerRoom
  readonly #node: string | undefined
  #placed: Promise<Part> | undefined
  /** Set once the node has the peer. */
  #part: Part | undefined
  readonly #published = new Set<string>()
  /** Subscriptions whose track is still on its way to this person's node. */
  readonly #coming = new Set<string>()
  #closed = false

  constructor(id: string, room: RemotePeerRoom, node: string | undefined) {
    this.id = id
    this.#node = node
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
    // The node closes them with the transport before.
    if (direction === 'send') this.#dropTracks()
    await this.#place()
    return this.#ask('openTransport', direction, rtpCapabilities) as Promise<TransportOffer>
  }

  async connectTransport(
    direction: Direction,
    dtlsParameters: mediasoup.DtlsParameters,
  ): Promise<void> {
    await this.#ask('connectTransport', direction, dtlsParameters)
  }

  restartIce(direction: Direction): Promise<mediasoup.IceParameters> {
    return this.#ask('restartIce', direction) as Promise<mediasoup.IceParameters>
  }

  async publish(options: PublishOptions): Promise<string> {
    const id = (await this.#ask('publish', options)) as string
    this.#published.add(id)
    if (this.#part) this.#room.addTrack(id, this.id, options.source, this.#part)
    return id
  }

  async pauseTrack(trackId: string, paused: boolean): Promise<void> {
    await this.#ask('pauseTrack', trackId, paused)
  }

  closeTrack(trackId: string): void {
    if (!this.#published.delete(trackId)) return
    this.#tell('closeTrack', trackId)
    this.#room.dropTrack(trackId)
  }

  async subscribe(trackId: string): Promise<SubscriptionOffer> {
    const part = this.#onPart()
    if (this.#coming.has(trackId)) throw new MediaError('too_many')
    this.#coming.add(trackId)
    try {
      await this.#room.bring(trackId, part)
      if (!this.#coming.has(trackId)) throw new MediaError('closed')
    } finally {
      this.#coming.delete(trackId)
    }
    return this.#ask('subscribe', trackId) as Promise<SubscriptionOffer>
  }

  async show(trackId: string, shown: boolean, height?: number): Promise<void> {
    await this.#ask('show', trackId, shown, height)
  }

  async requestKeyFrame(trackId: string): Promise<void> {
    await this.#ask('requestKeyFrame', trackId)
  }

  unsubscribe(trackId: string): void {
    this.#coming.delete(trackId)
    this.#tell('unsubscribe', trackId)
  }

  unsubscribeAll(): void {
    this.#coming.clear()
    this.#tell('unsubscribeAll')
  }

  close(): void {
    if (this.#closed) return
    this.#tell('close')
    this.#closed = true
    this.#coming.clear()
    this.#dropTracks()
    this.#placed?.then((part) => (part.peers -= 1)).catch(() => {})
    this.#room.removePeer(this)
  }

  /** Both transports are on one node, so that each track crosses once. */
  async #place(): Promise<void> {
    this.#placed ??= this.#room.place(this.#node).catch((error: unknown) => {
      this.#placed = undefined
      throw error
    })
    const part = await this.#placed
    this.#assertOpen()
    if (this.#part === part) return
    this.#part = part
    part.createPeer(this.id)
  }

  #dropTracks(): void {
    for (const id of this.#published) this.#room.dropTrack(id)
    this.#published.clear()
  }

  #assertOpen(): void {
    if (this.#closed) throw new MediaError('closed')
  }

  #onPart(): Part {
    this.#assertOpen()
    if (this.#part === undefined) throw new MediaError('no_transport')
    return this.#part
  }

  async #ask(what: PeerMethod, ...args: unknown[]): Promise<unknown> {
    const result = await this.#onPart().askPeer(this.id, what, args)
    this.#assertOpen()
    return result
  }

  #tell(what: PeerMethod, ...args: unknown[]): void {
    // A peer that was never placed has nothing to end.
    if (!this.#closed) void this.#part?.askPeer(this.id, what, args).catch(() => {})
  }
}
