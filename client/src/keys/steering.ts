import type { WireError } from '#protocol/errors.ts'
import type { GroupId, KeyEvents, KeysSnapshot } from '#protocol/mls.ts'
import { leads } from '#protocol/roles.ts'
import { fromBase64Url, toBase64Url } from '../mls/bytes.ts'
import { type Followed, catchUp, receive } from './following.ts'
import { Founding } from './founding.ts'
import { type Heard, PACE, UNKNOWN } from './heard.ts'
import { follows, join } from './joining.ts'
import { receiveSecret } from './promoting.ts'
import { claimOf } from './standing.ts'
import type { Visit } from './visit.ts'
import { work } from './working.ts'

/** What to do about the group, as the server says how things are: one step after another. */
export class Steering {
  readonly #visit: Visit
  readonly #founding: Founding
  /** Calls {@link settle} in its turn, later. */
  readonly #later: (ms: number) => void
  /** As the server said last. */
  #server: Pick<KeysSnapshot, 'group' | 'before'> = { group: null, before: null }
  #inside = false
  /** In this connection: it was said where our group stands, and to which one keys were offered. */
  #claimed = false
  /** The server, which knows nothing of our group, waits for others to name theirs. */
  #unsure = false
  #offered: GroupId | null = null
  #unknown = 0
  /** No new keys are offered before that. */
  #declinedUntil = -Infinity

  constructor(visit: Visit, later: (ms: number) => void) {
    this.#visit = visit
    this.#founding = new Founding(visit)
    this.#later = later
  }

  up(): void {
    this.#claimed = false
    this.#unsure = false
    this.#offered = null
  }

