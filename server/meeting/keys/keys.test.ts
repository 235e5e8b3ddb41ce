import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { ParticipantId } from '#protocol/ids.ts'
import { MLS_LIMITS, MLS_TIMES } from '#protocol/mls.ts'
import type { KeyClaim, KeyCommit, KeyEvents, KeyOffer } from '#protocol/mls.ts'
import type { KeyEffect } from './group.ts'
import { Keys } from './keys.ts'
import { commitIn, hashOf, here, idOf, inline, newGroupId, offerFor, refusal } from './testing.ts'
import type { Somebody } from './testing.ts'

const [HOST, LAN, MINH, HOA] = ['host', 'Lan', 'Minh', 'Hoa'].map(idOf) as [
  ParticipantId,
  ParticipantId,
  ParticipantId,
  ParticipantId,
]
type Name = KeyEffect['message']['name']
const saying = <K extends Name>(effects: readonly KeyEffect[], name: K) =>
  effects.flatMap(({ to, message }) =>
    message.name === name ? [{ to, data: message.data as KeyEvents[K] }] : [],
  )
/** The work that is asked of the first leader. */
const workIn = (effects: readonly KeyEffect[]) =>
  saying(effects, 'keyWork')[0]?.data ?? assert.fail('nobody is asked')

const asked = (effects: readonly KeyEffect[]) => saying(effects, 'keyWork').map(({ to }) => to[0])

let keys: Keys
let people: Map<ParticipantId, Somebody>
let now: number

/** The host is here and has founded the group; Lan leads beside them. */
beforeEach(() => {
  keys = new Keys()
  people = new Map([[HOST, here('host')]])
  now = 1_000_000
  keys.found(HOST, { group: newGroupId(), notice: null }, people, now)
  admit(LAN)
  keys.joined(LAN)
  people.set(LAN, here('cohost'))
  commit(HOST, { leaders: [HOST, LAN] })
})

const group = () => keys.group ?? assert.fail('no group')
const offered = (id: ParticipantId) => {
  const offer = offerFor(group().id)
  keys.offer(id, offer)
  return { id, keyPackage: hashOf(offer) }
}
function commit(by: ParticipantId, change: Partial<KeyCommit>): KeyEffect[] {
  const judged = keys.judge(by, commitIn(group(), change), people)
  return [...keys.take(judged, people, now).effects, ...keys.settle(people, now)]
}
function admit(...ids: ParticipantId[]): KeyEffect[] {
  const written = commitIn(group(), { add: ids.map(offered) })
  const judged = keys.judge(HOST, written, people, entering(...ids))
  for (const id of ids) people.set(id, here())
  return [...keys.take(judged, people, now).effects, ...keys.settle(people, now)]
}
function out(id: ParticipantId): KeyEffect[] {
  people.delete(id)
  keys.gone(id)
  return keys.settle(people, now)
}
function wait(milliseconds: number): KeyEffect[] {
  now += milliseconds
  return keys.settle(people, now)
}

const claim = (by: ParticipantId, what: KeyClaim) => keys.claim(by, what, people, now).answer.state
const found = (by: ParticipantId, notice: string | null = 'bm90aWNl') =>
  keys.found(by, { group: newGroupId(), notice }, people, now)
const entering = (...ids: ParticipantId[]) => ({
  entering: new Set(ids),
  promoting: new Set<ParticipantId>(),
})

