import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { type Bytes, toHex, utf8 } from './bytes.ts'
import { type Change, MlsFailure } from './wrap/change.ts'
import { encodeCredential, membersOfGroup } from './credential.ts'
import { Group, createOwn } from './group.ts'
import { decodeLeaders, encodeLeaders } from './leaders.ts'
import { generateKeyPair } from './p256.ts'
import { type Refusal, policyOf } from './policy.ts'
import { anything } from './wrap/testing.ts'
import { Log, Meeting, admitted, carriedOut, knocker } from './testing-meeting.ts'
import { createKeyPackage, leafKeys } from './wrap/key-package.ts'
import { Membership } from './wrap/membership.ts'

const forbidden = (why: Refusal) => (error: unknown) =>
  error instanceof MlsFailure && error.code === 'forbidden' && error.message.endsWith(why)
const broken = async (group: Group, commit: Bytes, why: Refusal) => {
  const { epoch } = group
  const received = await group.receive({ epoch, commit })
  assert.deepEqual(received, { kind: 'broken', why: `forbidden: ${why}` })
  assert.equal(group.epoch, epoch)
  await assert.rejects(group.seal(utf8('x')), MlsFailure)
  await assert.rejects(group.commit({ kind: 'update' }), MlsFailure)
}
async function agree(...groups: readonly Group[]) {
  const seen = await Promise.all(
    groups.map(async (group) => [
      group.epoch,
      toHex(group.authenticator),
      toHex(await group.frameSecret()),
      group.seats.map(({ seat }) => seat).join(),
    ]),
  )
  for (const one of seen) assert.deepEqual(one, seen[0])
}

describe('a meeting’s group', () => {
  let meeting: Meeting
  let host: Group
  beforeEach(async () => {
    meeting = await Meeting.create()
    host = await meeting.found('host')
  })

  it('lets in a crowd by twenties, and nobody twice', async () => {
    const knockers = await Promise.all(
      Array.from({ length: 23 }, async (_, n) => knocker(await meeting.person(`s${n}`))),
    )
    const task = { kind: 'admit' as const, newcomers: knockers.map(({ newcomer }) => newcomer) }
    const first = await carriedOut(host, [], task, knockers.slice(0, 20))
    const second = await carriedOut(host, first, task, knockers.slice(20))
    assert.equal(await host.commit(task), null)
    await agree(host, ...first, ...second)
    assert.equal(host.seats.length, 24)
  })

  it('removes, swaps and renews', async () => {
    const [an, binh] = await admitted(meeting, host, [], 'an', 'binh')
    assert.ok(an && binh)
    await carriedOut(host, [an, binh], { kind: 'remove', seats: ['an', 'nobody'] })
    assert.ok(an.removed)
    const again = await knocker(await meeting.person('binh'))
    const swap = { kind: 'swap' as const, newcomers: [again.newcomer] }
    const [returned] = await carriedOut(host, [binh], swap, [again])
    assert.ok(returned && binh.removed)
    await carriedOut(returned, [host], { kind: 'update' })
    await agree(host, returned)
    assert.equal(await host.commit({ kind: 'remove', seats: ['an'] }), null)
  })

  it('is handed over by a leader to a member, who then leads', async () => {
    const [an, binh] = await admitted(meeting, host, [], 'an', 'binh')
    assert.ok(an && binh)
    const deviceOf = (seat: string) => {
      const found = host.seats.find((one) => one.seat === seat)
      assert.ok(found)
      return found.deviceKey
    }
    assert.ok(host.leading && !an.leading)
    const [first, next] = [deviceOf('host'), deviceOf('an')]
    const task = { kind: 'lead' as const, devices: [first, next] }
    await carriedOut(host, [an, binh], task, [], meeting.founder)
    assert.ok(an.leading)
    // With the role comes what founds the next sitting, for nobody else to read.
    const given = await host.sealTo('an', utf8('S'))
    assert.deepEqual(await an.openSealed(given), utf8('S'))
    await assert.rejects(binh.openSealed(given), MlsFailure)
    await assert.rejects(host.sealTo('nobody', utf8('S')), MlsFailure)
    await carriedOut(an, [binh, host], { kind: 'remove', seats: ['host'] })
    const [chi] = await admitted(meeting, an, [binh], 'chi')
    assert.ok(chi && host.removed)
    await agree(an, binh, chi)
    const stranger = (await generateKeyPair()).publicKey
    await assert.rejects(
      an.commit({ kind: 'lead', devices: [next, stranger] }, meeting.founder),
      forbidden('absent_leader'),
    )
    await assert.rejects(an.commit({ kind: 'lead', devices: [next] }), forbidden('bad_leaders'))
  })

  it('of two commits takes one, and the other is written again', async () => {
    const [an] = await admitted(meeting, host, [], 'an')
    assert.ok(an)
    const log = new Log()
    const binh = await knocker(await meeting.person('binh'))
    const mine = await host.commit({ kind: 'admit', newcomers: [binh.newcomer] })
    const theirs = await an.commit({ kind: 'update' })
    assert.ok(mine && theirs)
    assert.ok(log.offer(theirs, 1))
    assert.ok(!log.offer(mine, 1))
    const task = host.lost()
    await log.bring(host, an)
    assert.ok(task)
    const [joined] = await carriedOut(host, [an], task, [binh])
    assert.ok(joined)
    await agree(host, an, joined)
    await assert.rejects(host.accepted(), MlsFailure)
  })

  it('takes its own commit from the log, also one whose answer it never got', async () => {
    const [an] = await admitted(meeting, host, [], 'an')
    assert.ok(an)
    const first = await host.commit({ kind: 'update' })
    const second = await host.commit({ kind: 'remove', seats: ['an'] })
    assert.ok(first && second)
    host.lost()
    assert.equal((await host.receive(first)).kind, 'next')
    await an.receive(first)
    await agree(host, an)
    await assert.rejects(host.accepted(), MlsFailure)
  })

  it('goes through commits one by one, however fast they come', async () => {
    const [an] = await admitted(meeting, host, [], 'an')
    assert.ok(an)
    const sent = []
    for (let n = 0; n < 3; n += 1) {
      sent.push(await host.commit({ kind: 'update' }))
      await host.accepted()
    }
    const received = await Promise.all(sent.flatMap((one) => (one ? [an.receive(one)] : [])))
    assert.deepEqual(
      received.map(({ kind }) => kind),
      ['next', 'next', 'next'],
    )
    await agree(host, an)
  })

  it('goes through the log from wherever it was', async () => {
    const [an, binh] = await admitted(meeting, host, [], 'an', 'binh')
    assert.ok(an && binh)
    const log = new Log()
    for (let n = 0; n < 3; n += 1) {
      const sent = await host.commit({ kind: 'update' })
      assert.ok(sent && log.offer(sent, 1))
      await log.bring(host)
    }
    const [, second] = log.entries
    assert.ok(second)
    assert.deepEqual(await an.receive(second), { kind: 'gap', from: 1 })
    await log.bring(an, binh)
    await log.bring(an)
    assert.deepEqual(await an.receive(second), { kind: 'past' })
    await agree(host, an, binh)
    assert.deepEqual(an.claim, binh.claim)
  })
})

