import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#protocol/errors.ts'
import { LIMITS } from '#protocol/limits.ts'
import { KeyCommit, KeyOffer, MLS_LIMITS, MLS_TIMES } from '#protocol/mls.ts'
import type { Payload } from '#protocol/mls.ts'
import { Blobs, sha256 } from './blobs.ts'
import type { Resolved } from './blobs.ts'
import { Invitations } from './invitations.ts'
import { Log } from './log.ts'
import { commitIn, hashOf, idOf, inline, newGroupId, offerFor } from './testing.ts'

const LAN = idOf('Lan')
const MINH = idOf('Minh')
const many = (count: number) => Array.from({ length: count }, (_, i) => idOf(`${i}`))
const blob = (seed: number, bytes: number) => Buffer.alloc(bytes, `${seed} `)
const asPayload = (bytes: Uint8Array): Payload => ({ hash: sha256(bytes), bytes: bytes.length })
const resolved = (seed: number, bytes: number): Resolved => {
  const content = blob(seed, bytes)
  return { payload: asPayload(content), bytes: content }
}
const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code

describe('what is put as a blob', () => {
  it('belongs to who put it until a commit names it, for a minute', () => {
    const blobs = new Blobs()
    const bytes = blob(1, 60_000)
    const hash = blobs.put(LAN, bytes, 0)
    assert.equal(blobs.read(hash, LAN), bytes)
    assert.equal(blobs.read(hash, MINH), null)
    assert.throws(() => blobs.resolve(asPayload(bytes), MINH), refused('not_found'))
    const found = blobs.resolve(asPayload(bytes), LAN)
    blobs.expire(MLS_TIMES.draft)
    assert.equal(blobs.read(hash, LAN), null)
    blobs.hold(found)
    blobs.hold(found)
    assert.equal(blobs.read(hash, MINH), bytes)
    blobs.release(found)
    assert.equal(blobs.read(hash, MINH), bytes)
    blobs.release(found)
    assert.equal(blobs.read(hash, MINH), null)
  })

  it('is refused if it is nothing, too much, or not of the length that was said', () => {
    const blobs = new Blobs()
    assert.throws(() => blobs.put(LAN, new Uint8Array(), 0), refused('too_large'))
    const most = blob(1, MLS_LIMITS.blobBytes)
    assert.throws(() => blobs.put(LAN, blob(1, most.length + 1), 0), refused('too_large'))
    blobs.put(LAN, most, 0)
    const lying = { hash: sha256(most), bytes: most.length - 1 }
    assert.throws(() => blobs.resolve(lying, LAN), refused('not_found'))
  })

  it('costs nobody else their own: the oldest of who puts too much go', () => {
    const blobs = new Blobs()
    const first = blobs.put(LAN, blob(0, 10), 0)
    const others = blobs.put(MINH, blob(0, 10), 0)
    for (let seed = 1; seed <= MLS_LIMITS.draftsEach; seed += 1) blobs.put(LAN, blob(seed, 10), 0)
    assert.equal(blobs.read(first, LAN), null)
    assert.ok(blobs.read(others, MINH))
    blobs.dropOf(MINH)
    assert.equal(blobs.read(others, MINH), null)
  })

  it('stays within its bytes whoever puts what', () => {
    const put = fc.tuple(fc.nat(40), fc.nat(5), fc.integer({ min: 1, max: MLS_LIMITS.blobBytes }))
    fc.assert(
      fc.property(fc.array(put, { maxLength: 80 }), (puts) => {
        const blobs = new Blobs()
        for (const [owner, seed, bytes] of puts) {
          const content = blob(seed, bytes)
          const hash = blobs.put(idOf(`${owner}`), content, 0)
          assert.equal(blobs.read(hash, idOf(`${owner}`)), content, 'the last one is there')
          assert.ok(blobs.bytes.drafts <= MLS_LIMITS.draftBytes)
        }
      }),
      { numRuns: 20 },
    )
  })
})

describe('the log', () => {
  const size = fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.constant(MLS_LIMITS.blobBytes))
  it('has no gap, and keeps the last 64 commits or 4 MB', () => {
    fc.assert(
      fc.property(fc.array(size, { maxLength: 120 }), fc.nat(1000), (sizes, start) => {
        const blobs = new Blobs()
        const log = new Log(blobs, start)
        for (const [seed, bytes] of sizes.entries()) {
          log.append(bytes > 2000 ? resolved(seed, bytes) : { payload: inline(bytes), bytes: null })
          assert.ok(log.bytes <= MLS_LIMITS.logBytes && blobs.bytes.held <= log.bytes)
          assert.ok(log.epoch - log.since <= MLS_LIMITS.logEntries && log.epoch > log.since)
        }
        assert.equal(log.epoch, start + sizes.length)
        let at = log.since
        while (at < log.epoch) {
          const page = log.from(at)
          assert.ok(page && page.next > at)
          assert.ok(JSON.stringify(page).length <= 64 * 1024, 'fits into a message')
          assert.deepEqual(
            page.entries.map(({ epoch }) => epoch),
            page.entries.map((_, i) => at + i),
          )
          at = page.next
        }
        assert.deepEqual(log.from(log.epoch), { entries: [], next: log.epoch })
        assert.equal(log.from(log.since - 1), null)
        log.clear()
        assert.deepEqual([log.bytes, blobs.bytes.held], [0, 0])
      }),
      { numRuns: 40 },
    )
  })
})

