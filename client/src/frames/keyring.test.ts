import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { decodeHeader } from './header.ts'
import { type Origin, ReceivingKeys, SendingKeys } from './keyring.ts'
import { KEPT_MS, PATIENCE_MS, kidOf, metadataOf } from './keyring.ts'

const GROUP = Uint8Array.of(1, 2, 3)
const FRAME = Uint8Array.of(9, 9, 9)
const CLEAR = Uint8Array.of(7)
const CAMERA = 1
const SCREEN = 2
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const kidIn = (sealed: Uint8Array) => decodeHeader(sealed)?.header.key ?? -1

/** Base keys as a group would export them: another for each epoch. */
const baseOf = (epoch: number) => new Uint8Array(32).fill(epoch)

describe('a key identifier', () => {
  it('is another one for every leaf, source and recent epoch', () => {
    const seen = new Set<number>()
    for (let leaf = 0; leaf < 40; leaf += 1)
      for (let source = 0; source < 16; source += 1)
        for (let epoch = 100; epoch < 116; epoch += 1) seen.add(kidOf({ leaf, source }, epoch))
    assert.equal(seen.size, 40 * 16 * 16)
  })

  it('holds no leaf, source or epoch that it has no room for', () => {
    for (const [leaf, source, epoch] of [
      [-1, 0, 0],
      [1 << 16, 0, 0],
      [0, 16, 0],
      [0.5, 0, 0],
      [0, 0, -1],
    ] as const)
      assert.throws(() => kidOf({ leaf, source }, epoch), RangeError)
  })
})

describe('metadata', () => {
  it('differ if anything in them does', () => {
    const bytes = fc.uint8Array({ maxLength: 4 }).map((some) => some.slice())
    fc.assert(
      fc.property(bytes, fc.nat(15), bytes, bytes, fc.nat(15), bytes, (a, b, c, d, e, f) => {
        const equal = Buffer.from(metadataOf(a, b, c)).equals(metadataOf(d, e, f))
        assert.equal(equal, hex(a) === hex(d) && b === e && hex(c) === hex(f))
      }),
    )
  })
})

