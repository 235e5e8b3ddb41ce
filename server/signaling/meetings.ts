import { id128 } from '../auth/tokens.ts'
import type { Change } from '../meeting/change.ts'
import type {
  Occupancy,
  Entry,
  ActiveParticipant,
  DocumentRecord,
  InviteRecord,
  LiveMeetings,
  MeetingStore,
} from '../meeting/records.ts'
import { Room } from '../meeting/room.ts'
import { roomState } from '../meeting/state.ts'
import { inviteGood } from '../policy/invites.ts'
import { Refusal } from '#protocol/errors.ts'
import { ParticipantId } from '#protocol/ids.ts'
import type { AccountId, InviteId, MeetingId, RecordingId } from '#protocol/ids.ts'
import type { Sha256 } from '#protocol/mls.ts'
import type { Policy } from '#protocol/policy.ts'
import type { StopReason } from '#protocol/recording.ts'
import { LiveRoom } from './live-room.ts'
import type { LiveRoomDeps } from './live-room.ts'

export type MeetingsDeps = LiveRoomDeps & {
  /** Maximum number of people in one meeting, and on the whole server. */
  meetingCapacity: number
  serverCapacity: number
  /** [POL] `current` is the result of the last `read`. */
  policy: { readonly current: Policy; read(): Promise<Policy> }
  /** Decides which of several servers on one store owns a room. Omitted for a single server. */
  ownership?: {
    /**
     * Null if there is no such meeting. The returned function throws if the room may have been
     * lost.
     */
    claim(id: MeetingId): Promise<(() => void) | null>
    release(id: MeetingId): Promise<void>
  }
}

/** The active rooms of this node, loaded from the store on first use. */
export class Meetings implements LiveMeetings {
  readonly #deps: MeetingsDeps
  readonly #store: MeetingStore
  readonly #rooms = new Map<MeetingId, LiveRoom>()
  readonly #loading = new Map<MeetingId, Promise<LiveRoom | null>>()
  /** Rooms being closed, not yet available to another server. */
  readonly #closing = new Map<MeetingId, Promise<void>>()
  readonly #timer: NodeJS.Timeout
  #draining = false

  constructor(deps: MeetingsDeps) {
    this.#deps = deps
    this.#store = deps.store
    this.#timer = setInterval(() => this.tick(), 1000)
    this.#timer.unref()
  }

  /** Null if there is no such meeting. Concurrent callers get the same room. */
  async room(id: MeetingId): Promise<LiveRoom | null> {
    const live = this.#rooms.get(id)
    if (live !== undefined) return live
    let loading = this.#loading.get(id)
    if (loading === undefined) {
      loading = this.#load(id).finally(() => this.#loading.delete(id))
      this.#loading.set(id, loading)
    }
    return loading
  }

  async #load(id: MeetingId): Promise<LiveRoom | null> {
    await this.#closing.get(id)?.catch(() => {})
    const confirm = await this.#deps.ownership?.claim(id)
    if (confirm === null) return null
    const meeting = await this.#store.meeting(id)
    if (meeting === null) return null
    const [seats, blocks, invites, votes, times, documents] = await Promise.all([
      this.#store.openSeats(id),
      this.#store.blocks(id),
      this.#store.invites(id),
      this.#store.votesOfSitting(id),
      this.#store.times(id),
      this.#store.documents(id),
    ])
    const now = this.#deps.now()
    const stored = { seats, blocks, invites, votes, times, documents }
    const room = new Room(roomState(meeting, stored, now), {
      capacity: this.#deps.meetingCapacity,
      serverFull: (entering) => this.totalParticipants() + entering >= this.#deps.serverCapacity,
      policy: () => this.#deps.policy.current,
      newId: id128,
    })
    const live = new LiveRoom(room, this.#deps)
    confirm?.()
    this.#rooms.set(id, live)
    this.#deps.log.info({ meeting: id }, 'room opened')
    return live
  }

