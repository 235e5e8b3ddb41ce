import { type Bytes, equal, utf8 } from './bytes.ts'
import { type Change, type Wanted, MlsFailure } from './wrap/change.ts'
import { type Device, type Identity, decodeCredential, encodeCredential } from './credential.ts'
import { membersOfGroup } from './credential.ts'
import { decodeLeaders, encodeLeaders, leads } from './leaders.ts'
import { type KeyPair } from './p256.ts'
import { type Refusal, type Sitting, policyOf, refusalToJoin } from './policy.ts'
import { type Own, createKeyPackage, leafKeys } from './wrap/key-package.ts'
import { type Prepared, Membership } from './wrap/membership.ts'

/**
 * One member of a meeting's group, as a state machine without I/O: it says what to send, and is
 * told what came. The server orders commits, one for each epoch; whoever's is not taken reads the
 * other's and writes its own again.
 */
export type Task =
  /** Of more than 20, the first; the same task again goes on, so that nobody waits for a crowd. */
  | { kind: 'admit'; newcomers: readonly Newcomer[] }
  | { kind: 'remove'; seats: readonly string[] }
  /**
   * All of them, 20 at most: with the keys of a page that was loaded again, whoever has a seat, so
   * that the same task again would do it again.
   */
  | { kind: 'swap'; newcomers: readonly Newcomer[] }
  /** Who leads from now on, by device key. Needs F. */
  | { kind: 'lead'; devices: readonly Bytes[] }
  /** New keys for oneself. */
  | { kind: 'update' }

const BATCH = 20

/**
 * Somebody to add, as checked at the knock: {@link Own.reference} is what was shown to the host.
 */
export type Newcomer = { seat: string; keyPackage: Bytes; reference: Bytes }

/**
 * What goes to the server: it takes it if the epoch is still the one it knows. Who is added needs
 * both the Welcome and the tree, so they go with the commit, all or nothing.
 */
export type Outgoing = { epoch: number; commit: Bytes; welcome: Bytes | null; tree: Bytes | null }

/** A commit as the server hands it on. */
export type Entry = { epoch: number; commit: Bytes }

/** What became of an entry. */
export type Received =
  | { kind: 'next'; change: Change }
  /** This member was removed. */
  | { kind: 'removed' }
  /** Of an epoch that is over; nothing happened. Servers may repeat themselves. */
  | { kind: 'past' }
  /** Of an epoch to come: ask for those between. */
  | { kind: 'gap'; from: number }
  /** The group cannot go on from here: stop sending, and say so. */
  | { kind: 'broken'; why: string }

/** Who a page is before it is in a group. */
export type Self = { sitting: Sitting; seat: string; name: string; device: Device }

/** New keys for a seat: what to knock with. */
export async function createOwn({ sitting, seat, name, device }: Self): Promise<Own> {
  const keys = await leafKeys()
  const { meeting, group } = sitting
  const who = { meeting, group, seat, name, leafKey: keys.publicKey }
  return createKeyPackage(keys, await encodeCredential(who, device))
}

type Written = { prepared: Prepared; task: Task }

export class Group {
  readonly #membership: Membership
  readonly #self: Self
  /** The commit that the server was asked to take last, if it has not answered. */
  #inFlight: Written | null = null
  /**
   * All of this epoch: an answer may be lost, and the log says later that the first one was taken.
   */
  #written: Written[] = []
  #last: Promise<unknown> = Promise.resolve()
  #broken: string | null = null

  private constructor(membership: Membership, self: Self) {
    this.#membership = membership
    this.#self = self
  }

  /** Founds the sitting, led by this device. */
  static async found(self: Self, founder: KeyPair): Promise<Group> {
    const { sitting, device } = self
    const leaders = { serial: 0, devices: [device.publicKey] }
    const context = await encodeLeaders(sitting.group, leaders, founder)
    const own = await createOwn(self)
    const authenticate = membersOfGroup(sitting)
    const membership = await Membership.found(sitting.group, own, context, authenticate)
    const invited = { context, members: membership.members, inviter: ownMember(membership) }
    await enter(invited, sitting)
    return new Group(membership, self)
  }

