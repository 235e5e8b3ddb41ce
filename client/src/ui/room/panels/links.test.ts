import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { hostOf, partsOf } from './links.ts'

const linksOf = (message: string) =>
  partsOf(message)
    .filter(({ type }) => type === 'link')
    .map(({ text }) => text)

it('finds addresses without the punctuation that ends the sentence', () => {
  assert.deepEqual(linksOf('Xem https://a.vn/b?c=1, và (http://d.vn).'), [
    'https://a.vn/b?c=1',
    'http://d.vn',
  ])
})

it('recognizes only http and https addresses', () => {
  const others = 'javascript:alert(1) data:text/html,x ftp://a.vn //a.vn a.vn mailto:a@b.vn'
  assert.deepEqual(linksOf(others), [])
  assert.deepEqual(linksOf('https:// https://'), [])
})

it('reveals a look-alike host', () => {
  assert.equal(hostOf('https://аpple.vn/'), 'xn--pple-43d.vn')
  assert.equal(hostOf('https://chinhphu.vn@evil.vn/'), 'evil.vn')
})

it('keeps every message intact when its parts are joined', () => {
  const messages = fc.array(
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.webUrl(), fc.constant(' https://')),
  )
  fc.assert(
    fc.property(messages, (pieces) => {
      const message = pieces.join('')
      assert.equal(
        partsOf(message)
          .map(({ text }) => text)
          .join(''),
        message,
      )
    }),
  )
})
