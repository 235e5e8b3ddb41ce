import type { ParticipantId } from '#protocol/ids.ts'
import type { RawInputOf, Reply, RequestName, ResultOf } from '#protocol/messages.ts'
import type { Bytes } from '../mls/bytes.ts'
import type { Grade } from '../mls/proof.ts'
import { PACE } from './heard.ts'
import { Offering } from './offering.ts'
import { Standing } from './standing.ts'
import type { Checked, EpochKeys, Person, Ports, View, Waiting, Who } from './types.ts'

/** What the parts of one visit share. */
export class Visit {
  readonly who: Who
  readonly ports: Ports
  readonly standing: Standing
  readonly offering: Offering
  /** Who is inside, oneself as well; empty in the lobby. */
  readonly people = new Map<ParticipantId, Person>()
  /** Those who wait, for who leads, and what their keys were found to show. */
  readonly waiting = new Map<ParticipantId, Waiting>()
  readonly knocks = new Map<ParticipantId, { keyPackage: string; checked: Checked | null }>()
  readonly grades = new Map<ParticipantId, Grade>()
  /** People inside whose keys were declined. */
  readonly unproven = new Set<ParticipantId>()
  /** Devices that the person before this screen has confirmed, each in its seat. */
  readonly confirmed = new Map<ParticipantId, string>()
  /** S, where it is at hand. */
  secret: Bytes | null
  connected = false
  /** Counts connections, so that what belongs to an earlier one can be told. */
  connection = 0
  ended = false
  /** Called when an epoch begins. */
  moved: () => void = () => {}
  readonly #lobby = new Set<() => void>()
  #shown = ''

  constructor(who: Who, ports: Ports) {
    this.who = who
    this.ports = ports
    this.secret = who.secret
    this.standing = new Standing((epoch) => {
      if (this.ended && epoch !== null) return
      ports.keys(epoch)
      if (epoch && epoch.places.length > 0) this.#reached(epoch)
      if (epoch) this.moved()
    })
    this.offering = new Offering(who)
  }

  async ask<K extends RequestName>(name: K, input: RawInputOf<K>): Promise<Reply<ResultOf<K>>> {
    if (!this.connected || this.ended) return { ok: false, error: { code: 'busy' } }
    return this.ports.request(name, input)
  }

  /** Senders wait until everybody has said so. If it is lost, they wait no longer than a moment. */
  #reached({ number }: EpochKeys): void {
    const { id } = this.standing
    if (id !== null) void this.ask('keys.reached', { group: id, epoch: number })
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.ports.clock.after(ms, resolve)
    })
  }

  /** Resolves when all of these who wait have offered keys, or after a while. */
  offered(ids: readonly ParticipantId[]): Promise<void> {
    const missing = () => ids.some((id) => this.waiting.get(id)?.keys === null)
    return new Promise((resolve) => {
      const done = () => {
        callOff()
        this.#lobby.delete(look)
        resolve()
      }
      const look = () => void (missing() || done())
      const callOff = this.ports.clock.after(PACE.offers, done)
      this.#lobby.add(look)
      look()
    })
  }
  lobbyChanged(): void {
    for (const look of this.#lobby) look()
  }

  /** Says how it stands, if that is news. */
  show(): void {
    if (this.ended) return
    const view = this.#view()
    const form = JSON.stringify([view, [...view.grades], [...view.knocks]])
    if (form !== this.#shown) this.ports.state(view)
    this.#shown = form
  }

  #view(): View {
    const { group, broken, members } = this.standing
    const grades = new Map([...this.grades].filter(([id]) => members.includes(id)))
    const gone = members.some((id) => !this.people.has(id))
    const inside = gone ? 'pending' : 'on'
    const state = broken === null ? (group ? inside : 'making') : 'broken'
    const unproven = [...this.unproven].filter((id) => this.people.has(id))
    const knocks = new Map(
      [...this.knocks].map(([id, { checked }]) => [id, checked?.grade ?? null]),
    )
    const spoken = this.offering.spoken !== null
    return { state, why: broken, members, grades, knocks, unproven, spoken }
  }
}