describe('commits', () => {
  it('[E2E2] are taken once for each epoch: who comes second learns the epoch and nothing happens', () => {
    const [first, second] = [commitIn(group()), commitIn(group())]
    const { epoch } = group()
    const { effects } = keys.take(keys.judge(LAN, first, people), people, now)
    assert.deepEqual(saying(effects, 'keyCommit')[0]?.to, [HOST])
    for (const late of [second, first])
      assert.throws(
        () => keys.judge(HOST, late, people),
        refusal('out_of_order', { epoch: epoch + 1 }),
      )
    assert.equal(group().epoch, epoch + 1)
  })

  it('that were both found good are still taken once', () => {
    const [first, second] = [LAN, HOST].map((by) => keys.judge(by, commitIn(group()), people))
    assert.ok(first && second)
    assert.equal(keys.take(first, people, now).taken, true)
    const { epoch } = group()
    const { taken, effects } = keys.take(second, people, now)
    assert.equal(taken, false)
    assert.deepEqual(saying(effects, 'keyLost')[0]?.to, [HOST])
    assert.equal(effects.length, 1)
    assert.equal(group().epoch, epoch)
  })

  it('[E2E4] leave newer keys alone, which came while they were written: those are added next', () => {
    const old = offered(MINH)
    const judged = keys.judge(HOST, commitIn(group(), { add: [old] }), people, entering(MINH))
    const newer = offered(MINH)
    people.set(MINH, here())
    const { effects } = keys.take(judged, people, now)
    assert.deepEqual(saying(effects, 'keyWelcome')[0]?.to, [MINH])
    assert.equal(keys.offeredBy(MINH), newer.keyPackage)
    assert.deepEqual(
      workIn(keys.settle(people, now)).add.map(({ id }) => id),
      [MINH],
    )
    commit(HOST, { add: [newer] })
    assert.equal(keys.offeredBy(MINH), null)
  })

  it('[E2E4] leave newer keys alone until who was added has joined all the same', () => {
    const old = offered(MINH)
    const judged = keys.judge(HOST, commitIn(group(), { add: [old] }), people, entering(MINH))
    offered(MINH)
    people.set(MINH, here())
    keys.take(judged, people, now)
    keys.joined(MINH)
    assert.equal(keys.offeredBy(MINH), null)
    assert.deepEqual(keys.settle(people, now), [])
  })

  it('come only from who leads by role and in the list of the group, is here and has its keys', () => {
    admit(MINH)
    const written = commitIn(group())
    const refused = (by: ParticipantId) =>
      assert.throws(() => keys.judge(by, written, people), refusal('forbidden'))
    refused(MINH)
    refused(HOA)
    // A role is not enough: no member would believe them.
    people.set(MINH, here('cohost'))
    refused(MINH)
    people.set(LAN, here())
    refused(LAN)
    people.set(LAN, { role: 'cohost', presence: { state: 'away', since: now } })
    refused(LAN)
    people.set(LAN, here('cohost'))
    keys.judge(LAN, written, people)
    keys.offer(LAN, offerFor(group().id))
    refused(LAN)
  })

  it('bring the Welcome to those added, and the commit to those who were members', () => {
    const effects = admit(MINH, HOA)
    assert.deepEqual(
      saying(effects, 'keyCommit').map(({ to }) => to),
      [[LAN]],
    )
    assert.deepEqual(
      saying(effects, 'keyWelcome').map(({ to }) => to),
      [[MINH], [HOA]],
    )
  })

  it('add all or nobody, and name those because of whom nothing was done', () => {
    const add = [offered(MINH), offered(HOA)]
    const written = commitIn(group(), { add })
    const judge = (...ids: ParticipantId[]) => keys.judge(HOST, written, people, entering(...ids))
    judge(MINH, HOA)
    // Hoa is not let in.
    assert.throws(() => judge(MINH), refusal('target_gone', { who: [HOA] }))
    // Somebody would come in without keys.
    const also = idOf('also')
    assert.throws(() => judge(MINH, HOA, also), refusal('target_gone', { who: [also] }))
    // Minh has loaded the page again: the Welcome would be for keys that are gone.
    offered(MINH)
    assert.throws(() => judge(MINH, HOA), refusal('target_gone', { who: [MINH] }))
  })

  it('remove nobody who is inside, and make nobody a leader whom the room does not', () => {
    admit(MINH)
    const refused = (change: Partial<KeyCommit>, who: ParticipantId[]) =>
      assert.throws(
        () => keys.judge(HOST, commitIn(group(), change), people),
        refusal('target_gone', { who }),
      )
    refused({ remove: [MINH, HOA] }, [MINH, HOA])
    refused({ leaders: [HOST, LAN, MINH] }, [MINH])
    const promoting = { entering: new Set<ParticipantId>(), promoting: new Set([MINH]) }
    keys.judge(HOST, commitIn(group(), { leaders: [HOST, MINH] }), people, promoting)
  })

  it('that contradict themselves are refused with the field', () => {
    const minh = offered(MINH)
    people.set(MINH, here())
    const wrong: [string, Partial<KeyCommit>][] = [
      ['add', { add: [minh, minh] }],
      ['add', { add: [{ id: LAN, keyPackage: minh.keyPackage }] }],
      ['remove', { remove: [LAN] }],
      ['remove', { add: [minh], remove: [MINH] }],
      ['leaders', { leaders: [HOST, HOST] }],
      ['invitation', { add: [minh], invitation: null }],
      ['invitation', { invitation: { welcome: inline(), tree: inline() } }],
    ]
    for (const [field, change] of wrong)
      assert.throws(
        () => keys.judge(LAN, commitIn(group(), change), people),
        refusal('invalid_input', { field, fault: 'invalid' }),
        field,
      )
  })

  it('whose group ended while they were written leave those let in without keys, and told so', () => {
    const written = commitIn(group(), { add: [offered(MINH)] })
    const judged = keys.judge(LAN, written, people, entering(MINH))
    people.delete(LAN)
    keys.gone(LAN)
    keys.offer(HOST, offerFor(group().id))
    keys.found(HOST, { group: newGroupId(), notice: 'bm90aWNl' }, people, now)
    people.set(MINH, here())
    const { taken, effects } = keys.take(judged, people, now)
    assert.equal(taken, false)
    assert.deepEqual(saying(effects, 'keyLost')[0]?.to, [MINH])
    assert.equal(keys.member(MINH), false)
  })
})

