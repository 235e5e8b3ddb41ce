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
 * Derives what people must be told from what has changed. Methods of the room only change state;
 * this is the one place that speaks about it.
 */
export class Publisher {
  /** What the audience has been told, as JSON by key; compared, never sent. */
  #lastSent = new Map<string, string>()
  /** What each of them has been told for themselves alone, likewise. */
  readonly #lastSentTo = new Map<ParticipantId, Map<string, string>>()
  readonly #subscribers = new Set<ParticipantId>()

  /** Tells the audience the difference, and those who enter the whole. */
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
      const snapshot: Omit<Snapshot, 'media'> = { self: id, welcome, now, ...common, ...own, ...history, presentation } // prettier-ignore
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

  /** What has changed of what this person sees for themselves alone; remembered as told. */
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
