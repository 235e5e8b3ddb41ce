import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, it } from 'node:test'
import type { InviteLink, InviteView, MeetingSecret } from '#protocol/http.ts'
import { MailServer } from '../support/mail-server.ts'
import { tomorrow } from '../support/schedule.ts'
import { TestServer } from '../support/server.ts'
import { ACCOUNT_PASSWORD, ServerHarness, codeOf } from '../support/harness.ts'
import { Visitor } from '../support/visitor.ts'

const TO = 'an@example.vn'
const pathOf = ({ meeting }: MeetingSecret) => `/api/meetings/${meeting.id}/invites`

const mail = (who: Visitor, meeting: MeetingSecret, invites: unknown, more: object = {}) =>
  who.send('POST', `${pathOf(meeting)}/mail`, { invites, ...more })

async function invited(host: Visitor, meeting: MeetingSecret, ...names: string[]) {
  const links = await host.post<InviteLink[]>(pathOf(meeting), { names })
  return links.map(({ invite }) => invite.id)
}

/** The state of the invitations, once no mail is being sent. */
async function settled(host: Visitor, meeting: MeetingSecret): Promise<InviteView[]> {
  for (;;) {
    const views = (await host.send('GET', pathOf(meeting))).body as InviteView[]
    if (views.every(({ mail }) => mail !== 'queued')) return views
  }
}

