import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { inputs } from '#e2e/support/requests.ts'
import { TrackId } from '#protocol/ids.ts'
import type { RequestName } from '#protocol/messages.ts'
import { MLS_LIMITS, MLS_TIMES } from '#protocol/mls.ts'
import { commitIn, hashOf, newGroupId, offerFor } from '../meeting/keys/testing.ts'
import { SIZES } from './pace.ts'
import { REFUSED } from './testing/faults.ts'
import { SignalingHarness } from './testing.ts'
import type { Client } from './testing.ts'

const group = newGroupId()
const offer = offerFor(group)
const outOf = (epoch: number, change: Parameters<typeof commitIn>[1]) =>
  commitIn({ id: group, epoch }, change)

let harness: SignalingHarness
let host: Client
beforeEach(async () => {
  harness = await SignalingHarness.open(undefined, false)
  host = await harness.host()
  await host.ok('keys.found', { group, notice: null })
})
afterEach(() => harness.close())

const room = async () => {
  const live = await harness.meetings.room(harness.meeting.id)
  assert.ok(live)
  return live.room
}
/** Waits with keys. */
async function knock(name: string) {
  const client = await harness.waiting({ name, deviceHash: name, addressHash: name })
  await client.ok('keys.offer', offer)
  return { client, id: await harness.idOf(client) }
}
async function inside(epoch: number, name: string) {
  const { client, id } = await knock(name)
  const keys = outOf(epoch, { add: [{ id, keyPackage: hashOf(offer) }] })
  await host.ok('lobby.admit', { ids: [id], keys })
  await client.next('snapshot')
  return { client, id }
}

describe('a removal', () => {
  it('[E2E6] is acknowledged once a moderator’s browser has committed it', async () => {
    const { id } = await inside(0, 'lan')
    const acknowledged = host.ok('participant.remove', { id, block: false })
    const work = await host.next('keyWork')
    assert.deepEqual(work.remove, [id])
    assert.ok((await room()).keys.holds(id))
    await host.ok('keys.commit', outOf(1, { remove: [id] }))
    await acknowledged
    assert.equal((await room()).keys.holds(id), false)
  })

  it('[E2E6] is acknowledged after a while without one, and remains owed', async (t) => {
    const { client, id } = await inside(0, 'lan')
    const waited = t.mock.method(globalThis, 'setTimeout')
    const acknowledged = host.ok('lobby.return', { ids: [id] })
    await client.next('waiting')
    await acknowledged
    assert.ok(waited.mock.calls.some(({ arguments: [, time] }) => time === MLS_TIMES.removal))
    assert.ok((await room()).keys.holds(id))
  })
})

it('[E2E3] a verdict that cannot be stored gives no keys, and the same one does later', async () => {
  const { store, fail, dispose } = await REFUSED.open()
  await harness.close()
  harness = await SignalingHarness.open(store, false)
  host = await harness.host()
  await host.ok('keys.found', { group, notice: null })
  const { client, id } = await knock('lan')
  const keys = outOf(0, { add: [{ id, keyPackage: hashOf(offer) }] })
  const mend = await fail()
  assert.equal(await host.code('lobby.admit', { ids: [id], keys }), 'store_unavailable')
  assert.equal((await room()).keys.holds(id), false)
  assert.equal(client.heard.filter(({ name }) => name === 'keyWelcome').length, 0)
  await mend()
  await host.ok('lobby.admit', { ids: [id], keys })
  assert.ok((await room()).keys.holds(id))
  dispose()
})

/** The error, with the field that is missing. */
const refused = async (client: Client, name: RequestName, input: object) => {
  const reply = await client.raw(name, input)
  return reply.ok ? 'ok' : { ...reply.error }
}

describe('[E2E18] pages that were altered to meet without keys', () => {
  const missing = { code: 'invalid_input', field: 'keys', fault: 'missing' }

  it('let nobody in, and promote nobody, without a commit', async () => {
    const { client, id } = await knock('lan')
    assert.deepEqual(await refused(host, 'lobby.admit', { ids: [id] }), missing)
    const { id: guest } = await inside(0, 'minh')
    for (const name of ['cohost.add', 'host.handOver'] as const)
      assert.deepEqual(await refused(host, name, { id: guest }), missing)
    const nobody = outOf(1, {})
    assert.equal(await host.code('lobby.admit', { ids: [id], keys: nobody }), 'target_gone')
    assert.equal(await host.code('cohost.add', { id: guest, keys: nobody }), 'target_gone')
    assert.ok(!client.heard.some(({ name }) => name === 'snapshot'))
  })

  it('let nobody in, and carry nothing, before a moderator’s page has begun a group', async () => {
    await harness.close()
    harness = await SignalingHarness.open(undefined, false)
    host = await harness.host()
    const client = await harness.waiting({ name: 'lan', deviceHash: 'lan', addressHash: 'lan' })
    const id = await harness.idOf(client)
    const keys = outOf(0, { add: [{ id, keyPackage: hashOf(offer) }] })
    assert.equal(await host.code('lobby.admit', { ids: [id], keys }), 'keys_pending')
    assert.equal((await room()).phaseOf(id), 'waiting')
    await host.ok('transport.open', { direction: 'send' })
    const track = inputs(id)['track.publish']
    const reply = await host.raw('track.publish', track)
    assert.ok(!reply.ok && reply.error.code === 'keys_pending')
    const nothing = { id: TrackId.parse('00000000-0000-4000-8000-000000000000') }
    assert.equal(await host.code('track.subscribe', nothing), 'keys_pending')
    assert.equal(harness.peer(await harness.idOf(host))?.tracks.size, 0)
    await host.ok('keys.found', { group, notice: null })
    assert.ok((await host.raw('track.publish', track)).ok)
  })
})

