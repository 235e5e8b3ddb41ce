import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Bytes, join, list, partsOf, utf8 } from './bytes.ts'
import { type Device, createDeviceKeys, decodeCredential, deviceOf } from './credential.ts'
import { encodeCredential, membersOfGroup, verifyCredential } from './credential.ts'
import { generateKeyPair } from './p256.ts'

const HERE = { meeting: 'abc-defg-hij', group: utf8('0123456789abcdef') }

describe('a credential', () => {
  let device: Device
  let leafKey: Bytes
  let credential: Bytes
  const who = () => ({ ...HERE, seat: 'seat-1', name: 'Nguyễn Thị Lan', leafKey })
  before(async () => {
    device = await deviceOf(await createDeviceKeys())
    leafKey = (await generateKeyPair()).publicKey
    credential = await encodeCredential(who(), device)
  })

  it('says who it is for, and is signed by a device that shows its key to nobody', async () => {
    const expected = { ...who(), deviceKey: device.publicKey }
    assert.deepEqual(await verifyCredential(credential, leafKey, HERE), expected)
    assert.ok(await membersOfGroup(HERE)(credential, leafKey))
    const { privateKey } = await createDeviceKeys()
    await assert.rejects(crypto.subtle.exportKey('pkcs8', privateKey))
  })

  it('is of one meeting, one group and one leaf', async () => {
    const other = (await generateKeyPair()).publicKey
    assert.equal(await verifyCredential(credential, other, HERE), null)
    assert.equal(await verifyCredential(credential, leafKey, { ...HERE, meeting: 'other' }), null)
    const group = utf8('another sitting')
    assert.equal(await verifyCredential(credential, leafKey, { ...HERE, group }), null)
  })

  it('is refused with one bit turned, anything missing, and anything after it', async () => {
    for (const [at] of credential.entries()) {
      const changed = credential.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      assert.equal(await verifyCredential(changed, leafKey, HERE), null, `byte ${at}`)
      assert.equal(decodeCredential(credential.slice(0, at)), null)
    }
    for (const end of [Uint8Array.of(0), Uint8Array.of(0, 0), list(utf8('more'))])
      assert.equal(decodeCredential(join(credential, end)), null)
  })

  it('is not written, nor read, with a name that would not show as it is', async () => {
    for (const name of ['', 'a\u0000b', 'a\u202eb', 'a\u200bb', '\ud800', 'x'.repeat(321)])
      await assert.rejects(encodeCredential({ ...who(), name }, device), RangeError)
    const [, ...rest] = credential
    const parts = partsOf(Uint8Array.from(rest)) ?? []
    const named = (name: Bytes) =>
      join(Uint8Array.of(1), list(...parts.map((part, at) => (at === 3 ? name : part))))
    assert.deepEqual(named(utf8(who().name)), credential)
    for (const name of [Uint8Array.of(0xff), utf8('\ufeffLan'), Uint8Array.of(0xc0, 0x80)])
      assert.equal(decodeCredential(named(name)), null)
  })
})
