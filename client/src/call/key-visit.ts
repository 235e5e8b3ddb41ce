import type { WireError } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { FounderHash } from '#protocol/mls.ts'
import type { Snapshot } from '#protocol/snapshot.ts'
import type { Letting } from '../keys/admitting.ts'
import { Queue } from '../keys/queue.ts'
import { KeySession } from '../keys/session.ts'
import { type Verdict, nobody } from '../keys/verdict.ts'
import type { EpochKeys, Ports, Said, View, Who, Writing } from '../keys/types.ts'
import { type Bytes, fromBase64Url, toBase64Url } from '../mls/bytes.ts'
import { type Device, deviceOf } from '../mls/credential.ts'
import type { LinkEnd } from '../mls/link.ts'
import { drawSecret, founderHash, founderKeys, linkSecret } from '../mls/secrets.ts'
import type { Ask, ServerEvent } from '../signaling/socket.ts'
import { KEYS_AT_FIRST } from './reduce.ts'
import { Told } from './told.ts'
import type { KeysView, Language } from './types.ts'

/** What this browser keeps. */
export type SecretStore = {
  deviceKeys(): Promise<CryptoKeyPair>
  /** S: the one of this founder, or the one that was kept last. */
  secretOf(meeting: string, founder?: string | null): Promise<Bytes | null>
  keepSecret(meeting: string, secret: Bytes): Promise<void>
  /** What stood after the `#` of the link by which this tab came. */
  linkOf(meeting: string): LinkEnd | null
}

export type VisitOptions = {
  meeting: string
  ask: Ask
  onView: (view: KeysView) => void
  onSaid: (said: Said) => void
  keys: (epoch: EpochKeys | null) => void
  reached: (epoch: number) => void
  store: SecretStore
  blobs: Ports['blobs']
}

/** S, with what follows from it. */
type Held = { secret: Bytes; founder: FounderHash; end: Who['link'] }

async function heldOf(secret: Bytes): Promise<Held> {
  const { publicKey } = await founderKeys(secret)
  const [founder, link] = await Promise.all([founderHash(publicKey), linkSecret(secret)])
  return { secret, founder: nameOf(founder), end: { link, founder, invite: null } }
}
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a hash of our own
const nameOf = (hash: Bytes) => toBase64Url(hash) as FounderHash

/** As the server names this person. */
type Me = { id: ParticipantId; name: string; hosts: boolean }

/** Until what the server refused is tried again, in milliseconds. */
const AGAIN_MS = 3000

const PENDING: WireError = { code: 'keys_pending' }

/**
 * Which keys a visit goes by: those of the meeting's secret where this browser has it, those of its
 * link, or, without either, those that the server names, so that the host compares words. A link of
 * other keys leads nowhere.
 */
export class KeyVisit {
  readonly #options: VisitOptions
  readonly #device: Device
  readonly #queue = new Queue()
  readonly #told = new Told()
  #held: Held | null = null
  #session: KeySession | null = null
  #me: Me | null = null
  /** The founder that the server names, and the one that this visit goes by. */
  #named: FounderHash | null = null
  #followed: FounderHash | null = null
  #view: View = KEYS_AT_FIRST
  #why: string | null = null
  #connected = false
  #establishing = false
  #ended = false
  #shown = ''

  private constructor(options: VisitOptions, device: Device) {
    this.#options = options
    this.#device = device
  }

  static async open(options: VisitOptions): Promise<KeyVisit> {
    return new KeyVisit(options, await deviceOf(await options.store.deviceKeys()))
  }