describe('removals', () => {
  it('of those who leave are collected for two seconds into one commit', () => {
    admit(MINH, HOA)
    assert.deepEqual(out(MINH), [])
    assert.equal(keys.pending(people), true)
    assert.deepEqual(wait(1000), [])
    assert.deepEqual(out(HOA), [])
    const effects = wait(1000)
    assert.deepEqual(asked(effects), [HOST])
    assert.deepEqual(workIn(effects).remove, [MINH, HOA])
    commit(HOST, { remove: [MINH, HOA] })
    assert.equal(keys.pending(people), false)
  })

  it('by a moderator wait for nothing', () => {
    admit(MINH)
    keys.hurry([MINH])
    assert.equal(saying(out(MINH), 'keyWork').length, 1)
    assert.equal(keys.member(MINH), true)
    commit(LAN, { remove: [MINH] })
    assert.equal(keys.member(MINH), false)
  })

  it('while nobody leads are kept, and asked for as soon as somebody does', () => {
    admit(MINH)
    for (const id of [HOST, LAN])
      people.set(id, {
        role: id === HOST ? 'host' : 'cohost',
        presence: { state: 'away', since: now },
      })
    assert.deepEqual(out(MINH), [])
    assert.deepEqual(wait(60_000), [])
    assert.equal(keys.pending(people), true)
    people.set(LAN, here('cohost'))
    assert.deepEqual(saying(wait(0), 'keyWork')[0]?.to, [LAN])
  })

  it('of who went while they were being let in follow, though they never came in', () => {
    const written = commitIn(group(), { add: [offered(MINH)] })
    const judged = keys.judge(HOST, written, people, entering(MINH))
    // Blocked meanwhile: they do not come in, but the commit is everybody's next epoch.
    keys.gone(MINH)
    const { taken, effects } = keys.take(judged, people, now)
    assert.equal(taken, true)
    assert.deepEqual(saying(effects, 'keyWelcome'), [])
    assert.equal(keys.pending(people), true)
    assert.deepEqual(saying(wait(MLS_TIMES.collect), 'keyWork'), [])
    assert.equal(saying(wait(MLS_TIMES.collect), 'keyWork').length, 1)
  })

  it('of a role leave the list of the group too', () => {
    people.set(LAN, here())
    assert.deepEqual(workIn(keys.settle(people, now)).leaders, [HOST])
    assert.equal(keys.pending(people), true)
    commit(HOST, { leaders: [HOST] })
    assert.equal(keys.pending(people), false)
  })
})

