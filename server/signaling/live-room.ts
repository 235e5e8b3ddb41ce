import type { MediaPeer, Sfu } from '#sfu/types.ts'
import { Mutex } from '../auth/mutex.ts'
import { isNarrowing, isProposal } from '../meeting/change.ts'
import type { Change, Narrowing, Proposal } from '../meeting/change.ts'
import { isFollow, isWrite } from '../meeting/effects.ts'
import type { Effect, Follow, Message, Write } from '../meeting/effects.ts'
import type { MeetingStore } from '../meeting/records.ts'
import type { Room } from '../meeting/room.ts'
import { Refusal } from '#protocol/errors.ts'
import type { MeetingId, ParticipantId, TrackId } from '#protocol/ids.ts'
import { Pace } from './pace.ts'
import { RoomMedia } from './room-media.ts'
import { RoomSockets } from './room-sockets.ts'
import { WriteQueue, isNote, write } from './write-queue.ts'

export type Log = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export type LiveRoomDeps = {
  store: MeetingStore
  /**
   * All that `work` writes for this meeting or nothing; inside, only the store that is handed in.
   * Refused when the room is another server's.
   */
  transaction<T>(id: MeetingId, work: (store: MeetingStore) => Promise<T>): Promise<T>
  sfu: Sfu
  log: Log
  now(): number
}

type Seen = (effects: readonly Effect[]) => void
type Wants = { still?: () => void; seen?: Seen }

/** A narrowing that came while a proposal was being written, and what it has written itself. */
type Again = { change: Narrowing; written: ReadonlySet<string> }

/**
 * A room that is alive here, with the sockets, the media and the writes of its people. What gives
 * somebody something is written before it is true; what takes something away holds at once. What
 * follows from changes is carried out in their order, and does not wait for the store.
 */
export class LiveRoom {
  readonly room: Room
  readonly #deps: LiveRoomDeps
  readonly sockets = new RoomSockets()
  readonly #media: RoomMedia
  readonly #paces = new Map<ParticipantId, Pace>()
  readonly #writes: WriteQueue
  /** While a proposal is being written: the narrowings that came meanwhile. */
  #against: Again[] | null = null
  /** What follows from one change is done before what follows from the next. */
  readonly #follows = new Mutex()
  #abandoned = false