describe('a hostile client', () => {
  it('[E2E4] who waits offers keys a few times, and is told nothing of anybody’s', async () => {
    const { client } = await knock('lan')
    const codes = new Set<string>()
    for (let n = 0; n < 20; n++) {
      const reply = await client.raw('keys.offer', offerFor(group))
      codes.add(reply.ok ? 'ok' : reply.error.code)
    }
    assert.deepEqual([...codes], ['ok', 'rate_limited'])
    const heard = new Set(client.heard.map(({ name }) => name))
    assert.deepEqual([...heard], ['keyGroup'])
  })

  it('[E2E11] who waits answers a challenge once, and nothing that was not asked', async () => {
    const { client, id } = await knock('lan')
    const [n, m] = ['n'.repeat(43), 'm'.repeat(43)]
    assert.equal(await client.code('keys.reveal', { m }), 'out_of_order')
    assert.equal(await host.code('keys.challenge', { id, n }), 'target_gone')
    await client.ok('keys.offer', { ...offer, commitment: n })
    await host.ok('keys.challenge', { id, n })
    assert.deepEqual(await client.next('keyChallenge'), { n })
    await client.ok('keys.reveal', { m })
    assert.deepEqual(await host.next('keyRevealed'), { id, m })
    assert.equal(await client.code('keys.reveal', { m: n }), 'out_of_order')
    for (const wrong of ['', 'm'.repeat(42), `${'m'.repeat(42)}=`])
      assert.equal(await client.code('keys.reveal', { m: wrong }), 'invalid_input')
    harness.now += 60_000
    const codes = new Set<string>()
    for (let i = 0; i < 20; i++) {
      const reply = await client.raw('keys.reveal', { m })
      codes.add(reply.ok ? 'ok' : reply.error.code)
    }
    assert.deepEqual([...codes], ['ok', 'rate_limited'])
  })

  it('[E2E12] is sent what is sealed a bounded number of times, of a bounded size', async () => {
    const { client, id } = await inside(0, 'lan')
    const longest = 'A'.repeat(Math.ceil((MLS_LIMITS.sealedBytes * 4) / 3))
    await host.ok('keys.share', { id, sealed: longest })
    assert.equal(await host.code('keys.share', { id, sealed: `${longest}A` }), 'invalid_input')
    const flood = SIZES.leading.capacity + 5
    for (let i = 0; i < flood; i++) await host.raw('keys.share', { id, sealed: 'AAAA' })
    const heard = client.heard.filter(({ name }) => name === 'keySecret').length
    assert.ok(heard <= SIZES.leading.capacity, `${heard}`)
  })

  it('[E2E2, E2E5, E2E9] inside without a role establishes, founds, commits and fetches nothing', async () => {
    const { client, id } = await inside(0, 'lan')
    const other = { group: newGroupId(), notice: 'AAAA' }
    assert.equal(await client.code('keys.found', other), 'forbidden')
    const keys = { founder: 'f'.repeat(43), replaces: null }
    assert.equal(await client.code('keys.establish', keys), 'forbidden')
    assert.equal(await client.code('keys.commit', outOf(1, {})), 'forbidden')
    assert.equal(await client.code('keys.offers', { ids: [id] }), 'forbidden')
    assert.equal(await client.code('keys.decline', { id }), 'forbidden')
    assert.equal(await client.code('keys.challenge', { id, n: 'n'.repeat(43) }), 'forbidden')
    assert.equal(await client.code('keys.share', { id, sealed: 'AAAA' }), 'forbidden')
    const roster = { seats: [id], leaders: [id] }
    const claim = { group, epoch: 9, transcript: 't'.repeat(43), roster }
    assert.deepEqual(await client.ok('keys.claim', claim), { state: 'lost' })
    assert.ok((await room()).keys.holds(id))
  })

  it('[E2E8] puts blobs only inside, of a bounded size, and reads none before', async () => {
    const { keys } = await room()
    const { id } = await inside(0, 'lan')
    const waiting = await knock('minh')
    const me = await harness.idOf(host)
    assert.throws(() => keys.put(id, Buffer.alloc(9), harness.now), { code: 'forbidden' })
    const large = Buffer.alloc(MLS_LIMITS.blobBytes + 1)
    assert.throws(() => keys.put(me, large, harness.now), { code: 'too_large' })
    const hash = keys.put(me, Buffer.alloc(9), harness.now)
    assert.equal(keys.read(me, hash).length, 9)
    for (const one of [id, waiting.id])
      assert.throws(() => keys.read(one, hash), { code: 'not_found' })
  })
})