  /** Prepares to stop: refuses newcomers and notifies everyone present. */
  drain(): void {
    this.#draining = true
    for (const live of this.#rooms.values()) live.sockets.sendAll({ name: 'restarting', data: {} })
  }

  get draining(): boolean {
    return this.#draining
  }

  /**
   * All rooms that are open here, with or without people, including those being loaded or closed.
   */
  open(): MeetingId[] {
    return [...this.#rooms.keys(), ...this.#loading.keys(), ...this.#closing.keys()]
  }

  async occupancy(): Promise<Occupancy> {
    const peopled = [...this.#rooms].filter(([, { room }]) => !room.empty)
    return new Map(peopled.map(([id, { room }]) => [id, room.counts]))
  }

  async activeParticipant(
    id: MeetingId,
    participant: ParticipantId,
  ): Promise<ActiveParticipant | null> {
    return this.#rooms.get(id)?.room.activeParticipant(participant) ?? null
  }

  totalParticipants(): number {
    return this.totals().participants
  }

  /** Totals of all active rooms of this node. */
  totals(): { meetings: number; participants: number; waiting: number } {
    const rooms = [...this.#rooms.values()].map(({ room }) => room.counts)
    return {
      meetings: rooms.length,
      participants: rooms.reduce((sum, { participants }) => sum + participants, 0),
      waiting: rooms.reduce((sum, { waiting }) => sum + waiting, 0),
    }
  }

  async enter(entry: Entry): Promise<void> {
    if (this.#draining) throw new Refusal('busy')
    const live = await this.room(entry.meetingId)
    // Checked after the room is loaded: a later revocation reaches the room, an earlier one is
    // read.
    await this.#checkInvite(entry)
    await this.#deps.policy.read()
    // The last await, because all of this may have changed during verification.
    await this.#checkAccount(entry)
    if (live === null) throw new Refusal('wrong_password')
    const now = this.#deps.now()
    const isHost = entry.claim.kind === 'host'
    const stillRight = () => {
      // [PWD5] If the password was renewed during verification, the old one is wrong now. A person
      // who handed over the meeting in the meantime needs the password like anyone else.
      const right = isHost
        ? live.room.hostAccount === entry.accountId
        : live.room.passwordVersion === entry.passwordVersion
      if (!right) throw new Refusal('wrong_password')
    }
    const { change, admission } = live.room.admission.seat(
      {
        id: ParticipantId.parse(id128()),
        meetingId: entry.meetingId,
        ticketHash: entry.ticketHash,
        deviceHash: entry.deviceHash,
        addressHash: entry.addressHash,
        accountId: entry.accountId,
        inviteId: entry.inviteId,
        kind: entry.inviteId ? 'invited' : entry.accountId ? 'account' : 'guest',
        name: entry.name,
        position: entry.position,
        role: isHost ? 'host' : 'participant',
        state: isHost ? 'admitted' : 'waiting',
        passwordVersion: entry.passwordVersion,
        knockedAt: now,
        awaySince: now,
        floor: false,
      },
      entry.claim,
      now,
      entry.replaces,
    )
    await live.run(change, { still: stillRight })
    const answer = admission()
    if (answer.answer === 'refuse') throw new Refusal(answer.code)
  }

  /** Refuses an invite that was revoked or expired while the password was verified. */
  async #checkInvite({ meetingId, inviteId }: Entry): Promise<void> {
    if (inviteId === null) return
    const invite = await this.#store.invite(meetingId, inviteId)
    if (!inviteGood(invite, this.#deps.now())) throw new Refusal('link_invalid')
  }

  /** Refuses an account that was disabled or signed out while the password was verified. */
  async #checkAccount({ accountId, sessionId }: Entry): Promise<void> {
    if (accountId === null) return
    if (sessionId === null || !(await this.#store.mayEnter(accountId, sessionId))) {
      throw new Refusal('unauthenticated')
    }
  }

  async passwordRenewed(id: MeetingId, passwordVersion: number): Promise<void> {
    await this.#inLive(id, (room, now) => room.admission.passwordRenewed(passwordVersion, now))
  }

  async documentArrived(id: MeetingId, by: ParticipantId, document: DocumentRecord): Promise<void> {
    const live = this.#rooms.get(id)
    if (live === undefined || live.room.activeParticipant(by) === null)
      throw new Refusal('not_found')
    await live.run(live.room.presentation.put(by, document, this.#deps.now()))
  }

  async contain(id: MeetingId, by: AccountId, remove: readonly ParticipantId[]) {
    const live = await this.room(id)
    if (live === null) throw new Refusal('not_found')
    if (live.room.over) throw new Refusal('meeting_over')
    const { change, ...done } = live.room.moderation.contain(by, remove, this.#deps.now())
    await live.run(change)
    await live.rekeyed(remove)
    return done
  }

  async putKeys(id: MeetingId, by: ParticipantId, bytes: string): Promise<Sha256> {
    return this.#keysOf(id).put(by, Buffer.from(bytes, 'base64'), this.#deps.now())
  }
  async readKeys(id: MeetingId, by: ParticipantId, hash: Sha256): Promise<string> {
    return Buffer.from(this.#keysOf(id).read(by, hash)).toString('base64')
  }
  #keysOf(id: MeetingId) {
    const live = this.#rooms.get(id)
    if (live === undefined) throw new Refusal('not_found')
    return live.room.keys
  }

  async end(id: MeetingId, by: string): Promise<void> {
    const live = await this.room(id)
    if (live === null) throw new Refusal('not_found')
    if (live.room.over) return
    await live.run(live.room.moderation.end(by, this.#deps.now()))
    await this.#drop(id, live)
  }

  async rescheduled(id: MeetingId): Promise<void> {
    const times = await this.#store.times(id)
    await this.#inLive(id, (room, now) => room.schedule.rescheduled(times, now))
  }

  async prolong(id: MeetingId, by: AccountId, minutes: number): Promise<void> {
    const live = await this.room(id)
    if (live === null) throw new Refusal('not_found')
    if (live.room.over) throw new Refusal('meeting_over')
    await live.run(live.room.schedule.prolong(by, minutes, this.#deps.now()))
  }

  async wrongPasswords(id: MeetingId, count: number): Promise<void> {
    const live = this.#rooms.get(id)
    await live?.run(live.room.admission.wrongPasswords(count, this.#deps.now()))
  }

  async blockLifted(id: MeetingId, blockId: string): Promise<void> {
    this.#rooms.get(id)?.room.admission.blockLifted(blockId)
  }

  async invitesMade(id: MeetingId, invites: readonly InviteRecord[]): Promise<void> {
    await this.#inLive(id, (room, now) => room.admission.invitesMade(invites, now))
  }

  async inviteRevoked(id: MeetingId, invite: InviteId): Promise<void> {
    await this.#inLive(id, (room, now) => room.admission.inviteRevoked(invite, now))
  }

  async invitedOnly(id: MeetingId, on: boolean): Promise<void> {
    await this.#inLive(id, (room, now) => room.admission.invitedOnly(on, now))
  }

  async stopRecording(id: MeetingId, recording: RecordingId, reason: StopReason): Promise<void> {
    await this.#inLive(id, (room, now) => room.recording.end(recording, reason, now))
  }

  async accountDisabled(id: AccountId): Promise<void> {
    // A room being loaded may have read its seats before they were closed.
    await Promise.allSettled(this.#loading.values())
    const now = this.#deps.now()
    await Promise.all(
      [...this.#rooms.values()].map((live) =>
        live.run(live.room.admission.accountDisabled(id, now)),
      ),
    )
  }

  async #inLive(id: MeetingId, work: (room: Room, now: number) => Change): Promise<void> {
    // Nothing to do for an inactive room, which is loaded from the store later.
    const live = this.#rooms.get(id) ?? (await this.#loading.get(id))
    if (live) await live.run(work(live.room, this.#deps.now()))
  }

  /** Called about once a second. */
  tick(): void {
    const now = this.#deps.now()
    for (const [id, live] of this.#rooms) {
      this.#inBackground(id, live.run(live.room.tick(now)))
      // One write at a time, so that a slow or unavailable store is not overloaded.
      if (!live.unsettled) this.#inBackground(id, live.run(live.room.votes.timeOver(now)))
      else this.#inBackground(id, live.settle())
      const idle = live.sockets.size === 0 && !live.unsettled
      if ((live.room.empty || live.room.over) && idle) {
        void this.#drop(id, live).catch(() => {})
      }
    }
  }

  #inBackground(meeting: MeetingId, work: Promise<void>): void {
    void work.catch((error: unknown) => {
      this.#deps.log.error({ err: error, meeting }, 'saving changes failed, will retry')
    })
  }

  #drop(id: MeetingId, live: LiveRoom): Promise<void> {
    this.#rooms.delete(id)
    const closed = (async () => {
      await live.close()
      this.#deps.log.info({ meeting: id }, 'room closed')
      await this.#deps.ownership?.release(id).catch((error: unknown) => {
        // The room stays ours. That is harmless while this server runs, and it is released later.
        this.#deps.log.warn({ err: error, meeting: id }, 'releasing room failed')
      })
    })()
    this.#closing.set(id, closed)
    return closed.finally(() => this.#closing.delete(id))
  }

  /**
   * Closes rooms that another server may own now or soon, and stops writing to them. Clients
   * reconnect and are directed to the new owner.
   */
  abandon(ids: readonly MeetingId[]): void {
    for (const id of ids) {
      const live = this.#rooms.get(id)
      if (live === undefined) continue
      live.abandon()
      this.#rooms.delete(id)
      this.#deps.log.warn({ meeting: id }, 'room abandoned')
    }
  }

  /**
   * Closes and releases every room before a stop, so that people rejoin wherever it is opened next.
   */
  async handOver(): Promise<void> {
    await Promise.all([...this.#rooms].map(([id, live]) => this.#drop(id, live)))
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.handOver()
  }
}