describe('a server that sends mail', () => {
  let mailServer: MailServer
  let server: TestServer
  let host: Visitor
  let other: Visitor
  before(async () => {
    mailServer = await MailServer.start()
    server = await TestServer.start({ ...mailServer.env, ANHOP_LOG_LEVEL: 'trace' })
    host = new Visitor(server)
    await host.setUp()
    const { link } = await host.post<{ link: string }>('/api/accounts', {
      username: 'canbo',
      name: 'Cán Bộ',
      role: 'host',
    })
    other = new Visitor(server)
    const token = link.split('#')[1]
    await other.post('/api/activate', { token, password: ACCOUNT_PASSWORD })
  })
  after(async () => {
    await server.stop()
    await mailServer.stop()
  })

  it('[ADM8] only its host can mail invitations to a meeting, not a guest, another host or an operator', async () => {
    const meeting = await other.createMeeting('Họp của cán bộ')
    const [id] = await invited(other, meeting, 'Nguyễn An')
    const own = await host.createMeeting('Họp của chủ tọa')
    const guest = new Visitor(server)
    await guest.enter(meeting.meeting.id, { name: 'Khách', password: meeting.password })
    assert.equal(
      codeOf(await mail(new Visitor(server), meeting, [{ id, to: TO }])),
      'unauthenticated',
    )
    assert.equal(codeOf(await mail(guest, meeting, [{ id, to: TO }])), 'unauthenticated')
    // The operator is signed in, but no more the host of this meeting than anyone else.
    assert.equal(codeOf(await mail(host, meeting, [{ id, to: TO }])), 'not_found')
    // Nor can an invitation to another meeting be mailed from one's own.
    assert.equal(codeOf(await mail(host, own, [{ id, to: TO }])), 'not_found')
    const foreign = { origin: 'https://evil.example' }
    const body = { invites: [{ id, to: TO }] }
    const forged = await other.send('POST', `${pathOf(meeting)}/mail`, body, foreign)
    assert.equal(codeOf(forged), 'forbidden')
    assert.equal(codeOf(await new Visitor(server).send('GET', '/api/mail')), 'unauthenticated')
    assert.equal(mailServer.received.length, 0)
    const [view] = await settled(other, meeting)
    assert.equal(view?.mail, null)
  })

  it('[ADM8] no address can smuggle in a second one, a header or a command', async () => {
    const meeting = await host.createMeeting()
    const [id] = await invited(host, meeting, 'Nguyễn An')
    const before = mailServer.received.length
    for (const to of [
      'an@example.vn\r\nBcc: x@evil.vn',
      'an@example.vn>\r\nRCPT TO:<x@evil.vn',
      'an@example.vn, x@evil.vn',
      'an@example.vn;x@evil.vn',
      'an@example.vn x@evil.vn',
      'An <an@example.vn>',
      '"x@evil.vn" <an@example.vn>',
      '<an@example.vn> SIZE=1',
      'x%evil.vn@example.vn',
      'evil.vn!x@example.vn',
      '@evil.vn:an@example.vn',
      'an@[127.0.0.1]',
      'an@localhost',
      '=?utf-8?q?x=40evil.vn=2C?=an@example.vn',
      'an@example.vn\0',
      'an\u202e@example.vn',
      '',
      null,
      ['an@example.vn', 'x@evil.vn'],
      { address: 'an@example.vn', name: 'x@evil.vn' },
    ]) {
      assert.equal(
        codeOf(await mail(host, meeting, [{ id, to }])),
        'invalid_input',
        JSON.stringify(to),
      )
    }
    for (const more of [
      'from',
      'cc',
      'bcc',
      'subject',
      'text',
      'html',
      'attachments',
      'password',
    ]) {
      const extra = { [more]: 'x@evil.vn' }
      assert.equal(codeOf(await mail(host, meeting, [{ id, to: TO }], extra)), 'invalid_input')
      assert.equal(codeOf(await mail(host, meeting, [{ id, to: TO, ...extra }])), 'invalid_input')
    }
    assert.equal(mailServer.received.length, before)
  })

  it('[ADM8] no title or name can become a header, a recipient or other text', async () => {
    const title = '"Bcc: x@evil.vn", =?utf-8?q?=0D=0ABcc:_x=40evil.vn?= <x@evil.vn> ệ'.padEnd(
      120,
      'ệ',
    )
    const name = '"An" <x@evil.vn>, =?utf-8?b?DQpCY2M6IHhAZXZpbC52bg==?=;'
    const meeting = await host.createMeeting(title)
    const [id] = await invited(host, meeting, name)
    await host.post(`/api/meetings/${meeting.meeting.id}/schedule`, tomorrow())
    await mail(host, meeting, [{ id, to: 'that@example.vn' }])
    const { from, to, raw, parsed } = await mailServer.to('that@example.vn')
    assert.deepEqual([from, to], ['hop@meet.example.vn', ['that@example.vn']])
    assert.equal(parsed.subject, `Thư mời họp: ${title}`)
    assert.ok(parsed.text?.includes(`Kính gửi ${name},`))
    assert.deepEqual([...parsed.headers.keys()].toSorted(), [
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to',
    ])
    assert.equal(raw.split('\r\n').filter((line) => /^(to|bcc|cc):/i.test(line)).length, 1)
    // In the HTML they are text: no tag of their own, and nothing to fetch.
    const html = String(parsed.html)
    assert.ok(html.includes('&#60;x@evil.vn&#62;'))
    assert.doesNotMatch(html, /<x@|src=|url\(/)
    assert.equal(parsed.attachments.length, 1)
    // Line-breaking characters never reach a mail: a name with them is refused, a title is cleaned.
    for (const bad of ['a\r\nBcc: x@evil.vn', 'a\nb', 'đảo\u202engược', 'a\u2028b', 'a\0b']) {
      assert.equal(
        codeOf(await host.send('POST', pathOf(meeting), { names: [bad] })),
        'invalid_input',
      )
      const body = { title: bad, mode: 'discussion' }
      const made = await host.post<MeetingSecret>('/api/meetings', body)
      assert.doesNotMatch(made.meeting.title, /[\p{C}\p{Zl}\p{Zp}]/u)
    }
  })

  it('[PWD3] no mail contains a password, neither a proposed one nor the host’s own', async () => {
    const proposed = await host.createMeeting()
    const password = 'chin-con-meo-den-leo-9-cay-cau'
    const own = await host.post<MeetingSecret>('/api/meetings', {
      title: 'Tự đặt',
      mode: 'discussion',
      password,
    })
    for (const [n, meeting] of [proposed, own].entries()) {
      const [id] = await invited(host, meeting, 'Nguyễn An')
      await host.post(`/api/meetings/${meeting.meeting.id}/schedule`, tomorrow())
      await mail(host, meeting, [{ id, to: `mk${n}@example.vn` }])
      await mailServer.to(`mk${n}@example.vn`)
    }
    const texts = await mailServer.texts()
    for (const text of texts) {
      for (const secret of [proposed.password, password]) assert.ok(!text.includes(secret))
    }
    // Nor can one be smuggled in: a password must not resemble the title.
    const smuggled = { title: `Mật khẩu ${password}`, mode: 'discussion', password }
    assert.equal(codeOf(await host.send('POST', '/api/meetings', smuggled)), 'password_is_context')
  })

  it('[ADM5] a mailed link is useless without the password, and the older link is invalid', async () => {
    const meeting = await host.createMeeting()
    const [made] = await host.post<InviteLink[]>(pathOf(meeting), { names: ['Nguyễn An'] })
    assert.ok(made)
    await mail(host, meeting, [{ id: made.invite.id, to: 'link@example.vn' }])
    const { parsed } = await mailServer.to('link@example.vn')
    const token = /#i=([\w-]{43})/.exec(parsed.text ?? '')?.[1] ?? ''
    const old = /#i=([\w-]{43})/.exec(made.link)?.[1] ?? ''
    const enter = (body: { password?: string; invite: string }) =>
      new Visitor(server).enter(meeting.meeting.id, body)
    assert.equal(codeOf(await enter({ invite: token })), 'wrong_password')
    assert.equal(codeOf(await enter({ invite: old, password: meeting.password })), 'link_invalid')
    const { body } = await enter({ invite: token, password: meeting.password })
    assert.deepEqual(body, { name: 'Nguyễn An' })
  })

  it('[ADM8] nothing is sent above the limit, and neither a restart nor another meeting resets it', async () => {
    const meeting = await other.createMeeting()
    const names = Array.from({ length: 200 }, (_, n) => `Khách ${n}`)
    const ids = await invited(other, meeting, ...names)
    const letters = ids.map((id, n) => ({ id, to: `khach${n}@example.vn` }))
    const before = mailServer.received.length
    assert.equal((await mail(other, meeting, letters)).status, 200)
    await mailServer.until(before + 200)
    await settled(other, meeting)
    const over = await mail(other, meeting, letters.slice(0, 1))
    assert.deepEqual([over.status, codeOf(over)], [429, 'rate_limited'])
    assert.ok(Number(over.headers.get('retry-after')) > 23 * 60 * 60)

    const next = await other.createMeeting()
    const [id] = await invited(other, next, 'Nguyễn An')
    await server.kill9()
    // Simulates two more meetings with mails: 499 of the account's 500.
    const file = new DatabaseSync(join(server.data, 'anhop.db'))
    file.exec(
      'insert into mail select id || 1, meeting_id, account_id, at, 299 from mail where count = 200',
    )
    file.close()
    await server.up()
    assert.equal(codeOf(await mail(other, meeting, letters.slice(0, 1))), 'rate_limited')
    assert.equal((await mail(other, next, [{ id, to: TO }])).status, 200)
    await settled(other, next)
    assert.equal(codeOf(await mail(other, next, [{ id, to: TO }])), 'rate_limited')
    assert.equal(mailServer.received.length, before + 201)
    // Each host has a separate limit.
    const own = await host.createMeeting()
    const [mine] = await invited(host, own, 'Nguyễn An')
    assert.equal((await mail(host, own, [{ id: mine, to: TO }])).status, 200)
  })

  it('[ADM8] mail in progress when the server died is shown as not sent', async () => {
    const meeting = await host.createMeeting()
    const [id] = await invited(host, meeting, 'Nguyễn An')
    const release = mailServer.hold()
    await mail(host, meeting, [{ id, to: 'treo@example.vn' }])
    await server.kill9()
    release()
    await server.up()
    const [view] = await settled(host, meeting)
    assert.equal(view?.mail, 'failed')
    assert.equal((await mail(host, meeting, [{ id, to: 'treo@example.vn' }])).status, 200)
    assert.equal((await settled(host, meeting))[0]?.mail, 'sent')
  })

  it('[AUD] the log contains no mail address', () => {
    assert.ok(server.output.length > 0)
    assert.ok(!server.output.join('\n').includes('@example.vn'))
  })
})

describe('a mail server that accepts connections and stays silent', () => {
  const sockets: Socket[] = []
  const mute = createServer((socket) => void sockets.push(socket))
  let server: TestServer
  before(async () => {
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    server = await TestServer.start({
      ANHOP_SMTP_URL: `smtp://127.0.0.1:${(mute.address() as AddressInfo).port}`,
      ANHOP_MAIL_FROM: 'hop@meet.example.vn',
    })
  })
  after(async () => {
    await server.stop()
    for (const socket of sockets) socket.destroy()
    mute.close()
  })

  it('[ADM8] blocks no request, meeting or shutdown', async () => {
    const host = new Visitor(server)
    await host.setUp()
    const meeting = await host.createMeeting()
    const ids = await invited(host, meeting, 'An', 'Bình', 'Chi', 'Dũng')
    const invites = ids.map((id) => ({ id, to: TO }))
    const answer = await host.send('POST', `${pathOf(meeting)}/mail`, { invites })
    assert.equal(answer.status, 200)
    const links = answer.body as InviteLink[]
    assert.ok(links.every(({ invite }) => invite.mail === 'queued'))
    // It is already being sent, and the host can still revoke it.
    const again = await host.send('POST', `${pathOf(meeting)}/mail`, { invites })
    assert.equal(codeOf(again), 'mail_queued')
    assert.equal((await host.send('DELETE', `${pathOf(meeting)}/${ids[0]}`)).status, 200)
    assert.equal((await host.enter(meeting.meeting.id, {})).status, 200)
    const socket = host.socket(meeting.meeting.id)
    await socket.entered()
    await socket.ok('hand.raise', { raised: true })
    socket.close()
  })
})

describe('a server without a mail server', () => {
  const harness = new ServerHarness()

  it('[ADM8] sends none, and says so', async () => {
    const meeting = await harness.host.createMeeting()
    const [id] = await invited(harness.host, meeting, 'Nguyễn An')
    const path = `${pathOf(meeting)}/mail`
    const invites = [{ id, to: TO }]
    assert.equal(codeOf(await harness.host.send('POST', path, { invites })), 'mail_off')
    assert.equal(codeOf(await harness.visitor().send('POST', path, { invites })), 'unauthenticated')
    assert.deepEqual((await harness.host.send('GET', '/api/mail')).body, { on: false })
    await harness.goesOn()
  })
})
