import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { TrackId } from '#protocol/ids.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { FounderHash, MLS_TIMES } from '#protocol/mls.ts'
import type { KeyCommit, KeyOffer } from '#protocol/mls.ts'
import type { Effect } from '../effects.ts'
import { HOST_ACCOUNT, RoomHarness, audits, inbox } from '../testing.ts'
import { commitIn, hashOf, idOf, newGroupId, offerFor, refusal } from './testing.ts'

const group = newGroupId()
const founding = { group, notice: null }
const TRACK = TrackId.parse('00000000-0000-4000-8000-000000000000')
const names = (effects: readonly Effect[], id: ParticipantId) =>
  inbox(effects, id).map(({ name }) => name)

let h: RoomHarness
let host: ParticipantId
let offers: Map<ParticipantId, KeyOffer>
beforeEach(() => {
  h = new RoomHarness()
  host = h.host()
  offers = new Map()
})

const found = () => h.do(h.room.keys.found(host, founding, h.now))
const offer = (id: ParticipantId) => {
  offers.set(id, offerFor(group))
  return h.do(h.room.keys.offer(id, offers.get(id) as KeyOffer, h.now))
}
const knock = (name: string) => {
  const id = h.waiting(name, { deviceHash: name, addressHash: name })
  offer(id)
  return id
}
const adding = (epoch: number, ...ids: ParticipantId[]): KeyCommit => {
  const add = ids.map((id) => ({ id, keyPackage: hashOf(offers.get(id) as KeyOffer) }))
  return commitIn({ id: group, epoch }, { add })
}
const admit = (ids: ParticipantId[], keys: KeyCommit, by = host) =>
  h.do(h.room.admission.admit(by, ids, null, keys, h.now))

describe('people in the lobby', () => {
  it('[E2E4] are told of the group once, again when they return, and when there is another', () => {
    const early = h.waiting('Lan')
    assert.deepEqual(names(found(), early), ['keyGroup'])
    assert.deepEqual(names(h.wait(1000), early), [])
    const late = h.waiting('Minh')
    assert.deepEqual(names(h.effects, late), ['waiting', 'keyGroup'])
    h.disconnect(late)
    h.effects = []
    h.connect(late)
    assert.deepEqual(names(h.effects, late), ['waiting', 'keyGroup'])
    const other = { group: newGroupId(), notice: 'AAAA' }
    const effects = h.do(h.room.keys.found(host, other, h.now))
    const told = { name: 'keyGroup', data: { group: other.group, notice: null } }
    for (const id of [early, late]) assert.deepEqual(inbox(effects, id), [told])
  })

  it('[E2E4] show moderators the hash of their keys, who fetch the rest', () => {
    found()
    const id = h.waiting('Lan')
    const [lobby] = inbox(offer(id), host)
    assert.ok(lobby?.name === 'lobby')
    const made = offers.get(id) as KeyOffer
    assert.equal(lobby.data.knocks?.[0]?.keys, hashOf(made))
    assert.deepEqual(h.room.keys.offers([id, id, host]), { offers: [{ id, ...made }] })
  })

  it('[E2E4] offer nothing once they have gone', () => {
    found()
    const id = knock('Lan')
    h.do(h.room.admission.leave(id, h.now))
    assert.deepEqual(h.room.keys.offers([id]), { offers: [] })
    assert.throws(() => offer(id), refusal('target_gone'))
  })
})