describe('keys of frames', () => {
  let sending: SendingKeys
  let receiving: ReceivingKeys
  const origin: Origin = { leaf: 5, source: CAMERA }
  beforeEach(() => {
    sending = new SendingKeys(GROUP, 5)
    receiving = new ReceivingKeys(GROUP, origin)
  })
  const sent = async (now: number, source = CAMERA) => {
    const sealed = await sending.seal(source, FRAME, CLEAR, now)
    assert.ok(sealed)
    return sealed
  }
  const opened = (sealed: Uint8Array<ArrayBuffer>, now: number, by = receiving) =>
    by.open(sealed, kidIn(sealed), CLEAR, now)
  const begin = (epoch: number, now: number, how: 'add' | 'remove' = 'remove') => {
    sending.begin(epoch, baseOf(epoch), how, now)
    receiving.begin(epoch, baseOf(epoch), now)
  }

  it('are needed: without one, and after the end, nothing is sent or received', async () => {
    assert.equal(await sending.seal(CAMERA, FRAME, CLEAR, 0), null)
    begin(1, 0)
    const sealed = await sent(0)
    sending.end()
    receiving.end()
    assert.equal(await sending.seal(CAMERA, FRAME, CLEAR, 0), null)
    assert.equal(await opened(sealed, 0), 'unknown_epoch')
  })

  it('change at once when somebody was removed', async () => {
    begin(1, 0)
    begin(2, 100)
    assert.equal(kidIn(await sent(100)), kidOf(origin, 2))
  })

  it('change when all have them after somebody came, or after 250 ms', async () => {
    begin(1, 0)
    begin(2, 100, 'add')
    sending.reached(1)
    assert.equal(kidIn(await sent(100 + PATIENCE_MS - 1)), kidOf(origin, 1))
    sending.reached(2)
    assert.equal(kidIn(await sent(101)), kidOf(origin, 2))
    begin(3, 1000, 'add')
    // Many who come one after another hold nothing up for longer than one does.
    begin(4, 1200, 'add')
    assert.equal(kidIn(await sent(1000 + PATIENCE_MS - 1)), kidOf(origin, 2))
    assert.equal(kidIn(await sent(1000 + PATIENCE_MS)), kidOf(origin, 4))
  })

  it('change at once when somebody is removed while others wait for who came', async () => {
    begin(1, 0)
    begin(2, 100, 'add')
    begin(3, 110, 'remove')
    assert.equal(kidIn(await sent(110)), kidOf(origin, 3))
    sending.reached(2)
    assert.equal(kidIn(await sent(111)), kidOf(origin, 3))
  })

  it('are held for ten seconds after they changed, and only of four epochs', async () => {
    begin(1, 0)
    const first = [await sent(0), await sent(0)] as const
    begin(2, 1000)
    assert.deepEqual(await opened(first[0], 1000 + KEPT_MS - 1), FRAME)
    assert.equal(await opened(first[1], 1000 + KEPT_MS), 'unknown_epoch')
    const second = await sent(20_000)
    for (const epoch of [3, 4, 5]) begin(epoch, 20_000)
    assert.deepEqual(await opened(second, 20_000), FRAME)
    const third = await sent(20_000)
    for (const epoch of [6, 7, 8, 9]) begin(epoch, 20_000)
    assert.equal(await opened(third, 20_000), 'unknown_epoch')
  })

  it('of an epoch to come are waited for, not confused with an old one', async () => {
    begin(1, 0)
    sending.begin(2, baseOf(2), 'remove', 0)
    const early = await sent(0)
    assert.equal(await opened(early, 0), 'unknown_epoch')
    receiving.begin(2, baseOf(2), 10)
    assert.deepEqual(await opened(early, 10), FRAME)
    // Sixteen epochs on, the last four bits are the same again.
    for (let epoch = 3; epoch <= 17; epoch += 1) receiving.begin(epoch, baseOf(epoch), 20)
    sending.begin(17, baseOf(17), 'remove', 20)
    assert.deepEqual(await opened(await sent(20), 20), FRAME)
  })

  it('open a frame also if another epoch begins meanwhile', async () => {
    begin(1, 0)
    const opening = opened(await sent(0), 0)
    begin(2, 0)
    assert.deepEqual(await opening, FRAME)
    const last = opened(await sent(0), 0)
    receiving.end()
    assert.equal(await last, 'unknown_epoch')
  })

  it('know which frames to wait for', () => {
    assert.ok(receiving.isEarly(kidOf(origin, 9)))
    assert.ok(!receiving.isEarly(kidOf({ ...origin, source: SCREEN }, 9)))
    for (const epoch of [13, 14, 15, 16]) receiving.begin(epoch, baseOf(epoch), 0)
    const early = (epoch: number) => receiving.isEarly(kidOf(origin, epoch))
    for (const epoch of [12, 13, 15, 16, 25]) assert.ok(!early(epoch), String(epoch))
    for (const epoch of [17, 20, 24]) assert.ok(early(epoch), String(epoch))
    receiving.end()
    assert.ok(!early(17))
  })

  it('are the same from a base key that gives away no bytes', async () => {
    begin(1, 0)
    const uses = ['deriveKey', 'deriveBits'] as const
    const key = await crypto.subtle.importKey('raw', baseOf(1), 'HKDF', false, uses)
    const other = new ReceivingKeys(GROUP, origin)
    other.begin(1, key, 0)
    assert.deepEqual(await opened(await sent(0), 0, other), FRAME)
  })

  it('are of one seat and one source: exchanged tracks do not open', async () => {
    begin(1, 0)
    const camera = await sent(0)
    const screen = await sent(0, SCREEN)
    assert.equal(await opened(screen, 0), 'other_key')
    for (const expected of [
      { leaf: 6, source: CAMERA },
      { leaf: 5, source: SCREEN },
    ]) {
      const other = new ReceivingKeys(GROUP, expected)
      other.begin(1, baseOf(1), 0)
      assert.equal(await opened(camera, 0, other), 'other_key')
      // Nor with an identifier that lies.
      assert.equal(await other.open(camera, kidOf(expected, 1), CLEAR, 0), 'other_key')
    }
    assert.deepEqual(await opened(camera, 0), FRAME)
  })

  it('are of one group, and what stands in the clear is authenticated', async () => {
    begin(1, 0)
    const sealed = await sent(0)
    assert.equal(await receiving.open(sealed, kidIn(sealed), Uint8Array.of(8), 0), 'forged')
    const elsewhere = new ReceivingKeys(Uint8Array.of(1, 2, 4), origin)
    elsewhere.begin(1, baseOf(1), 0)
    assert.equal(await opened(sealed, 0, elsewhere), 'forged')
    assert.deepEqual(await opened(sealed, 0), FRAME)
    assert.equal(await opened(sealed, 0), 'replayed')
  })

  it('are used with each counter once, in any order of epochs and sources', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('send' as const), source: fc.nat(2) }),
      fc.record({ kind: fc.constantFrom('add' as const, 'remove' as const), ms: fc.nat(400) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const keys = new SendingKeys(GROUP, 5)
        let [epoch, now] = [0, 0]
        keys.begin(epoch, baseOf(epoch), 'remove', now)
        const frames: Promise<Uint8Array | null>[] = []
        for (const one of steps)
          if (one.kind === 'send') frames.push(keys.seal(one.source, FRAME, CLEAR, now))
          else {
            now += one.ms
            epoch += 1
            keys.begin(epoch, baseOf(epoch), one.kind, now)
          }
        const used = await Promise.all(frames)
        // The ciphertext tells keys of different epochs apart that have one identifier.
        const seen = new Set(used.map((sealed) => hex(sealed ?? new Uint8Array())))
        assert.equal(seen.size, frames.length)
      }),
      { numRuns: 40 },
    )
  })

  it('begin in order only', () => {
    begin(2, 0)
    assert.throws(() => begin(2, 0), RangeError)
    assert.throws(() => receiving.begin(1, baseOf(1), 0), RangeError)
  })
})
