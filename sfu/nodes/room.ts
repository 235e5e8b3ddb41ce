import type { types as mediasoup } from 'mediasoup'
import { MediaError } from '../types.ts'
import type { MediaRoom, MediaRoomEvents, SfuLog, TrackSource } from '../types.ts'
import type { LinkedRoom, NodeLink } from './link.ts'
import { Part } from './part.ts'
import { RemotePeer } from './peer.ts'
import type { RemotePeerRoom } from './peer.ts'
import type { RoomEvent } from './wire.ts'

/** Chooses nodes for rooms and for the parts to which they grow. */
export type Nodes = {
  /** The least loaded node that is not in `taken`; undefined if there is none. */
  pick(taken: ReadonlySet<NodeLink>): NodeLink | undefined
  /** The node of this name, if people can be placed there. */
  named(node: string): NodeLink | undefined
  readonly consumersPerWorker: number
  readonly log: SfuLog
}

type PlacedTrack = { owner: string; source: TrackSource; part: Part; at: Map<Part, Promise<void>> }

/**
 * One meeting's media on one node or several. A track crosses to another node once, and only when
 * somebody there subscribes to it; microphones also to the first node, where all are compared. If
 * any of its nodes is gone, the whole room closes, as it does with a worker (room.ts).
 */
export class RemoteRoom implements MediaRoom, RemotePeerRoom {
  readonly #nodes: Nodes
  readonly #events: MediaRoomEvents
  readonly #onClose: (room: RemoteRoom) => void
  /** The first is the room's home. */
  readonly #parts: Part[] = []
  readonly #peers = new Map<string, RemotePeer>()
  readonly #tracks = new Map<string, PlacedTrack>()
  #placing: Promise<unknown> = Promise.resolve()
  #voices: ReadonlySet<string> | null = null
  #speaker: string | null = null
  #closed = false

  private constructor(nodes: Nodes, events: MediaRoomEvents, onClose: (room: RemoteRoom) => void) {
    this.#nodes = nodes
    this.#events = events
    this.#onClose = onClose
  }

  static async open(
    nodes: Nodes,
    events: MediaRoomEvents,
    onClose: (room: RemoteRoom) => void,
  ): Promise<RemoteRoom> {
    const room = new RemoteRoom(nodes, events, onClose)
    if ((await room.#grow(room.#another())) === undefined)
      throw new Error('no media node is connected')
    return room
  }

  get rtpCapabilities(): mediasoup.RtpCapabilities {
    return this.#home.rtpCapabilities
  }

  get closed(): boolean {
    return this.#closed
  }

  createPeer(id: string, node?: string): RemotePeer {
    if (this.#closed) throw new MediaError('closed')
    if (this.#peers.has(id)) throw new MediaError('too_many')
    const peer = new RemotePeer(id, this, node)
    this.#peers.set(id, peer)
    return peer
  }

  carry(voices: ReadonlySet<string> | null): void {
    this.#voices = voices
    for (const part of this.#parts) part.carry(voices)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const part of this.#parts) part.close()
    for (const peer of this.#peers.values()) peer.close()
    this.#onClose(this)
  }

  // ---- for peers ----

  place(node: string | undefined): Promise<Part> {
    const placed = this.#placing.then(() => this.#place(node))
    this.#placing = placed.catch(() => {})
    return placed
  }

  addTrack(id: string, owner: string, source: TrackSource, part: Part): void {
    this.#tracks.set(id, { owner, source, part, at: new Map() })
    if (source !== 'microphone') return
    this.bring(id, this.#home).catch((error: unknown) => {
      if (this.#closed || !this.#tracks.has(id)) return
      this.#nodes.log.warn({ error }, 'measuring a microphone failed')
    })
  }

  dropTrack(id: string): void {
    const track = this.#tracks.get(id)
    if (track === undefined) return
    this.#tracks.delete(id)
    // Now, not once home has heard of it.
    if (track.source === 'microphone' && track.owner === this.#speaker) this.#speaks(null)
    if (!this.#closed) for (const part of track.at.keys()) part.tell('forgetTrack', id)
  }

  bring(trackId: string, to: Part): Promise<void> {
    const track = this.#tracks.get(trackId)
    if (track === undefined || track.part === to) return Promise.resolve()
    const existing = track.at.get(to)
    if (existing !== undefined) return existing
    const passing = track.part.passOn(trackId, to).then(() => {
      // It ended meanwhile, perhaps before the other part had it.
      if (!this.#tracks.has(trackId)) to.tell('forgetTrack', trackId)
    })
    track.at.set(to, passing)
    passing.catch(() => track.at.delete(to))
    return passing
  }

  removePeer(peer: RemotePeer): void {
    if (this.#peers.get(peer.id) === peer) this.#peers.delete(peer.id)
  }

  // ---- nodes ----

  get #home(): Part {
    const [home] = this.#parts
    if (home === undefined) throw new MediaError('closed')
    return home
  }

  async #place(node: string | undefined): Promise<Part> {
    const part = (await this.#near(node)) ?? (await this.#roomiest())
    if (this.#closed) throw new MediaError('closed')
    part.peers += 1
    return part
  }

  async #near(node: string | undefined): Promise<Part | undefined> {
    const link = node === undefined ? undefined : this.#nodes.named(node)
    if (link === undefined) return undefined
    return this.#parts.find((part) => part.link === link) ?? this.#grow(link)
  }

  async #roomiest(): Promise<Part> {
    const usable = this.#parts.filter(({ link }) => link.open)
    const fill = (part: Part) => (part.peers * (this.#peers.size - 1)) / part.link.workers
    const roomiest = usable.reduce<Part | undefined>(
      (a, b) => (a === undefined || fill(b) < fill(a) ? b : a),
      undefined,
    )
    if (roomiest !== undefined && fill(roomiest) < this.#nodes.consumersPerWorker) return roomiest
    return (await this.#grow(this.#another())) ?? roomiest ?? this.#home
  }

  /** Undefined if every node has a part already. */
  #another(): NodeLink | undefined {
    return this.#nodes.pick(new Set(this.#parts.map(({ link }) => link)))
  }

  async #grow(link: NodeLink | undefined): Promise<Part | undefined> {
    if (link === undefined) return undefined
    const home = this.#parts.length === 0
    const part = await Part.open(link, this.#linked(home))
    if (this.#closed) part.close()
    else {
      this.#parts.push(part)
      if (this.#voices !== null) part.carry(this.#voices)
    }
    return part
  }

  /** Voices are compared at home; every part knows its own tracks' bitrates. */
  #linked(home: boolean): LinkedRoom {
    const events: MediaRoomEvents = {
      speaker: (peerId) => home && this.#speaks(peerId),
      levels: (levels) => home && this.#events.levels(levels),
      bitrateExceeded: (peerId, trackId) => this.#events.bitrateExceeded(peerId, trackId),
      died: () => this.#lost(),
    }
    return {
      tell: (event: RoomEvent, args: unknown[]) => {
        if (!this.#closed) Reflect.apply(events[event], events, args)
      },
      gone: () => this.#lost(),
    }
  }

  #speaks(peerId: string | null): void {
    if (this.#closed || peerId === this.#speaker) return
    this.#speaker = peerId
    this.#events.speaker(peerId)
  }

  #lost(): void {
    // A room without a part is still being opened, which then fails.
    if (this.#closed || this.#parts.length === 0) return
    this.close()
    this.#events.died()
  }
}
