import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { isMailAddress } from './mail-address.ts'

it('takes one plain address, a punycode domain too', () => {
  for (const good of [
    'an@example.vn',
    'nguyen.van-an+hop@so-tt.hanoi.gov.vn',
    "o'brien_1@a.co",
    'an@xn--tnggia-dta.vn',
    'an@example.xn--p1ai',
    `${'a'.repeat(64)}@example.vn`,
  ])
    assert.ok(isMailAddress(good), good)
})

it('takes nothing that two programs could read differently', () => {
  for (const bad of [
    '',
    'an',
    '@example.vn',
    'an@',
    'an@localhost',
    'an@[127.0.0.1]',
    'an@127.0.0.1',
    'An <an@example.vn>',
    '<an@example.vn>',
    '"an"@example.vn',
    '"an@example.vn"@evil.vn',
    'an(comment)@example.vn',
    'an@example.vn, binh@example.vn',
    'an@example.vn;binh@example.vn',
    'an@example.vn binh@example.vn',
    'an@binh@example.vn',
    'an%evil.vn@example.vn',
    'evil.vn!an@example.vn',
    'an@example.vn\r\nBcc: x@evil.vn',
    'an@example.vn\n',
    ' an@example.vn',
    'an\0@example.vn',
    'an\u202e@example.vn',
    'ân@example.vn',
    'an@exämple.vn',
    'an@example.vn.',
    'an@-example.vn',
    'an@example-.vn',
    'an@exa..mple.vn',
    '.an@example.vn',
    'an.@example.vn',
    'a..n@example.vn',
    `${'a'.repeat(65)}@example.vn`,
    `a@${'b.'.repeat(140)}vn`,
    `a@${'b'.repeat(64)}.vn`,
    '=?utf-8?q?an=40evil.vn?=@example.vn',
  ])
    assert.ok(!isMailAddress(bad), bad)
})

const letters = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength })
const joined = (part: fc.Arbitrary<string>, maxLength: number) =>
  fc.array(part, { minLength: 1, maxLength }).map((parts) => parts.join('.'))

const local = joined(letters("azAZ09_+&'=~-", 1, 8), 3)
const label = fc
  .tuple(letters('azAZ09', 1, 1), letters('az09-', 0, 8), letters('az09', 1, 1))
  .map((parts) => parts.join(''))
const address = fc
  .tuple(local, joined(label, 3), letters('azAZ', 2, 6))
  .map(([who, host, top]) => `${who}@${host}.${top}`)

it('takes every plain address', () => {
  fc.assert(fc.property(address, (text) => isMailAddress(text)))
})

it('never takes one with a second @, a break, a bracket or a letter beyond ASCII anywhere in it', () => {
  const broken = fc
    .tuple(
      address,
      fc.constantFrom(...'@<>", ;:\r\n\t\0%!()[]\\?#ệð\u202e\u200b\uff20\ud800'),
      fc.nat(),
    )
    .map(([text, wrong, place]) => {
      const at = place % (text.length + 1)
      return text.slice(0, at) + wrong + text.slice(at)
    })
  fc.assert(
    fc.property(broken, (text) => !isMailAddress(text)),
    { numRuns: 2000 },
  )
})

it('takes no two addresses in one, however they are joined', () => {
  const joint = fc.constantFrom('', ',', ';', ' ', '\n', '\r\nBcc: ', '.', '@', '<')
  fc.assert(
    fc.property(
      address,
      joint,
      address,
      (one, between, two) => !isMailAddress(one + between + two),
    ),
  )
})
