import assert from 'node:assert/strict'
import { Refusal } from '#protocol/errors.ts'
import type { MeetingId, ParticipantId } from '#protocol/ids.ts'
import { REQUESTS } from '#protocol/messages.ts'
import type { InputOf, Reply, RequestName } from '#protocol/messages.ts'
import type { ParticipantView } from '#protocol/model.ts'
import type { Effect } from '#server/meeting/effects.ts'
import { isProposal } from '#server/meeting/change.ts'
import type { Change } from '#server/meeting/change.ts'
import type { SeatRecord } from '#server/meeting/records.ts'
import { HOST_ACCOUNT, RoomHarness } from '#server/meeting/testing.ts'
import { type Bytes, toBase64Url } from '../mls/bytes.ts'
import { type Device, createDeviceKeys, deviceOf } from '../mls/credential.ts'
import { drawSecret, founderHash, founderKeys, inviteSecret, linkSecret } from '../mls/secrets.ts'
import type { Link } from '../mls/link.ts'
import type { Ask, ServerEvent } from '../signaling/socket.ts'
import { Queue } from './queue.ts'
import { KeySession } from './session.ts'
import type { EpochKeys, Ports, Said, View, Who } from './types.ts'

/** The room of the real server, that says what it does to the browsers. */
class TellingRoom extends RoomHarness {
  tell: (effects: readonly Effect[]) => void = () => {}

  override do(change: Change): Effect[] {
    const effects = super.do(change)
    this.tell(effects)
    return effects
  }
}

type Timer = { at: number; ring: () => void }
/** What somebody holds: by default the whole link. */
export type Held = {
  device?: Device
  link?: Partial<Who['link']>
  inviteId?: string
  secret?: Bytes | null
}

/**
 * As long as so many small steps of cryptography take: on a busy machine work needs longer, and so do
 * they.
 */
async function steps(count: number, enough: () => boolean): Promise<void> {
  for (let n = 0; n < count && !enough(); n += 1)
    await crypto.subtle.digest('SHA-256', new Uint8Array(32))
}

const json = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** One page of somebody, connected to the room or not. */
export class Browser {
  readonly who: Who
  readonly session: KeySession
  readonly epochs: (EpochKeys | null)[] = []
  readonly views: View[] = []
  readonly reached: number[] = []
  readonly learned: Bytes[] = []
  readonly said: Said[] = []
  readonly heard: ServerEvent[] = []
  /** Events that came while {@link deaf}. */
  readonly held: ServerEvent[] = []
  readonly asked: RequestName[] = []
  /** Somebody inside, as the last snapshot had them. */
  shown: ParticipantView | null = null
  deaf = false
  /** What the server keeps back. */
  drops: (event: ServerEvent) => boolean = () => false
  away = false
  readonly #sitting: Sitting

  constructor(sitting: Sitting, who: Who) {
    this.#sitting = sitting
    this.who = who
    const { id } = who
    const request: Ask = (name, input) => {
      this.asked.push(name)
      return sitting.request(id, name, input) as never
    }
    const ports: Ports = {
      request,
      blobs: {
        put: async (bytes) => {
          sitting.blobs += 1
          return sitting.room.room.keys.put(id, bytes, sitting.room.now)
        },
        read: async (hash) => sitting.room.room.keys.read(id, hash),
      },
      clock: sitting.clock,
      keys: (epoch) => this.epochs.push(epoch),
      state: (view) => this.views.push(view),
      reached: (number) => this.reached.push(number),
      learned: (secret) => this.learned.push(secret),
      said: (said) => this.said.push(said),
    }
    this.session = new KeySession(who, ports)
  }

  get id(): ParticipantId {
    return this.who.id
  }
  get view(): View {
    return this.views.at(-1) ?? assert.fail('no view')
  }
  /** The keys that it has now. */
  get epoch(): EpochKeys | null {
    return this.epochs.at(-1) ?? null
  }

  hear(event: ServerEvent): void {
    if (event.name === 'snapshot') this.shown = event.data.participants[0] ?? null
    this.#sitting.delivered += 1
    if (this.drops(event)) return
    this.heard.push(event)
    if (this.deaf) this.held.push(event)
    else this.session.event(event)
  }
  hearAgain(): void {
    this.deaf = false
    for (const event of this.held.splice(0)) this.session.event(event)
  }

  connect(): void {
    this.away = false
    this.session.up()
    this.#sitting.room.connect(this.id)
  }
  disconnect(): void {
    this.away = true
    this.session.lost()
    this.#sitting.room.disconnect(this.id)
    this.held.length = 0
  }
}

/** People with real groups, over the real delivery of a real room, on a clock of its own. */
export class Sitting {
  room = new TellingRoom()
  readonly secret: Bytes
  readonly link: Link
  readonly browsers = new Map<ParticipantId, Browser>()
  delivered = 0
  blobs = 0
  /** Called before a request reaches the server; may refuse it, or let others be first. */
  before: (by: ParticipantId, name: RequestName, input: unknown) => void | Promise<void> = () => {}
  /** Called when the server has answered; may lose the answer. */
  after: (by: ParticipantId, name: RequestName) => void = () => {}
  /** Called while something is being written that the room has agreed to. */
  meanwhile: () => void | Promise<void> = () => {}
  readonly #proposals = new Queue()
  readonly #timers = new Set<Timer>()
  #named = 0

