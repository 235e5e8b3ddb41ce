import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { fromBase64Url, list, partsOf, toBase64Url, toHex } from './bytes.ts'
import { publicKeyOf, sign, verify } from './p256.ts'
import { type LinkEnd, fragmentOf, ownFragmentOf, parseFragment, parseOwnFragment } from './link.ts'
import { drawSecret, founderHash, founderKeys, inviteSecret, linkSecret } from './secrets.ts'

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => bytes.slice())
/** Of the S that is 32 times 7. */
const PINNED = {
  link: '7a7e2044876849999755251f6e1ac467784c4be66094a36d194e4ee9107849c5',
  founder:
    '04fe8f6c6db5ce08dbbfcefbfb8a9c12d581a21cfe25003b878693c82e6d6381b34da6b60e71edc9d2de7658eb0d9a80332463b9acf29aa7eabf5ca1ffd4971756',
}
const INVITE = 'abcdefghijklmnopqrstuv'
const end = (change: Partial<LinkEnd> = {}): LinkEnd => ({
  link: new Uint8Array(32).fill(1),
  founder: new Uint8Array(32).fill(2),
  invite: new Uint8Array(32).fill(3),
  inviteId: INVITE,
  ...change,
})
const GENERAL = end({ invite: null, inviteId: null })
const MAILED = end({ link: null })

describe('the secrets of a meeting', () => {
  it('all come from one, each for itself, and always the same', async () => {
    const secret = new Uint8Array(32).fill(7)
    const all = async () =>
      [
        await linkSecret(secret),
        (await founderKeys(secret)).secretKey,
        await inviteSecret(secret, 'a'),
        await inviteSecret(secret, 'b'),
      ].map(toHex)
    assert.deepEqual(await all(), await all())
    assert.equal(new Set([...(await all()), toHex(secret)]).size, 5)
    assert.notDeepEqual(drawSecret(), drawSecret())
    // What is printed in people's links must not change with a new version of the program.
    assert.equal((await all())[0], PINNED.link)
    assert.equal(toHex((await founderKeys(secret)).publicKey), PINNED.founder)
  })

  it('the founder key signs, and links name it by its hash', async () => {
    const { secretKey, publicKey } = await founderKeys(drawSecret())
    assert.deepEqual(await publicKeyOf(secretKey), publicKey)
    const message = Uint8Array.of(1, 2, 3)
    const signature = await sign(secretKey, message)
    assert.ok(await verify(publicKey, message, signature))
    assert.ok(!(await verify(publicKey, Uint8Array.of(1, 2), signature)))
    assert.equal((await founderHash(publicKey)).length, 32)
  })

  it('signatures have one encoding, and no other bytes pass for one', async () => {
    const { secretKey, publicKey } = await founderKeys(drawSecret())
    const message = Uint8Array.of(1)
    for (let n = 0; n < 40; n += 1) {
      const signature = await sign(secretKey, message)
      assert.ok(await verify(publicKey, message, signature))
      for (const [at] of signature.entries()) {
        const changed = signature.slice()
        changed[at] = (changed[at] ?? 0) ^ 0x81
        if (n < 2) assert.ok(!(await verify(publicKey, message, changed)))
      }
      assert.ok(!(await verify(publicKey, message, signature.slice(0, -1))))
      assert.ok(!(await verify(publicKey.slice(1), message, signature)))
    }
    assert.ok(!(await verify(new Uint8Array(65), message, await sign(secretKey, message))))
    await assert.rejects(sign(new Uint8Array(31), message), RangeError)
  })
})

describe('the end of a link', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(bytes32, bytes32, fc.option(bytes32), (link, founder, invite) => {
        const written = { link, founder, invite, inviteId: invite && INVITE }
        const kinds = invite ? [written, { ...written, link: null }] : [written]
        for (const kind of kinds) {
          for (const start of ['', '#'])
            assert.deepEqual(parseFragment(`${start}${fragmentOf(kind)}`), kind)
        }
      }),
    )
  })

  it('holds the secret of everybody’s link, of an invitation, or both', () => {
    for (const kind of [GENERAL, MAILED, end()])
      assert.deepEqual(parseFragment(fragmentOf(kind)), kind)
    assert.ok(!fragmentOf(MAILED).includes('k='))
  })

  it('is broken if a part is missing, cut, doubled or not in its only form', () => {
    const whole = fragmentOf(end())
    const [k = '', h = '', c = '', d = ''] = whole.split('&')
    assert.equal(parseFragment(''), null)
    assert.equal(parseFragment('#i=token&n=name'), null)
    const wrong = [k, h, c, d, `${k}&${c}&${d}`, `${h}&${c}`, `${h}&${d}`, `${k}&${h}&${c}`]
    const doubled = [`${k}&${k}&${h}`, `${whole}&${c}`, `${whole}&${d}`, `${whole}&${h}`]
    for (const part of [...wrong, ...doubled, `${k}&${h}&${d}`])
      assert.equal(parseFragment(part), 'broken', part)
    for (let length = 1; length < whole.length; length += 1) {
      const read = parseFragment(whole.slice(0, length))
      // Without its invitation a personal link is a whole link of everybody's; without less, none.
      const general = length === k.length + h.length + 1 || length === k.length + h.length + 2
      if (general) assert.ok(read !== null && read !== 'broken')
      else assert.ok(read === 'broken' || read === null, whole.slice(0, length))
    }
    // Two bits of the last letter of 32 bytes belong to no byte.
    assert.ok(c.endsWith('M'))
    assert.equal(parseFragment(whole.replace(c, c.replace(/M$/, 'N'))), 'broken')
  })

  it('leaves other fields to others', () => {
    assert.deepEqual(parseFragment(`#i=token&n=name&${fragmentOf(GENERAL)}`), GENERAL)
  })

  it('of the host’s own link is S and nothing else', () => {
    const secret = new Uint8Array(32).fill(7)
    const own = ownFragmentOf(secret)
    assert.deepEqual(parseOwnFragment(`#${own}`), secret)
    assert.equal(parseFragment(own), null)
    assert.equal(parseOwnFragment(fragmentOf(end())), null)
    for (const odd of [own.slice(0, -1), `${own}A`, `${own}&${own}`, 's='])
      assert.equal(parseOwnFragment(odd), 'broken', odd)
  })
})

describe('bytes as text and lists', () => {
  it('have one form', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (given) => {
        const bytes = given.slice()
        assert.deepEqual(fromBase64Url(toBase64Url(bytes)), bytes)
      }),
    )
    for (const text of ['A', 'AB', 'AAB', 'AA==', 'A A', '+A', 'AAAAA'])
      assert.equal(fromBase64Url(text), null, text)
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), (given) => {
        const parts = given.map((part) => part.slice())
        assert.deepEqual(partsOf(list(...parts)), parts)
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array(), (given) => {
        const bytes = given.slice()
        const parts = partsOf(bytes)
        if (parts) assert.deepEqual(list(...parts), bytes)
      }),
    )
    assert.throws(() => list(new Uint8Array(0x10000)), RangeError)
  })
})
