import type { IncomingMessage } from 'node:http'
import type { MediaPeer, Sfu } from '#sfu/types.ts'
import { Mutex } from '../auth/mutex.ts'
import { isNarrowing, isProposal } from '../meeting/change.ts'
import type { Change, Narrowing, Proposal } from '../meeting/change.ts'
import { isFollow, isWrite } from '../meeting/effects.ts'
import type { Effect, Follow, Message, Write } from '../meeting/effects.ts'
import type { MeetingStore } from '../meeting/records.ts'
import { ANNOUNCED_EVERY } from '../meeting/publish.ts'
import type { Room } from '../meeting/room.ts'
import { Refusal } from '#protocol/errors.ts'
import type { MeetingId, ParticipantId, TrackId } from '#protocol/ids.ts'
import { MLS_TIMES } from '#protocol/mls.ts'
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
   * Performs all writes of `work` for this meeting, or none. `work` must use only the store that it
   * is given. Refused if another server owns the room.
   */
  transaction<T>(id: MeetingId, work: (store: MeetingStore) => Promise<T>): Promise<T>
  sfu: Sfu
  log: Log
  now(): number
  /** The media node for whoever sent the request; omitted where media is on this machine. */
  nodeFor?(request: IncomingMessage): string | undefined
}

type Seen = (effects: readonly Effect[]) => void
type Wants = { still?: () => void; seen?: Seen }

/** A narrowing made while a proposal was being stored, and its own writes. */
type Again = { change: Narrowing; written: ReadonlySet<string> }

/**
 * An active room with its sockets, media, and writes. Changes that grant rights (proposals) are
 * stored before they take effect; changes that revoke rights (narrowings) take effect at once.
 * Follow-up effects run in the order of the changes and do not wait for the store.
 */
export class LiveRoom {
  readonly room: Room
  readonly #deps: LiveRoomDeps
  readonly sockets = new RoomSockets()
  readonly #media: RoomMedia
  readonly #paces = new Map<ParticipantId, Pace>()
  readonly #writes: WriteQueue
  /** Narrowings made while a proposal is being stored; null if none is. */
  #against: Again[] | null = null
  /** Finishes the follow-up effects of one change before those of the next. */
  readonly #follows = new Mutex()
  readonly #rekeying = new Set<{ isDone: () => boolean; resolve: () => void }>()
  #abandoned = false
  #announcing: ReturnType<typeof setTimeout> | undefined

