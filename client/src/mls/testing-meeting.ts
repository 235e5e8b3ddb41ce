import { utf8 } from './bytes.ts'
import { createDeviceKeys, deviceOf } from './credential.ts'
import { type Entry, type Newcomer, type Outgoing, type Self, type Task } from './group.ts'
import { Group, createOwn } from './group.ts'
import { type KeyPair } from './p256.ts'
import { drawSecret, founderHash, founderKeys } from './secrets.ts'
import { type Own } from './wrap/key-package.ts'

/** A meeting for tests: its secrets, and people with browsers of their own. */
export class Meeting {
  readonly sitting
  readonly founder: KeyPair

  private constructor(founder: KeyPair, hash: Self['sitting']['founder']) {
    this.founder = founder
    this.sitting = { meeting: 'abc-defg-hij', group: utf8('0123456789abcdef'), founder: hash }
  }

  static async create(): Promise<Meeting> {
    const founder = await founderKeys(drawSecret())
    return new Meeting(founder, await founderHash(founder.publicKey))
  }

  async person(seat: string): Promise<Self> {
    const device = await deviceOf(await createDeviceKeys())
    return { sitting: this.sitting, seat, name: `Lan ${seat}`, device }
  }

  async found(seat: string): Promise<Group> {
    return Group.found(await this.person(seat), this.founder)
  }
}

export type Knocker = { self: Self; own: Own; newcomer: Newcomer }
/** Somebody with new keys who waits to be let in. */
export async function knocker(self: Self): Promise<Knocker> {
  const own = await createOwn(self)
  const { keyPackage, reference } = own
  return { self, own, newcomer: { seat: self.seat, keyPackage, reference } }
}

/** An honest server: takes the first commit of each epoch, and hands the log on. */
export class Log {
  readonly entries: Entry[] = []

  /** Whether the commit is the one of its epoch. */
  offer({ epoch, commit }: Outgoing, first = 0): boolean {
    if (epoch !== first + this.entries.length) return false
    this.entries.push({ epoch, commit })
    return true
  }

  async bring(...groups: readonly Group[]): Promise<void> {
    for (const group of groups)
      for (const entry of this.entries) if (!group.removed) await group.receive(entry)
  }
}

/** A leader does it, everybody hears of it, and who was added joins. */
export async function carriedOut(
  leader: Group,
  others: readonly Group[],
  task: Task,
  knockers: readonly Knocker[] = [],
  founder?: KeyPair,
): Promise<Group[]> {
  const sent = await leader.commit(task, founder)
  if (!sent) throw new Error('nothing to do')
  await leader.accepted()
  for (const other of others) await other.receive(sent)
  const { welcome } = sent
  if (!welcome) return []
  return Promise.all(knockers.map(({ self, own }) => Group.join(self, own, welcome, leader.tree)))
}

export async function admitted(
  meeting: Meeting,
  leader: Group,
  others: readonly Group[],
  ...seats: readonly string[]
): Promise<Group[]> {
  const knockers = await Promise.all(seats.map(async (seat) => knocker(await meeting.person(seat))))
  const newcomers = knockers.map(({ newcomer }) => newcomer)
  return carriedOut(leader, others, { kind: 'admit', newcomers }, knockers)
}
