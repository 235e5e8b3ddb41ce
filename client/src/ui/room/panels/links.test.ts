import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { hostOf, partsOf } from './links.ts'

const linksOf = (message: string) =>
  partsOf(message)
    .filter(({ type }) => type === 'link')
    .map(({ text }) => text)

it('finds addresses, without what ends the sentence', () => {
  assert.deepEqual(linksOf('Xem https://a.vn/b?c=1, và (http://d.vn).'), [
    'https://a.vn/b?c=1',
    'http://d.vn',
  ])
})

it('nothing but http and https is an address', () => {
  const others = 'javascript:alert(1) data:text/html,x ftp://a.vn //a.vn a.vn mailto:a@b.vn'
  assert.deepEqual(linksOf(others), [])
  assert.deepEqual(linksOf('https:// https://'), [])
})

it('shows a look-alike host as what it is', () => {
  assert.equal(hostOf('https://аpple.vn/'), 'xn--pple-43d.vn')
  assert.equal(hostOf('https://chinhphu.vn@evil.vn/'), 'evil.vn')
})

it('changes no message: its parts joined are the message', () => {
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