describe('a verdict and its commit', () => {
  beforeEach(() => void found())

  it('[E2E3] stand together: the Welcome comes with the snapshot, after it, the commit to the others', () => {
    const [lan, minh] = [knock('Lan'), knock('Minh')]
    const effects = admit([lan, minh], adding(0, lan, minh))
    for (const id of [lan, minh]) {
      assert.equal(h.room.phaseOf(id), 'admitted')
      assert.ok(h.room.keys.holds(id))
      const welcomed = effects.findIndex(
        (one) => one.do === 'send' && one.to.includes(id) && one.message.name === 'keyWelcome',
      )
      const entered = effects.findIndex((one) => one.do === 'enter' && one.id === id)
      assert.ok(entered !== -1 && entered < welcomed)
    }
    const third = knock('Hoa')
    const next = admit([third], adding(1, third))
    for (const id of [lan, minh]) assert.ok(names(next, id).includes('keyCommit'))
  })

  it('[E2E3] fall together, if one of them may not enter: that one is named', () => {
    const [lan, minh] = [knock('Lan'), knock('Minh')]
    const both = adding(0, lan, minh)
    h.do(h.room.admission.leave(minh, h.now))
    assert.throws(() => admit([lan, minh], both), refusal('target_gone', { who: [minh] }))
    assert.equal(h.room.phaseOf(lan), 'waiting')
    assert.equal(h.room.keys.holds(lan), false)
    admit([lan], adding(0, lan))
    assert.ok(h.room.keys.holds(lan))
  })

  it('[E2E3] fall together, if the commit adds somebody else, or comes too late', () => {
    const [lan, minh] = [knock('Lan'), knock('Minh')]
    assert.throws(() => admit([lan], adding(0, minh)), refusal('target_gone', { who: [minh, lan] }))
    admit([minh], adding(0, minh))
    assert.throws(() => admit([lan], adding(0, lan)), refusal('out_of_order', { epoch: 1 }))
    assert.equal(h.room.phaseOf(lan), 'waiting')
  })

  it('[E2E3] are one: a commit that adds nobody lets nobody in', () => {
    const lan = knock('Lan')
    assert.throws(
      () => admit([lan], commitIn({ id: group, epoch: 0 })),
      refusal('target_gone', { who: [lan] }),
    )
    assert.equal(h.room.phaseOf(lan), 'waiting')
  })

  it('[E2E3] whoever leaves while it is written is not let in, and their leaf is owed', () => {
    const [lan, minh] = [knock('Lan'), knock('Minh')]
    const both = h.room.admission.admit(host, [lan, minh], null, adding(0, lan, minh), h.now)
    assert.ok('draft' in both)
    const { apply } = both.draft()
    h.do(h.room.admission.leave(minh, h.now))
    h.effects.push(...apply(h.now))
    assert.equal(h.room.phaseOf(minh), 'closed')
    assert.ok(h.room.keys.holds(minh))
    const work = inbox(h.wait(MLS_TIMES.collect), host).find(({ name }) => name === 'keyWork')
    assert.ok(work?.name === 'keyWork')
    assert.deepEqual(work.data.remove, [minh])
  })
})

const publishes = () => h.room.tracks.check(host, 'microphone', 'audio')
const receives = () => h.room.tracks.mayReceive(host, TRACK)

describe('[E2E18] a sitting without a group', () => {
  it('lets nobody in, and makes nobody a moderator', () => {
    const lan = h.waiting('Lan')
    const keys = commitIn(
      { id: group, epoch: 0 },
      { add: [{ id: lan, keyPackage: hashOf(offerFor(group)) }] },
    )
    assert.throws(() => admit([lan], keys), refusal('keys_pending'))
    assert.throws(
      () => h.room.moderation.addCohost(host, host, keys, h.now).draft(),
      refusal('keys_pending'),
    )
    assert.equal(h.room.phaseOf(lan), 'waiting')
  })

  it('carries no sound and no pictures, also once its keys were replaced', () => {
    for (const attempt of [publishes, receives]) assert.throws(attempt, refusal('keys_pending'))
    found()
    publishes()
    assert.equal(receives(), false)
    const [first, second] = [FounderHash.parse('f'.repeat(43)), FounderHash.parse('h'.repeat(43))]
    h.do(h.room.keys.establish(host, { founder: first, replaces: null }, h.now))
    h.do(h.room.keys.establish(host, { founder: second, replaces: first }, h.now))
    for (const attempt of [publishes, receives]) assert.throws(attempt, refusal('keys_pending'))
  })

  it('carries them after a restart, until its people have said which group they are in', () => {
    const lan = h.seatRecord({ name: 'Lan', state: 'admitted' })
    const chair = h.seatRecord({
      accountId: HOST_ACCOUNT,
      kind: 'account',
      role: 'host',
      state: 'admitted',
    })
    h = new RoomHarness({ seats: [chair, lan] })
    for (const { id } of [chair, lan]) h.connect(id)
    h.room.tracks.check(lan.id, 'microphone', 'audio')
    const roster = { seats: [chair.id], leaders: [chair.id] }
    const claim = { group, epoch: 4, transcript: 't'.repeat(43), roster }
    h.do(h.room.keys.claim(chair.id, claim, h.now).effects)
    h.room.tracks.check(chair.id, 'microphone', 'audio')
    assert.throws(() => h.room.tracks.check(lan.id, 'microphone', 'audio'), refusal('keys_pending'))
  })
})

