import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fragmentOf, ownFragmentOf } from '../mls/link.ts'
import { dropInvite, endOf, isLinkCut, linkOf, takeEnd, taken, withoutInvite } from './tab.ts'

const bytes = (n: number) => new Uint8Array(32).fill(n)
const general = { link: bytes(1), founder: bytes(2), invite: null, inviteId: null }
const personal = { ...general, invite: bytes(3), inviteId: 'abcdefghijklmnopqrstuv' }
const end = (of: Parameters<typeof fragmentOf>[0]) => `#${fragmentOf(of)}`
const TOKEN = `i=${'A'.repeat(43)}`

describe('[E2E10] the end of the link that a tab was opened with', () => {
  it('is the last one that was opened', () => {
    assert.equal(taken('', null), null)
    assert.equal(taken('#timed', end(general)), null)
    assert.deepEqual(taken(end(general), null), { end: end(general), secret: null })
    assert.deepEqual(taken(end(personal), end(general)), { end: end(personal), secret: null })
    // A personal link holds the one for everybody.
    assert.deepEqual(taken(end(general), end(personal)), { end: end(personal), secret: null })
  })

  it('joins a personal invitation and the link for everybody, and no two of other people', () => {
    const both = { end: `#${TOKEN}&${end(general).slice(1)}`, secret: null }
    assert.deepEqual(taken(`#${TOKEN}`, end(general)), both)
    assert.equal(taken(end(general), `#${TOKEN}`)?.end, `${end(general)}&${TOKEN}`)
    // Another person's.
    assert.deepEqual(taken(`#${TOKEN}`, `${end(personal)}&i=${'B'.repeat(43)}`), both)
    const other = end({ ...general, founder: bytes(9) })
    assert.deepEqual(taken(other, end(personal)), { end: other, secret: null })
  })

  it('does not give way to one that is cut off', () => {
    const cut = end(general).slice(0, -5)
    assert.deepEqual(taken(cut, null), { end: cut, secret: null })
    assert.deepEqual(taken(cut, end(general)), { end: end(general), secret: null })
    assert.deepEqual(taken(end(general), cut), { end: end(general), secret: null })
  })

  it('holds nothing of the host’s own link, which is the key of the meeting', () => {
    const own = `#${ownFragmentOf(bytes(7))}`
    assert.deepEqual(taken(own, null), { end: null, secret: bytes(7) })
    assert.deepEqual(taken(own, end(general)), { end: end(general), secret: bytes(7) })
    assert.deepEqual(taken(own.slice(0, -1), null), { end: own.slice(0, -1), secret: null })
  })

  it('loses a personal invitation that does not work any more, and keeps the rest', () => {
    assert.equal(withoutInvite(`${end(personal)}&${TOKEN}`), end(general))
    assert.equal(withoutInvite(`#${TOKEN}`), null)
    // Mailed: without the invitation nothing is left to show.
    assert.equal(withoutInvite(end({ ...personal, link: null })), null)
  })

  it('is remembered by the page where storage is refused', () => {
    assert.equal(linkOf('a'), null)
    assert.deepEqual(takeEnd('a', `${end(personal)}&${TOKEN}`), { secret: null, kept: false })
    assert.deepEqual(linkOf('a'), personal)
    assert.equal(isLinkCut('a'), false)
    dropInvite('a')
    assert.deepEqual(linkOf('a'), general)
    assert.equal(endOf('b'), null)
    takeEnd('b', '#k=short')
    assert.equal(linkOf('b'), null)
    assert.equal(isLinkCut('b'), true)
  })
})
