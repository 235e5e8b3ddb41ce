import type { ParticipantId } from '#protocol/ids.ts'
import type { RawInputOf, Reply, RequestName, ResultOf } from '#protocol/messages.ts'
import type { Bytes } from '../mls/bytes.ts'
import type { Grade } from '../mls/proof.ts'
import { Offering } from './offering.ts'
import { Standing } from './standing.ts'
import type { Person, Ports, View, Who } from './types.ts'

/** What the parts of one visit share. */
export class Visit {
  readonly who: Who
  readonly ports: Ports
  readonly standing: Standing
  readonly offering: Offering
  /** Who is inside, oneself as well; empty in the lobby. */
  readonly people = new Map<ParticipantId, Person>()
  /** Names of those who wait, for who leads. */
  readonly waiting = new Map<ParticipantId, string>()
  readonly grades = new Map<ParticipantId, Grade>()
  /** People inside whose keys were declined, and their devices (base64url). */
  readonly unproven = new Map<ParticipantId, string>()
  /** Devices that the person before this screen has confirmed, each in its seat. */
  readonly confirmed = new Map<ParticipantId, string>()
  /** S, where it is at hand. */
  secret: Bytes | null
  connected = false
  /** Counts connections, so that what belongs to an earlier one can be told. */
  connection = 0
  ended = false
  #shown = ''

  constructor(who: Who, ports: Ports) {
    this.who = who
    this.ports = ports
    this.secret = who.secret
    this.standing = new Standing((epoch) => {
      if (!this.ended || epoch === null) ports.keys(epoch)
    })
    this.offering = new Offering(who)
  }

  async ask<K extends RequestName>(name: K, input: RawInputOf<K>): Promise<Reply<ResultOf<K>>> {
    if (!this.connected || this.ended) return { ok: false, error: { code: 'busy' } }
    return this.ports.request(name, input)
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.ports.clock.after(ms, resolve)
    })
  }

  /** Says how it stands, if that is news. */
  show(): void {
    if (this.ended) return
    const view = this.#view()
    const form = JSON.stringify([view, [...view.grades]])
    if (form !== this.#shown) this.ports.state(view)
    this.#shown = form
  }

  #view(): View {
    const { group, broken, members } = this.standing
    const grades = new Map([...this.grades].filter(([id]) => members.includes(id)))
    const gone = members.some((id) => !this.people.has(id))
    const inside = gone ? 'pending' : 'on'
    const state = broken === null ? (group ? inside : 'making') : 'broken'
    const unproven = [...this.unproven.keys()].filter((id) => this.people.has(id))
    return { state, why: broken, members, grades, unproven }
  }
}