describe('Welcomes', () => {
  it('stay within their bytes, and those who are forgotten are named', () => {
    const blobs = new Blobs()
    const invitations = new Invitations(blobs)
    const missed = new Set<string>()
    for (let i = 0; i < 60; i += 1) {
      const [welcome, tree] = [resolved(2 * i, 100_000), resolved(2 * i + 1, 400_000)]
      const to = new Map([[idOf(`${i}`), hashOf(offerFor(newGroupId()))]])
      invitations.add({ epoch: i, welcome, tree, to }, i)
      for (const id of invitations.expire(i)) missed.add(id)
      assert.ok(invitations.bytes <= MLS_LIMITS.invitationBytes)
      assert.ok(invitations.count <= MLS_LIMITS.invitations)
      assert.equal(blobs.bytes.held, invitations.bytes)
    }
    assert.equal(missed.size, 60 - invitations.count)
    assert.ok(missed.has(idOf('0')) && !missed.has(idOf('59')))
    const again = { welcome: resolved(200, 10), tree: resolved(201, 10) }
    const to = new Map([[idOf('59'), hashOf(offerFor(newGroupId()))]])
    invitations.add({ epoch: 60, to, ...again }, 60)
    assert.equal(invitations.of(idOf('59'))?.epoch, 60, 'the last one')
    invitations.drop(idOf('59'))
    assert.equal(invitations.of(idOf('59')), null)
    invitations.clear()
    assert.equal(blobs.bytes.held, 0)
  })
})

describe('what crosses the wire', () => {
  const group = newGroupId()
  const taken = (change: Partial<KeyCommit>) =>
    KeyCommit.safeParse(commitIn({ id: group, epoch: 0 }, change)).success

  it('is as large as one message, commit and Welcome together', () => {
    const half: Payload = { inline: 'A'.repeat(MLS_LIMITS.inline / 2) }
    const add = [{ id: LAN, keyPackage: hashOf(offerFor(group)) }]
    assert.ok(taken({ commit: half }))
    assert.ok(!taken({ commit: { inline: 'A'.repeat(MLS_LIMITS.inline + 1) } }))
    assert.ok(!taken({ commit: half, add, invitation: { welcome: half, tree: inline() } }))
    const large = asPayload(blob(1, MLS_LIMITS.blobBytes))
    assert.ok(taken({ commit: half, add, invitation: { welcome: inline(), tree: large } }))
  })

  it('fits into a frame with all that can be said beside it', () => {
    const hash = hashOf(offerFor(group))
    const largest = commitIn(
      { id: group, epoch: Number.MAX_SAFE_INTEGER },
      {
        commit: { inline: 'A'.repeat(MLS_LIMITS.inline - 2) },
        invitation: { welcome: { inline: 'A' }, tree: { inline: 'A' } },
        add: many(MLS_LIMITS.batch).map((id) => ({ id, keyPackage: hash })),
        remove: many(MLS_LIMITS.seats),
        leaders: many(MLS_LIMITS.leaders),
      },
    )
    assert.ok(KeyCommit.safeParse(largest).success)
    // Who is admitted, and a message of three bytes a character.
    const verdict = { ids: many(MLS_LIMITS.batch), message: 'ộ'.repeat(LIMITS.lobbyMessage) }
    const bytes = Buffer.byteLength(JSON.stringify({ ...verdict, keys: largest }))
    assert.ok(bytes + 200 < LIMITS.frameBytes, String(bytes))
  })

  it('is refused beyond its counts, and if it is no base64url', () => {
    const { keyPackage } = offerFor(group)
    assert.ok(!taken({ remove: many(MLS_LIMITS.seats + 1) }))
    assert.ok(!taken({ leaders: many(MLS_LIMITS.leaders + 1) }))
    assert.ok(!taken({ leaders: [] }))
    const add = many(MLS_LIMITS.batch + 1).map((id) => ({ id, keyPackage: hashOf({ keyPackage }) }))
    assert.ok(!taken({ add }))
    assert.ok(!taken({ commit: { inline: 'not base64url!' } }))
    const offer = offerFor(group)
    assert.ok(KeyOffer.safeParse(offer).success)
    const longest = 'A'.repeat(Math.ceil((MLS_LIMITS.keyPackageBytes * 4) / 3))
    assert.ok(KeyOffer.safeParse({ ...offer, keyPackage: longest }).success)
    assert.ok(!KeyOffer.safeParse({ ...offer, keyPackage: `${longest}A` }).success)
    assert.ok(!KeyOffer.safeParse({ ...offer, more: 1 }).success)
  })
})
