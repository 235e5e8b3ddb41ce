import type { ParticipantId, TrackId } from '#protocol/ids.ts'
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
} from './views.ts'
import type { CommonViews, OwnViews } from './views.ts'

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

  /** Sends the differences to everyone inside, and a full snapshot to those entering. */
  publish(
    state: RoomState,
    entering: ReadonlySet<ParticipantId>,
    { now, recordingDays }: { now: number; recordingDays: number },
  ): Effect[] {
    const common = commonViews(state, recordingDays)
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
    for (const id of entering) {
      const person = state.people.get(id)
      if (person === undefined) continue
      const own = ownViews(state, person, knocks)
      this.#subscribers.add(id)
      this.#newsFor(id, own)
      const { welcome } = person
      const { ink, ...history } = historyFor(state, person)
      const presentation = { ...common.presentation, ink }
      const keys = { ...state.sitting.keys.snapshotFor(id), founder: state.meeting.founder }
      const snapshot: Omit<Snapshot, 'media'> = { self: id, welcome, now, ...common, ...own, ...history, presentation, keys } // prettier-ignore
      person.welcome = null
      effects.push({ do: 'enter', id, snapshot })
    }
    return effects
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