describe('a hostile server, or a hostile member with its help,', () => {
  let meeting: Meeting
  let host: Group
  let an: Group
  beforeEach(async () => {
    meeting = await Meeting.create()
    host = await meeting.found('host')
    const [first] = await admitted(meeting, host, [], 'an')
    assert.ok(first)
    an = first
  })
  /** A member whose browser keeps to no policy. */
  async function rogue(seat: string) {
    const self = await meeting.person(seat)
    const own = await createOwn(self)
    const { keyPackage, reference } = own
    const task = { kind: 'admit' as const, newcomers: [{ seat, keyPackage, reference }] }
    const sent = await host.commit(task)
    assert.ok(sent?.welcome)
    await host.accepted()
    await an.receive(sent)
    const authenticate = membersOfGroup(meeting.sitting)
    const joined = await Membership.join(sent.welcome, host.tree, own, authenticate)
    return { ...joined, self }
  }
  it('adds no ghost: not by a member who leads by the server’s word alone', async () => {
    const { membership } = await rogue('ma')
    const ghost = await knocker(await meeting.person('ghost'))
    const add = await membership.prepare({ add: [ghost.newcomer.keyPackage] }, anything)
    await broken(an, add.commit, 'not_leader')
    await broken(host, add.commit, 'not_leader')
    // The ghost would be alone with who invited it, and does not believe it either.
    await membership.merge(add)
    assert.ok(add.welcome)
    await assert.rejects(
      Group.join(ghost.self, ghost.own, add.welcome, membership.tree),
      forbidden('not_leader'),
    )
  })

  it('makes nobody leader, adds to no list and goes back to no old one', async () => {
    const { membership, self } = await rogue('ma')
    const { context } = membership
    const group = meeting.sitting.group
    const forger = await generateKeyPair()
    const mine = { serial: 1, devices: [self.device.publicKey] }
    const forged = await encodeLeaders(group, mine, forger)
    const lead = await membership.prepare({ context: forged }, anything)
    await broken(an, lead.commit, 'not_leader')
    const ghost = await knocker(await meeting.person('ghost'))
    const both = { add: [ghost.newcomer.keyPackage], context: forged }
    const taken = await membership.prepare(both, anything)
    await membership.merge(taken)
    assert.ok(taken.welcome)
    await assert.rejects(
      Group.join(ghost.self, ghost.own, taken.welcome, membership.tree),
      forbidden('bad_leaders'),
    )
    const before = decodeLeaders(context)
    const members = [...membership.members]
    const committer = members.find(({ leaf }) => leaf === 0)
    assert.ok(before && committer)
    const change = { epoch: 9, committer, added: [], removed: [], members }
    const judge = policyOf(meeting.sitting)
    const to = async (serial: number, founder = meeting.founder) =>
      encodeLeaders(group, { serial, devices: before.devices }, founder)
    const verdict = async (after: Bytes): Promise<string | null> =>
      judge({ ...change, context: { before: context, after } } satisfies Change)
    assert.equal(await verdict(await to(1)), null)
    for (const after of [await to(0, forger), await to(2), await to(1, forger), utf8('x')])
      assert.equal(await verdict(after), 'bad_leaders')
  })

  it('removes nobody', async () => {
    const { membership } = await rogue('ma')
    const { commit } = await membership.prepare({ remove: [an.leaf] }, anything)
    await broken(host, commit, 'not_leader')
    await broken(an, commit, 'not_leader')
    assert.ok(!an.removed)
  })

  it('puts no other keys under a name that was let in', async () => {
    const [real, swapped] = [
      await knocker(await meeting.person('binh')),
      await knocker(await meeting.person('binh')),
    ]
    const { keyPackage } = swapped.newcomer
    const newcomers = [{ ...real.newcomer, keyPackage }]
    await assert.rejects(host.commit({ kind: 'admit', newcomers }), forbidden('unexpected'))
  })

  it('seats nobody on somebody’s seat, nor in another meeting', async () => {
    const twin = await knocker(await meeting.person('an'))
    const newcomers = [{ ...twin.newcomer, seat: 'other' }]
    await assert.rejects(host.commit({ kind: 'admit', newcomers }), forbidden('seat_twice'))
    const self = await meeting.person('binh')
    const elsewhere = await knocker({
      ...self,
      sitting: { ...self.sitting, group: utf8('another') },
    })
    await assert.rejects(
      host.commit({ kind: 'admit', newcomers: [elsewhere.newcomer] }),
      MlsFailure,
    )
    const keys = await leafKeys()
    const { group } = meeting.sitting
    const who = { meeting: 'other', group, seat: 'binh', name: 'B', leafKey: keys.publicKey }
    const other = await createKeyPackage(keys, await encodeCredential(who, self.device))
    const { keyPackage, reference } = other
    await assert.rejects(
      host.commit({ kind: 'admit', newcomers: [{ seat: 'binh', keyPackage, reference }] }),
      MlsFailure,
    )
  })

  it('leads nobody into a meeting of another founder', async () => {
    const fake = await Meeting.create()
    const impostor = await fake.found('host')
    const victim = await knocker(await meeting.person('an'))
    const sent = await impostor.commit({ kind: 'admit', newcomers: [victim.newcomer] })
    await impostor.accepted()
    assert.ok(sent?.welcome)
    await assert.rejects(
      Group.join(victim.self, victim.own, sent.welcome, impostor.tree),
      forbidden('bad_leaders'),
    )
  })

  it('repeats and reorders in vain, and keeps nothing back for long', async () => {
    const one = await host.commit({ kind: 'update' })
    await host.accepted()
    const two = await host.commit({ kind: 'remove', seats: ['an'] })
    await host.accepted()
    assert.ok(one && two)
    assert.equal((await an.receive(two)).kind, 'gap')
    // As if it were the next one.
    const moved = await an.receive({ ...two, epoch: one.epoch })
    assert.equal(moved.kind, 'broken')
  })

  it('splits nobody off unseen: the halves cannot read each other', async () => {
    const [binh] = await admitted(meeting, host, [an], 'binh')
    assert.ok(binh)
    const left = await host.commit({ kind: 'update' })
    const right = await an.commit({ kind: 'update' })
    assert.ok(left && right)
    await host.accepted()
    await binh.receive(left)
    await an.accepted()
    assert.equal(an.epoch, host.epoch)
    assert.notDeepEqual(an.claim.transcript, host.claim.transcript)
    await assert.rejects(an.open(await host.seal(utf8('here'))), MlsFailure)
    assert.deepEqual((await binh.open(await host.seal(utf8('here')))).data, utf8('here'))
    assert.equal((await an.receive(left)).kind, 'past')
  })
})
