import { ortc } from 'mediasoup'
import type { types as mediasoup } from 'mediasoup'
import { MAX_SUBSCRIPTIONS, ROUTER_CODECS, checkPublish } from './codecs.ts'
import { MediaError } from './types.ts'
import type {
  Direction,
  MediaPeer,
  MediaRoom,
  MediaRoomEvents,
  PublishOptions,
  Sfu,
  SubscriptionOffer,
  TrackSource,
  TransportOffer,
  VoiceLevel,
  WorkerLoad,
} from './types.ts'

/**
 * The port in memory, for tests of everything above it. Ids are sequential, so runs are repeatable.
 * State that `MediaRoom` and `MediaPeer` hide can be inspected here.
 */
export class FakeSfu implements Sfu {
  /** Open rooms, oldest first. */
  readonly rooms: FakeRoom[] = []
  closed = false
  #lastId = 0
  #gate: Promise<void> = Promise.resolve()

  async createRoom(events: MediaRoomEvents): Promise<FakeRoom> {
    await this.gate
    if (this.closed) throw new MediaError('closed')
    const room = new FakeRoom(this, events)
    this.rooms.push(room)
    return room
  }

  load(): WorkerLoad[] {
    if (this.closed) return []
    const people = this.rooms.flatMap((room) => [...room.peers.values()])
    const sum = { peers: people.length, transports: 0, producers: 0, consumers: 0 }
    for (const { transports, tracks, subscriptions } of people) {
      sum.transports += transports.size
      sum.producers += tracks.size
      sum.consumers += subscriptions.size
    }
    return [{ index: 0, pid: 1, rooms: this.rooms.length, ...sum, bitrate: { in: 0, out: 0 } }]
  }

  async answers(): Promise<boolean> {
    return !this.closed
  }

  async close(): Promise<void> {
    this.closed = true
    for (const room of this.rooms.slice()) room.close()
  }

  /** Blocks all asynchronous work until the returned function is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#gate = promise
    return resolve
  }

  get gate(): Promise<void> {
    return this.#gate
  }

  /** A UUID, like mediasoup's ids. */
  nextId(): string {
    this.#lastId += 1
    return `00000000-0000-4000-8000-${String(this.#lastId).padStart(12, '0')}`
  }
}

export class FakeRoom implements MediaRoom {
  readonly rtpCapabilities = ortc.generateRouterRtpCapabilities(structuredClone(ROUTER_CODECS))
  readonly peers = new Map<string, FakePeer>()
  closed = false
  /** What was carried last; null: every voice. */
  carried: ReadonlySet<string> | null = null
  readonly sfu: FakeSfu
  readonly #events: MediaRoomEvents

  constructor(sfu: FakeSfu, events: MediaRoomEvents) {
    this.sfu = sfu
    this.#events = events
  }

  /** Every track in the room, with its owner's id. */
  get tracks(): FakeTrack[] {
    return this.peers
      .values()
      .flatMap(({ tracks }) => tracks.values())
      .toArray()
  }

  createPeer(id: string): FakePeer {
    if (this.closed) throw new MediaError('closed')
    if (this.peers.has(id)) throw new MediaError('too_many')
    const peer = new FakePeer(id, this)
    this.peers.set(id, peer)
    return peer
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    for (const peer of this.peers.values()) peer.close()
    this.sfu.rooms.splice(this.sfu.rooms.indexOf(this), 1)
  }

  carry(voices: ReadonlySet<string> | null): void {
    this.carried = voices
  }

  /** Simulates the SFU detecting this speaker. */
  speak(peerId: string | null): void {
    this.#events.speaker(peerId)
  }

  /** Simulates a measurement of the voices, loudest first. */
  measure(levels: readonly VoiceLevel[]): void {
    this.#events.levels(levels)
  }

  /** Simulates a track that exceeds its bitrate. */
  bitrateExceeded(trackId: string): void {
    const track = this.tracks.find(({ id }) => id === trackId)
    if (track !== undefined) this.#events.bitrateExceeded(track.owner, trackId)
  }

