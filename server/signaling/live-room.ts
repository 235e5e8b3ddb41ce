import type { Socket } from 'socket.io'
import type { MediaPeer, MediaRoom, Sfu } from '../../sfu/types.ts'
import type { Effect, Message } from '../meeting/effects.ts'
import type { MeetingStore } from '../meeting/records.ts'
import type { Room } from '../meeting/room.ts'
import { Refusal } from '../protocol/errors.ts'
import type { MeetingId, ParticipantId, TrackId } from '../protocol/ids.ts'

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
  together<T>(id: MeetingId, work: (store: MeetingStore) => Promise<T>): Promise<T>
  sfu: Sfu
  log: Log
  now(): number
}

/**
 * A room with its arms: the sockets and media peers of its people. Carries out, strictly in order,
 * what the room wants done.
 */
export class LiveRoom {
  readonly room: Room
  readonly #deps: LiveRoomDeps
  readonly #sockets = new Map<ParticipantId, Socket>()
  readonly #peers = new Map<ParticipantId, MediaPeer>()
  #media: Promise<MediaRoom> | null = null
  #tail: Promise<void> = Promise.resolve()
  #abandoned = false

  constructor(room: Room, deps: LiveRoomDeps) {
    this.room = room
    this.#deps = deps
  }

  get sockets(): number {
    return this.#sockets.size
  }

  isCurrent(id: ParticipantId, socket: Socket): boolean {
    return this.#sockets.get(id) === socket
  }

  /** Takes the place of an older connection of the same person, which is told and cut. */
  attach(id: ParticipantId, socket: Socket): void {
    const older = this.#sockets.get(id)
    this.#sockets.set(id, socket)
    if (older !== undefined)
      cut(older, { name: 'closed', data: { reason: 'replaced', message: null } })
  }

  /** False when another connection has taken over meanwhile. */
  detach(id: ParticipantId, socket: Socket): boolean {
    return this.isCurrent(id, socket) && this.#sockets.delete(id)
  }

  /** To everyone, those who wait too. */
  tellAll(message: Message): void {
    for (const socket of this.#sockets.values()) emit(socket, message)
  }

  /** The person's media peer; refused to everyone who is not admitted and present. */
  peer(id: ParticipantId): MediaPeer {
    const peer = this.#peers.get(id)
    if (peer === undefined || peer.closed || this.room.phaseOf(id) !== 'admitted') {
      throw new Refusal('media_failed')
    }
    return peer
  }

  /**
   * Resolves when all of it is done. When the store fails, nobody is let in on what was not
   * recorded, but everything that closes still closes; then the failure is thrown.
   */
  run(effects: readonly Effect[]): Promise<void> {
    if (this.#abandoned) return Promise.reject(new Refusal('busy', 1))
    if (effects.length === 0) return this.#tail
    const done = this.#tail.then(() => this.#runAll(effects))
    this.#tail = done.catch((error: unknown) => {
      this.#deps.log.error({ err: error, meeting: this.room.id }, 'effects failed')
    })
    return done
  }

