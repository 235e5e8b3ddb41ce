import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { MLS_LIMITS, Payload, Sha256 } from '#protocol/mls.ts'
import { type Bytes, toBase64Url } from '../mls/bytes.ts'
import { bytesOf, payloadsOf, sha256 } from './payloads.ts'

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length))

class Blobs {
  readonly held = new Map<string, Bytes>()
  async put(bytes: Bytes): Promise<Sha256> {
    const hash = Sha256.parse(toBase64Url(await sha256(bytes)))
    this.held.set(hash, bytes)
    return hash
  }
  async read(hash: Sha256): Promise<Bytes> {
    return this.held.get(hash) ?? Promise.reject(new Error('not found'))
  }
}

describe('what goes with a commit', () => {
  it('is inline as long as all of it fits into a message, then the largest are blobs', async () => {
    for (const [sizes, blobs] of [
      [[100, 200, 300], 0],
      [[11_000, 11_000, 11_791], 0],
      [[11_000, 11_000, 11_800], 1],
      [[20_000, 20_000, 20_000], 2],
      [[60_000, 100, 100], 1],
    ] as const) {
      const put = new Blobs()
      const parts = sizes.map(random)
      const payloads = await payloadsOf(parts, put)
      assert.equal(put.held.size, blobs)
      const inline = payloads.map((one) => ('inline' in one ? one.inline.length : 0))
      assert.ok(inline.reduce((sum, length) => sum + length) <= MLS_LIMITS.inline)
      for (const [at, payload] of payloads.entries())
        assert.deepEqual(await bytesOf(Payload.parse(payload), put), parts[at])
    }
  })

  it('is nothing if it cannot be had, or is something else than was named', async () => {
    const blobs = new Blobs()
    const [payload] = await payloadsOf([random(50_000)], blobs)
    assert.ok(payload && 'hash' in payload)
    assert.equal(await bytesOf({ ...payload, bytes: 49_999 }, blobs), null)
    assert.equal(await bytesOf({ inline: 'A' }, blobs), null)
    blobs.held.set(payload.hash, random(50_000))
    assert.equal(await bytesOf(payload, blobs), null)
    blobs.held.clear()
    assert.equal(await bytesOf(payload, blobs), null)
  })
})