describe('whose turn it is', () => {
  it('goes from the host to the next leader after three seconds, and around', () => {
    admit(MINH)
    keys.hurry([MINH])
    assert.deepEqual(asked(out(MINH)), [HOST])
    assert.deepEqual(asked(wait(2999)), [])
    assert.deepEqual(asked(wait(1)), [LAN])
    assert.deepEqual(asked(wait(3000)), [HOST])
  })

  it('is not kept by commits that do nothing of what is asked', () => {
    admit(MINH)
    keys.hurry([MINH])
    out(MINH)
    now += 2000
    assert.deepEqual(asked(commit(HOST, {})), [])
    assert.deepEqual(asked(wait(1000)), [LAN])
  })

  it('passes at once from who is away', () => {
    admit(MINH)
    keys.hurry([MINH])
    out(MINH)
    people.set(HOST, { role: 'host', presence: { state: 'away', since: now } })
    assert.deepEqual(asked(keys.settle(people, now)), [LAN])
  })
})

describe('new keys for a seat', () => {
  it('after a reload are asked for at once, twenty at a time, and swapped in one commit', () => {
    const ids = Array.from({ length: 25 }, (_, i) => idOf(`seat ${i}`))
    admit(...ids.slice(0, 20))
    admit(...ids.slice(20))
    const again = ids.map(offered)
    assert.equal(workIn(keys.settle(people, now)).add.length, MLS_LIMITS.batch)
    const effects = commit(HOST, { add: again.slice(0, 20) })
    assert.equal(saying(effects, 'keyWelcome').length, 20)
    // The pages that had these seats before are gone, and the new ones begin with the Welcome.
    assert.deepEqual(saying(effects, 'keyCommit')[0]?.to, [LAN, ...ids.slice(20)])
    assert.equal(workIn(effects).add.length, 5)
    assert.equal(keys.held.members, 27)
  })

  it('that were added already bring the Welcome again', () => {
    const offer = offerFor(group().id)
    keys.offer(MINH, offer)
    people.set(MINH, here())
    commit(HOST, { add: [{ id: MINH, keyPackage: hashOf(offer) }] })
    assert.equal(saying(keys.offer(MINH, offer), 'keyWelcome').length, 1)
    assert.equal(keys.held.offers, 0)
    keys.joined(MINH)
    assert.equal(keys.held.invitations.count, 0)
  })

  it('were used by whoever commits or claims', () => {
    const { id, epoch } = group()
    admit(MINH)
    const claim = { group: id, epoch: epoch + 1, transcript: 'a'.repeat(43), roster: null }
    keys.claim(MINH, claim, people, now)
    assert.equal(keys.held.invitations.count, 0)
    commit(HOST, { add: [offered(LAN)] })
    commit(LAN, {})
    assert.equal(keys.held.invitations.count, 0)
  })

  it('can be declined by a leader, and then are asked for no more', () => {
    admit(MINH)
    offered(MINH)
    assert.throws(() => keys.decline(MINH, MINH, people), refusal('forbidden'))
    assert.deepEqual(saying(keys.decline(LAN, MINH, people), 'keyDeclined')[0]?.to, [MINH])
    assert.throws(() => keys.decline(LAN, MINH, people), refusal('target_gone'))
    assert.deepEqual(keys.settle(people, now), [])
  })

  it('belong to the group that goes on', () => {
    assert.throws(() => keys.offer(MINH, offerFor(newGroupId())), refusal('out_of_order'))
    assert.throws(() => new Keys().offer(MINH, offerFor(newGroupId())), refusal('busy'))
  })

  it('are asked for when a Welcome was not used for two minutes', () => {
    admit(MINH)
    assert.deepEqual(saying(wait(MLS_TIMES.invitation), 'keyLost')[0]?.to, [MINH])
    assert.equal(keys.held.invitations.count, 0)
  })
})