  /** Joins by a Welcome, with the tree that came apart from it. */
  static async join(self: Self, own: Own, welcome: Bytes, tree: Bytes): Promise<Group> {
    const authenticate = membersOfGroup(self.sitting)
    const { membership, inviter } = await Membership.join(welcome, tree, own, authenticate)
    if (!equal(membership.group, self.sitting.group)) throw new MlsFailure('other_epoch', 'group')
    const { context, members } = membership
    await enter({ context, members, inviter }, self.sitting)
    return new Group(membership, self)
  }

  get epoch(): number {
    return this.#membership.epoch
  }
  get leaf(): number {
    return this.#membership.leaf
  }
  /** Why nothing may be sent any more, or null. */
  get broken(): string | null {
    return this.#broken
  }
  get removed(): boolean {
    return this.#membership.removed
  }
  /** Whether commits of this member that change others would be accepted. */
  get leading(): boolean {
    const leaders = decodeLeaders(this.#membership.context)
    return leaders !== null && leads(leaders, this.#self.device.publicKey)
  }
  /** The device keys of the list of leaders, also of those who have no seat now. */
  get listed(): readonly Bytes[] {
    return decodeLeaders(this.#membership.context)?.devices ?? []
  }
  /** The seats of those whose commits that change others would be accepted. */
  get leaders(): string[] {
    const leaders = decodeLeaders(this.#membership.context)
    const leading = this.seats.filter(({ deviceKey }) => leaders && leads(leaders, deviceKey))
    return leading.map(({ seat }) => seat)
  }
  /** Where everybody sits, with their leaf's index. */
  get seats(): (Identity & { leaf: number })[] {
    return this.#membership.members.flatMap(({ leaf, credential }) => {
      const who = decodeCredential(credential)
      return who ? [{ ...who, leaf }] : []
    })
  }
  /** For those who join by the Welcome that was accepted last. */
  get tree(): Bytes {
    return this.#membership.tree
  }
  /** What to name after a line or a server was lost: the furthest leader's claim is taken. */
  get claim(): { group: Bytes; epoch: number; transcript: Bytes } {
    const { group, epoch, transcript } = this.#membership
    return { group, epoch, transcript }
  }
  /** For the words that a group compares. */
  get authenticator(): Bytes {
    return this.#membership.authenticator
  }

  /**
   * The base key of this epoch's frames, 32 bytes (RFC 9605, section 5.2). Ask for it when the
   * epoch begins: later it is the next one's.
   */
  frameSecret(): Promise<Bytes> {
    return this.#sound(() => this.#membership.export('SFrame 1.0 Base Key', new Uint8Array(), 32))
  }

  seal(data: Bytes): Promise<Bytes> {
    return this.#sound(() => this.#membership.seal(data, utf8('')))
  }
  /** For one seat only; to be sent inside {@link seal}, which says who wrote it. */
  sealTo(seat: string, data: Bytes): Promise<Bytes> {
    const [leaf] = this.#leafOf(seat)
    if (leaf === undefined) return Promise.reject(new MlsFailure('outside', 'seat'))
    return this.#sound(() => this.#membership.sealTo(leaf, data))
  }
  /** The epoch to come that a message is of; null for every other message. */
  ahead(message: Bytes): number | null {
    try {
      const epoch = this.#membership.epochOf(message)
      return epoch > this.epoch ? epoch : null
    } catch {
      return null
    }
  }
  openSealed(sealed: Bytes): Promise<Bytes> {
    return this.#membership.openSealed(sealed)
  }

  async open(message: Bytes): Promise<{ seat: string; epoch: number; data: Bytes }> {
    const { sender, epoch, data } = await this.#membership.open(message)
    const who = decodeCredential(sender.credential)
    if (!who) throw new MlsFailure('invalid', 'sender')
    return { seat: who.seat, epoch, data }
  }

  /**
   * Writes the commit for a task, or null if there is nothing left to do. One is in flight at a
   * time; calling again drops the last one, as one does when it lost or was refused.
   *
   * @param founder F, for who changes the leaders
   */
  async commit(task: Task, founder?: KeyPair): Promise<Outgoing | null> {
    return this.#sound(async () => {
      const epoch = this.epoch
      const wanted = await this.#wanted(task, founder)
      if (!wanted) return null
      const { expected, ...change } = wanted
      const prepared = await this.#membership.prepare(
        change,
        policyOf(this.#self.sitting, expected),
      )
      if (this.epoch !== epoch) throw new MlsFailure('other_epoch', 'commit')
      this.#inFlight = { prepared, task }
      this.#written.push(this.#inFlight)
      const { commit, welcome, tree } = prepared
      return { epoch, commit, welcome, tree }
    })
  }