  /** Simulates a crash of the worker. */
  die(): void {
    if (this.closed) return
    this.close()
    this.#events.died()
  }
}

export type FakeTransport = {
  id: string
  connected: boolean
  iceRestarts: number
  /** Sources with a publish in progress; they count as taken. */
  making: Set<TrackSource>
}
export type FakeTrack = {
  id: string
  owner: string
  source: TrackSource
  kind: mediasoup.MediaKind
  paused: boolean
  rtpParameters: mediasoup.RtpParameters
}
export type FakeSubscription = {
  id: string
  shown: boolean
  height: number | undefined
  /** How often a key frame was asked for. */
  keyFrames: number
}

export class FakePeer implements MediaPeer {
  readonly id: string
  readonly transports = new Map<Direction, FakeTransport>()
  /** By id. */
  readonly tracks = new Map<string, FakeTrack>()
  /** By track id. */
  readonly subscriptions = new Map<string, FakeSubscription>()
  closed = false
  readonly #room: FakeRoom
  readonly #attempts = { send: 0, recv: 0 }
  #codecs: mediasoup.RtpCodecCapability[] = []
  readonly #subscribing = new Map<string, symbol>()

  constructor(id: string, room: FakeRoom) {
    this.id = id
    this.#room = room
  }

  /** Whether the track's packets would reach this peer now. */
  receives(trackId: string): boolean {
    const track = this.#room.tracks.find(({ id }) => id === trackId)
    if (track === undefined || track.paused || !this.subscriptions.get(trackId)?.shown) return false
    return track.source !== 'microphone' || this.#room.carried?.has(trackId) !== false
  }