it('[E2E18] who comes in by being the host has no media before they are in the group', () => {
  found()
  const lan = knock('Lan')
  admit([lan], adding(0, lan))
  h.do(h.room.moderation.addCohost(host, lan, listed(1, [host, lan]), h.now))
  h.do(h.room.admission.leave(host, h.now))
  host = h.host()
  assert.throws(publishes, refusal('keys_pending'))
  offer(host)
  h.do(h.room.keys.commit(lan, adding(2, host), h.now))
  publishes()
})

const listed = (epoch: number, leaders: ParticipantId[]) =>
  commitIn({ id: group, epoch }, { leaders })

describe('moderators', () => {
  let lan: ParticipantId
  beforeEach(() => {
    found()
    lan = knock('Lan')
    admit([lan], adding(0, lan))
  })
  it('[E2E5] are made with a place on the group’s list, and only so', () => {
    const promote = (keys: KeyCommit) => h.do(h.room.moderation.addCohost(host, lan, keys, h.now))
    for (const keys of [commitIn({ id: group, epoch: 1 }), listed(1, [host])])
      assert.throws(() => promote(keys), refusal('target_gone', { who: [lan] }))
    assert.equal(h.room.actor(lan)?.role, 'participant')
    promote(listed(1, [host, lan]))
    assert.equal(h.room.actor(lan)?.role, 'cohost')
    const minh = knock('Minh')
    admit([minh], adding(2, minh), lan)
    assert.equal(h.room.phaseOf(minh), 'admitted')
  })

  it('[E2E5] hand the meeting over with a commit', () => {
    const thu = h.waiting('Thu', {
      accountId: HOST_ACCOUNT.replace(/^./, '_') as typeof HOST_ACCOUNT,
      kind: 'account',
    })
    offer(thu)
    admit([thu], adding(1, thu))
    const handOver = (keys: KeyCommit) => h.do(h.room.moderation.handOver(host, thu, keys, h.now))
    assert.throws(() => handOver(listed(2, [host])), refusal('target_gone', { who: [thu] }))
    handOver(listed(2, [host, thu]))
    assert.equal(h.room.actor(thu)?.role, 'host')
  })

  it('[E2E5] who lost the role are to be taken from the list, by somebody who is on it', () => {
    h.do(h.room.moderation.addCohost(host, lan, listed(1, [host, lan]), h.now))
    const effects = h.do(h.room.moderation.removeCohost(host, lan, h.now))
    const work = inbox(effects, host).find(({ name }) => name === 'keyWork')
    assert.ok(work?.name === 'keyWork')
    assert.deepEqual(work.data.leaders, [host])
    const minh = knock('Minh')
    assert.throws(() => admit([minh], adding(2, minh), lan), refusal('forbidden'))
  })

  it('[E2E6] are asked for a removal at once if somebody was sent away, else after two seconds', () => {
    const minh = knock('Minh')
    admit([minh], adding(1, minh))
    assert.ok(!names(h.do(h.room.admission.leave(lan, h.now)), host).includes('keyWork'))
    assert.ok(names(h.wait(MLS_TIMES.collect), host).includes('keyWork'))
    h.do(h.room.keys.commit(host, commitIn({ id: group, epoch: 2 }, { remove: [lan] }), h.now))
    const removed = h.do(h.room.moderation.remove(host, minh, false, null, h.now))
    assert.ok(names(removed, host).includes('keyWork'))
  })

  it('[E2E6, ADM9] the same for somebody who is sent back to the lobby, and offers new keys', () => {
    const effects = h.do(h.room.admission.sendBack(host, [lan], null, h.now))
    assert.ok(names(effects, host).includes('keyWork'))
    assert.deepEqual(names(effects, lan), ['waiting', 'keyGroup'])
    offer(lan)
    admit([lan], adding(1, lan))
    assert.ok(h.room.keys.holds(lan))
  })
})

