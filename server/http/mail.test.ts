import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sha256 } from '../auth/tokens.ts'
import type { InviteLink, InviteView } from '#protocol/http.ts'
import { inviteId } from '../store/fixtures.ts'
import { PASSWORD, testServer } from './testing.ts'
import type { TestOptions } from './testing.ts'

const DAY = 24 * 60 * 60_000
const SCHEDULE = {
  minutes: 60,
  repeat: null,
  agenda: '',
  opensBefore: 15,
  keepPassword: false,
  people: [],
}

async function hosted(options: TestOptions = {}) {
  const server = await testServer(options)
  const host = await server.signedIn('lan', 'operator')
  const made = (await host.post('/api/meetings', { title: 'Giao ban', mode: 'discussion' })).json()
  const path = `/api/meetings/${made.meeting.id}/invites`
  return {
    server,
    host,
    id: made.meeting.id,
    password: String(made.password),
    path,
    invite: async (...names: string[]): Promise<InviteLink[]> =>
      (await host.post(path, { names })).json(),
    send: (invites: { id: string; to: string }[], more: object = {}) =>
      host.post(`${path}/mail`, { invites, ...more }),
    states: async () => {
      const list: InviteView[] = (await host.get(path)).json()
      return Object.fromEntries(list.map((one) => [one.name, one.mail]))
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

const tokenOf = (link: string) => new URLSearchParams(new URL(link).hash.slice(1)).get('i') ?? ''

describe('invitations by mail', () => {
  it('[POL3] carry the emblem and the name of the office', async () => {
    await using _ = await hosted()
    const { server, invite, send } = _
    const bytes = Buffer.from('emblem')
    await server.store.office.set({ name: 'Sở Nội vụ' })
    await server.store.office.setEmblem({ kind: 'png', hash: 'x', bytes })
    const [an] = await invite('Nguyễn An')
    assert.ok(an)
    await send([{ id: an.invite.id, to: 'an@example.vn' }])
    const message = server.letters[0]?.message
    assert.equal(message?.fromName, 'Sở Nội vụ')
    assert.deepEqual(message.emblem, { cid: 'emblem@example.vn', kind: 'png', bytes })
  })

  it('are sent to each address with its own link, which replaces the previous one', async () => {
    await using _ = await hosted()
    const { server, id, password, invite, send, states } = _
    const [an, binh] = await invite('Nguyễn An', 'Lê Bình')
    assert.ok(an && binh)
    assert.deepEqual(await states(), { 'Nguyễn An': null, 'Lê Bình': null })
    const answer = await send([
      { id: an.invite.id, to: 'an@example.vn' },
      { id: binh.invite.id, to: 'binh@example.vn' },
    ])
    assert.equal(answer.statusCode, 200)
    const links: InviteLink[] = answer.json()
    assert.deepEqual(
      links.map(({ invite: one }) => [one.id, one.name, one.mail]),
      [
        [an.invite.id, 'Nguyễn An', 'queued'],
        [binh.invite.id, 'Lê Bình', 'queued'],
      ],
    )
    assert.deepEqual(
      server.letters.map(({ message }) => message.to),
      ['an@example.vn', 'binh@example.vn'],
    )
    const [first] = server.letters
    assert.ok(first && links[0])
    assert.ok(first.message.text.includes(links[0].link))
    assert.ok(first.message.text.includes('Kính gửi Nguyễn An,'))
    assert.equal(first.message.subject, 'Thư mời họp: Giao ban')
    assert.equal(first.message.calendar, null)
    // [PWD3] The password is never sent by mail.
    assert.ok(!JSON.stringify(server.letters).includes(password))

    assert.equal(await server.store.invites.byToken(id, sha256(tokenOf(an.link))), null)
    const found = await server.store.invites.byToken(id, sha256(tokenOf(links[0].link)))
    assert.equal(found?.id, an.invite.id)

    assert.deepEqual(await states(), { 'Nguyễn An': 'queued', 'Lê Bình': 'queued' })
    await server.letters[0]?.done('sent')
    await server.letters[1]?.done('refused')
    assert.deepEqual(await states(), { 'Nguyễn An': 'sent', 'Lê Bình': 'refused' })
    // A failed mail can be retried, with another address.
    const again = await send([{ id: binh.invite.id, to: 'binh@khac.example.vn' }])
    assert.equal(again.statusCode, 200)
    await server.letters[2]?.done('sent')
    assert.deepEqual(await states(), { 'Nguyễn An': 'sent', 'Lê Bình': 'sent' })
  })

  it('[AUD] leave a count in the log, and no address anywhere', async () => {
    await using _ = await hosted()
    const { server, id, host, path, invite, send } = _
    const [an] = await invite('Nguyễn An')
    await send([{ id: an?.invite.id ?? '', to: 'an.rieng@example.vn' }])
    await server.letters[0]?.done('failed')
    const [last] = await server.store.audit.latest(1)
    assert.deepEqual([last?.action, last?.details], ['invite.mailed', { count: 1 }])
    const left = [
      JSON.stringify(await server.store.audit.latest(50)),
      JSON.stringify(await server.store.invites.of(id)),
      (await host.get(path)).body,
      server.log.join(),
    ]
    for (const text of left) assert.ok(!text.includes('an.rieng'))
  })

  it('[E2E10] carry the secret of that one invitation, which is in the mail and nowhere else', async () => {
    await using _ = await hosted()
    const { server, id, host, path, invite } = _
    const mail = (invites: object[]) => host.post(`${path}/mail`, { invites })
    const [an, binh] = await invite('Nguyễn An', 'Lê Bình')
    assert.ok(an && binh)
    const keys = { founder: 'h'.repeat(43), secret: 'c'.repeat(43) }
    const answer = await mail([
      { id: an.invite.id, to: 'an@example.vn', keys },
      { id: binh.invite.id, to: 'binh@example.vn' },
    ])
    assert.equal(answer.statusCode, 200)
    const [withKeys, without]: InviteLink[] = answer.json()
    assert.ok(withKeys && without)
    assert.match(withKeys.link, /#i=[\w-]{43}&n=[\w-]+&h=h{43}&c=c{43}&d=[\w-]{22}$/)
    assert.ok(withKeys.link.endsWith(an.invite.id))
    assert.ok(server.letters[0]?.message.text.includes(withKeys.link))
    assert.match(without.link, /#i=[\w-]{43}&n=[\w-]+$/)
    assert.ok(server.letters[1]?.message.text.includes(`${without.link}\n`))
    const left = [
      JSON.stringify(await server.store.audit.latest(50)),
      JSON.stringify(await server.store.invites.of(id)),
      (await host.get(path)).body,
      server.log.join(),
    ]
    for (const text of left) assert.ok(!text.includes(keys.secret))

    const wrong = [
      { ...keys, secret: 'c'.repeat(42) },
      { ...keys, secret: `${'c'.repeat(42)}&` },
      { ...keys, founder: '' },
      { secret: keys.secret },
      { ...keys, link: 'k'.repeat(43) },
    ]
    for (const one of wrong) {
      const refused = await mail([{ id: an.invite.id, to: 'an@example.vn', keys: one }])
      assert.equal(refused.statusCode, 400, JSON.stringify(one))
    }
    assert.equal(server.letters.length, 2)
  })

  it('[CAL6] carry a REQUEST to the invitee if the meeting is scheduled', async () => {
    await using _ = await hosted()
    const { server, host, id, invite, send } = _
    const start = new Date(server.clock.now + DAY).toISOString().slice(0, 16)
    const schedule = { ...SCHEDULE, start, zone: 'UTC', notify: true }
    assert.equal((await host.post(`/api/meetings/${id}/schedule`, schedule)).statusCode, 200)
    const [an] = await invite('Nguyễn An')
    await send([{ id: an?.invite.id ?? '', to: 'an@example.vn' }])
    const file = server.letters[0]?.message.calendar
    assert.equal(file?.method, 'REQUEST')
    assert.match(file.text, /^DTSTART;TZID=UTC:20010910T0146/m)
    assert.match(file.text.replaceAll('\r\n ', ''), /RSVP=FALSE:mailto:an@example.vn/)
    assert.ok(!file.text.includes('i='))

    // Changes and the cancellation are sent to the address that was kept, sealed.
    const later = { ...schedule, minutes: 90 }
    await host.post(`/api/meetings/${id}/schedule`, later)
    await host.post(`/api/meetings/${id}/cancel`, { notify: true })
    const told = server.letters
      .slice(1)
      .map(({ message }) => [message.to, message.calendar?.method])
    assert.deepEqual(told, [
      ['an@example.vn', 'REQUEST'],
      ['an@example.vn', 'CANCEL'],
    ])
    const sequences = server.letters.map(
      ({ message }) => /^SEQUENCE:(\d+)/m.exec(message.calendar?.text ?? '')?.[1],
    )
    assert.deepEqual(sequences, ['0', '1', '2'])
    assert.ok(!JSON.stringify(await server.store.invites.reachable(id, 0)).includes('example.vn'))
  })

  it('are refused for an unknown or invalid invite', async () => {
    await using _ = await hosted()
    const { server, host, id, path, invite, send } = _
    const links = await invite('Tốt', 'Thu Hồi')
    const [good = '', revoked = ''] = links.map((link) => link.invite.id)
    const to = 'an@example.vn'
    await host.delete(`${path}/${revoked}`)
    const code = async (invites: { id: string; to: string }[]) => (await send(invites)).json().code
    assert.equal(
      await code([
        { id: good, to },
        { id: revoked, to },
      ]),
      'link_invalid',
    )
    assert.equal(
      await code([
        { id: good, to },
        { id: inviteId('none'), to },
      ]),
      'not_found',
    )
    assert.equal(
      await code([
        { id: good, to },
        { id: good, to },
      ]),
      'invalid_input',
    )
    assert.equal(await code([]), 'invalid_input')
    assert.equal(await code([{ id: good, to: 'An <an@example.vn>' }]), 'invalid_input')
    const other = await server.signedIn('hoa', 'host')
    const made = await other.post('/api/meetings', { title: 'Khác', mode: 'discussion' })
    const foreign = `/api/meetings/${made.json().meeting.id}/invites/mail`
    const stolen = await other.post(foreign, { invites: [{ id: good, to }] })
    assert.deepEqual([stolen.statusCode, stolen.json().code], [404, 'not_found'])
    const direct = await other.post(`${path}/mail`, { invites: [{ id: good, to }] })
    assert.deepEqual([direct.statusCode, direct.json().code], [404, 'not_found'])
    // Nothing was done partially: the valid invite still has its link.
    const [first] = links
    assert.equal(
      (await server.store.invites.byToken(id, sha256(tokenOf(first?.link ?? ''))))?.id,
      good,
    )
    assert.equal(await code([{ id: good, to }]), undefined)
    // While a mail is queued, a second one would void the link in the first.
    assert.equal(await code([{ id: good, to }]), 'mail_queued')
    await server.letters[0]?.done('sent')
    server.clock.now += 31 * DAY
    await host.post('/api/session', { username: 'lan', password: PASSWORD })
    await server.prove(host, 'lan')
    assert.equal(await code([{ id: good, to }]), 'link_invalid')
    await host.post(`/api/meetings/${id}/end`)
    assert.equal(await code([{ id: good, to }]), 'meeting_over')
    assert.equal(server.letters.length, 1)
  })

  it('are rate limited, and report when more are allowed', async () => {
    await using _ = await hosted()
    const { server, host, invite, send } = _
    const names = Array.from({ length: 200 }, (__, n) => `Khách ${n}`)
    const links = await invite(...names)
    const all = links.map((link, n) => ({ id: link.invite.id, to: `khach${n}@example.vn` }))
    assert.equal((await send(all)).statusCode, 200)
    await Promise.all(server.letters.map(({ done }) => done('failed')))
    const over = await send(all.slice(0, 1))
    assert.deepEqual(over.json(), { code: 'rate_limited', retryAfter: DAY / 1000 })
    assert.equal(over.headers['retry-after'], String(DAY / 1000))
    server.clock.now += DAY
    await host.post('/api/session', { username: 'lan', password: PASSWORD })
    await server.prove(host, 'lan')
    assert.equal((await send(all.slice(0, 1))).statusCode, 200)
  })

  it('are refused when the queue is full', async () => {
    await using _ = await hosted()
    const { server, invite, send, states } = _
    server.room.left = 1
    const links = await invite('An', 'Bình')
    const all = links.map((link) => ({ id: link.invite.id, to: 'an@example.vn' }))
    assert.equal((await send(all)).json().code, 'busy')
    assert.deepEqual(await states(), { An: null, Bình: null })
    assert.equal((await send(all.slice(0, 1))).statusCode, 200)
  })

  it('are off if no mail server is configured', async () => {
    await using _ = await hosted({ mail: false })
    const { server, host, invite, send, states } = _
    const [an] = await invite('An')
    assert.deepEqual((await host.get('/api/mail')).json(), { on: false })
    const answer = await send([{ id: an?.invite.id ?? '', to: 'an@example.vn' }])
    assert.deepEqual([answer.statusCode, answer.json()], [409, { code: 'mail_off' }])
    assert.deepEqual(await states(), { An: null })
    assert.equal((await server.browser().get('/api/mail')).statusCode, 401)
  })
})