  up(): void {
    this.#run(() => {
      this.#connected = true
      this.#session?.up()
    })
  }
  lost(): void {
    this.#run(() => {
      this.#connected = false
      this.#session?.lost()
    })
  }
  end(): void {
    this.#ended = true
    this.#session?.end()
  }
  /** Nothing is sent or shown any more in this visit. */
  fail(why: string): void {
    this.#why = why
    this.#drop()
    this.#show()
  }
  /** Resolves when everything so far has been taken in. */
  async settled(): Promise<void> {
    await this.#queue.run(() => Promise.resolve())
    await this.#session?.idle()
  }

  event(event: ServerEvent): void {
    this.#run(async () => {
      const before = this.#session
      await this.#look(event)
      this.#told.hear(event)
      const all = this.#session === before ? [event] : this.#told.events
      for (const one of all) this.#session?.event(one)
      this.#show()
    })
  }

  async admit(ids: readonly ParticipantId[], letting: Letting): Promise<Verdict> {
    return this.#session ? this.#session.admit(ids, letting) : { ...nobody(), error: PENDING }
  }
  async promote(request: 'cohost.add' | 'host.handOver', id: ParticipantId) {
    return this.#session ? this.#session.promote(request, id) : PENDING
  }
  async write(writing: Writing): Promise<WireError | null> {
    return this.#session ? this.#session.write(writing) : PENDING
  }
  async wordsOf(id: ParticipantId, language: Language) {
    return (await this.#session?.wordsOf(id, language)) ?? null
  }
  confirm(id: ParticipantId): void {
    this.#session?.confirm(id)
  }
  async ownWords(language: Language) {
    return (await this.#session?.ownWords(language)) ?? null
  }
  async groupWords(language: Language) {
    return (await this.#session?.groupWords(language)) ?? null
  }
  /** For the host, without S: makes new keys here, by which links given out before lead nowhere. */
  renew(): Promise<WireError | null> {
    return this.#establish(drawSecret())
  }

  /** One after another: some of it is looked up. What fails here fails closed. */
  #run(task: () => void | Promise<void>): void {
    const running = this.#queue.run(async () => {
      if (!this.#ended && this.#why === null) await task()
    })
    running.catch(() => this.fail('unknown'))
  }

  /** Who this person is, and whose keys the server names. */
  async #look({ name, data }: ServerEvent): Promise<void> {
    if (name === 'waiting')
      await this.#learn({ id: data.self, name: data.name, hosts: false }, data.founder)
    if (name === 'snapshot') await this.#learn(ownIn(data), data.keys.founder)
    if (name === 'keyFounder') await this.#learn(this.#me, data.founder)
    if (name === 'participant' && data.id === this.#me?.id)
      await this.#learn({ ...this.#me, hosts: data.role === 'host' }, this.#named)
  }

  async #learn(me: Me | null, named: FounderHash | null): Promise<void> {
    if (!me) return
    this.#me = me
    this.#named = named
    await this.#lookForSecret()
    // Its answer is on the way behind what is being looked at now.
    if (named === null && me.hosts) void this.#establishFirst()
    if (this.#session && named !== null && named !== this.#followed) this.#changed()
    if (!this.#session && this.#why === null) this.#begin(me)
  }

  async #lookForSecret(): Promise<void> {
    if (this.#held && (this.#named === null || this.#held.founder === this.#named)) return
    const { store, meeting } = this.#options
    const secret = await store.secretOf(meeting, this.#named)
    this.#held = secret && (await heldOf(secret))
  }

  /** The meeting's keys were made anew. Who made them follows, and who is in no group yet. */
  #changed(): void {
    const { state } = this.#view
    const follows = state === 'making' || this.#held?.founder === this.#named
    if (follows) this.#drop()
    else this.fail('founder')
  }

  #drop(): void {
    this.#session?.end()
    this.#session = null
    this.#view = KEYS_AT_FIRST
    this.#options.keys(null)
  }

  #begin({ id, name }: Me): void {
    const by = this.#by()
    if (!by) return
    const { meeting, ask, keys, reached, blobs, onSaid } = this.#options
    const who: Who = { id, meeting, name, device: this.#device, ...by }
    this.#followed = nameOf(by.link.founder)
    this.#session = new KeySession(who, {
      request: ask,
      blobs,
      clock: CLOCK,
      keys,
      reached,
      state: (view) => {
        this.#view = view
        this.#show()
      },
      learned: (secret) => this.#run(() => this.#keep(secret)),
      said: onSaid,
    })
    if (this.#connected) this.#session.up()
  }

  /** By what this page goes; null if there is nothing yet, or a link of other keys. */
  #by(): Pick<Who, 'link' | 'secret' | 'inviteId'> | null {
    if (this.#held && this.#held.founder === this.#named)
      return { link: this.#held.end, secret: this.#held.secret, inviteId: null }
    const end = this.#end
    if (end) {
      const { inviteId, ...link } = end
      return this.#isOther ? null : { link, secret: null, inviteId }
    }
    const founder = this.#named === null ? null : fromBase64Url(this.#named)
    return founder && { link: { link: null, founder, invite: null }, secret: null, inviteId: null }
  }

  get #end(): LinkEnd | null {
    return this.#options.store.linkOf(this.#options.meeting)
  }
  get #isOther(): boolean {
    const end = this.#end
    return end !== null && this.#named !== null && nameOf(end.founder) !== this.#named
  }

  /** A meeting whose host is here has keys, sooner or later. */
  async #establishFirst(): Promise<void> {
    const error = await this.#establish(this.#held?.secret ?? drawSecret())
    if (error === null || error === PENDING) return
    CLOCK.after(AGAIN_MS, () => this.#run(() => this.#learn(this.#me, this.#named)))
  }

  /** S is kept before the server is told of it: what it leads to must not be lost. */
  async #establish(secret: Bytes): Promise<WireError | null> {
    if (this.#establishing) return PENDING
    this.#establishing = true
    const { meeting, ask, store } = this.#options
    const held = await heldOf(secret)
    await store.keepSecret(meeting, secret)
    const reply = await ask('keys.establish', { founder: held.founder, replaces: this.#named })
    this.#establishing = false
    return reply.ok ? null : reply.error
  }

  async #keep(secret: Bytes): Promise<void> {
    this.#held = await heldOf(secret)
    await this.#options.store.keepSecret(this.#options.meeting, secret)
    this.#show()
  }

  #show(): void {
    if (this.#ended) return
    const view = this.#viewNow()
    const form = JSON.stringify([view, [...view.grades], [...view.knocks]])
    if (form !== this.#shown) this.#options.onView(view)
    this.#shown = form
  }

  #viewNow(): KeysView {
    const end = this.#end
    const own = end?.link ? 'whole' : 'mailed'
    return {
      ...this.#view,
      ...(this.#why === null ? {} : { state: 'broken' as const, why: this.#why }),
      link: this.#isOther ? 'other' : end ? own : 'none',
      founder: this.#named,
      secret: this.#held !== null && this.#held.founder === this.#named,
    }
  }
}

const CLOCK: Ports['clock'] = {
  now: () => performance.now(),
  after: (ms, ring) => {
    const timer = setTimeout(ring, ms)
    return () => clearTimeout(timer)
  },
}

function ownIn({ self, participants }: Snapshot): Me | null {
  const own = participants.find(({ id }) => id === self)
  return own ? { id: self, name: own.name, hosts: own.role === 'host' } : null
}