describe('after a restart', () => {
  const claimOf = (epoch: number, transcript: string, roster: KeyClaim['roster'] = null) => ({
    group: before,
    epoch,
    transcript: transcript.repeat(43),
    roster,
  })
  let before: KeyClaim['group']
  const both = { seats: [HOST, LAN, MINH, HOA], leaders: [HOST, LAN] }
  beforeEach(() => {
    before = group().id
    admit(MINH)
    keys = new Keys()
  })

  it('the furthest claim of a leader is taken, and a member who is elsewhere gets new keys', () => {
    assert.equal(claim(MINH, claimOf(9, 'z')), 'wait')
    assert.equal(claim(HOST, claimOf(7, 'a', both)), 'wait')
    assert.deepEqual(keys.settle(people, now), [])
    assert.equal(claim(LAN, claimOf(8, 'b', both)), 'wait')
    const [resumed] = saying(keys.settle(people, now), 'keyResumed')
    assert.deepEqual(resumed?.to, [HOST, LAN, MINH])
    assert.deepEqual(keys.group, { id: before, epoch: 8 })
    assert.equal(claim(MINH, claimOf(9, 'z')), 'lost')
    assert.equal(claim(HOST, claimOf(7, 'a', both)), 'lost')
    // Only who holds these keys can go on.
    assert.throws(() => keys.judge(HOST, commitIn(group()), people), refusal('forbidden'))
    keys.judge(LAN, commitIn(group()), people)
  })

  it('who was removed before it is removed now', () => {
    claim(HOST, claimOf(7, 'a', both))
    claim(LAN, claimOf(7, 'a', both))
    keys.settle(people, now)
    assert.equal(keys.pending(people), true)
    assert.deepEqual(workIn(wait(MLS_TIMES.collect)).remove, [HOA])
  })

  it('leaders who do not come back are awaited for three seconds', () => {
    claim(LAN, claimOf(7, 'a', both))
    assert.deepEqual(wait(2999), [])
    assert.equal(saying(wait(1), 'keyResumed').length, 1)
  })

  it('a leader who is further comes late, but before anything has happened', () => {
    claim(LAN, claimOf(7, 'a', both))
    wait(3000)
    assert.equal(claim(HOST, claimOf(8, 'b', both)), 'current')
    assert.equal(group().epoch, 8)
    commit(HOST, {})
    assert.equal(claim(LAN, claimOf(12, 'c', both)), 'lost')
  })

  it('an epoch of the same number but another past is not taken for the same', () => {
    claim(LAN, claimOf(7, 'a', both))
    wait(3000)
    commit(LAN, {})
    assert.equal(claim(MINH, claimOf(8, 'x')), 'lost')
  })

  it('who stood where it went on catches up later, however far it is by then', () => {
    claim(LAN, claimOf(7, 'a', both))
    wait(3000)
    assert.equal(claim(MINH, claimOf(7, 'a')), 'current')
    commit(LAN, {})
    commit(LAN, {})
    assert.equal(claim(MINH, claimOf(8, 'b')), 'replay')
    assert.equal(keys.replay(MINH, 8, people)?.entries.length, 1)
  })

  it('who says that they are elsewhere commits no more', () => {
    claim(LAN, claimOf(7, 'a', both))
    wait(3000)
    keys.judge(LAN, commitIn(group()), people)
    assert.equal(claim(LAN, { ...claimOf(7, 'a', both), group: newGroupId() }), 'lost')
    assert.throws(() => keys.judge(LAN, commitIn(group()), people), refusal('forbidden'))
  })

  it('what members say founds nothing, and what one says of the group before counts once', () => {
    claim(HOA, { ...claimOf(7, 'a'), group: newGroupId() })
    claim(MINH, claimOf(7, 'a', { seats: [MINH], leaders: [MINH] }))
    claim(LAN, claimOf(7, 'a', { seats: [HOST, LAN], leaders: [HOST] }))
    assert.deepEqual(wait(10_000), [])
    assert.equal(keys.group, null)
    assert.equal(keys.before, before)
  })
})

