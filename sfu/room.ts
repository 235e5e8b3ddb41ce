import type { types as mediasoup } from 'mediasoup'
import { BitrateWatch } from './bitrate-watch.ts'
import type { PeerRoom } from './peer-room.ts'
import { Relays } from './relay.ts'
import type { RelayEnd, RelayedTrack, RoomPart } from './relay.ts'
import { Peer } from './peer.ts'
import type { WorkerPool } from './pool.ts'
import { SpeakerWatch } from './speaker.ts'
import type { TrackLevel } from './speaker.ts'
import { Track } from './track.ts'
import { MediaError } from './types.ts'
import type { MediaRoomEvents, SfuLog, SfuOptions } from './types.ts'
import type { MediaWorker, RoomRouter } from './workers.ts'

/**
 * One meeting's media. A room starts on one worker, its home, and spreads to others when it
 * outgrows it; tracks are then piped where they are needed. If any of its workers dies, the whole
 * room closes: everyone reconnecting at once is better than half a meeting that does not know the
 * other half is gone.
 *
 * The active speaker is measured only at home, to which every microphone is piped: dominance is
 * relative, so all voices must be compared in one place, and everyone hears them anyway.
 */
export class Room implements RoomPart, PeerRoom {
  readonly rtpCapabilities: mediasoup.RtpCapabilities
  readonly log: SfuLog
  readonly #pool: WorkerPool
  readonly #consumersPerWorker: number
  readonly #home: RoomRouter
  readonly #routers: RoomRouter[]
  readonly #relays: Relays
  readonly #events: MediaRoomEvents
  readonly #onClose: () => void
  readonly #peers = new Map<string, Peer>()
  readonly #tracks = new Map<string, Track>()
  readonly #bitrates = new BitrateWatch((track) =>
    this.#events.bitrateExceeded(track.owner, track.id),
  )
  #speaker: SpeakerWatch | undefined
  #placing: Promise<unknown> = Promise.resolve()
  /** [QOS5] The microphones that are forwarded; null: all. */
  #voices: ReadonlySet<string> | null = null
  #closed = false

  private constructor(
    pool: WorkerPool,
    home: RoomRouter,
    options: SfuOptions,
    events: MediaRoomEvents,
    onClose: () => void,
  ) {
    this.rtpCapabilities = home.router.rtpCapabilities
    this.log = options.log
    this.#pool = pool
    this.#consumersPerWorker = options.consumersPerWorker
    this.#relays = new Relays(home, options)
    this.#home = home
    this.#routers = [home]
    this.#events = events
    this.#onClose = onClose
  }

  static async open(
    pool: WorkerPool,
    options: SfuOptions,
    events: MediaRoomEvents,
    onClose: (room: Room) => void,
  ): Promise<Room> {
    const home = await pool.createRouter(new Set())
    if (home === undefined) throw new Error('no media worker is running')
    const room: Room = new Room(pool, home, options, events, () => onClose(room))
    try {
      room.#speaker = await SpeakerWatch.on(
        home.router,
        (trackId) => room.#speaks(trackId),
        (levels) => room.#measured(levels),
      )
      return room
    } catch (error) {
      room.#bitrates.close()
      home.router.close()
      throw error
    }
  }

  get closed(): boolean {
    return this.#closed
  }

  createPeer(id: string): Peer {
    if (this.#closed) throw new MediaError('closed')
    if (this.#peers.has(id)) throw new MediaError('too_many')
    const peer = new Peer(id, this)
    this.#peers.set(id, peer)
    return peer
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#bitrates.close()
    // One request per worker closes everything in it; the peers only update their state.
    for (const { router } of this.#routers) router.close()
    for (const peer of this.#peers.values()) peer.close()
    this.#onClose()
  }

  /** Called by the pool: closes the room if it used the dead worker. */
  workerDied(worker: MediaWorker): void {
    if (this.#closed || !this.#routers.some((router) => router.worker === worker)) return
    this.close()
    this.#events.died()
  }

  carry(voices: ReadonlySet<string> | null): void {
    this.#voices = voices
    for (const peer of this.#peers.values()) peer.followCarried()
  }

  // ---- the room's parts on other machines ----

  openRelay(part: string): Promise<RelayEnd> {
    return this.#relays.open(part)
  }

  connectRelay(part: string, end: RelayEnd): Promise<void> {
    return this.#relays.connect(part, end)
  }

  async relay(part: string, trackId: string): Promise<RelayedTrack> {
    const track = this.#tracks.get(trackId)
    if (track === undefined) throw new MediaError('no_track')
    await track.reach(this.#home)
    return this.#relays.send(part, track)
  }

  async receive(part: string, relayed: RelayedTrack): Promise<void> {
    const producer = await this.#relays.receive(part, relayed)
    const track = new Track(relayed.owner, relayed.source, producer, this.#home)
    this.#tracks.set(track.id, track)
    // Its bitrate is watched where it comes in.
    if (track.source === 'microphone') void this.#listenTo(track)
  }

  forgetTrack(trackId: string): void {
    const track = this.#tracks.get(trackId)
    if (track === undefined) return
    track.close()
    this.dropTrack(track)
  }

  // ---- for peers ----

  carries({ id, source }: Track): boolean {
    return source !== 'microphone' || this.#voices === null || this.#voices.has(id)
  }

  track(id: string): Track | undefined {
    return this.#tracks.get(id)
  }

  addTrack(track: Track): void {
    this.#tracks.set(track.id, track)
    this.#bitrates.add(track)
    if (track.source === 'microphone') void this.#listenTo(track)
  }

  dropTrack(track: Track): void {
    this.#tracks.delete(track.id)
    this.#bitrates.drop(track)
    if (this.#closed) return
    for (const peer of this.#peers.values()) peer.forget(track.id)
    this.#speaker?.drop(track.id)
  }

  removePeer(peer: { id: string }): void {
    this.#peers.delete(peer.id)
    this.#bitrates.forget(peer.id)
  }

  place(): Promise<RoomRouter> {
    const placed = this.#placing.then(() => this.#place())
    this.#placing = placed.catch(() => {})
    return placed
  }

  async #place(): Promise<RoomRouter> {
    const roomiest = this.#routers.reduce((a, b) => (this.#carries(b) < this.#carries(a) ? b : a))
    const router =
      this.#carries(roomiest) < this.#consumersPerWorker
        ? roomiest
        : ((await this.#spread()) ?? roomiest)
    if (this.#closed) throw new MediaError('closed')
    router.peers += 1
    return router
  }

  /**
   * A router's load, now or once its peers hear everyone: after a restart, a hundred people can
   * arrive within a second before any of them has subscribed.
   */
  #carries({ peers, consumers }: RoomRouter): number {
    return Math.max(consumers, peers * (this.#peers.size - 1))
  }

  /** Undefined if the room already uses every worker. */
  async #spread(): Promise<RoomRouter | undefined> {
    const router = await this.#pool.createRouter(new Set(this.#routers.map(({ worker }) => worker)))
    if (router === undefined) return undefined
    if (this.#closed) router.router.close()
    else this.#routers.push(router)
    return router
  }

  async #listenTo(track: Track): Promise<void> {
    try {
      await track.reach(this.#home)
      await this.#speaker?.add(track.id)
    } catch (error) {
      if (!track.closed && !this.#closed) this.log.warn({ error }, 'measuring a microphone failed')
    }
  }

  #speaks(trackId: string | null): void {
    if (this.#closed) return
    this.#events.speaker(trackId === null ? null : (this.#tracks.get(trackId)?.owner ?? null))
  }

  #measured(levels: readonly TrackLevel[]): void {
    if (this.#closed) return
    this.#events.levels(
      levels.flatMap(({ trackId, level }) => {
        const peerId = this.#tracks.get(trackId)?.owner
        return peerId === undefined ? [] : [{ peerId, level }]
      }),
    )
  }
}
