import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { KeyCommit, MLS_LIMITS } from '#protocol/mls.ts'
import type { GroupId, KeyClaim, KeyOffer, KeyWork, Payload } from '#protocol/mls.ts'
import { leads } from '#protocol/roles.ts'
import type { KeyEffect } from './group.ts'
import { Keys } from './keys.ts'
import { commitIn, hashOf, here, idOf, newGroupId, offerFor } from './testing.ts'
import type { Somebody } from './testing.ts'

/**
 * Random sittings: people knock, come, go, are removed, lose their line and load the page again;
 * leaders commit at once, twice, late or not at all; the server is killed. The browsers here are
 * honest and know what members of an MLS group know; the lines and the order are not.
 */
export type Step = { kind: (typeof KINDS)[number]; a: number; b: number; large: boolean }
const KINDS = [
  'knock',
  'knock',
  'admit',
  'admit',
  'admitBroken',
  'race',
  'update',
  'leave',
  'remove',
  'sendBack',
  'away',
  'return',
  'return',
  'reload',
  'move',
  'demote',
  'promote',
  'deliver',
  'deliver',
  'work',
  'work',
  'wait',
  'wait',
  'restart',
  'clutter',
] as const

export const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...KINDS),
  a: fc.nat(20),
  b: fc.nat(20),
  large: fc.boolean(),
})

/** What MLS says of an epoch, by its transcript. */
type Epoch = {
  group: GroupId
  epoch: number
  members: ReadonlySet<ParticipantId>
  /** Devices: who continues in another browser leads no longer. */
  leaders: ReadonlySet<string>
  /** Who came in with which KeyPackage: others cannot open the Welcome. */
  added: KeyCommit['add']
}
type Message = KeyEffect['message']
type Page = {
  transcript: string | null
  /** The keys that it has made. */
  offered: KeyOffer | null
  inbox: Message[]
  work: KeyWork | null
  device: number
}

const HOST = idOf('host')
const newPage = (): Page => ({
  transcript: null,
  offered: null,
  inbox: [],
  work: null,
  device: 0,
})

export class World {
  keys = new Keys()
  now = 1_000_000
  readonly people = new Map<ParticipantId, Somebody>()
  readonly lobby = new Set<ParticipantId>()
  readonly pages = new Map<ParticipantId, Page>()
  readonly epochs = new Map<string, Epoch>()
  /** The transcript of the epoch that the server is in. */
  head: string | null = null
  named = 0
  large = false

  constructor() {
    this.#enter(HOST, here('host'))
    this.#found(HOST)
    for (const name of ['one', 'two']) this.#knock(idOf(name))
    this.#admit(HOST, [...this.lobby])
    for (const name of ['one', 'two']) {
      this.#deliver(idOf(name))
      this.#promote(idOf(name))
    }
  }

  take({ kind, a, b, large }: Step): void {
    this.large = large
    const some = this.#at([...this.people.keys()], a)
    const leader = this.#at(this.#leading(), b)
    switch (kind) {
      case 'knock':
        return this.#knock(idOf(`guest ${(this.named += 1)}`))
      case 'admit':
        if (leader) this.#admit(leader, [...this.lobby].slice(0, 1 + (a % 22)))
        return
      case 'admitBroken':
        if (leader) this.#admit(leader, [...this.lobby].slice(0, 3), () => this.#disturb(a, leader))
        return
      case 'race':
        return this.#race(a, b)
      case 'update':
        if (leader) this.#commit(leader, {})
        return
      case 'leave':
        if (some && some !== HOST) this.#change(() => this.#out(some))
        return
      case 'remove':
        if (some && some !== HOST) this.#remove(some)
        return
      case 'sendBack':
        if (some && some !== HOST) this.#sendBack(some)
        return
      case 'away':
        if (some) this.#away(some)
        return
      case 'return':
        if (some) this.#return(some)
        return
      case 'reload':
        if (some) this.#reload(some)
        return
      case 'move':
        return this.#move()
      case 'demote':
        if (some && some !== HOST) this.#demote(some)
        return
      case 'promote':
        if (some) this.#promote(some)
        return
      case 'deliver':
        if (some) this.#deliver(some)
        return
      case 'work':
        if (leader) this.#work(leader)
        return
      case 'wait':
        return this.#wait(a * 200)
      case 'restart':
        return this.#restart()
      case 'clutter':
        return this.#clutter(b)
    }
  }

