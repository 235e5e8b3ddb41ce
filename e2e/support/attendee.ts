import { setTimeout as pause } from 'node:timers/promises'
import { reconnectDelay } from '#client/src/signaling/reconnect.ts'
import type { MeetingId, ParticipantId, TrackId } from '#protocol/ids.ts'
import type { TrackView } from '#protocol/model.ts'
import type { Snapshot } from '#protocol/snapshot.ts'
import type { Pump } from '#sfu/testing/pump.ts'
import type { RawSocket } from './raw-socket.ts'
import type { Visitor } from './visitor.ts'
import { Wire } from './wire.ts'

/**
 * A participant with real media who recovers the way the client does: each snapshot starts a new
 * media session, and a cut connection is re-established after the client's own delay. Speaks, sends
 * video if told to, and receives everyone.
 */
export class Attendee {
  readonly visitor: Visitor
  /** Takes effect from the next session on. */
  films: boolean
  /** The latest snapshot; null before the first. */
  snapshot: Snapshot | null = null
  /** Snapshots received, and connections after the first. */
  sessions = 0
  returns = 0
  wire: Wire | null = null
  /** Received tracks of the latest session, once a packet of them has arrived. */
  readonly watched = new Map<string, { owner: ParticipantId; ssrc: number }>()
  socket: RawSocket
  readonly #meeting: MeetingId
  readonly #pump: Pump
  /** Tracks of everyone else, as announced by the server so far. */
  readonly #tracks = new Map<TrackId, TrackView>()
  #gone = false

  /** `visitor` must already have passed the password step. */
  constructor(visitor: Visitor, meeting: MeetingId, pump: Pump, films: boolean) {
    this.visitor = visitor
    this.films = films
    this.#meeting = meeting
    this.#pump = pump
    this.socket = this.#connect()
  }

  /** When the first packet of each voice of the latest session arrived, by owner. */
  voices(): Map<ParticipantId, number> {
    const arrived = new Map<ParticipantId, number>()
    for (const { owner, ssrc } of this.watched.values()) {
      const first = this.wire?.receiver.received.get(ssrc)?.firstAt
      const before = arrived.get(owner) ?? Number.POSITIVE_INFINITY
      if (first !== undefined) arrived.set(owner, Math.min(before, first))
    }
    return arrived
  }

  /** Packets missing in this session. */
  get lost(): number {
    const { receiver } = this.wire ?? {}
    const ssrcs = [...this.watched.values()].map(({ ssrc }) => ssrc)
    return ssrcs.reduce((sum, ssrc) => sum + (receiver?.lost(ssrc) ?? 0), 0)
  }

  leave(): void {
    this.#gone = true
    this.#endSession()
    this.socket.close()
  }

  #connect(): RawSocket {
    const raw = this.visitor.socket(this.#meeting)
    raw.on('snapshot', (snapshot) => void this.#begin(snapshot))
    raw.on('track', (track) => this.#learn(track))
    raw.on('trackEnded', ({ id }) => this.#tracks.delete(id))
    raw.on('grant', ({ sources }) => {
      if (this.snapshot !== null) this.snapshot.grant = sources
    })
    raw.on('closed', () => this.leave())
    raw.socket.on('disconnect', () => void this.#return())
    raw.socket.on('connect_error', () => void this.#return())
    return raw
  }

  async #return(): Promise<void> {
    if (this.#gone) return
    this.#endSession()
    await pause(reconnectDelay(0, Math.random()))
    this.returns += 1
    if (!this.#gone) this.socket = this.#connect()
  }

  async #begin(snapshot: Snapshot): Promise<void> {
    this.#endSession()
    this.snapshot = snapshot
    this.sessions += 1
    const session = this.sessions
    for (const track of snapshot.tracks) this.#learn(track)
    const wire = await Wire.open(this.socket, this.#pump).catch(() => null)
    if (wire === null) return
    if (session !== this.sessions || this.#gone) {
      wire.close()
      return
    }
    this.wire = wire
    for (const track of this.#tracks.values()) void this.#watch(session, track)
    await wire.speak().catch(() => {})
    if (this.films) await wire.film('camera').catch(() => {})
  }

  #learn(track: TrackView): void {
    if (track.participant === this.snapshot?.self) return
    const known = this.#tracks.has(track.id)
    this.#tracks.set(track.id, track)
    if (!known) void this.#watch(this.sessions, track)
  }

  async #watch(session: number, { id, participant }: TrackView): Promise<void> {
    const { wire } = this
    if (wire === null) return
    const found = await wire.watch(id).catch(() => null)
    if (found !== null && session === this.sessions) {
      this.watched.set(id, { owner: participant, ssrc: found.ssrc })
    }
  }

  #endSession(): void {
    const { wire } = this
    this.wire = null
    this.watched.clear()
    this.#tracks.clear()
    if (wire === null) return
    this.#pump.drop(wire.sender)
    wire.close()
  }
}
