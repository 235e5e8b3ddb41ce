import { Refusal } from '#protocol/errors.ts'
import type { AccountId, ParticipantId } from '#protocol/ids.ts'
import { TIMES } from '#protocol/limits.ts'
import type { Mode } from '#protocol/model.ts'
import type { Actor, Target } from '../policy/authorize.ts'
import { Chair } from './chair.ts'
import { RoomCore } from './core.ts'
import type { RoomLimits } from './core.ts'
import type { Narrowing } from './change.ts'
import type { Effect } from './effects.ts'
import { Entrance } from './entrance.ts'
import { mayPresent } from '../policy/grants.ts'
import { Floor } from './floor.ts'
import { Hours } from './hours.ts'
import { grantOf, leadersHere } from './publish.ts'
import type { Insider } from './records.ts'
import { Recording } from './recording.ts'
import type { RoomState } from './state.ts'
import { Questions } from './questions.ts'
import { Speakers } from './speakers.ts'
import { Table } from './table.ts'
import { Talk } from './talk.ts'
import { Tracks } from './tracks.ts'
import { Votes } from './votes.ts'

/**
 * One meeting while it lives: who waits, who is in, who may do what. Pure but for its own state:
 * every method takes `now` (epoch milliseconds) and returns what is to be done, or throws a
 * `Refusal` having changed nothing.
 */
export class Room {
  readonly #core: RoomCore
  readonly entrance: Entrance
  readonly tracks: Tracks
  readonly chair: Chair
  readonly floor: Floor
  readonly talk: Talk
  readonly speakers: Speakers
  readonly questions: Questions
  readonly votes: Votes
  readonly hours: Hours
  readonly table: Table
  readonly recording: Recording

  constructor(state: RoomState, limits: RoomLimits) {
    this.#core = new RoomCore(state, limits)
    this.entrance = new Entrance(this.#core)
    this.tracks = new Tracks(this.#core)
    this.chair = new Chair(this.#core)
    this.floor = new Floor(this.#core)
    this.talk = new Talk(this.#core)
    this.speakers = new Speakers(this.#core)
    this.questions = new Questions(this.#core)
    this.votes = new Votes(this.#core)
    this.hours = new Hours(this.#core)
    this.table = new Table(this.#core)
    this.recording = new Recording(this.#core)
  }

  get id() {
    return this.#core.state.meeting.id
  }
  get mode(): Mode {
    return this.#core.state.meeting.mode
  }
  get hostAccount(): AccountId {
    return this.#core.state.meeting.hostAccount
  }
  get passwordVersion(): number {
    return this.#core.state.meeting.passwordVersion
  }
  get counts() {
    return { participants: this.#core.state.people.size, waiting: this.#core.state.knocks.size }
  }
  get empty(): boolean {
    return this.#core.state.people.size === 0 && this.#core.state.knocks.size === 0
  }
  get over(): boolean {
    return this.#core.state.meeting.endedAt !== null
  }

  phaseOf(id: ParticipantId): 'waiting' | 'admitted' | 'closed' {
    if (this.#core.state.people.has(id)) return 'admitted'
    return this.#core.state.knocks.has(id) ? 'waiting' : 'closed'
  }
  actor(id: ParticipantId): Actor | undefined {
    return this.#core.state.people.get(id)
  }
  insider(id: ParticipantId): Insider | null {
    const person = this.#core.state.people.get(id)
    if (person?.presence.state !== 'here') return null
    const { name, kind, accountId, role } = person
    return { meetingId: this.id, id, name, kind, accountId, role, presents: mayPresent(person) }
  }
  target(id: ParticipantId): Target | undefined {
    return this.#core.state.people.get(id)
  }
  requestShare(id: ParticipantId, now: number): Effect[] {
    const person = this.#core.person(id)
    if (grantOf(this.#core.state, person).includes('screen')) throw new Refusal('conflict')
    if (leadersHere(this.#core.state).length === 0) throw new Refusal('host_absent')
    return this.#core.notice({ type: 'share_requested', id, name: person.name }, now)
  }

  /** [CAL4] Ends what is on now; a meeting that comes again stays. */
  end(by: string, now: number): Narrowing {
    return this.hours.endSitting(by, now) ?? this.chair.end(by, now)
  }

  /** Called about once a second: what time and breaks have taken away. */
  tick(now: number): Effect[] {
    return [...this.hours.tick(now), ...this.#core.dueNotices(now), ...this.#tickPeople(now)]
  }

  /** Breaks that were too long, grants that ran out, hosts that stay away. */
  #tickPeople(now: number): Effect[] {
    const { people, knocks, leaderlessSince } = this.#core.state
    const expired = [...people.values(), ...knocks.values()].filter(
      (one) => one.presence.state === 'away' && now - one.presence.since > TIMES.breakForgiven,
    )
    const sharesOver = [...people.values()].filter(
      (person) => person.share !== null && person.share.until !== null && person.share.until <= now,
    )
    const leaderless = leaderlessSince === null ? 0 : now - leaderlessSince
    const orphaned =
      leaderless > TIMES.hostGrace
        ? [...people.values()].filter((person) => person.share !== null)
        : []
    const penless =
      leaderless > TIMES.hostGrace ? [...people.values()].filter(({ presents }) => presents) : []
    const closing = leaderless > TIMES.hostAbsence && people.size > 0
    const lapsed = orphaned.length + penless.length
    const switchedOff = this.recording.isSwitchedOff
    if (expired.length + sharesOver.length + lapsed === 0 && !closing && !switchedOff) return []

    return this.#core.change(
      now,
      () => {
        for (const person of [...sharesOver, ...orphaned]) person.share = null
        for (const person of penless) person.presents = false
        const effects: Effect[] = [
          ...sharesOver.map((person) =>
            this.#core.audit(now, 'share.expired', 'system', person.id),
          ),
          ...orphaned.map((person) => this.#core.audit(now, 'share.lapsed', 'system', person.id)),
          ...penless.map((person) => this.#core.audit(now, 'present.lapsed', 'system', person.id)),
          ...expired.flatMap((one) => this.#core.putOut(one.id, 'expired', null)),
        ]
        if (switchedOff) effects.push(...this.#core.stopRecording('system', 'switched_off', now))
        if (!closing) return effects
        return [
          ...effects,
          this.#core.audit(now, 'meeting.closed_without_host', 'system', null),
          ...this.#core.everyoneOut('host_absent'),
        ]
      },
      { by: orphaned.length > 0 ? 'host_absent' : 'share_expired' },
    )
  }
}