describe('a successor', () => {
  it('[E2E1] is founded only where nobody is left who commits, with a notice that members can check', () => {
    admit(MINH)
    assert.throws(() => found(MINH), refusal('forbidden'))
    assert.throws(() => found(HOST), refusal('forbidden'))
    const old = group().id
    offered(LAN)
    assert.throws(() => found(HOST, null), refusal('invalid_input', { field: 'notice' }))
    const effects = found(HOST)
    assert.deepEqual(saying(effects, 'keyGroup')[0]?.to, [LAN, MINH])
    assert.notEqual(group().id, old)
    assert.deepEqual([group().epoch, keys.held.members, keys.held.offers], [0, 1, 0])
  })

  it('waits for a leader whose line was lost a moment ago', () => {
    people.set(LAN, { role: 'cohost', presence: { state: 'away', since: now } })
    assert.throws(() => found(HOST), refusal('busy'))
    now += MLS_TIMES.absence
    found(HOST)
  })

  it('does not wait for a leader who is here and never answers', () => {
    offered(HOST)
    keys.settle(people, now)
    assert.throws(() => found(HOST), refusal('forbidden'))
    wait(MLS_TIMES.answer)
    found(HOST)
  })

  it('is not needed where another leader lets the host in again, who leads when told so', () => {
    keys.moved(HOST)
    commit(LAN, { add: [offered(HOST)] })
    assert.throws(() => keys.judge(HOST, commitIn(group()), people), refusal('forbidden'))
    commit(LAN, { leaders: [LAN, HOST] })
    keys.judge(HOST, commitIn(group()), people)
  })

  it('can be founded by the host in another browser, who no longer leads the group before', () => {
    keys.moved(HOST)
    people.delete(LAN)
    keys.gone(LAN)
    assert.throws(() => keys.judge(HOST, commitIn(group()), people), refusal('forbidden'))
    found(HOST)
  })
})

describe('words', () => {
  const [n, m] = ['n'.repeat(43), 'm'.repeat(43)]
  const commitment = 'c'.repeat(43)
  const committed = (change: Partial<KeyOffer> = {}) => {
    const offer = { ...offerFor(group().id), commitment, ...change }
    keys.offer(MINH, offer)
    return offer
  }

  it('[E2E11] need a commitment, and then one challenge: no other n, and nobody else’s', () => {
    assert.throws(() => keys.challenge(HOST, { id: MINH, n }), refusal('target_gone'))
    committed({ commitment: null })
    assert.throws(() => keys.challenge(HOST, { id: MINH, n }), refusal('target_gone'))
    committed()
    assert.throws(() => keys.reveal(MINH, m, people), refusal('out_of_order'))
    keys.challenge(HOST, { id: MINH, n })
    keys.challenge(HOST, { id: MINH, n })
    assert.throws(() => keys.challenge(HOST, { id: MINH, n: m }), refusal('out_of_order'))
    assert.throws(() => keys.challenge(LAN, { id: MINH, n }), refusal('out_of_order'))
  })

  it('[E2E11] get one answer, which goes to who challenged, as long as that one leads and is here', () => {
    committed()
    keys.challenge(LAN, { id: MINH, n })
    people.set(LAN, { role: 'cohost', presence: { state: 'away', since: now } })
    assert.throws(() => keys.reveal(MINH, m, people), refusal('target_gone'))
    people.set(LAN, here())
    assert.throws(() => keys.reveal(MINH, m, people), refusal('target_gone'))
    people.set(LAN, here('cohost'))
    assert.equal(keys.reveal(MINH, m, people), LAN)
    assert.equal(keys.reveal(MINH, m, people), LAN)
    assert.throws(() => keys.reveal(MINH, n, people), refusal('out_of_order'))
    assert.throws(() => keys.reveal(HOA, m, people), refusal('out_of_order'))
  })

  it('[E2E11] begin anew with other keys, or another commitment, and not with the same', () => {
    const offer = committed()
    keys.challenge(HOST, { id: MINH, n })
    keys.offer(MINH, offer)
    assert.throws(() => keys.challenge(HOST, { id: MINH, n: m }), refusal('out_of_order'))
    keys.offer(MINH, { ...offer, commitment: n })
    keys.challenge(HOST, { id: MINH, n: m })
    committed()
    assert.throws(() => keys.reveal(MINH, m, people), refusal('out_of_order'))
    keys.challenge(LAN, { id: MINH, n })
    keys.decline(HOST, MINH, people)
    assert.throws(() => keys.challenge(LAN, { id: MINH, n }), refusal('target_gone'))
  })
})