  /** Everyone comes back, and the leaders' browsers do what they are asked. */
  settle(): void {
    for (let round = 0; round < 60 && !this.#quiet(); round += 1) {
      for (const id of this.people.keys()) this.#return(id)
      for (const id of this.people.keys()) this.#deliver(id)
      if (this.#leading().length === 0 && this.pages.get(HOST)?.transcript === null)
        this.#found(HOST)
      for (const id of this.#leading()) this.#work(id)
      this.#wait(1000)
    }
    assert.ok(this.#quiet(), 'comes to rest')
    const head = this.epochs.get(this.head ?? '')
    assert.deepEqual(head?.members, new Set(this.people.keys()))
    assert.equal(this.keys.pending(this.people), false)
    for (const id of this.people.keys()) assert.equal(this.pages.get(id)?.transcript, this.head)
  }

  #quiet(): boolean {
    return (
      [...this.people].every(
        ([id, { presence }]) =>
          presence.state === 'here' &&
          this.head !== null &&
          this.#page(id).transcript === this.head,
      ) && !this.keys.pending(this.people)
    )
  }

  check(): void {
    const { log, invitations, blobs, members, offers } = this.keys.held
    assert.ok(log.entries <= MLS_LIMITS.logEntries && log.bytes <= MLS_LIMITS.logBytes)
    assert.ok(invitations.count <= MLS_LIMITS.invitations)
    assert.ok(invitations.bytes <= MLS_LIMITS.invitationBytes)
    assert.ok(blobs.drafts <= MLS_LIMITS.draftBytes)
    assert.ok(blobs.held <= log.bytes + invitations.bytes)
    assert.ok(members <= MLS_LIMITS.seats)
    assert.ok(offers <= this.people.size + this.lobby.size)
    this.#checkLog(log.entries)
    this.#checkMembers()
  }

  /** From every epoch that is kept, page by page, to the present one. */
  #checkLog(kept: number): void {
    const { group } = this.keys
    const member = [...this.people.keys()].find((id) => this.keys.member(id))
    if (group === null || member === undefined) return
    assert.equal(this.keys.replay(member, group.epoch - kept - 1, this.people), null)
    assert.equal(this.keys.replay(member, group.epoch + 1, this.people), null)
    let at = group.epoch - kept
    while (at < group.epoch) {
      const page = this.keys.replay(member, at, this.people)
      assert.ok(page && page.entries.length > 0)
      for (const { epoch } of page.entries) assert.equal(epoch, at++)
      assert.equal(page.next, at)
    }
  }

  /** What the server believes is so: nobody it takes for removed has keys. */
  #checkMembers(): void {
    const head = this.epochs.get(this.head ?? '')
    if (head === undefined) return
    assert.deepEqual(this.keys.group, { id: head.group, epoch: head.epoch })
    for (const id of this.pages.keys()) assert.equal(this.keys.member(id), head.members.has(id))
    const left = [...head.members].some((id) => !this.people.has(id))
    if (left) assert.equal(this.keys.pending(this.people), true)
  }