  private constructor(secret: Bytes, link: Link) {
    this.secret = secret
    this.link = link
    this.room.tell = (effects) => this.#tell(effects)
  }

  static async open(): Promise<Sitting> {
    const secret = drawSecret()
    const founder = await founderHash((await founderKeys(secret)).publicKey)
    return new Sitting(secret, { link: await linkSecret(secret), founder, invite: null })
  }

  readonly clock = {
    now: () => this.room.now,
    after: (ms: number, ring: () => void) => {
      const timer = { at: this.room.now + ms, ring }
      this.#timers.add(timer)
      return () => void this.#timers.delete(timer)
    },
  }

  async host(held: Held = {}): Promise<Browser> {
    const seat = this.room.seatRecord({
      accountId: HOST_ACCOUNT,
      kind: 'account',
      name: 'Trần Chủ Tọa',
      role: 'host',
      state: 'admitted',
    })
    this.room.seat(seat, { kind: 'host' })
    const browser = await this.open(seat.id, seat.name, { secret: this.secret, ...held })
    browser.connect()
    await this.quiet()
    return browser
  }

  /** In the lobby. */
  async knock(held: Held = {}, change: Partial<SeatRecord> = {}): Promise<Browser> {
    this.#named += 1
    const name = change.name ?? `Lan ${this.#named}`
    const { id } = this.room.knock({ deviceHash: name, addressHash: name, ...change, name })
    const browser = await this.open(id, name, held)
    browser.connect()
    await this.quiet()
    return browser
  }

  /** A page of somebody. */
  async open(id: ParticipantId, name: string, held: Held = {}): Promise<Browser> {
    const device = held.device ?? (await deviceOf(await createDeviceKeys()))
    const link = { ...this.link, ...held.link }
    const { inviteId = null, secret = null } = held
    const meeting: MeetingId = this.room.meeting.id
    const browser = new Browser(this, { id, meeting, name, device, link, inviteId, secret })
    this.browsers.set(id, browser)
    return browser
  }

  /** The page is loaded again: everything but the device key is gone. */
  async reload({ who, session }: Browser, device = who.device): Promise<Browser> {
    session.lost()
    session.end()
    this.room.disconnect(who.id)
    const { id, name, link, inviteId, secret } = who
    const browser = await this.open(id, name, {
      device,
      link,
      ...(inviteId === null ? {} : { inviteId }),
      ...(secret ? { secret } : {}),
    })
    browser.connect()
    return browser
  }

  /** The server begins anew with what it has stored: seats, and nothing of keys. */
  async restart(): Promise<void> {
    const { inside } = this
    const roleOf = (id: ParticipantId) => this.room.room.actor(id)?.role ?? 'participant'
    const seats = inside.map(({ id, who: { name } }) =>
      this.room.seatRecord({ id, name, role: roleOf(id), state: 'admitted' }),
    )
    for (const { session } of inside) session.lost()
    const { meeting, now } = this.room
    this.room = new TellingRoom({ meeting, seats })
    this.room.now = now
    this.room.tell = (effects) => this.#tell(effects)
    for (const browser of inside) browser.connect()
    await this.quiet()
  }

  /** K_i. */
  inviteOf(inviteId: string): Promise<Bytes> {
    return inviteSecret(this.secret, inviteId)
  }

  async request(by: ParticipantId, name: RequestName, input: unknown): Promise<Reply<unknown>> {
    try {
      await this.before(by, name, input)
      const result = await this.#run(by, name, REQUESTS[name].parse(json(input)))
      this.after(by, name)
      return { ok: true, result: json(result) }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { ok: false, error: json(error.toWire()) }
    }
  }

