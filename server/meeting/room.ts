import type { AccountId, ParticipantId } from '#protocol/ids.ts'
import type { Mode } from '#protocol/model.ts'
import type { Actor, Target } from '../policy/authorize.ts'
import { mayPresent } from '../policy/grants.ts'
import { Moderation } from './moderation.ts'
import type { Narrowing } from './change.ts'
import { RoomCore } from './core.ts'
import type { RoomLimits } from './core.ts'
import type { Effect } from './effects.ts'
import { Admission } from './admission.ts'
import { Carried } from './carried.ts'
import { Floor } from './floor.ts'
import { Schedule } from './schedule.ts'
import { Delivery } from './keys/delivery.ts'
import { Questions } from './questions.ts'
import { Recording } from './recording.ts'
import type { ActiveParticipant } from './records.ts'
import { Speakers } from './speakers.ts'
import type { RoomState } from './state.ts'
import { Presentation } from './presentation.ts'
import { Chat } from './chat.ts'
import { Tracks } from './tracks.ts'
import { Votes } from './votes.ts'

/**
 * One live meeting: who is waiting, who is inside, who may do what. Pure except for its own state:
 * every method takes `now` (epoch milliseconds) and returns effects to execute, or throws a
 * `Refusal` having changed nothing.
 */
export class Room {
  readonly #core: RoomCore
  readonly schedule: Schedule
  readonly moderation: Moderation
  readonly admission: Admission
  readonly floor: Floor
  readonly tracks: Tracks
  readonly chat: Chat
  readonly speakers: Speakers
  readonly questions: Questions
  readonly votes: Votes
  readonly presentation: Presentation
  readonly recording: Recording
  readonly keys: Delivery
  readonly voices: Carried

  constructor(state: RoomState, limits: RoomLimits) {
    this.#core = new RoomCore(state, limits)
    this.schedule = new Schedule(this.#core)
    this.moderation = new Moderation(this.#core)
    this.admission = new Admission(this.#core)
    this.floor = new Floor(this.#core)
    this.tracks = new Tracks(this.#core)
    this.chat = new Chat(this.#core)
    this.speakers = new Speakers(this.#core)
    this.questions = new Questions(this.#core)
    this.votes = new Votes(this.#core)
    this.presentation = new Presentation(this.#core)
    this.recording = new Recording(this.#core)
    this.keys = new Delivery(this.#core)
    this.voices = new Carried(this.#core)
    const { schedule, moderation, admission, tracks, speakers, votes } = this
    const { presentation, recording, keys, voices } = this
    this.#core.use([
      recording,
      schedule,
      moderation,
      presentation,
      admission,
      tracks,
      speakers,
      votes,
      voices,
      // Last: who may hold keys is what the others decide.
      keys,
    ])
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
  target(id: ParticipantId): Target | undefined {
    return this.#core.state.people.get(id)
  }
  activeParticipant(id: ParticipantId): ActiveParticipant | null {
    const person = this.#core.state.people.get(id)
    if (person?.presence.state !== 'here') return null
    const { name, kind, accountId, role } = person
    return { meetingId: this.id, id, name, kind, accountId, role, presents: mayPresent(person) }
  }

  /** [CAL4] Ends the current occurrence; a recurring meeting itself continues. */
  end(by: string, now: number): Narrowing {
    return this.schedule.endSitting(by, now) ?? this.moderation.end(by, now)
  }

  /** [QOS6] Called `ANNOUNCED_EVERY` after the effect of this name: tells what has changed since. */
  announce(now: number): Effect[] {
    return this.#core.announce(now)
  }

  /** Called about once a second: applies time limits and expired seats. */
  tick(now: number): Effect[] {
    return this.#core.tick(now)
  }
}