  async openTransport(
    direction: Direction,
    rtpCapabilities?: mediasoup.RtpCapabilities,
  ): Promise<TransportOffer> {
    this.#assertOpen()
    if (direction === 'recv' && rtpCapabilities?.codecs === undefined) {
      throw new MediaError('incompatible')
    }
    this.#drop(direction)
    const attempt = (this.#attempts[direction] += 1)
    await this.#settled(() => attempt === this.#attempts[direction])
    const id = this.#room.sfu.nextId()
    const transport = { id, connected: false, iceRestarts: 0, making: new Set<TrackSource>() }
    this.transports.set(direction, transport)
    if (direction === 'recv') this.#codecs = rtpCapabilities?.codecs ?? []
    return {
      id: transport.id,
      iceParameters: iceParameters(transport),
      iceCandidates: ICE_CANDIDATES,
      dtlsParameters: {
        role: 'auto',
        fingerprints: [{ algorithm: 'sha-256', value: FINGERPRINT }],
      },
    }
  }

  async connectTransport(
    direction: Direction,
    dtlsParameters: mediasoup.DtlsParameters,
  ): Promise<void> {
    const transport = this.#opened(direction)
    if (transport.connected || dtlsParameters.fingerprints.length === 0) {
      throw new MediaError('incompatible')
    }
    transport.connected = true
    await this.#settled(() => this.transports.get(direction) === transport)
  }

  async restartIce(direction: Direction): Promise<mediasoup.IceParameters> {
    const transport = this.#opened(direction)
    transport.iceRestarts += 1
    await this.#settled(() => this.transports.get(direction) === transport)
    return iceParameters(transport)
  }

  async publish(options: PublishOptions): Promise<string> {
    const transport = this.#opened('send')
    const kind = checkPublish(options)
    const { source, paused, rtpParameters } = options
    const taken = [...this.tracks.values()].some((track) => track.source === source)
    if (taken || transport.making.has(source)) throw new MediaError('too_many')
    transport.making.add(source)
    await this.#settled(() => this.transports.get('send') === transport)
    transport.making.delete(source)
    const id = this.#room.sfu.nextId()
    this.tracks.set(id, { id, owner: this.id, source, kind, paused, rtpParameters })
    return id
  }

  async pauseTrack(trackId: string, paused: boolean): Promise<void> {
    this.#opened('send')
    const track = this.tracks.get(trackId)
    if (track === undefined) throw new MediaError('no_track')
    await this.#settled()
    if (!this.tracks.has(trackId)) throw new MediaError('no_track')
    track.paused = paused
  }

  closeTrack(trackId: string): void {
    if (!this.tracks.delete(trackId)) return
    for (const { subscriptions } of this.#room.peers.values()) subscriptions.delete(trackId)
  }

  async subscribe(trackId: string): Promise<SubscriptionOffer> {
    this.#opened('recv')
    const track = this.#room.tracks.find(({ id }) => id === trackId)
    if (track === undefined) throw new MediaError('no_track')
    const count = this.subscriptions.size + this.#subscribing.size
    const taken = this.subscriptions.has(trackId) || this.#subscribing.has(trackId)
    if (taken || count >= MAX_SUBSCRIPTIONS) throw new MediaError('too_many')
    if (!this.#codecs.some(({ kind }) => kind === track.kind)) throw new MediaError('incompatible')
    const token = Symbol(trackId)
    this.#subscribing.set(trackId, token)
    await this.#settled(() => this.#subscribing.get(trackId) === token || !this.#exists(trackId))
    this.#subscribing.delete(trackId)
    if (!this.#exists(trackId)) throw new MediaError('no_track')
    const id = this.#room.sfu.nextId()
    this.subscriptions.set(trackId, { id, shown: false, height: undefined, keyFrames: 0 })
    return { id, kind: track.kind, rtpParameters: track.rtpParameters }
  }

  async show(trackId: string, shown: boolean, height?: number): Promise<void> {
    Object.assign(await this.#subscribed(trackId), { shown, height })
  }

  async requestKeyFrame(trackId: string): Promise<void> {
    const subscription = await this.#subscribed(trackId)
    subscription.keyFrames += 1
  }

  async #subscribed(trackId: string): Promise<FakeSubscription> {
    this.#opened('recv')
    const subscription = this.subscriptions.get(trackId)
    if (subscription === undefined) throw new MediaError('no_track')
    await this.#settled()
    if (this.subscriptions.get(trackId) !== subscription) throw new MediaError('no_track')
    return subscription
  }

  unsubscribe(trackId: string): void {
    this.#subscribing.delete(trackId)
    this.subscriptions.delete(trackId)
  }

  unsubscribeAll(): void {
    this.#subscribing.clear()
    this.subscriptions.clear()
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    this.#drop('send')
    this.#drop('recv')
    this.#room.peers.delete(this.id)
  }

  #drop(direction: Direction): void {
    this.transports.delete(direction)
    if (direction === 'recv') {
      this.#subscribing.clear()
      this.subscriptions.clear()
    } else for (const trackId of this.tracks.keys()) this.closeTrack(trackId)
  }

  #assertOpen(): void {
    if (this.closed) throw new MediaError('closed')
  }

  #opened(direction: Direction): FakeTransport {
    this.#assertOpen()
    const transport = this.transports.get(direction)
    if (transport === undefined) throw new MediaError('no_transport')
    return transport
  }

  #exists(trackId: string): boolean {
    return this.#room.tracks.some(({ id }) => id === trackId)
  }

  async #settled(stillStands: () => boolean = () => true): Promise<void> {
    await this.#room.sfu.gate
    if (this.closed || !stillStands()) throw new MediaError('closed')
  }
}

const FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':')

const ICE_CANDIDATES: mediasoup.IceCandidate[] = [
  {
    foundation: 'udpcandidate',
    priority: 1_076_302_079,
    ip: '127.0.0.1',
    address: '127.0.0.1',
    protocol: 'udp',
    port: 9,
    type: 'host',
  },
]

function iceParameters({ id, iceRestarts }: FakeTransport): mediasoup.IceParameters {
  return { usernameFragment: `${id}-${iceRestarts}`, password: 'fake', iceLite: true }
}
