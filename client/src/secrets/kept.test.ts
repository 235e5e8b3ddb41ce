import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { toBase64Url } from '../mls/bytes.ts'
import { deviceKeysIn } from './device.ts'
import type { Kept } from './kept.ts'
import { inMemory, withFallback } from './kept.ts'
import { MeetingSecrets } from './meetings.ts'

const refusing: Kept = {
  read: () => Promise.reject(new Error('refused')),
  change: () => Promise.reject(new Error('refused')),
}
const secret = (n: number) => new Uint8Array(32).fill(n)
/** Stands for the hash of F. */
const founderOf = async (of: Uint8Array) => `h${of[0]}`
const store = (kept = inMemory()) => new MeetingSecrets(kept, founderOf)

describe('[E2E10] keys that a browser keeps', () => {
  it('last as long as the page where storage is refused', async () => {
    const kept = withFallback(refusing, inMemory())
    assert.equal(await kept.read('device', 'keys'), undefined)
    await kept.change('device', 'keys', () => 1)
    assert.equal(await kept.change('device', 'keys', (now) => Number(now) + 1), 2)
    assert.equal(await kept.read('device', 'keys'), 2)
    assert.equal(await kept.read('meetings', 'keys'), undefined)
  })

  it('include one device key, made once, which cannot be exported', async () => {
    const kept = inMemory()
    const made = await deviceKeysIn(kept)
    assert.equal(await deviceKeysIn(kept), made)
    assert.equal(made.privateKey.extractable, false)
    await assert.rejects(crypto.subtle.exportKey('pkcs8', made.privateKey))
    assert.notEqual(await deviceKeysIn(inMemory()), made)
  })

  it('have one device key in two tabs that make it at once', async () => {
    const kept = inMemory()
    const [one, other] = await Promise.all([deviceKeysIn(kept), deviceKeysIn(kept)])
    assert.equal(one, other)
  })

  it('do without a device key that storage has spoiled', async () => {
    const kept = inMemory()
    await kept.change('device', 'keys', () => ({ privateKey: {}, publicKey: {} }))
    const made = await deviceKeysIn(kept)
    assert.equal(await deviceKeysIn(kept), made)
  })
})

describe('[E2E10] the secret of a meeting', () => {
  it('is kept by the meeting, and dropped', async () => {
    const secrets = store()
    assert.equal(await secrets.of('a'), null)
    await secrets.keep('a', secret(1))
    assert.deepEqual(await secrets.of('a'), secret(1))
    assert.equal(await secrets.of('b'), null)
    await secrets.keep('a', secret(2))
    assert.deepEqual(await secrets.of('a'), secret(2))
    await secrets.drop('a')
    assert.equal(await secrets.of('a'), null)
  })

  it('is the one whose founder the server has', async () => {
    const secrets = store()
    await secrets.keep('a', secret(1))
    await secrets.keep('a', secret(2))
    assert.deepEqual(await secrets.of('a', 'h1'), secret(1))
    assert.deepEqual(await secrets.of('a', 'h2'), secret(2))
    assert.equal(await secrets.of('a', 'h3'), null)
    assert.deepEqual(await secrets.of('a', null), secret(2))
  })

  it('does not give way to one out of a link, but is found where that one fits', async () => {
    const secrets = store()
    await secrets.offer('a', secret(1))
    assert.deepEqual(await secrets.of('a'), secret(1))
    for (let n = 2; n < 12; n += 1) await secrets.offer('a', secret(n))
    assert.deepEqual(await secrets.of('a'), secret(1))
    assert.deepEqual(await secrets.of('a', 'h11'), secret(11))
    await secrets.keep('a', secret(11))
    assert.deepEqual(await secrets.of('a'), secret(11))
  })

  it('is nothing else that storage may hold', async () => {
    const kept = inMemory()
    for (const odd of ['x', [secret(1).slice(1)], { 0: secret(1) }, [toBase64Url(secret(1))]]) {
      await kept.change('meetings', 'a', () => odd)
      assert.equal(await store(kept).of('a'), null)
    }
  })
})
