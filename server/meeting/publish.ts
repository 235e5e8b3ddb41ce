import type { ParticipantId, TrackId } from '#protocol/ids.ts'
import type { ParticipantView } from '#protocol/model.ts'
import type { Snapshot } from '#protocol/snapshot.ts'
import { send } from './effects.ts'
import type { Effect, Message } from './effects.ts'
import { isHere } from './people.ts'
import type { RoomState } from './state.ts'
import {
  commonMessages,
  commonViews,
  historyFor,
  knockViews,
  ownMessages,
  ownViews,
  participantView,
} from './views.ts'
import type { CommonViews, OwnViews } from './views.ts'

/**
 * [QOS6] Milliseconds between two announcements in a large room. When a thousand people come back at
 * once, each of their changes would otherwise be a message to a thousand.
 */
export const ANNOUNCED_EVERY = 100

/** What is the same for all announcements of one moment. */
type Moment = { now: number; recordingDays: number }

/**
 * Derives messages to people from changes of state. The room's methods only change state; this is
 * the only place that announces it.
 */
export class Publisher {
  /** The last message per key sent to everyone inside, as JSON for comparison. */
  #lastSent = new Map<string, string>()
  /** The last personal message per key sent to each person, likewise. */
  readonly #lastSentTo = new Map<ParticipantId, Map<string, string>>()
  readonly #subscribers = new Set<ParticipantId>()
  /** As announced last, and when. */
  #announced: { views: CommonViews; at: number } | null = null

  /**
   * Sends a full snapshot to those entering, and the differences to everyone inside: at once, or
   * [QOS6] with what else changes soon, for which the room is to be asked again.
   *
   * @param urgent whether this cannot wait
   */
  publish(
    state: RoomState,
    { entering, urgent }: { entering: ReadonlySet<ParticipantId>; urgent: boolean },
    moment: Moment,
  ): Effect[] {
    const last = this.#announced
    const since = last === null ? Infinity : Math.abs(moment.now - last.at)
    if (last === null || urgent || !state.sitting.voices.large || since >= ANNOUNCED_EVERY) {
      const views = commonViews(state, moment.recordingDays)
      return [
        ...this.#announce(state, entering, views, moment),
        ...this.#enter(state, entering, views, moment),
      ]
    }
    return [...this.#enter(state, entering, last.views, moment), { do: 'announce' }]
  }

  #announce(
    state: RoomState,
    entering: ReadonlySet<ParticipantId>,
    common: CommonViews,
    { now }: Moment,
  ): Effect[] {
    this.#announced = { views: common, at: now }
    const knocks = knockViews(state)
    const effects: Effect[] = []
    for (const id of this.#subscribers) {
      const person = state.people.get(id)
      if (person === undefined || !isHere(person) || entering.has(id)) this.#forget(id)
    }
    const audience = [...this.#subscribers]
    for (const message of this.#difference(common)) {
      if (audience.length > 0) effects.push({ do: 'send', to: audience, message })
    }
    for (const id of audience) {
      const person = state.people.get(id)
      if (person === undefined) continue
      const news = this.#newsFor(id, ownViews(state, person, knocks))
      effects.push(...news.map((message) => send(id, message)))
    }
    return effects
  }

  /** @param common as announced last, so that the next differences are right for those who enter too */
  #enter(
    state: RoomState,
    entering: ReadonlySet<ParticipantId>,
    common: CommonViews,
    { now }: Moment,
  ): Effect[] {
    if (entering.size === 0) return []
    const knocks = knockViews(state)
    return [...entering].flatMap((id): Effect[] => {
      const person = state.people.get(id)
      if (person === undefined) return []
      const own = ownViews(state, person, knocks)
      this.#forget(id)
      this.#subscribers.add(id)
      this.#newsFor(id, own)
      const { welcome } = person
      const { ink, ...history } = historyFor(state, person)
      const presentation = { ...common.presentation, ink }
      const keys = { ...state.sitting.keys.snapshotFor(id), founder: state.meeting.founder }
      const participants = withPerson(common.participants, participantView(state, person))
      const snapshot: Omit<Snapshot, 'media'> = { self: id, welcome, now, ...common, participants, ...own, ...history, presentation, keys } // prettier-ignore
      person.welcome = null
      return [{ do: 'enter', id, snapshot }]
    })
  }

  #forget(id: ParticipantId): void {
    this.#subscribers.delete(id)
    this.#lastSentTo.delete(id)
  }

  #difference(common: CommonViews): Message[] {
    const before = this.#lastSent
    const after = new Map<string, string>()
    const messages: Message[] = []
    for (const [key, message] of commonMessages(common)) {
      const json = JSON.stringify(message.data)
      after.set(key, json)
      if (before.get(key) !== json) messages.push(message)
    }
    for (const key of before.keys()) {
      if (after.has(key)) continue
      const [what, id] = key.split(' ')
      if (what === 'participant') {
        messages.push({ name: 'participantLeft', data: { id: id as ParticipantId } })
      } else if (what === 'track') {
        messages.push({ name: 'trackEnded', data: { id: id as TrackId } })
      }
    }
    this.#lastSent = after
    return messages
  }

  /** This person's own views that have changed; records them as sent. */
  #newsFor(id: ParticipantId, views: OwnViews): Message[] {
    const told = this.#lastSentTo.get(id) ?? new Map<string, string>()
    this.#lastSentTo.set(id, told)
    return ownMessages(views).filter(({ name, data }) => {
      const json = JSON.stringify(data)
      if (told.get(name) === json) return false
      told.set(name, json)
      return true
    })
  }
}

/** The list with this person as they are now, even if they are not in it yet. */
function withPerson(list: readonly ParticipantView[], now: ParticipantView): ParticipantView[] {
  return list.some(({ id }) => id === now.id)
    ? list.map((one) => (one.id === now.id ? now : one))
    : [...list, now]
}