  constructor(room: Room, deps: LiveRoomDeps) {
    this.room = room
    this.#deps = deps
    this.#writes = new WriteQueue((writes) => this.#store(writes))
    this.#media = new RoomMedia(deps.sfu, {
      speaker: (id) => this.#inBackground(room.tracks.speaker(id as ParticipantId | null)),
      levels: (levels) => {
        const measured = new Map(
          levels.map(({ peerId, level }) => [peerId as ParticipantId, level]),
        )
        this.#inBackground(room.voices.measured(measured, deps.now()))
      },
      bitrateExceeded: (id, track) => {
        deps.log.warn({ meeting: room.id, track }, 'track exceeds its bitrate')
        this.#inBackground(
          room.tracks.bitrateExceeded(id as ParticipantId, track as TrackId, deps.now()),
        )
      },
      died: () => this.#mediaDied(),
    })
  }

  /**
   * [E2E6] Resolves when none of these people who were sent away holds keys any more, or after
   * `MLS_TIMES.removal`: the removal is owed then, and comes as soon as a moderator's browser can.
   */
  async rekeyed(ids: readonly ParticipantId[]): Promise<void> {
    const holds = (id: ParticipantId) =>
      this.room.phaseOf(id) !== 'admitted' && this.room.keys.holds(id)
    const isDone = () => !ids.some(holds)
    if (isDone()) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const waiting = { isDone, resolve }
    const timer = setTimeout(resolve, MLS_TIMES.removal)
    this.#rekeying.add(waiting)
    await promise
    this.#rekeying.delete(waiting)
    clearTimeout(timer)
  }

  /** Whether a write is running or owed. */
  get unsettled(): boolean {
    return this.#writes.busy || this.#writes.owed > 0
  }

  /**
   * The rate limits of this person. They are kept across connections and deleted with the seat.
   * @param elapsed milliseconds of a monotonic clock
   */
  paceOf(id: ParticipantId, elapsed: number): Pace {
    const pace = this.#paces.get(id) ?? new Pace(elapsed)
    this.#paces.set(id, pace)
    return pace
  }

  /** The person's media peer. Refused to anyone who is not admitted and present. */
  peer(id: ParticipantId): MediaPeer {
    const peer = this.#media.peer(id)
    if (peer === undefined || peer.closed || this.room.phaseOf(id) !== 'admitted') {
      throw new Refusal('media_failed')
    }
    return peer
  }

  /**
   * Resolves when the change is applied and stored.
   * @param still called again before a proposal is stored; throws if the caller has lost the right
   * @param seen receives all effects of the change before they are carried out
   * @throws Refusal, or the error of the store. A failed proposal has changed nothing. Any other
   *   change stays in effect and is stored as soon as the store works again.
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
        // A proposal without writes waits for its turn, but not for owed writes.
        if (writes.length > 0) await this.#writes.write(writes)
      } finally {
        this.#against = null
      }
      const effects = [...apply(this.#deps.now()), ...against.flatMap(actAgain)]
      seen([...writes, ...effects])
      for (const write of writes) this.#tell(write)
      // Wrapped in an object, because awaiting it inside the turn would deadlock.
      return { done: this.#carryOut(effects) }
    })
    await done
  }

  async #carryOut(effects: readonly Effect[]): Promise<void> {
    for (const { isDone, resolve } of this.#rekeying) if (isDone()) resolve()
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

  /** Runs effects in the order of changes. A failure does not stop the rest. */
  #follow(effects: readonly Follow[]): Promise<void> {
    if (effects.length === 0) return Promise.resolve()
    const done = this.#follows.run(async () => {
      let failure: unknown
      for (const effect of joined(effects)) {
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

  /** Called once a second to retry owed writes. */
  async settle(): Promise<void> {
    if (!this.#writes.busy) await this.#writes.settle()
  }

  async #store(writes: readonly Write[]): Promise<void> {
    if (this.#abandoned) throw new Refusal('busy', 1)
    await this.#deps.transaction(this.room.id, async (store) => {
      for (const effect of writes) await write(store, this.room.id, effect)
    })
  }

  async #runOne(effect: Follow | Joined): Promise<void> {
    switch (effect.do) {
      case 'send':
        return this.sockets.sendTo(effect.to, effect.message, effect.volatile)
      case 'sendJoined':
        return this.sockets.sendBatch(effect.to, effect.messages)
      case 'announce':
        return this.#announceSoon()
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
      case 'carry':
        return this.#media.carry(effect.voices)
      case 'pauseTrack':
        return this.#media.peer(effect.id)?.pauseTrack(effect.track, effect.paused)
    }
  }

  /** Logs one line per step of a stay, with IDs only. */
  #tell(effect: Effect | Joined): void {
    const step = stepOf(effect)
    if (step === null) return
    const { participant, said, ...more } = step
    this.#deps.log.info({ meeting: this.room.id, participant, ...more }, said)
  }

  /** [ADM4] The only place that creates a media peer. */
  async #enter(effect: Effect & { do: 'enter' }): Promise<void> {
    const { id, snapshot } = effect
    const socket = this.sockets.get(id)
    if (socket === undefined) return
    try {
      const media = await this.#media.open()
      // The person may have left, been removed, or reconnected while the room was created.
      if (this.room.phaseOf(id) !== 'admitted' || !this.sockets.isCurrent(id, socket)) return
      this.#media.addPeer(media, id, this.#deps.nodeFor?.(socket.request))
      const access = { routerRtpCapabilities: media.rtpCapabilities }
      this.sockets.send(id, { name: 'snapshot', data: { ...snapshot, media: access } })
    } catch (error) {
      // There is no meeting without media. The client reconnects and tries again.
      socket.disconnect(true)
      throw error
    }
  }

  #announceSoon(): void {
    this.#announcing ??= setTimeout(() => {
      this.#announcing = undefined
      this.#inBackground(this.room.announce(this.#deps.now()))
    }, ANNOUNCED_EVERY)
  }

  /** Disconnects everyone who had media. Their clients reconnect and get a new media room. */
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

  /** Closes the room after the last person has left. */
  async close(): Promise<void> {
    clearTimeout(this.#announcing)
    await this.#writes.idle()
    await this.#writes.settle().catch((error: unknown) => {
      const about = { err: error, meeting: this.room.id, owed: this.#writes.owed }
      this.#deps.log.error(about, 'room closed with unsaved changes')
    })
    await this.#follows.idle()
    this.sockets.cutAll()
    await this.#media.close()
  }

  /**
   * Gives up a room that another server owns now. Pending changes are refused when they try to
   * write.
   */
  abandon(): void {
    this.#abandoned = true
    clearTimeout(this.#announcing)
    this.#writes.forget()
    this.sockets.cutAll()
    void this.#media.close()
  }
}

type Joined = { do: 'sendJoined'; to: readonly ParticipantId[]; messages: readonly Message[] }

/** Messages in a row to the same people become one, so that each of them is sent one frame. */
export function joined(effects: readonly Follow[]): (Follow | Joined)[] {
  const all: (Follow | Joined)[] = []
  for (const effect of effects) {
    const last = all.at(-1)
    const more = effect.do === 'send' && !effect.volatile ? effect : null
    if (more !== null && last?.do === 'sendJoined' && last.to === more.to) {
      all[all.length - 1] = { ...last, messages: [...last.messages, more.message] }
    } else if (more !== null && last?.do === 'send' && !last.volatile && last.to === more.to) {
      all[all.length - 1] = {
        do: 'sendJoined',
        to: more.to,
        messages: [last.message, more.message],
      }
    } else all.push(effect)
  }
  return all
}

/** The step of a person's stay to log for an effect; null if there is none. */
function stepOf(effect: Effect | Joined) {
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

/**
 * Repeats a narrowing, to revoke what the proposal has granted since. Its own writes are not
 * repeated.
 */
function actAgain({ change, written }: Again): Effect[] {
  try {
    return change.act().filter((effect) => !written.has(JSON.stringify(effect)))
  } catch (error) {
    if (error instanceof Refusal) return []
    throw error
  }
}
