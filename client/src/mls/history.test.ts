import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { equal, toHex, utf8 } from './bytes.ts'
import { type Change, MlsFailure } from './wrap/change.ts'
import { type Outgoing, type Self, type Task, Group } from './group.ts'
import { type Knocker, Meeting, knocker } from './testing-meeting.ts'

/**
 * Random histories of one meeting: people come, leave, are removed, load the page again; commits
 * race, get lost and arrive late, twice or in another order; two lead. Whatever happens, the members
 * of an epoch are one group, and nobody else is in it.
 */
type Step =
  | { kind: 'admit'; by: number; count: number }
  | { kind: 'remove'; by: number; whom: number }
  | { kind: 'reload'; by: number; whom: number }
  | { kind: 'update'; by: number }
  | { kind: 'promote'; whom: number }
  /** Both leaders at once: the server takes one. */
  | { kind: 'race'; whom: number; first: boolean }
  /** The log reaches some later, others twice, others the wrong way around. */
  | { kind: 'deliver'; how: 'all' | 'one' | 'twice' | 'backwards'; whom: number }

const index = fc.nat(9)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('admit' as const),
      by: index,
      count: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('remove' as const), by: index, whom: index }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('reload' as const), by: index, whom: index }),
  },
  fc.record({ kind: fc.constant('update' as const), by: index }),
  fc.record({ kind: fc.constant('promote' as const), whom: index }),
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('race' as const), whom: index, first: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('deliver' as const),
      how: fc.constantFrom('all' as const, 'one' as const, 'twice' as const, 'backwards' as const),
      whom: index,
    }),
  },
)

type Person = { self: Self; group: Group }

/** The meeting, the server's log, and what a bystander knows must hold. */
class World {
  readonly #meeting: Meeting
  readonly #log: Outgoing[] = []
  /** Transcript and members of each epoch, as whoever came there first saw it. */
  readonly #epochs = new Map<number, string>()
  readonly #secrets = new Set<string>()
  #people: Person[]
  /** Seats as the server's roster has them. */
  #admitted = new Set<string>()
  readonly #gone: Group[] = []
  #named = 0

  private constructor(meeting: Meeting, host: Person) {
    this.#meeting = meeting
    this.#people = [host]
    this.#admitted.add(host.self.seat)
  }

  static async create(): Promise<World> {
    const meeting = await Meeting.create()
    const self = await meeting.person('host')
    const world = new World(meeting, { self, group: await Group.found(self, meeting.founder) })
    await world.#witness()
    return world
  }