  constructor(room: Room, deps: LiveRoomDeps) {
    this.room = room
    this.#deps = deps
    this.#writes = new WriteQueue((writes) => this.#store(writes))
    this.#media = new RoomMedia(deps.sfu, {
      speaker: (id) => this.#inBackground(room.tracks.speaker(id as ParticipantId | null)),
      bitrateExceeded: (id, track) => {
        deps.log.warn({ meeting: room.id, track }, 'track exceeds its bitrate')
        this.#inBackground(
          room.tracks.bitrateExceeded(id as ParticipantId, track as TrackId, deps.now()),
        )
      },
      died: () => this.#mediaDied(),
    })
  }

  /** Whether the store holds something up, or owes something. */
  get unsettled(): boolean {
    return this.#writes.busy || this.#writes.owed > 0
  }

  /**
   * What this person may still ask; kept over their connections, and gone with their seat.
   * @param elapsed milliseconds by a clock that never goes back
   */
  paceOf(id: ParticipantId, elapsed: number): Pace {
    const pace = this.#paces.get(id) ?? new Pace(elapsed)
    this.#paces.set(id, pace)
    return pace
  }

  /** The person's media peer; refused to everyone who is not admitted and present. */
  peer(id: ParticipantId): MediaPeer {
    const peer = this.#media.peer(id)
    if (peer === undefined || peer.closed || this.room.phaseOf(id) !== 'admitted') {
      throw new Refusal('media_failed')
    }
    return peer
  }

  /**
   * Resolves when all of it is done and written.
   * @param still asked again before a proposal is written: throws when whoever wants it may not any more
   * @param seen told of all that the change does, before it is carried out
   * @throws Refusal, or why it could not be written: then a proposal has changed nothing, and
   * anything else holds all the same and is written as soon as the store can
   */
  async run(change: Change, { still = () => {}, seen = () => {} }: Wants = {}): Promise<void> {
    if (this.#abandoned) throw new Refusal('busy', 1)
    if (isProposal(change)) return this.#propose(change, still, seen)
    const effects = isNarrowing(change) ? this.#narrow(change) : change
    seen(effects)
    return this.#carryOut(effects)
  }

  #narrow(change: Narrowing): Effect[] {
    const effects = change.act()
    const written = new Set(effects.filter(isWrite).map((write) => JSON.stringify(write)))
    this.#against?.push({ change, written })
    return effects
  }

  async #propose(change: Proposal, still: () => void, seen: Seen): Promise<void> {
    const { done } = await this.#writes.inTurn(async () => {
      if (this.#abandoned) throw new Refusal('busy', 1)
      still()
      const { writes, apply } = change.draft()
      const against: Again[] = []
      this.#against = against
      try {
        // What writes nothing waits for its turn, and not for what is owed.
        if (writes.length > 0) await this.#writes.write(writes)
      } finally {
        this.#against = null
      }
      const effects = [...apply(this.#deps.now()), ...against.flatMap(actAgain)]
      seen([...writes, ...effects])
      for (const write of writes) this.#tell(write)
      // In an object: waiting for it here would be to wait for oneself.
      return { done: this.#carryOut(effects) }
    })
    await done
  }

  async #carryOut(effects: readonly Effect[]): Promise<void> {
    const followed = this.#follow(effects.filter(isFollow))
    const [, written] = await Promise.allSettled([followed, this.#owe(effects.filter(isWrite))])
    if (written.status === 'rejected') throw written.reason
    return followed
  }

  async #owe(writes: readonly Write[]): Promise<void> {
    const about = { meeting: this.room.id }
    try {
      await this.#writes.owe(writes)
      for (const write of writes) this.#tell(write)
    } catch (error) {
      if (!writes.every(isNote)) throw error
      this.#deps.log.warn({ err: error, ...about }, 'saving presence failed')
    }
  }

  /** In the order of changes; what fails does not keep the rest from happening. */
  #follow(effects: readonly Follow[]): Promise<void> {
    if (effects.length === 0) return Promise.resolve()
    const done = this.#follows.run(async () => {
      let failure: unknown
      for (const effect of effects) {
        try {
          await this.#runOne(effect)
          this.#tell(effect)
        } catch (error) {
          failure ??= error
        }
      }
      if (failure !== undefined) throw failure
    })
    done.catch((error: unknown) => {
      this.#deps.log.error({ err: error, meeting: this.room.id }, 'applying effects failed')
    })
    return done
  }

  /** Once a second: what could not be written before. */
  async settle(): Promise<void> {
    if (!this.#writes.busy) await this.#writes.settle()
  }

  async #store(writes: readonly Write[]): Promise<void> {
    if (this.#abandoned) throw new Refusal('busy', 1)
    await this.#deps.transaction(this.room.id, async (store) => {
      for (const effect of writes) await write(store, this.room.id, effect)
    })
  }

  async #runOne(effect: Follow): Promise<void> {
    switch (effect.do) {
      case 'send':
        for (const id of effect.to) this.sockets.send(id, effect.message, effect.volatile)
        return
      case 'enter':
        return this.#enter(effect)
      case 'eject': {
        const { reason, message } = effect
        return this.#cut(effect.id, { name: 'closed', data: { reason, message } })
      }
      case 'backToPassword':
        return this.#cut(effect.id, { name: 'password', data: {} })
      case 'closeMedia':
        this.#media.removePeer(effect.id)
        return
      case 'closeTrack':
        this.#media.peer(effect.id)?.closeTrack(effect.track)
        return
      case 'stopReceiving':
        this.#media.peer(effect.id)?.unsubscribeAll()
        return
      case 'pauseTrack':
        return this.#media.peer(effect.id)?.pauseTrack(effect.track, effect.paused)
    }
  }

  /** One line for each step of a stay; ids and nothing else. */
  #tell(effect: Effect): void {
    const step = stepOf(effect)
    if (step === null) return
    const { participant, said, ...more } = step
    this.#deps.log.info({ meeting: this.room.id, participant, ...more }, said)
  }

  /** [ADM4] The only place that makes a media peer. */
  async #enter(effect: Effect & { do: 'enter' }): Promise<void> {
    const { id, snapshot } = effect
    const socket = this.sockets.get(id)
    if (socket === undefined) return
    try {
      const media = await this.#media.open()
      // The person may have left, been removed or come back anew while the room was made.
      if (this.room.phaseOf(id) !== 'admitted' || !this.sockets.isCurrent(id, socket)) return
      this.#media.addPeer(media, id)
      const access = { routerRtpCapabilities: media.rtpCapabilities }
      this.sockets.send(id, { name: 'snapshot', data: { ...snapshot, media: access } })
    } catch (error) {
      // Without media there is no meeting; the client comes back by itself and tries again.
      socket.disconnect(true)
      throw error
    }
  }

  /** Everyone who had media reconnects by themselves and gets a new media room. */
  #mediaDied(): void {
    this.#deps.log.error({ meeting: this.room.id }, 'media worker lost, people reconnect')
    for (const id of this.sockets.ids()) {
      if (this.room.phaseOf(id) === 'admitted') this.sockets.get(id)?.disconnect(true)
    }
  }

  #inBackground(change: Change): void {
    void this.run(change).catch(() => {})
  }

  #cut(id: ParticipantId, last: Message): void {
    this.#paces.delete(id)
    this.sockets.cut(id, last)
  }

  /** Nobody is left: lets go of the media room. */
  async close(): Promise<void> {
    await this.#writes.idle()
    await this.#writes.settle().catch((error: unknown) => {
      const about = { err: error, meeting: this.room.id, owed: this.#writes.owed }
      this.#deps.log.error(about, 'room closed with unsaved changes')
    })
    await this.#follows.idle()
    this.sockets.cutAll()
    await this.#media.close()
  }

  /** The room is not ours any more. What is under way is refused when it wants to write. */
  abandon(): void {
    this.#abandoned = true
    this.#writes.forget()
    this.sockets.cutAll()
    void this.#media.close()
  }
}

/** What of a room's effects is a step of somebody's stay, for the log. */
function stepOf(effect: Effect) {
  if (effect.do === 'createSeat') {
    const { id, state } = effect.seat
    return { participant: id, said: state === 'admitted' ? 'host entered' : 'person knocked' }
  }
  if (effect.do === 'saveSeat' && effect.change.state === 'admitted') {
    return { participant: effect.id, said: 'person admitted' }
  }
  if (effect.do === 'enter') return { participant: effect.id, said: 'person connected' }
  if (effect.do === 'eject') {
    return { participant: effect.id, said: 'person left', reason: effect.reason }
  }
  return null
}

/** What a proposal has given meanwhile, a narrowing takes again; what it wrote is not written twice. */
function actAgain({ change, written }: Again): Effect[] {
  try {
    return change.act().filter((effect) => !written.has(JSON.stringify(effect)))
  } catch (error) {
    if (error instanceof Refusal) return []
    throw error
  }
}