  async #runAll(effects: readonly Effect[]): Promise<void> {
    const writes = effects.filter(isWrite)
    let failure = await this.#write(writes)
    if (failure === undefined) for (const effect of writes) this.#tell(effect)
    for (const effect of effects) {
      if (isWrite(effect)) continue
      if (failure !== undefined && effect.do === 'enter') {
        // [AUD] What could not be written down did not happen: they begin at the password again.
        this.#inBackground(this.room.entrance.revoke(effect.id, 'expired', this.#deps.now()))
        continue
      }
      try {
        await this.#runOne(effect)
        this.#tell(effect)
      } catch (error) {
        failure ??= error
      }
    }
    if (failure !== undefined) throw failure
  }

  /** What of one change is to be written down: all of it or nothing. Answers why it was not. */
  async #write(writes: readonly Write[]): Promise<unknown> {
    if (writes.length === 0) return undefined
    try {
      await this.#deps.together(this.room.id, async (store) => {
        for (const effect of writes) await write(store, this.room.id, effect)
      })
      return undefined
    } catch (error) {
      if (!writes.every(isNote)) return error
      this.#deps.log.warn({ err: error, meeting: this.room.id }, 'presence not written down')
      return undefined
    }
  }

  async #runOne(effect: Exclude<Effect, Write>): Promise<void> {
    switch (effect.do) {
      case 'send':
        for (const id of effect.to) emit(this.#sockets.get(id), effect.message, effect.volatile)
        return
      case 'enter':
        return this.#enter(effect)
      case 'putOut': {
        const { reason, message } = effect
        return this.#cut(effect.id, { name: 'closed', data: { reason, message } })
      }
      case 'backToPassword':
        return this.#cut(effect.id, { name: 'password', data: {} })
      case 'closeMedia':
        this.#peers.get(effect.id)?.close()
        this.#peers.delete(effect.id)
        return
      case 'closeTrack':
        this.#peers.get(effect.id)?.closeTrack(effect.track)
        return
      case 'stopReceiving':
        this.#peers.get(effect.id)?.unsubscribeAll()
        return
      case 'pauseTrack':
        return this.#peers.get(effect.id)?.pauseTrack(effect.track, effect.paused)
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
    const socket = this.#sockets.get(id)
    if (socket === undefined) return
    try {
      const media = await this.#mediaRoom()
      // The person may have left, been removed or come back anew while the room was made.
      if (this.room.phaseOf(id) !== 'admitted' || !this.isCurrent(id, socket)) return
      this.#peers.get(id)?.close()
      this.#peers.set(id, media.createPeer(id))
      const access = { routerRtpCapabilities: media.rtpCapabilities }
      emit(socket, { name: 'snapshot', data: { ...snapshot, media: access } })
    } catch (error) {
      // Without media there is no meeting; the client comes back by itself and tries again.
      socket.disconnect(true)
      throw error
    }
  }

  #mediaRoom(): Promise<MediaRoom> {
    if (this.#media !== null) return this.#media
    const made: Promise<MediaRoom> = this.#deps.sfu.createRoom({
      speaker: (id) => this.#inBackground(this.room.tracks.speaker(id as ParticipantId | null)),
      overrun: (id, track) => {
        this.#deps.log.warn({ meeting: this.room.id, track }, 'a track brings too much')
        const { tracks } = this.room
        this.#inBackground(tracks.overrun(id as ParticipantId, track as TrackId, this.#deps.now()))
      },
      died: () => this.#mediaDied(made),
    })
    made.catch(() => {
      if (this.#media === made) this.#media = null
    })
    this.#media = made
    return made
  }

  /** Everyone who had media reconnects by themselves and gets a new media room. */
  #mediaDied(which: Promise<MediaRoom>): void {
    if (this.#media !== which) return
    this.#media = null
    this.#peers.clear()
    this.#deps.log.error({ meeting: this.room.id }, 'media worker lost, people reconnect')
    for (const [id, socket] of this.#sockets) {
      if (this.room.phaseOf(id) === 'admitted') socket.disconnect(true)
    }
  }

  #inBackground(effects: readonly Effect[]): void {
    void this.run(effects).catch(() => {})
  }

  #cut(id: ParticipantId, last: Message): void {
    const socket = this.#sockets.get(id)
    this.#sockets.delete(id)
    if (socket !== undefined) cut(socket, last)
  }

  /** Nobody is left: lets go of the media room. */
  async close(): Promise<void> {
    await this.#tail
    this.#cutAll()
    await this.#closeMedia()
  }

  /** The room is not ours any more. What is under way is refused when it wants to write. */
  abandon(): void {
    this.#abandoned = true
    this.#cutAll()
    void this.#closeMedia()
  }

  #cutAll(): void {
    for (const socket of this.#sockets.values()) socket.disconnect(true)
    this.#sockets.clear()
  }

  async #closeMedia(): Promise<void> {
    const media = this.#media
    this.#media = null
    if (media !== null) await media.then((room) => room.close()).catch(() => {})
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
  if (effect.do === 'putOut') {
    return { participant: effect.id, said: 'person out', reason: effect.reason }
  }
  return null
}

type Write = Extract<Effect, { do: (typeof WRITES)[number] }>
const WRITES = [
  'audit',
  'createSeat',
  'saveSeat',
  'saveMeeting',
  'saveCloses',
  'saveBlock',
  'saveVote',
  'clearSessionBlocks',
  'saveDocument',
  'dropDocuments',
  'startRecording',
  'endRecording',
] as const
const isWrite = (effect: Effect): effect is Write =>
  (WRITES as readonly Effect['do'][]).includes(effect.do)

/**
 * Who is connected is written for after a restart, when all are taken to be away (ADM6): without it
 * a meeting goes on, and people whose line broke come back.
 */
const isNote = (effect: Write): boolean =>
  effect.do === 'saveSeat' && Object.keys(effect.change).every((key) => key === 'awaySince')

function write(store: MeetingStore, meeting: MeetingId, effect: Write): Promise<void> {
  switch (effect.do) {
    case 'audit':
      return store.audit(effect.event)
    case 'createSeat':
      return store.createSeat(effect.seat)
    case 'saveSeat':
      return store.updateSeat(effect.id, effect.change)
    case 'saveMeeting':
      return store.updateMeeting(meeting, effect.change)
    case 'saveCloses':
      return store.updateCloses(meeting, effect.at, effect.closes)
    case 'saveBlock':
      return store.createBlock(effect.block)
    case 'saveVote':
      return store.writeVote(meeting, effect.write)
    case 'clearSessionBlocks':
      return store.deleteSessionBlocks(meeting)
    case 'saveDocument':
      return store.updateDocument(effect.id, effect.change)
    case 'dropDocuments':
      return store.deleteDocuments(effect.ids)
    case 'startRecording':
      return store.startRecording(effect.recording)
    case 'endRecording':
      return store.endRecording(effect.id, effect.at)
  }
}

function emit(socket: Socket | undefined, message: Message, volatile = false): void {
  ;(volatile ? socket?.volatile : socket)?.emit(message.name, message.data)
}

/** The last word is flushed before the connection closes (engine.io drains its buffer). */
function cut(socket: Socket, last: Message): void {
  emit(socket, last)
  socket.disconnect(true)
}
