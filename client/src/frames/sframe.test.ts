import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { decodeHeader, encodeHeader } from './header.ts'
import { REPLAY_WINDOW, ReplayWindow } from './replay.ts'
import { deriveFrameKey, Opener, Sealer, TAG_BYTES } from './sframe.ts'

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'))
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** The published vectors of RFC 9605 are not part of the project; where they lie is named outside. */
const folder = process.env['MLS_VECTORS']
const file = folder === undefined ? '' : join(folder, 'rfc9605', 'test-vectors.json')
const skip = existsSync(file) ? false : 'vectors not here: set MLS_VECTORS'

type HeaderVector = { kid: number | string; ctr: number | string; encoded: string }
type FrameVector = Record<'base_key' | 'sframe_salt' | 'metadata' | 'pt' | 'ct', string> & {
  cipher_suite: number
  kid: number
  ctr: number
}
/** Numbers above 2^53 lose digits in JSON.parse, so that they are read as text. */
const readVectors = () =>
  JSON.parse(readFileSync(file, 'utf8').replaceAll(/: (\d{16,})/g, ': "$1"')) as {
    header: HeaderVector[]
    sframe: FrameVector[]
  }

describe('the SFrame header', () => {
  // RFC 9605, appendix C.1.
  const KNOWN = [
    [0, 0, '00'],
    [0, 7, '07'],
    [0, 8, '0808'],
    [0, 255, '08ff'],
    [0, 256, '090100'],
    [7, 7, '77'],
    [8, 0, '8008'],
    [0x123, 0x4567, '9901234567'],
  ] as const

  it('is as RFC 9605 prints it', () => {
    for (const [key, counter, encoded] of KNOWN) {
      assert.equal(toHex(encodeHeader({ key, counter })), encoded)
      assert.deepEqual(decodeHeader(hex(encoded)), {
        header: { key, counter },
        length: encoded.length / 2,
      })
    }
  })

  it('agrees with all published vectors, and refuses numbers of 2^53 and more', { skip }, () => {
    for (const { kid, ctr, encoded } of readVectors().header) {
      const [key, counter] = [Number(kid), Number(ctr)]
      const ours = Number.isSafeInteger(key) && Number.isSafeInteger(counter)
      if (ours) assert.equal(toHex(encodeHeader({ key, counter })), encoded)
      assert.deepEqual(decodeHeader(hex(encoded))?.header ?? null, ours ? { key, counter } : null)
    }
  })

  it('has one encoding, and no other bytes are one', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
        const read = decodeHeader(bytes)
        if (read) assert.deepEqual(encodeHeader(read.header), bytes.slice(0, read.length))
      }),
    )
    assert.throws(() => encodeHeader({ key: -1, counter: 0 }), RangeError)
    assert.throws(() => encodeHeader({ key: 0, counter: 2 ** 53 }), RangeError)
  })
})

describe('the replay window', () => {
  it('takes each counter once, in any order, unless it is too old', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3 * REPLAY_WINDOW), { maxLength: 400 }), (counters) => {
        const window = new ReplayWindow()
        const seen = new Set<number>()
        let newest = -1
        for (const counter of counters) {
          const fresh = !seen.has(counter) && counter > newest - REPLAY_WINDOW
          assert.equal(window.take(counter), fresh)
          seen.add(counter)
          newest = Math.max(newest, counter)
        }
      }),
    )
  })

  it('knows no counter again after a jump of more than its length', () => {
    const window = new ReplayWindow()
    for (const counter of [0, 1, 5 * REPLAY_WINDOW]) assert.ok(window.take(counter))
    assert.ok(window.take(4 * REPLAY_WINDOW + 1))
    assert.ok(!window.take(4 * REPLAY_WINDOW))
    assert.ok(!window.take(1))
  })
})

describe('a frame', () => {
  const base = hex('000102030405060708090a0b0c0d0e0f')
  const metadata = hex('4945544620534672616d65205747')
  const frame = hex('64726166742d696574662d736672616d652d656e63')

  it('is sealed as RFC 9605 prints it (appendix C.3, AES_256_GCM_SHA512_128)', async () => {
    const key = await deriveFrameKey(base, 0x123)
    assert.equal(toHex(key.salt), '84991c167b8cd23c93708ec7')
    const sealed = await new Sealer(key, 0x4567).seal(frame, metadata)
    assert.equal(
      toHex(sealed),
      '990123456794f509d36e9beacb0e261d99c7d1e972f1fed787d4049f17ca21353c1cc24d56ceabced279',
    )
    assert.deepEqual(await new Opener(key).open(sealed, metadata), frame)
  })

  it('agrees with the published vectors of this suite', { skip }, async () => {
    const vectors = readVectors().sframe.filter((vector) => vector.cipher_suite === 5)
    assert.ok(vectors.length > 0)
    for (const vector of vectors) {
      const key = await deriveFrameKey(hex(vector.base_key), vector.kid)
      const sealed = await new Sealer(key, vector.ctr).seal(hex(vector.pt), hex(vector.metadata))
      assert.equal(toHex(sealed), vector.ct)
    }
  })

  it('is opened once, only with its key, and only unchanged', async () => {
    const key = await deriveFrameKey(base, 5)
    const sealer = new Sealer(key)
    const opener = new Opener(key)
    const sealed = await sealer.seal(frame, metadata)
    for (const [at] of sealed.entries()) {
      const changed = sealed.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      assert.ok(typeof (await opener.open(changed, metadata)) === 'string', `byte ${at}`)
    }
    assert.equal(await opener.open(sealed, hex('00')), 'forged')
    assert.equal(
      await new Opener(await deriveFrameKey(base, 6)).open(sealed, metadata),
      'other_key',
    )
    const other = await deriveFrameKey(hex('ff'.repeat(16)), 5)
    assert.equal(await new Opener(other).open(sealed, metadata), 'forged')
    assert.deepEqual(await opener.open(sealed, metadata), frame)
    assert.equal(await opener.open(sealed, metadata), 'replayed')
    assert.equal(await opener.open(sealed.slice(0, TAG_BYTES), metadata), 'malformed')
    assert.equal(await opener.open(new Uint8Array(), metadata), 'malformed')
  })

  it('never shares its counter, however many are sealed at once', async () => {
    const sealer = new Sealer(await deriveFrameKey(base, 1))
    const sealed = await Promise.all(
      Array.from({ length: 600 }, () => sealer.seal(frame, metadata)),
    )
    const counters = sealed.map((one) => decodeHeader(one)?.header.counter)
    assert.deepEqual(new Set(counters).size, 600)
  })
})
