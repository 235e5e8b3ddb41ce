import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import ICAL from 'ical.js'
import { fromBase64Url } from '../mls/bytes.ts'
import { type LinkEnd, fragmentOf, parseFragment } from '../mls/link.ts'
import { founderHash, founderKeys, inviteSecret, linkSecret } from '../mls/secrets.ts'
import { withLinkEnd } from './calendar-file.ts'
import { drawKeys, founderOf, keepSecret, offerSecret, secretOf } from './here.ts'
import { mailedPart, personalEnds, sharedEnd, withEnd } from './links.ts'
import { takeEnd } from './tab.ts'

const secret = new Uint8Array(32).fill(7)
const plain = (text: string) => text.replaceAll('\r\n ', '')
const INVITE = 'abcdefghijklmnopqrstuv'
const read = (end: string): LinkEnd => {
  const found = parseFragment(end)
  assert.ok(found && found !== 'broken', end)
  return found
}

describe('[E2E10] links that are given out', () => {
  it('carry what comes from the secret that fits the server’s founder', async () => {
    const drawn = await drawKeys()
    await keepSecret('made', drawn.secret)
    const end = read(await sharedEnd('made', drawn.founder))
    assert.deepEqual(end.link, await linkSecret(drawn.secret))
    assert.deepEqual(end.founder, fromBase64Url(drawn.founder))
    assert.equal(end.invite, null)
    assert.equal(await sharedEnd('made'), `#${fragmentOf(end)}`)
    // The server has other keys by now: these would let nobody in.
    assert.equal(await sharedEnd('made', await founderOf(secret)), '')
    await offerSecret('made', secret)
    assert.deepEqual(await secretOf('made', await founderOf(secret)), secret)
    assert.deepEqual(await secretOf('made'), drawn.secret)
  })

  it('are a guest’s own link without what is theirs alone, and bare without keys', async () => {
    assert.equal(await sharedEnd('bare'), '')
    const link = new Uint8Array(32).fill(1)
    const general = { link, founder: link, invite: null, inviteId: null }
    const own = { ...general, invite: new Uint8Array(32).fill(3), inviteId: INVITE }
    takeEnd('guest', `#i=${'A'.repeat(43)}&${fragmentOf(own)}`)
    assert.equal(await sharedEnd('guest'), `#${fragmentOf(general)}`)
    assert.equal(await sharedEnd('guest', await founderOf(secret)), '')
    // Somebody with a mailed link has no secret to pass on.
    takeEnd('mailed', `#${fragmentOf({ ...own, link: null })}`)
    assert.equal(await sharedEnd('mailed'), '')
  })

  it('are personal by the invitation, and a mailed one shows the server no more than it needs', async () => {
    assert.equal(await personalEnds('nobody', null, [INVITE]), null)
    await keepSecret('mine', secret)
    const end = (await personalEnds('mine', null, [INVITE]))?.get(INVITE)
    assert.ok(end)
    assert.deepEqual(end.invite, await inviteSecret(secret, INVITE))
    const keys = await founderKeys(secret)
    assert.deepEqual(end.founder, await founderHash(keys.publicKey))
    const server = 'https://meet.example.vn/m/x#i=token&n=name'
    const whole = withEnd(`${server}&h=a&c=b&d=c`, end)
    assert.equal(whole, `${server}&${fragmentOf(end)}`)
    assert.deepEqual(read(new URL(whole).hash), end)
    assert.equal(withEnd(server, end), whole)
    assert.deepEqual(Object.keys(mailedPart(end) ?? {}), ['founder', 'secret'])
    assert.equal(mailedPart(undefined), undefined)
  })
})

describe('[CAL6] a calendar file with the end of the link', () => {
  const link = 'https://meet.example.vn/m/abcdefghijklmnopqrstuv'
  const end = `#k=${'A'.repeat(43)}&h=${'B'.repeat(43)}`
  const file = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    'UID:a@meet.example.vn',
    `SUMMARY:Họp ${'ệ'.repeat(20)}`,
    ` ${'ệ'.repeat(20)} URL:${link}`,
    'DESCRIPTION:xem',
    ` URL:${link}`,
    `LOCATION:${link.slice(0, 40)}`,
    ` ${link.slice(40)}`,
    `URL:${link}`,
    `ORGANIZER;CN="Lan":https://meet.example.vn`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')

  it('has it as place and address and nowhere else, in lines of 75 octets', () => {
    const written = withLinkEnd(file, link, end)
    for (const line of written.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
    const calendar = new ICAL.Component(ICAL.parse(written) as unknown[])
    const [event] = calendar.getAllSubcomponents('vevent')
    assert.ok(event)
    const value = (name: string) => String(event.getFirstPropertyValue(name))
    assert.equal(value('url'), `${link}${end}`)
    assert.equal(value('location'), `${link}${end}`)
    assert.equal(value('description'), `xemURL:${link}`)
    assert.ok(value('summary').endsWith(`URL:${link}`))
    assert.equal(written.split('#k=').length, 3)
  })

  it('is the same in all the rest', () => {
    assert.equal(plain(withLinkEnd(file, link, end)).replaceAll(end, ''), plain(file))
    assert.equal(plain(withLinkEnd(file, 'https://other/m/x', end)), plain(file))
  })
})