  #at(ids: readonly ParticipantId[], at: number): ParticipantId | undefined {
    return ids[at % ids.length]
  }
  #page(id: ParticipantId): Page {
    const page = this.pages.get(id)
    assert.ok(page)
    return page
  }
  #epochOf(id: ParticipantId): Epoch | undefined {
    return this.epochs.get(this.#page(id).transcript ?? '')
  }
  /** Browsers that would be believed by their group, and may lead. */
  #leading(): ParticipantId[] {
    return [...this.people].flatMap(([id, { role, presence }]) => {
      const device = `${id} ${this.#page(id).device}`
      const believed = this.#epochOf(id)?.leaders.has(device)
      return presence.state === 'here' && leads(role) && believed ? [id] : []
    })
  }

  #enter(id: ParticipantId, somebody: Somebody): void {
    this.people.set(id, somebody)
    this.pages.set(id, newPage())
  }

  /** As the room does it: run, settle, then send. */
  #change(run: () => readonly KeyEffect[] | void): void {
    const effects = [...(run() ?? []), ...this.keys.settle(this.people, this.now)]
    for (const { to, message } of effects) {
      assert.ok(to.length > 0)
      if (message.name === 'keyResumed') this.head = message.data.transcript
      for (const id of to) {
        assert.equal(this.people.get(id)?.presence.state, 'here', 'nobody else is told anything')
        this.#page(id).inbox.push(message)
      }
    }
    this.check()
  }

  #refused(run: () => void): string | null {
    try {
      run()
      return null
    } catch (error) {
      assert.ok(error instanceof Refusal)
      return error.code
    }
  }

  #found(id: ParticipantId): void {
    const group = newGroupId()
    const notice = this.keys.before === null ? null : 'bm90aWNl'
    this.#refused(() =>
      this.#change(() => {
        const effects = this.keys.found(id, { group, notice }, this.people, this.now)
        const leaders = new Set([`${id} ${this.#page(id).device}`])
        this.epochs.set(group, { group, epoch: 0, members: new Set([id]), leaders, added: [] })
        this.head = group
        this.#page(id).transcript = group
        return effects
      }),
    )
  }

  #knock(id: ParticipantId): void {
    this.lobby.add(id)
    this.pages.set(id, newPage())
    this.#offer(id)
  }

  /** New keys; or, of a page whose line was lost, the same again. */
  #offer(id: ParticipantId, again: KeyOffer | null = null): void {
    const page = this.#page(id)
    const { group } = this.keys
    page.transcript = null
    page.offered = again && again.group === group?.id ? again : group && offerFor(group.id)
    const { offered } = page
    if (offered) this.#change(() => this.keys.offer(id, offered))
  }

  #payload(by: ParticipantId): Payload {
    const bytes = createHash('sha512')
      .update(`${(this.named += 1)}`)
      .digest()
    if (!this.large) return { inline: bytes.toString('base64url') }
    const blob = Buffer.concat([bytes, Buffer.alloc(400_000)])
    return { hash: this.keys.put(by, blob, this.people, this.now), bytes: blob.length }
  }

  /** What a browser writes in the epoch that it is in; undefined if its group would not have it. */
  #write(by: ParticipantId, change: Partial<KeyCommit>): KeyCommit | undefined {
    const epoch = this.#epochOf(by)
    const leading = epoch?.leaders.has(`${by} ${this.#page(by).device}`)
    const may = this.people.get(by)
    if (!epoch || !leading || !may || !leads(may.role)) return undefined
    const invitation = change.add?.length
      ? { welcome: this.#payload(by), tree: this.#payload(by) }
      : null
    const commit = this.#payload(by)
    return KeyCommit.parse(
      commitIn({ id: epoch.group, epoch: epoch.epoch }, { ...change, invitation, commit }),
    )
  }

  /** What the server takes is what everyone goes on from: it must be the writer's own epoch. */
  #taken(by: ParticipantId, { commit, add, remove, leaders, group, epoch }: KeyCommit): void {
    const page = this.#page(by)
    assert.equal(page.transcript, this.head, 'one winner for each epoch')
    const before = this.epochs.get(this.head ?? '')
    assert.ok(before && before.group === group && before.epoch === epoch)
    const members = new Set(before.members)
    for (const id of remove) assert.ok(members.delete(id))
    for (const { id } of add) members.add(id)
    const list = leaders?.map((id) => `${id} ${this.#page(id).device}`)
    const transcript = after(this.head ?? '', commit)
    this.epochs.set(transcript, {
      group,
      epoch: epoch + 1,
      members,
      added: add,
      leaders: list ? new Set(list) : before.leaders,
    })
    this.head = transcript
    page.transcript = transcript
  }

  #commit(
    by: ParticipantId,
    change: Partial<KeyCommit>,
    together: { promoting?: ParticipantId } = {},
  ): boolean {
    const { promoting } = together
    const written = this.#write(by, change)
    if (!written) return false
    const refused = this.#refused(() =>
      this.#change(() => {
        const proposed = promoting ? new Set([promoting]) : new Set<ParticipantId>()
        const with_ = { entering: new Set<ParticipantId>(), promoting: proposed }
        const judged = this.keys.judge(by, written, this.people, with_)
        const { taken, effects } = this.keys.take(judged, this.people, this.now)
        assert.ok(taken)
        this.#taken(by, written)
        return effects
      }),
    )
    if (refused === null) this.#repeat(by, written)
    return refused === null
  }

  /** A request that is sent twice, or by somebody else, changes nothing. */
  #repeat(by: ParticipantId, written: KeyCommit): void {
    for (const id of [by, ...this.people.keys()])
      assert.throws(() => this.keys.judge(id, written, this.people), Refusal)
  }

  /** The verdict and the commit are written together; `meanwhile` is what happens while they are. */
  #admit(by: ParticipantId, ids: readonly ParticipantId[], meanwhile = () => {}): void {
    const add = ids.flatMap((id) => {
      const offer = this.keys.offerOf(id)
      return offer ? [{ id, keyPackage: hashOf(offer) }] : []
    })
    if (add.length === 0 || add.length > MLS_LIMITS.batch) return
    const written = this.#write(by, { add })
    if (!written) return
    const entering = new Set(add.map(({ id }) => id))
    this.#refused(() => {
      const together = { entering, promoting: new Set<ParticipantId>() }
      const judged = this.keys.judge(by, written, this.people, together)
      meanwhile()
      this.#change(() => {
        for (const id of entering) if (this.lobby.delete(id)) this.people.set(id, here())
        const { taken, effects } = this.keys.take(judged, this.people, this.now)
        if (taken) this.#taken(by, written)
        return effects
      })
    })
  }

  #disturb(a: number, leader: ParticipantId): void {
    const [first] = this.lobby
    if (a % 4 === 0 && first) this.#change(() => this.#leaveLobby(first))
    if (a % 4 === 1 && leader !== HOST) this.#remove(leader)
    if (a % 4 === 2) this.#restart()
    if (a % 4 === 3) for (const id of this.people.keys()) this.#away(id)
  }

  #leaveLobby(id: ParticipantId): void {
    this.lobby.delete(id)
    this.keys.gone(id)
  }

  /** Two write in one epoch: the server takes one, and the other writes it again or does not. */
  #race(a: number, b: number): void {
    const one = this.#at(this.#leading(), a)
    const two = this.#at(this.#leading(), b)
    if (!one || !two || one === two) return
    const written = this.#write(two, {})
    if (!written || !this.#commit(one, {})) return
    assert.throws(() => this.keys.judge(two, written, this.people), Refusal)
    this.#deliver(two)
    this.#commit(two, {})
  }

  #out(id: ParticipantId): void {
    this.people.delete(id)
    this.keys.gone(id)
  }
  #remove(id: ParticipantId): void {
    this.#change(() => {
      this.keys.hurry([id])
      this.#out(id)
    })
  }
  #sendBack(id: ParticipantId): void {
    this.#change(() => {
      this.#out(id)
      this.lobby.add(id)
    })
    this.#offer(id)
  }

  #away(id: ParticipantId): void {
    const somebody = this.people.get(id)
    if (somebody?.presence.state !== 'here') return
    this.#page(id).inbox = []
    this.#page(id).work = null
    this.#change(() => {
      somebody.presence = { state: 'away', since: this.now }
    })
  }

  #return(id: ParticipantId): void {
    const somebody = this.people.get(id)
    if (somebody?.presence.state !== 'away') return
    this.#change(() => {
      somebody.presence = { state: 'here' }
    })
    const { transcript, offered } = this.#page(id)
    if (transcript === null) this.#offer(id, offered)
    else this.#stand(id)
  }

  #stand(id: ParticipantId): void {
    const claim = this.#claim(id)
    if (claim === null) return
    let state = ''
    this.#change(() => {
      const { answer, effects } = this.keys.claim(id, claim, this.people, this.now)
      state = answer.state
      return effects
    })
    if (state === 'lost') this.#offer(id)
    if (state === 'replay') this.#catchUp(id)
  }

  #claim(id: ParticipantId): KeyClaim | null {
    const epoch = this.#epochOf(id)
    const { transcript, device } = this.#page(id)
    if (!epoch || transcript === null) return null
    const { group, members, leaders } = epoch
    const seats = [...members]
    const leading = seats.filter((seat) => leaders.has(`${seat} ${this.#page(seat).device}`))
    const roster = leaders.has(`${id} ${device}`) ? { seats, leaders: leading } : null
    // Founders' transcripts are their group's name.
    return { group, epoch: epoch.epoch, transcript, roster }
  }

  #catchUp(id: ParticipantId): void {
    for (;;) {
      const epoch = this.#epochOf(id)
      if (!epoch || epoch.epoch === this.keys.group?.epoch) return
      const page = this.keys.replay(id, epoch.epoch, this.people)
      if (!page) return this.#offer(id)
      for (const { commit } of page.entries) this.#receive(id, commit)
    }
  }

  #receive(id: ParticipantId, commit: Payload): void {
    const page = this.#page(id)
    const transcript = after(page.transcript ?? '', commit)
    assert.ok(this.epochs.has(transcript), 'a commit of another past')
    assert.ok(this.epochs.get(transcript)?.members.has(id))
    page.transcript = transcript
  }

  #reload(id: ParticipantId): void {
    this.#away(id)
    this.#page(id).transcript = null
    this.#page(id).offered = null
  }
  #move(): void {
    this.#reload(HOST)
    this.#page(HOST).device += 1
    this.#change(() => this.keys.moved(HOST))
  }

  #demote(id: ParticipantId): void {
    const somebody = this.people.get(id)
    if (somebody) this.#change(() => void (somebody.role = 'participant'))
  }
  #promote(id: ParticipantId): void {
    const by = this.#leading()[0]
    const epoch = by && this.#epochOf(by)
    const somebody = this.people.get(id)
    if (!by || !epoch?.members.has(id) || !somebody || this.#page(id).transcript === null) return
    const devices = [...epoch.members].filter((seat) =>
      epoch.leaders.has(`${seat} ${this.#page(seat).device}`),
    )
    const still = devices.filter((seat) => leads(this.people.get(seat)?.role ?? 'participant'))
    const leaders = [...new Set([...still, id])]
    if (this.#commit(by, { leaders }, { promoting: id }) && id !== HOST) somebody.role = 'cohost'
  }

  #deliver(id: ParticipantId): void {
    const page = this.#page(id)
    for (const message of page.inbox.splice(0)) this.#read(id, page, message)
  }

  #read(id: ParticipantId, page: Page, { name, data }: Message): void {
    const mine = this.#epochOf(id)
    switch (name) {
      case 'keyCommit': {
        const { group, epoch, commit } = data
        if (mine?.group !== group || mine.epoch > epoch) return
        return mine.epoch === epoch ? this.#receive(id, commit) : this.#catchUp(id)
      }
      case 'keyWelcome': {
        const { group, epoch } = data
        const hash = page.offered && hashOf(page.offered)
        const mine = (one: Epoch) =>
          one.group === group &&
          one.epoch === epoch + 1 &&
          one.added.some((added) => added.id === id && added.keyPackage === hash)
        const [transcript] = [...this.epochs].findLast(([, one]) => mine(one)) ?? []
        if (page.transcript !== null || !transcript) return
        page.transcript = transcript
        this.keys.joined(id)
        return this.#catchUp(id)
      }
      case 'keyWork':
        page.work = data
        return
      case 'keyResumed':
        return page.transcript === null ? this.#offer(id) : this.#stand(id)
      case 'keyLost':
      case 'keyGroup':
        return this.#offer(id)
      case 'keyFounder':
      case 'keyChallenge':
      case 'keyRevealed':
      case 'keySecret':
      case 'keyReached':
      case 'keyBeat':
      case 'keyDeclined':
        return
    }
  }

  /** In as many commits as MLS's tasks take: removals, then the list, then those with new keys. */
  #work(id: ParticipantId): void {
    this.#deliver(id)
    const { work } = this.#page(id)
    const epoch = this.#epochOf(id)
    if (work === null || work.group !== epoch?.group) return
    this.#page(id).work = null
    const remove = work.remove.filter((seat) => epoch.members.has(seat))
    if (remove.length > 0) this.#commit(id, { remove })
    if (work.leaders) this.#commit(id, { leaders: work.leaders })
    const add = work.add.map((offer) => ({ id: offer.id, keyPackage: hashOf(offer) }))
    if (add.length > 0) this.#commit(id, { add })
  }

  #wait(milliseconds: number): void {
    this.now += milliseconds
    this.#change(() => {})
  }

  /** Nothing of the keys is stored; seats are. */
  #restart(): void {
    this.keys = new Keys()
    this.head = null
    for (const [id, somebody] of this.people) {
      this.#page(id).inbox = []
      this.#page(id).work = null
      somebody.presence = { state: 'away', since: this.now }
    }
  }

  /** A leader's browser that puts what nobody asked for. */
  #clutter(size: number): void {
    for (let i = 0; i < 12; i += 1) {
      const blob = Buffer.alloc(1 + size * 52_000, i)
      this.#refused(() => void this.keys.put(HOST, blob, this.people, this.now))
    }
    assert.throws(() => this.keys.put(idOf('nobody'), Buffer.of(1), this.people, this.now), Refusal)
    this.check()
  }
}

const after = (transcript: string, commit: Payload): string =>
  createHash('sha256').update(transcript).update(JSON.stringify(commit)).digest('base64url')