const reached = (by: ParticipantId, { id, epoch } = group()) =>
  saying(keys.reached(by, { group: id, epoch }, people), 'keyReached')

describe('an epoch', () => {
  it('[E2E13] is reached when all have said so who are here and have its keys, once', () => {
    admit(MINH)
    const { id, epoch } = group()
    assert.deepEqual(reached(HOST), [])
    assert.deepEqual(reached(LAN), [])
    assert.deepEqual(reached(MINH), [{ to: [HOST, LAN, MINH], data: { group: id, epoch } }])
    assert.deepEqual(reached(MINH), [])
    assert.deepEqual(keys.settle(people, now), [])
  })

  it('[E2E13] does not wait for who is away, has left or has lost the keys', () => {
    admit(MINH, HOA)
    reached(HOST)
    reached(LAN)
    people.set(HOA, { role: 'participant', presence: { state: 'away', since: now } })
    assert.deepEqual(saying(keys.settle(people, now), 'keyReached'), [])
    offered(MINH)
    assert.deepEqual(saying(keys.settle(people, now), 'keyReached')[0]?.to, [HOST, LAN, MINH])
  })

  it('[E2E13] that is over or to come, or of another group, is nobody’s', () => {
    const { id, epoch } = group()
    commit(HOST, {})
    for (const wrong of [epoch, epoch + 2])
      for (const by of [HOST, LAN]) assert.deepEqual(reached(by, { id, epoch: wrong }), [])
    for (const by of [HOST, LAN])
      assert.deepEqual(reached(by, { id: newGroupId(), epoch: epoch + 1 }), [])
    assert.deepEqual(reached(HOA), [])
    assert.deepEqual(saying(keys.settle(people, now), 'keyReached'), [])
    reached(HOST)
    assert.equal(reached(LAN).length, 1)
  })

  it('[E2E13] is reached by who returns in it', () => {
    reached(HOST)
    const { id, epoch } = group()
    claim(LAN, { group: id, epoch, transcript: 't'.repeat(43), roster: null })
    assert.deepEqual(saying(keys.settle(people, now), 'keyReached')[0]?.to, [HOST, LAN])
  })
})

const beat = (by: ParticipantId) => saying(keys.beat(by, 'AAAA', people), 'keyBeat')

describe('heartbeats', () => {
  it('[E2E20] go from a member to the other members who are here, and to nobody else', () => {
    admit(MINH)
    assert.deepEqual(beat(LAN), [{ to: [HOST, MINH], data: { from: LAN, sealed: 'AAAA' } }])
    assert.deepEqual(beat(HOA), [])
    offered(MINH)
    assert.deepEqual(beat(MINH), [])
    assert.deepEqual(beat(LAN)[0]?.to, [HOST])
  })
})

describe('keys of another founder', () => {
  it('[E2E9] end the group: nothing of it is left, and nobody goes on with it', () => {
    admit(MINH)
    offered(HOA)
    keys.put(HOST, Buffer.alloc(9), people, now)
    const old = group()
    keys.end()
    assert.deepEqual([keys.group, keys.before], [null, null])
    const { offers, members, log, invitations, blobs } = keys.held
    const left = [offers, members, log.entries, invitations.count, blobs.drafts, blobs.held]
    assert.deepEqual(new Set(left), new Set([0]))
    const roster = { seats: [HOST, LAN], leaders: [LAN] }
    const claimed = { group: old.id, epoch: old.epoch, transcript: 't'.repeat(43), roster }
    assert.equal(claim(LAN, claimed), 'lost')
    assert.deepEqual(wait(MLS_TIMES.claims), [])
    assert.deepEqual([keys.group, keys.before], [null, null])
    assert.throws(() => keys.judge(LAN, commitIn(old), people), refusal('keys_pending'))
    found(LAN, null)
    assert.notEqual(group().id, old.id)
  })

  it('[E2E9] end it between a commit and its answer, too', () => {
    const judged = keys.judge(LAN, commitIn(group()), people)
    keys.end()
    assert.deepEqual(keys.take(judged, people, now), { taken: false, effects: [] })
  })
})