it('[E2E1] a snapshot names the group; the next sitting begins without one', () => {
  const snapshotOf = (id: ParticipantId) => {
    h.disconnect(id)
    const { effects } = h.connect(id)
    const entered = effects.find((effect) => effect.do === 'enter')
    return entered?.snapshot.keys
  }
  assert.deepEqual(snapshotOf(host), { group: null, before: null, founder: null, member: false })
  found()
  assert.deepEqual(snapshotOf(host), { group, before: group, founder: null, member: true })
  h.do(h.room.admission.leave(host, h.now))
  assert.deepEqual(snapshotOf(h.host()), {
    group: null,
    before: null,
    founder: null,
    member: false,
  })
})

const first = FounderHash.parse('f'.repeat(43))
const second = FounderHash.parse('h'.repeat(43))
const establish = (founder: FounderHash, replaces: FounderHash | null) =>
  h.do(h.room.keys.establish(host, { founder, replaces }, h.now))

describe('the founder key', () => {
  it('[E2E9] is written and logged, and everybody is told, also in the lobby', () => {
    const lan = h.guest(host, 'Lan')
    const minh = h.waiting('Minh')
    const effects = establish(first, null)
    const [logged, saved] = effects
    assert.ok(logged?.do === 'audit' && logged.event.action === 'meeting.keys')
    assert.deepEqual(saved, { do: 'saveMeeting', change: { founder: first } })
    const told = { name: 'keyFounder', data: { founder: first } }
    for (const id of [host, lan, minh]) assert.deepEqual(inbox(effects, id), [told])
  })

  it('[E2E9] changes nothing before it is written', () => {
    const { draft } = h.room.keys.establish(host, { founder: first, replaces: null }, h.now)
    const { apply } = draft()
    assert.equal(h.room.keys.founder, null)
    apply(h.now)
    assert.equal(h.room.keys.founder, first)
  })

  it('[E2E9] is replaced only by who names it; the same one twice is one', () => {
    establish(first, null)
    for (const wrong of [null, second])
      assert.throws(() => establish(second, wrong), refusal('out_of_order'))
    assert.equal(h.room.keys.founder, first)
    assert.deepEqual(establish(first, null), [])
  })

  it('[E2E9] ends the group when it is replaced, not when it is the first', () => {
    found()
    establish(first, null)
    const lan = knock('Lan')
    admit([lan], adding(0, lan))
    knock('Minh')
    const effects = establish(second, first)
    assert.deepEqual(audits(effects), ['meeting.keys_replaced'])
    assert.deepEqual([h.room.keys.holds(lan), h.room.keys.holds(host)], [false, false])
    const lobby = inbox(effects, host).find(({ name }) => name === 'lobby')
    assert.ok(lobby?.name === 'lobby')
    assert.equal(lobby.data.knocks?.[0]?.keys, null)
    h.disconnect(lan)
    const entered = h.connect(lan).effects.find((effect) => effect.do === 'enter')
    const { keys } = entered?.snapshot ?? {}
    assert.deepEqual(keys, { group: null, before: null, founder: second, member: false })
  })

  it('[E2E9] is told to who knocks, with their own seat and name', () => {
    establish(first, null)
    const lan = h.waiting('Lan')
    const data = { message: null, returned: false, self: lan, name: 'Lan', founder: first }
    assert.deepEqual(inbox(h.effects, lan), [{ name: 'waiting', data }])
  })
})

