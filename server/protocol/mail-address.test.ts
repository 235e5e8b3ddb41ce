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

it('never takes what holds a second address, a break or a bracket', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ab@.<>", ;:\r\n\t\0%!()[]\\=?ệ\u202e') }),
      (text) => !isMailAddress(text) || /^[ab=.]+@[ab.]+$/.test(text),
    ),
    { numRuns: 5000 },
  )
})
