import { randomBytes, randomUUID } from 'node:crypto'
import { FLOOR } from '../policy/tighten.ts'
import { AccountId, MeetingId, ParticipantId, TrackId } from '#protocol/ids.ts'
import type { Source } from '#protocol/model.ts'
import { KIND_OF } from '#protocol/model.ts'
import type { Policy } from '#protocol/policy.ts'
import type { Times } from '../policy/window.ts'
import { Refusal } from '#protocol/errors.ts'
import type { GroupId, KeyCommit } from '#protocol/mls.ts'
import { isNarrowing, isProposal } from './change.ts'
import type { Change } from './change.ts'
import type { Effect, Message } from './effects.ts'
import type { InviteRecord, MeetingRecord, SeatRecord } from './records.ts'
import { Room } from './room.ts'
import { commitIn, hashOf, newGroupId, offerFor } from './keys/testing.ts'
import { roomState } from './state.ts'
import type { VoteRecord } from './vote-records.ts'

const id128 = () => randomBytes(16).toString('base64url')

export const HOST_ACCOUNT = AccountId.parse(id128())

export const meetingRecord = (change: Partial<MeetingRecord> = {}): MeetingRecord => ({
  id: MeetingId.parse(id128()),
  title: 'Giao ban',
  mode: 'discussion',
  hostAccount: HOST_ACCOUNT,
  hostName: 'Trần Chủ Tọa',
  passwordHash: '$argon2id$',
  passwordVersion: 1,
  locked: false,
  chat: true,
  invitedOnly: false,
  founder: null,
  createdAt: 0,
  endedAt: null,
  ...change,
})

/** A room under test with its own clock, and the effects it has produced so far. */
export class RoomHarness {
  readonly meeting: MeetingRecord
  readonly room: Room
  now = 1_000_000
  effects: Effect[] = []
  serverFull = false
  /** What the pages of those who lead know of the group: it begins when somebody is let in. */
  readonly #group = { id: newGroupId(), epoch: 0, leaders: new Set<ParticipantId>() }

  constructor(
    options: {
      meeting?: Partial<MeetingRecord>
      capacity?: number
      /** The policy set by operators. */
      policy?: Partial<Policy>
      seats?: SeatRecord[]
      invites?: InviteRecord[]
      votes?: { had: number; votes: VoteRecord[] }
      /** The meeting's occurrences [CAL]. */
      times?: Times[]
    } = {},
  ) {
    this.meeting = meetingRecord(options.meeting)
    const { invites = [], votes = { had: 0, votes: [] }, times = null } = options
    const seats = (options.seats ?? []).map((seat) => ({ ...seat, meetingId: this.meeting.id }))
    const stored = { seats, blocks: [], invites, votes, times }
    this.room = new Room(roomState(this.meeting, stored, this.now), {
      capacity: options.capacity ?? 100,
      policy: () => ({ ...FLOOR, ...options.policy }),
      serverFull: () => this.serverFull,
      newId: id128,
    })
  }

  /**
   * Executes what a room method returned, against a store that accepts everything at once, and
   * records its effects: writes come first.
   */
  do(change: Change): Effect[] {
    const effects = this.#effectsOf(change)
    this.effects.push(...effects)
    return effects
  }

