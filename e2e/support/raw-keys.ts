import { createHash, randomBytes } from 'node:crypto'
import type { ParticipantId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { Reply, ServerEventName, ServerEvents } from '#protocol/messages.ts'
import { MLS_LIMITS } from '#protocol/mls-limits.ts'
import type { GroupId, KeyCommit, KeyResults, KeyWork, Payload, Sha256 } from '#protocol/mls.ts'
import type { Role } from '#protocol/model.ts'
import { leads } from '#protocol/roles.ts'
import type { Snapshot } from '#protocol/snapshot.ts'

type Ask = (name: string, input: object) => Promise<Reply<unknown>>
/** Requests that are refused without a commit. */
const WITH_KEYS = ['lobby.admit', 'cohost.add', 'host.handOver'] as const
const ATTEMPTS = 8
const NO_KEYS = 'A'.repeat(43)

/** Of each visitor in each meeting, because a test may open several sockets for one. */
const KNOWN = new Map<string, Known>()
type Known = { group: GroupId; epoch: number; leads: boolean }

type Changes = Partial<Pick<KeyCommit, 'add' | 'remove' | 'leaders'>>
type More = { who?: readonly ParticipantId[]; epoch?: number }

/**
 * What a page's keys do, as far as the server can tell: founds a group, offers keys, and adds what
 * is asked of whoever leads. All of it is random bytes, because the server reads none of them.
 */
export class RawKeys {
  readonly #ask: Ask
  readonly #whose: string
  #me: ParticipantId | null = null
  /** What this socket was told of, whether or not its seat has keys of it. */
  #group: GroupId | null
  #epoch: number
  readonly #people = new Map<ParticipantId, Role>()
  readonly #waiting = new Set<ParticipantId>()
  readonly #wakers = new Set<() => void>()
  #welcomes = 0
  /** For which group the seat has offered keys on this socket. */
  #offered: GroupId | null = null
  #founder: string | null = null
  /** How often the lobby was heard of. */
  #news = 0
  /** What it does by itself, one promise for each. */
  readonly #doing = new Set<Promise<unknown>>()

  /** @param whose the same for all sockets of one seat */
  constructor(ask: Ask, whose: string) {
    this.#ask = ask
    this.#whose = whose
    const { group = null, epoch = 0 } = KNOWN.get(whose) ?? {}
    this.#group = group
    this.#epoch = epoch
  }

  static needed(name: string, input: unknown): input is object {
    const given = typeof input === 'object' && input !== null && !Array.isArray(input)
    return given && !('keys' in input) && WITH_KEYS.some((one) => one === name)
  }

  get #leads(): boolean {
    if (this.#me === null) return KNOWN.get(this.#whose)?.leads ?? false
    return leads(this.#people.get(this.#me) ?? 'participant')
  }
  /** The group and its epoch, as far as this socket was told. */
  get group(): { id: GroupId; epoch: number } {
    return { id: this.#group ?? newGroup(), epoch: this.#epoch }
  }

  /** Whether it is about keys only. */
  hear({ name, data }: { name: ServerEventName; data: unknown }): boolean {
    this.#hears[name]?.(data as never)
    for (const wake of this.#wakers) wake()
    return name.startsWith('key')
  }

  readonly #hears: { [K in ServerEventName]?: (data: ServerEvents[K]) => void } = {
    waiting: ({ self }) => void (this.#me = self),
    snapshot: (snapshot) => this.#enter(snapshot),
    participant: ({ id, role }) => void this.#people.set(id, role),
    participantLeft: ({ id }) => void this.#people.delete(id),
    lobby: ({ knocks }) => this.#look(knocks),
    keyFounder: ({ founder }) => {
      // Others than before end the group.
      if (this.#founder !== null && this.#founder !== founder) this.#group = null
      this.#founder = founder
    },
    keyGroup: ({ group }) => this.#offer(group),
    keyLost: ({ group }) => this.#offer(group),
    keyCommit: ({ epoch }) => this.#at(epoch + 1),
    keyWork: (work) => void this.#do(this.#work(work)),
    keyWelcome: ({ group, epoch }) => {
      this.has(group, epoch + 1)
      this.#welcomes += 1
      void this.#quietly('keys.joined', {})
    },
  }

  #enter({ self, participants, lobby, keys: { group, founder } }: Snapshot): void {
    this.#me = self
    this.#founder = founder
    this.#people.clear()
    for (const { id, role } of participants) this.#people.set(id, role)
    this.#look(lobby)
    if (group === null) void (this.#leads && this.#found())
    else if (KNOWN.get(this.#whose)?.group !== group && this.#offered !== group) this.#offer(group)
  }

  #look(knocks: Snapshot['lobby']): void {
    this.#news += 1
    this.#waiting.clear()
    // Also those whose sockets are only just connecting.
    for (const { id } of knocks ?? []) this.#waiting.add(id)
  }

  /** Its seat has keys of this group. */
  has(group: GroupId, epoch = 0): void {
    this.#group = group
    this.#epoch = epoch
    KNOWN.set(this.#whose, { group, epoch, leads: this.#leads })
  }
  #at(epoch: number): void {
    this.#epoch = epoch
    const known = KNOWN.get(this.#whose)
    if (known && known.group === this.#group) Object.assign(known, { epoch, leads: this.#leads })
  }
  /** Resolves once all that it does by itself is done. */
  async idle(): Promise<void> {
    while (this.#doing.size > 0) await Promise.all(this.#doing)
  }

  #offer(group: GroupId): void {
    this.#group = group
    this.#offered = group
    const keyPackage = randomBytes(120).toString('base64url')
    const proof = { link: null, invite: null }
    void this.#quietly('keys.offer', { group, keyPackage, proof, commitment: null })
  }

  /** `notice`: instead of the group that there is. */
  async #found(notice: string | null = null): Promise<boolean> {
    const group = newGroup()
    const founded = this.#quietly('keys.found', { group, notice })
    // What is sent behind it comes after it.
    const [before, epoch] = [this.#group, this.#epoch]
    this.has(group, 0)
    const done = await founded
    if (!done && this.#group === group && before !== null) this.has(before, epoch)
    return done
  }

  /** Sends what needs a commit, and again as often as another one was first. */
  async send(name: string, input: object): Promise<Reply<unknown>> {
    const ids = idsIn(input)
    const { batch } = MLS_LIMITS
    if (ids.length > batch && ids.length <= LIMITS.verdictBatch) {
      const first = await this.send(name, { ...input, ids: ids.slice(0, batch) })
      return first.ok ? this.send(name, { ...input, ids: ids.slice(batch) }) : first
    }
    const without = new Set<ParticipantId>()
    let founded = false
    for (let attempt = 1; ; attempt += 1) {
      const left = ids.filter((id) => !without.has(id))
      const admits = name === 'lobby.admit'
      const request = admits && left.length > 0 ? { ...input, ids: left } : input
      const changes = admits
        ? { add: addingIn(await this.#hashes(left), left) }
        : { leaders: this.#listing(ids, without) }
      const reply = await this.#ask(name, { ...request, keys: this.#commit(changes) })
      if (reply.ok) this.#at(this.#epoch + 1)
      if (reply.ok || attempt === ATTEMPTS) return reply
      const { code, who = [], epoch }: { code: string } & More = reply.error
      for (const id of who) without.add(id)
      const others = who.length > 0 && ids.some((id) => !without.has(id))
      if (code === 'out_of_order' && epoch !== undefined) this.#epoch = epoch
      else if (isOfGroup(code) && this.#leads && !founded) {
        founded = true
        if (!(await this.#found(code === 'forbidden' ? 'AAAA' : null))) return reply
      } else if (!others) return reply
    }
  }

  /** Something that a test did by itself. */
  did(name: string, input: unknown): void {
    if (name === 'keys.found') this.has((input as { group: GroupId }).group)
    if (name === 'keys.commit') this.#at(this.#epoch + 1)
  }

  /** Resolves when somebody has added this seat, once more than `before` times. */
  async welcomed(before: number): Promise<void> {
    await this.#until(() => this.#welcomes > before)
  }
  get welcomes(): number {
    return this.#welcomes
  }

  /** Does what the server asks of a leader's browser. */
  async #work({ group, ...work }: KeyWork): Promise<void> {
    let { remove, leaders } = work
    let add = work.add.map(({ id, keyPackage }) => ({ id, keyPackage: hashOf(keyPackage) }))
    for (let attempt = 0; attempt < ATTEMPTS && group === this.#group; attempt += 1) {
      const reply = await this.#ask('keys.commit', this.#commit({ add, remove, leaders })).catch(
        () => null,
      )
      if (reply?.ok) this.#at(this.#epoch + 1)
      if (reply === null || reply.ok) return
      const { who = [], epoch }: More = reply.error
      if (epoch !== undefined) this.#epoch = epoch
      else if (who.length === 0) return
      remove = remove.filter((id) => !who.includes(id))
      add = add.filter(({ id }) => !who.includes(id))
      leaders = leaders?.filter((id) => !who.includes(id)) ?? null
    }
  }

  #commit({ add = [], remove = [], leaders = null }: Changes): KeyCommit {
    const invitation = add.length === 0 ? null : { welcome: bytes(), tree: bytes() }
    const group = this.#group ?? newGroup()
    return { group, epoch: this.#epoch, commit: bytes(), invitation, add, remove, leaders }
  }

  #listing(ids: readonly ParticipantId[], without: ReadonlySet<ParticipantId>): ParticipantId[] {
    const leading = [...this.#people].flatMap(([id, role]) => (leads(role) ? [id] : []))
    return [...new Set([...leading, ...ids])].filter((id) => ids.includes(id) || !without.has(id))
  }

  /** By which keys they can be added. Whoever has only just knocked is waited for. */
  async #hashes(ids: readonly ParticipantId[]): Promise<Map<ParticipantId, Sha256>> {
    const found = new Map<ParticipantId, Sha256>()
    const look = async () => {
      const reply = await this.#ask('keys.offers', { ids }).catch(() => null)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server is ours
      const { offers } = (reply?.ok ? reply.result : { offers: [] }) as KeyResults['keys.offers']
      for (const { id, keyPackage } of offers) found.set(id, hashOf(keyPackage))
      return reply?.ok ?? false
    }
    const missing = () =>
      this.#group !== null && ids.some((id) => this.#waiting.has(id) && !found.has(id))
    for (let news = this.#news; (await look()) && missing(); news = this.#news) {
      await this.#until(() => this.#news !== news)
      if (this.#news === news) break
    }
    return found
  }

  /** For five seconds at most: some tests want what never comes. */
  async #until(done: () => boolean): Promise<void> {
    if (done()) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const look = () => void (done() && resolve())
    const timer = setTimeout(resolve, 5000)
    this.#wakers.add(look)
    await promise
    this.#wakers.delete(look)
    clearTimeout(timer)
  }

  async #quietly(name: string, input: object): Promise<boolean> {
    return this.#do(
      this.#ask(name, input).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
  }

  #do<T>(task: Promise<T>): Promise<T> {
    this.#doing.add(task)
    return task.finally(() => this.#doing.delete(task))
  }
}

/** Nobody goes on with the group, or there is none. */
const isOfGroup = (code: string): boolean => code === 'forbidden' || code === 'keys_pending'

// oxlint-disable typescript/no-unsafe-type-assertion -- random bytes of ours, and a test's own input

const newGroup = () => randomBytes(16).toString('base64url') as GroupId
const bytes = (): Payload => ({ inline: randomBytes(40).toString('base64url') })
const hashOf = (keyPackage: string) =>
  createHash('sha256').update(Buffer.from(keyPackage, 'base64url')).digest('base64url') as Sha256

const addingIn = (
  hashes: ReadonlyMap<ParticipantId, Sha256>,
  ids: readonly ParticipantId[],
): KeyCommit['add'] =>
  [...new Set(ids)].map((id) => ({ id, keyPackage: hashes.get(id) ?? (NO_KEYS as Sha256) }))

/** Whom a request is about. */
function idsIn(input: object): ParticipantId[] {
  const { ids, id } = input as { ids?: unknown; id?: unknown }
  const all: unknown[] = Array.isArray(ids) ? ids : [id]
  return all.filter((one) => typeof one === 'string') as ParticipantId[]
}
