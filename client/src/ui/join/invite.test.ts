import assert from 'node:assert/strict'
import { it } from 'node:test'
import { parseInvite } from './invite.ts'

const token = 'a-B_'.repeat(10) + 'xyz'
const name = Buffer.from('Nguyễn Thị Minh Hằng').toString('base64url')

it('parses a personal link', () => {
  assert.deepEqual(parseInvite(`#i=${token}&n=${name}`), { token, name: 'Nguyễn Thị Minh Hằng' })
  assert.deepEqual(parseInvite(`#i=${token}`), { token, name: null })
  assert.equal(parseInvite(''), null)
  assert.equal(parseInvite('#main'), null)
})

it('reports a truncated link and drops a misleading name', () => {
  assert.equal(parseInvite(`#i=${token.slice(1)}`), 'broken')
  assert.equal(parseInvite('#i='), 'broken')
  const names = ['', '%', '__8', Buffer.from('a\u202eb').toString('base64url'), 'QUFB'.repeat(99)]
  for (const bad of names)
    assert.deepEqual(parseInvite(`#i=${token}&n=${bad}`), { token, name: null }, bad)
})