  #effectsOf(change: Change): Effect[] {
    if (isNarrowing(change)) return change.act()
    if (!isProposal(change)) return [...change]
    const { writes, apply } = change.draft()
    return [...writes, ...apply(this.now)]
  }

  wait(milliseconds: number): Effect[] {
    this.now += milliseconds
    return [...this.do(this.room.votes.timeOver(this.now)), ...this.do(this.room.tick(this.now))]
  }

  seatRecord(change: Partial<SeatRecord> = {}): SeatRecord {
    return {
      id: ParticipantId.parse(id128()),
      meetingId: this.meeting.id,
      ticketHash: id128(),
      deviceHash: id128(),
      addressHash: id128(),
      accountId: null,
      inviteId: null,
      kind: 'guest',
      name: 'Khách',
      position: null,
      role: 'participant',
      state: 'waiting',
      passwordVersion: this.meeting.passwordVersion,
      knockedAt: this.now,
      awaySince: this.now,
      floor: false,
      ...change,
    }
  }

  /**
   * Gives the correct password without connecting. Also returns the gate's answer. An account that
   * is there already moves.
   */
  knock(change: Partial<SeatRecord> = {}) {
    const seat = this.seatRecord(change)
    const { admission, effects } = this.seat(seat, { kind: 'password', right: true, move: true })
    return { id: seat.id, seat, admission, effects }
  }

  /** Claims a seat and returns the gate's answer. */
  seat(seat: SeatRecord, claim: Parameters<Room['admission']['seat']>[1]) {
    const { change, admission } = this.room.admission.seat(seat, claim, this.now)
    const effects = this.do(change)
    return { admission: admission(), effects }
  }

  connect(id: ParticipantId) {
    const { admission, effects } = this.room.admission.connect(id, this.now)
    this.do(effects)
    return { admission, effects }
  }

  disconnect(id: ParticipantId) {
    return this.do(this.room.admission.disconnect(id, this.now))
  }

  host(change: Partial<SeatRecord> = {}): ParticipantId {
    const seat = this.seatRecord({
      accountId: HOST_ACCOUNT,
      kind: 'account',
      name: 'Trần Chủ Tọa',
      role: 'host',
      state: 'admitted',
      ...change,
    })
    this.seat(seat, { kind: 'host' })
    this.connect(seat.id)
    return seat.id
  }

  waiting(name = 'Khách', change: Partial<SeatRecord> = {}): ParticipantId {
    const { id } = this.knock({ name, ...change })
    this.connect(id)
    return id
  }

  /** Knocks and is admitted by `host`. */
  guest(host: ParticipantId, name = 'Khách', change: Partial<SeatRecord> = {}): ParticipantId {
    const id = this.waiting(name, change)
    this.admit(host, [id])
    return id
  }

  /** Lets them in, with keys, of which those who wait have offered some before. */
  admit(by: ParticipantId, ids: readonly ParticipantId[], message: string | null = null): Effect[] {
    const keys = this.adding(by, ids)
    return this.#committed(this.room.admission.admit(by, ids, message, keys, this.now))
  }

  get group(): GroupId {
    return this.#group.id
  }

  /** A commit that adds them. */
  adding(by: ParticipantId, ids: readonly ParticipantId[]): KeyCommit {
    this.found(by)
    const add = ids.map((id) => {
      const offer = offerFor(this.#group.id)
      if (this.room.phaseOf(id) !== 'closed') this.do(this.room.keys.offer(id, offer, this.now))
      return { id, keyPackage: hashOf(offer) }
    })
    return commitIn(this.#group, { add })
  }

  /** Begins the group, unless there is one. */
  found(by: ParticipantId): void {
    try {
      const founding = { group: this.#group.id, notice: null }
      this.do(this.room.keys.found(by, founding, this.now))
      Object.assign(this.#group, { epoch: 0, leaders: new Set([by]) })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }

  addCohost(by: ParticipantId, id: ParticipantId): Effect[] {
    return this.#committed(this.room.moderation.addCohost(by, id, this.#listing(id), this.now))
  }
  handOver(by: ParticipantId, id: ParticipantId): Effect[] {
    return this.#committed(this.room.moderation.handOver(by, id, this.#listing(id), this.now))
  }

  /** A commit that puts them on the group's list. */
  #listing(id: ParticipantId): KeyCommit {
    return commitIn(this.#group, { leaders: [...this.#group.leaders.add(id)] })
  }

  #committed(change: Change): Effect[] {
    const effects = this.do(change)
    this.#group.epoch += 1
    return effects
  }

  publish(id: ParticipantId, source: Source): TrackId {
    this.found(id)
    const track = TrackId.parse(randomUUID())
    this.room.tracks.check(id, source, KIND_OF[source])
    this.do(this.room.tracks.published(id, source, track, false, this.now))
    return track
  }
}

/** The messages to one person, in order; `enter` counts as a snapshot. */
export function inbox(effects: readonly Effect[], id: ParticipantId): Message[] {
  return effects.flatMap((effect): Message[] =>
    effect.do === 'send' && effect.to.includes(id) ? [effect.message] : [],
  )
}

export const kinds = (effects: readonly Effect[]): Effect['do'][] =>
  effects.map((effect) => effect.do)

export const audits = (effects: readonly Effect[]): string[] =>
  effects.flatMap((effect) => (effect.do === 'audit' ? [effect.event.action] : []))