describe('between two browsers', () => {
  const [n, m] = ['n'.repeat(43), 'm'.repeat(43)]
  const committed = (id: ParticipantId) =>
    h.do(h.room.keys.offer(id, { ...offerFor(group), commitment: n }, h.now))

  it('[E2E11] a challenge goes to the lobby, and the answer to the moderator alone', () => {
    found()
    const [lan, minh] = [knock('Lan'), knock('Minh')]
    committed(lan)
    const asked = h.do(h.room.keys.challenge(host, { id: lan, n }))
    assert.deepEqual(inbox(asked, lan), [{ name: 'keyChallenge', data: { n } }])
    const answered = h.do(h.room.keys.reveal(lan, m))
    assert.deepEqual(inbox(answered, host), [{ name: 'keyRevealed', data: { id: lan, m } }])
    for (const effects of [asked, answered]) assert.deepEqual(inbox(effects, minh), [])
    h.disconnect(lan)
    assert.throws(() => h.room.keys.challenge(host, { id: lan, n }), refusal('target_gone'))
    assert.throws(
      () => h.room.keys.challenge(host, { id: idOf('nobody'), n }),
      refusal('target_gone'),
    )
  })

  it('[E2E11] who waits is asked for other keys, where words can no longer be compared', () => {
    found()
    const lan = knock('Lan')
    committed(lan)
    h.do(h.room.keys.challenge(host, { id: lan, n }))
    const effects = h.do(h.room.keys.decline(host, lan, h.now))
    assert.deepEqual(inbox(effects, lan), [{ name: 'keyDeclined', data: { group } }])
    assert.deepEqual(h.room.keys.offers([lan]), { offers: [] })
    committed(lan)
    h.do(h.room.keys.challenge(host, { id: lan, n: m }))
  })

  it('[E2E12] what is sealed goes from somebody on the list to somebody inside', () => {
    found()
    const [lan, minh, hoa] = [knock('Lan'), knock('Minh'), knock('Hoa')]
    admit([lan, minh], adding(0, lan, minh))
    const shared = h.do(h.room.keys.share(host, { id: lan, sealed: 'AAAA' }))
    const secret = { name: 'keySecret', data: { from: host, sealed: 'AAAA' } }
    assert.deepEqual(inbox(shared, lan), [secret])
    for (const id of [host, minh, hoa]) assert.deepEqual(inbox(shared, id), [])
    const share = (by: ParticipantId, id: ParticipantId) => () =>
      h.room.keys.share(by, { id, sealed: 'AAAA' })
    assert.throws(share(lan, minh), refusal('forbidden'))
    assert.throws(share(host, hoa), refusal('target_gone'))
    h.disconnect(lan)
    assert.throws(share(host, lan), refusal('target_gone'))
  })
})

it('[E2E7] a page that returns says where it stands, also after a restart', () => {
  found()
  const lan = knock('Lan')
  admit([lan], adding(0, lan))
  const transcript = 't'.repeat(43)
  const roster = { seats: [host, lan], leaders: [host] }
  const claim = { group, epoch: 1, transcript, roster }
  assert.deepEqual(h.room.keys.claim(host, claim, h.now).answer, { state: 'current' })
  const behind = { ...claim, epoch: 0, roster: null }
  assert.deepEqual(h.room.keys.claim(lan, behind, h.now).answer, { state: 'replay' })
  assert.equal(h.room.keys.replay(lan, 0)?.entries.length, 1)
  const seats = [
    h.seatRecord({ id: host, accountId: HOST_ACCOUNT, kind: 'account', role: 'host', state: 'admitted' }),
    h.seatRecord({ id: lan, state: 'admitted' }),
  ] // prettier-ignore
  h = new RoomHarness({ seats })
  for (const id of [lan, host]) h.connect(id)
  const early = h.room.keys.claim(lan, { ...claim, roster: null }, h.now)
  assert.deepEqual(early.answer, { state: 'wait' })
  const { answer, effects } = h.room.keys.claim(host, claim, h.now)
  assert.deepEqual(answer, { state: 'wait' })
  for (const id of [lan, host]) assert.ok(names(effects, id).includes('keyResumed'))
  const again = h.room.keys.claim(lan, { ...claim, roster: null }, h.now)
  assert.deepEqual(again.answer, { state: 'current' })
})