  #run(by: ParticipantId, name: RequestName, input: unknown): unknown {
    const { room, now } = this.room
    const run = (change: Change) => this.#stored(change)
    const does: { [K in RequestName]?: (input: InputOf<K>) => unknown } = {
      'keys.establish': (establishing) => run(room.keys.establish(by, establishing, now)),
      'keys.found': (founding) => run(room.keys.found(by, founding, now)),
      'keys.offer': (offer) => run(room.keys.offer(by, offer, now)),
      'keys.offers': ({ ids }) => room.keys.offers(ids),
      'keys.commit': (commit) => run(room.keys.commit(by, commit, now)),
      'keys.decline': ({ id }) => run(room.keys.decline(by, id, now)),
      'keys.claim': (claim) => {
        const { answer, effects } = room.keys.claim(by, claim, now)
        this.room.do(effects)
        return answer
      },
      'keys.replay': ({ epoch }) => ({ page: room.keys.replay(by, epoch) }),
      'keys.joined': () => (room.keys.joined(by), {}),
      'keys.challenge': (about) => run(room.keys.challenge(by, about)),
      'keys.reveal': ({ m }) => run(room.keys.reveal(by, m)),
      'keys.share': (share) => run(room.keys.share(by, share)),
      'keys.reached': (reached) => run(room.keys.reached(by, reached)),
      'keys.beat': ({ sealed }) => run(room.keys.beat(by, sealed)),
      'chat.send': ({ sealed, to }) => run(room.chat.write(by, sealed, to, now)),
      'reaction.send': ({ sealed }) => run(room.chat.react(by, sealed)),
      'question.ask': ({ sealed }) => run(room.questions.ask(by, sealed, now)),
      'question.show': ({ shown }) =>
        run(room.questions.show(shown && { id: shown.question, sealed: shown.sealed }, now)),
      'question.seal': ({ list }) => run(room.questions.seal(list, now)),
      'lobby.admit': ({ ids, message, keys }) =>
        run(room.admission.admit(by, ids, message ?? null, keys, now)),
      'cohost.add': ({ id, keys }) => run(room.moderation.addCohost(by, id, keys, now)),
      'host.handOver': ({ id, keys }) => run(room.moderation.handOver(by, id, keys, now)),
    }
    return does[name]?.(input as never) ?? assert.fail(name)
  }

  /** Like the server: one proposal is being written at a time, and others act meanwhile. */
  async #stored(change: Change): Promise<object> {
    if (!isProposal(change)) return (this.room.do(change), {})
    return this.#proposals.run(async () => {
      const { writes, apply } = change.draft()
      await this.meanwhile()
      this.room.do([...writes, ...apply(this.room.now)])
      return {}
    })
  }

  #tell(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.do === 'send')
        for (const id of effect.to) this.browsers.get(id)?.hear(json(effect.message))
      if (effect.do === 'enter') {
        const data = json({ ...effect.snapshot, media: { routerRtpCapabilities: {} } })
        this.browsers.get(effect.id)?.hear({ name: 'snapshot', data })
      }
      if (effect.do !== 'eject') continue
      const { reason, message } = effect
      this.browsers.get(effect.id)?.hear({ name: 'closed', data: { reason, message } })
      this.browsers.delete(effect.id)
    }
  }

  /** Until everybody has done all that they have to at this time. */
  async quiet(): Promise<void> {
    for (let before = -1; before !== this.delivered;) {
      before = this.delivered
      for (const { session } of this.browsers.values()) {
        await this.through(session.idle())
        await session.allRead()
      }
    }
  }

  /** What may wait for the clock: where nothing goes on without it, it does. */
  async through<T>(work: Promise<T>): Promise<T> {
    const state = { over: false }
    const done = () => (state.over = true)
    work.then(done, done)
    for (let patience = 3000; ; patience = 200) {
      await steps(patience, () => state.over)
      if (state.over) return work
      this.room.wait(1000)
      this.elapse()
    }
  }

  /** Time goes on, in steps of a second at most. */
  async wait(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 1000) {
      this.room.wait(Math.min(left, 1000))
      this.elapse()
      await this.quiet()
    }
  }
  /** Timers that are due. */
  elapse(): void {
    for (const timer of this.#timers) {
      if (timer.at > this.room.now) continue
      this.#timers.delete(timer)
      timer.ring()
    }
  }

  /** In the lobby, then let in by somebody who leads. */
  async guests(leader: Browser, count: number, name = 'Lan'): Promise<Browser[]> {
    const waiting: Browser[] = []
    for (let i = 0; i < count; i += 1) waiting.push(await this.knock({}, { name: `${name} ${i}` }))
    const { admitted, error } = await leader.session.admit(waiting.map(({ id }) => id))
    assert.equal(error, null)
    assert.equal(admitted.length, count)
    await this.quiet()
    return waiting
  }
  async guest(leader: Browser): Promise<Browser> {
    const [one] = await this.guests(leader, 1)
    return one ?? assert.fail()
  }

  /** S does not reach those who come to lead. */
  losesSecrets(): void {
    this.before = (_, name) => {
      if (name === 'keys.share') throw new Refusal('busy')
    }
  }

  /** Both read out the same words, and the leader confirms it. */
  async compare(leader: Browser, { id, session }: Browser): Promise<void> {
    const [asked] = await Promise.all([leader.session.wordsOf(id, 'vi'), this.quiet()])
    assert.equal(asked?.length, 4)
    assert.deepEqual(await session.ownWords('vi'), asked)
    leader.session.confirm(id)
  }

  leave({ id, session }: Browser): void {
    session.end()
    this.room.do(this.room.room.admission.leave(id, this.room.now))
    this.browsers.delete(id)
  }

  get inside(): Browser[] {
    const { room } = this.room
    return [...this.browsers.values()].filter(({ id }) => room.phaseOf(id) === 'admitted')
  }

  /** Those inside, and nobody else, have one key. */
  agree(): void {
    const [first, ...others] = this.inside
    assert.ok(first?.epoch)
    const ids = this.inside.map(({ id }) => id).sort()
    for (const one of [first, ...others]) {
      assert.equal(one.view.state, 'on', one.view.why ?? '')
      assert.deepEqual([...one.view.members].sort(), ids)
      assert.equal(one.epoch?.number, first.epoch.number)
      assert.equal(toBase64Url(one.epoch.base), toBase64Url(first.epoch.base))
    }
  }
}
