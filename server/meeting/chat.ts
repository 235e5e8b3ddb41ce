import { Refusal } from '#protocol/errors.ts'
import { MessageId } from '#protocol/ids.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { ChatAddress, ChatTo, Reaction } from '#protocol/model.ts'
import { leads } from '#protocol/roles.ts'
import { chatView, mayRead } from '../policy/view.ts'
import type { RoomCore } from './core.ts'
import type { Effect } from './effects.ts'
import type { Person } from './people.ts'

/** Who asks to speak, and what is written. */
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

  /** By someone who leads: whose turn it was has had it. */
  lowerHand(id: ParticipantId, now: number): Effect[] {
    const person = this.#core.person(id)
    return this.#core.change(now, () => {
      takeTurn(person)
      return []
    })
  }

  /**
   * What is written reaches those it is for and nobody else, now and in every later snapshot. No
   * right and no view of a person depends on it, so it needs none of the frame of a change.
   */
  write(by: ParticipantId, text: string, to: ChatTo, now: number): Effect[] {
    const { state } = this.#core
    const from = this.#core.person(by)
    this.#mayTalk(from)
    const id = MessageId.parse(this.#core.limits.newId())
    const message = chatView(id, from, text, this.#address(from, to), now)
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

  /** Where writing is stopped, so are signs; they are remembered nowhere. */
  react(id: ParticipantId, reaction: Reaction): Effect[] {
    this.#mayTalk(this.#core.person(id))
    return this.#core.toAll({ name: 'reaction', data: { from: id, reaction } })
  }

  #mayTalk({ role }: Person): void {
    if (!this.#core.state.meeting.chat && !leads(role)) throw new Refusal('chat_off')
  }

  /** Announcing, and answering one person alone, is for those who lead. */
  #address(from: Person, to: ChatTo): ChatAddress {
    if (to === 'all' || to === 'hosts') return to
    if (!leads(from.role)) throw new Refusal('forbidden')
    if (to === 'announcement') return to
    const { id, name } = this.#core.person(to.id)
    return { id, name }
  }
}

/** A raised hand that was called upon goes down, and is remembered as a turn taken. */
export function takeTurn(person: Person): void {
  if (person.handSince !== null) person.turns += 1
  person.handSince = null
}
