import type { MediaPeer, MediaRoom, MediaRoomEvents, Sfu } from '#sfu/types.ts'
import type { ParticipantId, TrackId } from '#protocol/ids.ts'

type Events = Omit<MediaRoomEvents, 'died'> & {
  /** The worker has died, and everyone's media with it. */
  died(): void
}

/**
 * The media of one room. Created when the first person enters, and again after its worker has died.
 */
export class RoomMedia {
  readonly #sfu: Pick<Sfu, 'createRoom'>
  readonly #events: Events
  readonly #peers = new Map<ParticipantId, MediaPeer>()
  #room: Promise<MediaRoom> | null = null
  #voices: ReadonlySet<string> | null = null

  constructor(sfu: Pick<Sfu, 'createRoom'>, events: Events) {
    this.#sfu = sfu
    this.#events = events
  }

  peer(id: ParticipantId): MediaPeer | undefined {
    return this.#peers.get(id)
  }

  open(): Promise<MediaRoom> {
    if (this.#room !== null) return this.#room
    const made: Promise<MediaRoom> = this.#sfu.createRoom({
      speaker: (id) => this.#events.speaker(id),
      levels: (levels) => this.#events.levels(levels),
      bitrateExceeded: (id, track) => this.#events.bitrateExceeded(id, track),
      died: () => this.#died(made),
    })
    made.then(
      (room) => room.carry(this.#voices),
      () => {
        if (this.#room === made) this.#room = null
      },
    )
    this.#room = made
    return made
  }

  /** Replaces an older peer of the same person. */
  addPeer(room: MediaRoom, id: ParticipantId, node: string | undefined): void {
    this.#peers.get(id)?.close()
    this.#peers.set(id, room.createPeer(id, node))
  }

  removePeer(id: ParticipantId): void {
    this.#peers.get(id)?.close()
    this.#peers.delete(id)
  }

  /** [QOS5] The microphones that are forwarded; null: all. */
  async carry(voices: readonly TrackId[] | null): Promise<void> {
    this.#voices = voices && new Set(voices)
    const room = await this.#room?.catch(() => null)
    if (room?.closed === false) room.carry(this.#voices)
  }

  async close(): Promise<void> {
    const room = this.#room
    this.#room = null
    if (room !== null) await room.then((made) => made.close()).catch(() => {})
  }

  #died(which: Promise<MediaRoom>): void {
    if (this.#room !== which) return
    this.#room = null
    this.#peers.clear()
    this.#events.died()
  }
}