  /** The server took the commit in flight. */
  async accepted(): Promise<Change> {
    const inFlight = this.#inFlight
    if (!inFlight) throw new MlsFailure('other_epoch', 'nothing in flight')
    return this.#merge(inFlight)
  }

  /**
   * The server did not take it; what it was for, to be written again. Null if it has been taken.
   */
  lost(): Task | null {
    const task = this.#inFlight?.task ?? null
    this.#inFlight = null
    return task
  }

  /** The next commit of the server's log. Those that come at once are gone through one by one. */
  receive(entry: Entry): Promise<Received> {
    const received = this.#last.then(() => this.#receive(entry))
    this.#last = received
    return received
  }

  async #receive({ epoch, commit }: Entry): Promise<Received> {
    if (this.#broken !== null) return { kind: 'broken', why: this.#broken }
    if (this.removed) return { kind: 'removed' }
    if (epoch < this.epoch) return { kind: 'past' }
    if (epoch > this.epoch) return { kind: 'gap', from: this.epoch }
    try {
      const mine = this.#written.find(({ prepared }) => equal(prepared.commit, commit))
      if (mine) return { kind: 'next', change: await this.#merge(mine) }
      const change = await this.#membership.receive(commit, policyOf(this.#self.sitting))
      this.#forget()
      return this.removed ? { kind: 'removed' } : { kind: 'next', change }
    } catch (error) {
      // The server says that this is what everybody does next. There is no other next.
      this.#broken = error instanceof MlsFailure ? error.message : 'invalid'
      return { kind: 'broken', why: this.#broken }
    }
  }

  async #merge({ prepared }: Written): Promise<Change> {
    await this.#membership.merge(prepared)
    this.#forget()
    return prepared.change
  }
  /** What was written for an epoch that is over. */
  #forget(): void {
    this.#inFlight = null
    this.#written = []
  }

  #sound<T>(work: () => Promise<T>): Promise<T> {
    return this.#broken === null
      ? work()
      : Promise.reject(new MlsFailure('forbidden', this.#broken))
  }

  #leafOf(seat: string): number[] {
    return this.seats.filter((one) => one.seat === seat).map(({ leaf }) => leaf)
  }

  /** What of a task is still to be done in this epoch. */
  async #wanted(
    task: Task,
    founder?: KeyPair,
  ): Promise<(Wanted & { expected: readonly Bytes[] }) | null> {
    switch (task.kind) {
      case 'admit': {
        const taken = new Set(this.seats.map(({ seat }) => seat))
        const absent = task.newcomers.filter(({ seat }) => !taken.has(seat))
        const newcomers = absent.slice(0, BATCH)
        return newcomers.length === 0 ? null : added(newcomers)
      }
      case 'remove': {
        const remove = task.seats.flatMap((seat) => this.#leafOf(seat))
        return remove.length === 0 ? null : { remove, expected: [] }
      }
      case 'swap':
        return {
          ...added(task.newcomers),
          remove: task.newcomers.flatMap(({ seat }) => this.#leafOf(seat)),
        }
      case 'lead': {
        const before = decodeLeaders(this.#membership.context)
        if (!before || !founder) throw new MlsFailure('forbidden', 'bad_leaders')
        const next = { serial: before.serial + 1, devices: task.devices }
        const context = await encodeLeaders(this.#self.sitting.group, next, founder)
        return { context, expected: [] }
      }
      case 'update':
        return { expected: [] }
    }
  }
}

const added = (newcomers: readonly Newcomer[]) => ({
  add: newcomers.map(({ keyPackage }) => keyPackage),
  expected: newcomers.map(({ reference }) => reference),
})

const ownMember = ({ leaf, members }: Membership) => {
  const own = members.find((member) => member.leaf === leaf)
  if (!own) throw new MlsFailure('invalid', 'own leaf')
  return own
}

async function enter(
  invited: Parameters<typeof refusalToJoin>[0],
  sitting: Sitting,
): Promise<void> {
  const refusal: Refusal | null = await refusalToJoin(invited, sitting)
  if (refusal) throw new MlsFailure('forbidden', refusal)
}