  async react({ name, data }: Heard): Promise<void> {
    switch (name) {
      case 'waiting':
        return this.#outside()
      case 'snapshot':
        this.#inside = true
        this.#server = data.keys
        return this.settle()
      case 'participant':
        return data.id === this.#visit.who.id ? this.settle() : undefined
      case 'keyGroup':
        return this.#named(data)
      case 'keyWelcome':
        return this.#welcomed(data)
      case 'keyCommit':
        if (this.#visit.standing.id !== data.group) return
        return this.#followed(await receive(this.#visit, data))
      case 'keyWork':
        return work(this.#visit, data)
      case 'keyLost':
        this.#server = { group: data.group, before: data.group }
        return this.renew()
      case 'keyResumed':
        this.#server = { group: data.group, before: data.group }
        this.up()
        // A Welcome that was under way is forgotten.
        this.#visit.offering.renew()
        return this.settle()
      case 'keyDeclined':
        return this.#declined()
      case 'keyChallenge':
        return this.#challenged(data)
      case 'keySecret':
        return receiveSecret(this.#visit, data)
    }
  }

  /** Does what is missing, or nothing. */
  async settle(): Promise<void> {
    const { standing, connected, ended } = this.#visit
    if (!connected || ended || standing.broken !== null) return
    if (standing.group !== null) {
      if (this.#inside && !this.#claimed) await this.#claim()
      return
    }
    await this.#offer()
    await this.#found()
  }

  /** In the lobby: also whoever was sent back to it. */
  async #outside(): Promise<void> {
    this.#inside = false
    this.#server = { group: null, before: null }
    this.#offered = null
    if (this.#visit.standing.group) this.#visit.offering.renew()
    this.#visit.standing.leave()
  }

  /**
   * There is a group, or another one: members of the one before follow F alone. But where the server
   * forgot that one in a restart, whoever founds anew has nothing to follow, and cannot give notice;
   * then this is a group like the first, which only F founds.
   */
  async #named({ group, notice }: KeyEvents['keyGroup']): Promise<void> {
    const { standing, who } = this.#visit
    this.#server = { group, before: group }
    const { id } = standing
    if (id === group) return
    if (id !== null) {
      const forgotten = notice === null && (this.#unsure || !this.#claimed)
      if (forgotten) return this.renew()
      if (!(await follows(who, id, { group, notice }))) return standing.break('successor')
      standing.leave()
    }
    return this.settle()
  }

  async #claim(): Promise<void> {
    const claim = claimOf(this.#visit.standing)
    if (claim === null) return
    const reply = await this.#visit.ask('keys.claim', claim)
    if (!reply.ok) return this.#again(reply.error)
    this.#claimed = true
    this.#unsure = reply.result.state === 'wait'
    if (reply.result.state === 'lost') return this.renew()
    if (reply.result.state === 'replay') return this.#followed(await catchUp(this.#visit))
  }

  async #followed(followed: Followed): Promise<void> {
    switch (followed) {
      case 'gap':
        return this.#followed(await catchUp(this.#visit))
      case 'lost':
        return this.renew()
      case 'late':
        this.#claimed = false
        return this.#later(PACE.late)
      case 'current':
      case 'over':
    }
  }

  /** These keys lead nowhere. */
  async renew(): Promise<void> {
    this.#visit.standing.leave()
    this.#visit.offering.renew()
    this.#offered = null
    return this.settle()
  }

  async #declined(): Promise<void> {
    this.#visit.offering.renew()
    this.#offered = null
    this.#declinedUntil = this.#visit.ports.clock.now() + PACE.declined
    // Timers may be early by a fraction.
    this.#later(PACE.declined + 1)
  }

  /** Somebody who leads compares words with us. A second time, only new keys can answer. */
  async #challenged({ n }: KeyEvents['keyChallenge']): Promise<void> {
    const { offering } = this.#visit
    const nonce = fromBase64Url(n)
    const m = nonce && offering.answer(nonce)
    if (m) return void (await this.#visit.ask('keys.reveal', { m: toBase64Url(m) }))
    offering.renew()
    this.#offered = null
    return this.settle()
  }

  async #offer(): Promise<void> {
    const { group: id } = this.#server
    const early = this.#visit.ports.clock.now() < this.#declinedUntil
    if (id === null || this.#offered === id || early) return
    const request = await this.#visit.offering.request(id)
    if (request === null) return
    const reply = await this.#visit.ask('keys.offer', request)
    if (reply.ok) this.#offered = id
    else this.#again(reply.error)
  }

  /** Only who leads and has S; and the server lets nobody, while others go on with a group. */
  async #found(): Promise<void> {
    const { people, who, secret, standing, offering } = this.#visit
    if (!this.#inside || !secret || standing.group) return
    if (!leads(people.get(who.id)?.role ?? 'participant')) return
    const error = await this.#founding.found(this.#server.before)
    if (error !== null) return this.#later(error.code === 'forbidden' ? PACE.others : PACE.absent)
    offering.clear()
    this.#server = { group: standing.id, before: standing.id }
    this.#claimed = true
  }

  async #welcomed(welcome: KeyEvents['keyWelcome']): Promise<void> {
    const { standing, offering } = this.#visit
    if (standing.broken !== null || standing.id === welcome.group) return
    if (offering.of(welcome.group).length === 0) return
    const joined = await join(this.#visit, welcome)
    switch (joined) {
      case 'joined':
        this.#claimed = true
        this.#unknown = 0
        return this.#followed(await catchUp(this.#visit))
      case 'late':
        // The server answers the same keys with the Welcome again.
        this.#offered = null
        return this.#later(PACE.late)
      case 'unknown':
        this.#unknown += 1
        return this.#unknown < UNKNOWN ? this.renew() : standing.break('welcome')
      case 'hostile':
        return standing.break('welcome')
    }
  }

  #again({ code, retryAfter }: WireError): void {
    const passing = ['busy', 'rate_limited', 'store_unavailable', 'out_of_order'].includes(code)
    // The rest is not about now: others may change it.
    this.#later(passing ? Math.max(PACE.late, (retryAfter ?? 0) * 1000) : PACE.others)
  }
}