  async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'admit':
        return this.#admit(step.by, step.count)
      case 'remove':
        return this.#remove(step.by, step.whom)
      case 'reload':
        return this.#reload(step.by, step.whom)
      case 'update':
        return this.#carryOut(this.#at(step.by), { kind: 'update' }, [])
      case 'promote':
        return this.#promote(step.whom)
      case 'race':
        return this.#race(step.whom, step.first)
      case 'deliver':
        return this.#deliver(step.how, this.#at(step.whom))
    }
  }

  /** Everybody hears of everything; then all is as it should be. */
  async settle(): Promise<void> {
    await this.#deliver('all', this.#at(0))
    const [first] = this.#people
    assert.ok(first)
    for (const { group } of this.#people) {
      assert.equal(group.epoch, this.#log.length)
      assert.equal(group.broken, null)
      assert.deepEqual(new Set(group.seats.map(({ seat }) => seat)), this.#admitted)
    }
    const message = await first.group.seal(utf8('all of us'))
    for (const { group } of this.#people.slice(1))
      assert.deepEqual((await group.open(message)).data, utf8('all of us'))
    for (const group of this.#gone) await assert.rejects(group.open(message), MlsFailure)
  }

  #at(at: number): Person {
    const person = this.#people[at % this.#people.length]
    assert.ok(person)
    return person
  }
  /** Somebody who leads, caught up with the log. */
  async #leader(at: number): Promise<Person> {
    for (const person of this.#people) await this.#catchUp(person)
    const leaders = this.#people.filter(({ group }) => group.leading)
    const leader = leaders[at % leaders.length]
    assert.ok(leader, 'somebody leads')
    return leader
  }

  async #knockers(count: number): Promise<Knocker[]> {
    const seats = Array.from({ length: count }, () => `s${(this.#named += 1)}`)
    return Promise.all(seats.map(async (seat) => knocker(await this.#meeting.person(seat))))
  }

  async #admit(by: number, count: number): Promise<void> {
    if (this.#people.length > 12) return
    const knockers = await this.#knockers(count)
    const newcomers = knockers.map(({ newcomer }) => newcomer)
    await this.#carryOut(await this.#leader(by), { kind: 'admit', newcomers }, knockers)
  }

  async #remove(by: number, whom: number): Promise<void> {
    const leader = await this.#leader(by)
    const { self } = this.#at(whom)
    if (self.seat === leader.self.seat || self.seat === 'host') return
    await this.#carryOut(leader, { kind: 'remove', seats: [self.seat] }, [])
    this.#leave(self.seat)
  }

  async #reload(by: number, whom: number): Promise<void> {
    const leader = await this.#leader(by)
    const { self, group } = this.#at(whom)
    if (self.seat === leader.self.seat) return
    // The same device and seat, with new keys; the old page is gone, but somebody may have its keys.
    const again = await knocker(self)
    this.#people = this.#people.filter((person) => person.group !== group)
    this.#gone.push(group)
    const task: Task = { kind: 'swap', newcomers: [again.newcomer] }
    await this.#carryOut(leader, task, [again])
  }

  async #promote(whom: number): Promise<void> {
    const leader = await this.#leader(0)
    const { self } = this.#at(whom)
    const devices = [leader.self.device.publicKey]
    const host = this.#people.find((person) => person.self.seat === 'host')
    for (const device of [host?.self.device.publicKey, self.device.publicKey])
      if (device && !devices.some((one) => equal(one, device))) devices.push(device)
    await this.#carryOut(leader, { kind: 'lead', devices }, [])
  }

  async #race(whom: number, first: boolean): Promise<void> {
    const leader = await this.#leader(whom)
    const other = this.#at(whom)
    const knockers = await this.#knockers(1)
    const newcomers = knockers.map(({ newcomer }) => newcomer)
    const task: Task = { kind: 'admit', newcomers }
    if (other === leader) return this.#carryOut(leader, task, knockers)
    const one = await leader.group.commit(task)
    const two = await other.group.commit({ kind: 'update' })
    assert.ok(one && two)
    if (first) await this.#order(leader, one, task, knockers)
    else await this.#order(other, two, { kind: 'update' }, [])
    // The loser hears of the other's commit, and writes its own again, if it still has something to do.
    const loser = first ? other : leader
    const lost = loser.group.lost()
    await this.#catchUp(loser)
    if (lost && !first) await this.#carryOut(loser, lost, knockers)
  }

  async #carryOut(by: Person, task: Task, knockers: readonly Knocker[]): Promise<void> {
    await this.#catchUp(by)
    if (by.group.removed) return
    const sent = await by.group.commit(task, this.#meeting.founder)
    if (sent) await this.#order(by, sent, task, knockers)
  }

  /** The server takes the first commit of an epoch, and the Welcomes with it. */
  async #order(
    by: Person,
    sent: Outgoing,
    task: Task,
    knockers: readonly Knocker[],
  ): Promise<void> {
    assert.equal(sent.epoch, this.#log.length)
    this.#log.push(sent)
    const change: Change = await by.group.accepted()
    assert.equal(change.added.length, knockers.length)
    for (const { self, own } of knockers) {
      assert.ok(sent.welcome)
      const group = await Group.join(self, own, sent.welcome, by.group.tree)
      this.#people.push({ self, group })
      this.#admitted.add(self.seat)
    }
    if (task.kind === 'remove') for (const seat of task.seats) this.#admitted.delete(seat)
    await this.#witness()
  }

  #leave(seat: string): void {
    const gone = this.#people.filter(({ self }) => self.seat === seat)
    this.#people = this.#people.filter(({ self }) => self.seat !== seat)
    this.#gone.push(...gone.map(({ group }) => group))
  }

  async #deliver(how: 'all' | 'one' | 'twice' | 'backwards', whom: Person): Promise<void> {
    if (how === 'all') for (const person of this.#people) await this.#catchUp(person)
    if (how === 'backwards')
      for (const entry of this.#log.toReversed()) {
        const { epoch } = whom.group
        const { kind } = await whom.group.receive(entry)
        assert.equal(kind, entry.epoch < epoch ? 'past' : entry.epoch > epoch ? 'gap' : 'next')
      }
    const next = this.#log[whom.group.epoch]
    if (how === 'one' && next) await whom.group.receive(next)
    if (how === 'twice' && next) {
      await whom.group.receive(next)
      assert.equal((await whom.group.receive(next)).kind, 'past')
    }
    await this.#witness()
  }

  async #catchUp({ group }: Person): Promise<void> {
    while (!group.removed && group.epoch < this.#log.length) {
      const next = this.#log[group.epoch]
      assert.ok(next)
      const received = await group.receive(next)
      assert.equal(received.kind, 'next', JSON.stringify(received))
    }
    await this.#witness()
  }

  /** One transcript, one set of members and one secret per epoch; no secret in two epochs. */
  async #witness(): Promise<void> {
    for (const { group } of this.#people) {
      if (group.removed) continue
      const { epoch, transcript } = group.claim
      const secret = toHex(await group.frameSecret())
      const members = group.seats.map(({ seat, leaf }) => `${leaf} ${seat}`).join()
      const seen = [toHex(transcript), toHex(group.authenticator), secret, members].join(' ')
      const known = this.#epochs.get(epoch)
      if (known === undefined) {
        assert.ok(!this.#secrets.has(secret))
        this.#secrets.add(secret)
        this.#epochs.set(epoch, seen)
      } else assert.equal(seen, known, `epoch ${epoch}`)
    }
  }
}

describe('any history of a meeting', () => {
  it('leaves one group of those who were let in, and nobody else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
        const world = await World.create()
        for (const one of steps) await world.take(one)
        await world.settle()
      }),
      { numRuns: Number(process.env['HISTORIES'] ?? 8) },
    )
  })
})
