import { Refusal } from '#protocol/errors.ts'
import { MessageId } from '#protocol/ids.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { ChatAddress, ChatTo } from '#protocol/model.ts'
import { leads } from '#protocol/roles.ts'
import { chatView, mayRead } from '../policy/view.ts'
import type { RoomCore } from './core.ts'
import { send } from './effects.ts'
import type { Effect } from './effects.ts'
import type { Person } from './people.ts'

/** Raised hands, chat and reactions. */
export class Chat {
  readonly #core: RoomCore
  constructor(core: RoomCore) {
    this.#core = core
  }

  raiseHand(id: ParticipantId, raised: boolean, now: number): Effect[] {
    const person = this.#core.person(id)
    return this.#core.change(now, () => {
      person.handSince = raised ? (person.handSince ?? now) : null
      return []
    })
  }

  /** [FLR1] Called by a moderator, for whatever reason: it says nothing about who has spoken. */
  lowerHand(by: ParticipantId, id: ParticipantId, now: number): Effect[] {
    const person = this.#core.person(id)
    return this.#core.change(now, () => this.#lower(by, person))
  }

  lowerAllHands(by: ParticipantId, now: number): Effect[] {
    const { people } = this.#core.state
    return this.#core.change(now, () =>
      [...people.values()].flatMap((person) => this.#lower(by, person)),
    )
  }

  /**
   * A message reaches its recipients and nobody else, now and in every later snapshot. No rights
   * and no views depend on it, so it bypasses `change`.
   * @param sealed what only browsers can read
   */
  write(by: ParticipantId, sealed: string, to: ChatTo, now: number): Effect[] {
    const { state } = this.#core
    const from = this.#core.person(by)
    this.#mayTalk(from)
    const id = MessageId.parse(this.#core.limits.newId())
    const message = chatView(id, from, sealed, this.#address(from, to), now)
    const readers = [...state.people.values()].filter((person) => mayRead(person, message))
    const here = readers.filter((person) => person.presence.state === 'here')
    if (to === 'hosts' && !here.some((person) => leads(person.role))) {
      throw new Refusal('host_absent')
    }
    const { chat } = state.sitting
    chat.push(message)
    if (chat.length > LIMITS.chatHistory) chat.shift()
    return [{ do: 'send', to: here.map((one) => one.id), message: { name: 'chat', data: message } }]
  }

  /** The chat switch also applies to reactions; they are never stored. */
  react(id: ParticipantId, sealed: string): Effect[] {
    this.#mayTalk(this.#core.person(id))
    return this.#core.toAll({ name: 'reaction', data: { from: id, sealed } })
  }

  /** Tells the person who did it, unless they did it themselves. */
  #lower(by: ParticipantId, person: Person): Effect[] {
    if (person.handSince === null) return []
    person.handSince = null
    if (person.id === by) return []
    return [send(person.id, { name: 'handLowered', data: { name: this.#core.person(by).name } })]
  }

  #mayTalk({ role }: Person): void {
    if (!this.#core.state.meeting.chat && !leads(role)) throw new Refusal('chat_off')
  }

  /** Only moderators may make announcements or write to a single person. */
  #address(from: Person, to: ChatTo): ChatAddress {
    if (to === 'all' || to === 'hosts') return to
    if (!leads(from.role)) throw new Refusal('forbidden')
    if (to === 'announcement') return to
    const { id, name } = this.#core.person(to.id)
    return { id, name }
  }
}
