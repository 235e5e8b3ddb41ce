import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { MailServer } from '#e2e/support/mail-server.ts'
import { SmtpMailer, transportOptions } from './mailer.ts'
import type { Mailer } from './mailer.ts'
import type { MailOutcome } from './mailer.ts'
import { invitation } from './message.ts'
import type { Message, Sender } from './message.ts'
import { mailSettings } from './settings.ts'
import type { MailSettings } from './settings.ts'

const LINK = 'https://meet.example.vn/m/abcdefghijklmnopqrstuv#i=TOKEN&n=TmFtZQ'
const NO_OFFICE = { name: null, helpLine: null, helpAddress: null, accent: null, picture: null }
let count = 0
type Change = { title?: string; name?: string; host?: string; to?: string; office?: Sender }
function message(change: Change = {}) {
  const { title = 'Giao ban', name = 'Nguyễn An', host = 'Trần Chủ Tọa' } = change
  count += 1
  return invitation({
    meeting: { title },
    hostName: host,
    name,
    to: change.to ?? `an${count}@example.vn`,
    link: LINK,
    expiresAt: 2e12,
    time: { start: 1.5e12, minutes: 60, zone: 'Asia/Ho_Chi_Minh', repeats: false },
    calendar: { method: 'REQUEST', text: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' },
    from: 'hop@example.vn',
    office: change.office ?? NO_OFFICE,
    origin: 'https://meet.example.vn',
    id: String(count),
  })
}

const settingsOf = (port: number, change: Partial<MailSettings> = {}): MailSettings => ({
  host: '127.0.0.1',
  port,
  tls: 'none',
  auth: null,
  from: 'hop@example.vn',
  ...change,
})

const lines: string[] = []
const write = (fields: object, text: string) => void lines.push(JSON.stringify([fields, text]))
const mailerOf = (settings: MailSettings) => new SmtpMailer(settings, { info: write, warn: write })

const encryption = (url: string) => {
  const settings = mailSettings({ url, password: undefined, from: 'hop@example.vn' })
  assert.ok(settings)
  const { secure, requireTLS, ignoreTLS, port, tls } = transportOptions(settings)
  assert.deepEqual(tls, { minVersion: 'TLSv1.2', rejectUnauthorized: true })
  return [secure, requireTLS, ignoreTLS, port]
}

const outcome = (mailer: Mailer, letter: Message): Promise<MailOutcome> =>
  new Promise((resolve) => mailer.enqueue(letter, async (how) => resolve(how)))

describe('the mailer', () => {
  let server: MailServer
  before(async () => {
    server = await MailServer.start()
  })
  after(() => server.stop())

  it('sends one message to one recipient, with plain text, HTML and a calendar file', async () => {
    const mailer = mailerOf(settingsOf(server.port))
    const letter = message()
    assert.equal(await outcome(mailer, letter), 'sent')
    const { from, to, raw, parsed } = await server.to(letter.to)
    assert.deepEqual([from, to], ['hop@example.vn', [letter.to]])
    assert.equal(parsed.text?.trimEnd(), letter.text.trimEnd())
    assert.equal(parsed.html, letter.html)
    assert.equal(parsed.headers.get('auto-submitted'), 'auto-generated')
    assert.equal(parsed.messageId, letter.id)
    assert.deepEqual(
      parsed.attachments.map((file) => [file.contentType, file.filename, file.content.toString()]),
      [['text/calendar', 'cuoc-hop.ics', letter.calendar?.text]],
    )
    assert.match(raw, /Content-Type: text\/calendar; charset=utf-8; method=REQUEST/)
    assert.doesNotMatch(raw, /^(X-Mailer|Bcc|Cc|Reply-To|Sender|Return-Path|List-.*):/im)
    await mailer.close()
  })

  it('[POL3] the emblem is a part of the HTML, and the calendar file an attachment', async () => {
    const mailer = mailerOf(settingsOf(server.port))
    const bytes = Buffer.from('not looked at here')
    const office = { ...NO_OFFICE, name: 'Sở Nội vụ', picture: { kind: 'png' as const, bytes } }
    const letter = message({ office })
    assert.equal(await outcome(mailer, letter), 'sent')
    const { parsed, raw } = await server.to(letter.to)
    const types = [...raw.matchAll(/^Content-Type: ([\w/-]+)/gm)].map(([, type]) => type)
    assert.deepEqual(types, [
      'multipart/mixed',
      'multipart/alternative',
      'text/plain',
      'multipart/related',
      'text/html',
      'image/png',
      'text/calendar',
    ])
    assert.match(letter.html, /<img src="cid:emblem@example\.vn" alt=""/)
    const [emblem] = parsed.attachments
    assert.deepEqual(
      [emblem?.cid, emblem?.contentDisposition, emblem?.related, emblem?.content],
      ['emblem@example.vn', 'inline', true, bytes],
    )
    await mailer.close()
  })

  it('is safe from header, recipient and part injection by title or name', async () => {
    const mailer = mailerOf(settingsOf(server.port))
    const plain = message()
    await outcome(mailer, plain)
    const names = [...(await server.to(plain.to)).parsed.headers.keys()].toSorted()
    const hostile = fc.string({
      unit: fc.oneof(
        fc.constantFrom('\r\n', '\n', '\r', '\0', '"', ',', '<x@evil.vn>', ':', '\u202e', '\u2028'),
        fc.constantFrom('Bcc: x@evil.vn', '=?utf-8?q?=0D=0ABcc:_x=40evil.vn?=', '--', '\r\n.\r\n'),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }),
      ),
      maxLength: 120,
    })
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (title, name, host) => {
        const letter = message({ title, name, host })
        assert.equal(await outcome(mailer, letter), 'sent')
        const { to, parsed, raw } = await server.to(letter.to)
        assert.deepEqual(to, [letter.to])
        assert.deepEqual([...parsed.headers.keys()].toSorted(), names)
        assert.equal(parsed.text?.trimEnd(), letter.text.trimEnd())
        assert.equal(parsed.html, letter.html)
        assert.doesNotMatch(letter.subject, /[\r\n\u2028\u202e]/)
        assert.equal(parsed.attachments.length, 1)
        for (const line of raw.split('\r\n')) assert.ok(line.length <= 998)
      }),
      { numRuns: 150 },
    )
    await mailer.close()
  })

  it('distinguishes permanent from temporary failures, and logs no address', async () => {
    const mailer = mailerOf(settingsOf(server.port))
    server.refusals.set('never@example.vn', 550).set('later@example.vn', 451)
    assert.equal(await outcome(mailer, message({ to: 'never@example.vn' })), 'refused')
    assert.equal(await outcome(mailer, message({ to: 'later@example.vn' })), 'failed')
    assert.ok(!lines.join('\n').includes('example.vn'))
    await mailer.close()
  })

  it('gives up pending mail when closed, and reports it first', async () => {
    const mailer = mailerOf(settingsOf(server.port))
    const release = server.hold()
    const fates: MailOutcome[] = []
    for (let i = 0; i < 8; i += 1) mailer.enqueue(message(), async (how) => void fates.push(how))
    await mailer.close()
    assert.deepEqual(
      fates,
      Array.from({ length: 8 }, () => 'failed'),
    )
    release()
  })

  it('has a bounded queue', async () => {
    const mailer = mailerOf(settingsOf(server.port))
    assert.ok(mailer.hasRoom(1000))
    assert.ok(!mailer.hasRoom(1001))
    const release = server.hold()
    mailer.enqueue(message(), async () => undefined)
    assert.ok(!mailer.hasRoom(1000))
    release()
    await mailer.close()
  })

  it('fails, and logs it once, when there is no mail server', async () => {
    const gone = await MailServer.start()
    const { port } = gone
    await gone.stop()
    lines.length = 0
    const mailer = mailerOf(settingsOf(port))
    assert.equal(await outcome(mailer, message()), 'failed')
    assert.equal(await outcome(mailer, message()), 'failed')
    assert.equal(lines.length, 1)
    await mailer.close()
  })

  it('closes even if a server accepts connections but never responds', async () => {
    const sockets: Socket[] = []
    const mute = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1')
    await new Promise((resolve) => mute.once('listening', resolve))
    const mailer = mailerOf(settingsOf((mute.address() as AddressInfo).port))
    const fate = outcome(mailer, message())
    await new Promise((resolve) => mute.once('connection', resolve))
    await mailer.close()
    assert.equal(await fate, 'failed')
    for (const socket of sockets) socket.destroy()
    mute.close()
  })
})

describe('what a mail server receives', () => {
  it('is nothing at all if its certificate is not trusted', async () => {
    const server = await MailServer.start({ secure: true })
    const mailer = mailerOf(settingsOf(server.port, { tls: 'implicit' }))
    assert.equal(await outcome(mailer, message()), 'failed')
    assert.equal(server.received.length, 0)
    await mailer.close()
    await server.stop()
  })

  it('is nothing if required STARTTLS is not offered, or has a bad certificate', async () => {
    for (const disabledCommands of [['STARTTLS'], []]) {
      const logins: unknown[] = []
      const server = await MailServer.start({
        disabledCommands,
        allowInsecureAuth: true,
        onAuth: (auth, _session, done) => {
          logins.push(auth)
          done(null, { user: auth.username ?? '' })
        },
      })
      const auth = { user: 'hop', pass: 'mat-khau-thu' }
      const mailer = mailerOf(settingsOf(server.port, { tls: 'starttls', auth }))
      assert.equal(await outcome(mailer, message()), 'failed')
      assert.deepEqual([logins, server.received], [[], []])
      await mailer.close()
      await server.stop()
    }
  })

  it('includes the configured login, and a wrong one is not a refused recipient', async () => {
    let good = true
    const server = await MailServer.start({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        good && username === 'hop' && password === 'mật:khẩu@thư'
          ? done(null, { user: username })
          : done(new Error('no')),
    })
    const url = `smtp://hop:${encodeURIComponent('mật:khẩu@thư')}@127.0.0.1:${server.port}`
    const settings = mailSettings({ url, password: undefined, from: 'hop@example.vn' })
    assert.ok(settings)
    const mailer = mailerOf(settings)
    assert.equal(await outcome(mailer, message()), 'sent')
    await mailer.close()
    good = false
    const second = mailerOf(settings)
    assert.equal(await outcome(second, message()), 'failed')
    await second.close()
    await server.stop()
    assert.ok(!lines.join('\n').includes('khẩu'))
  })

  it('is unencrypted only on this machine, whatever the settings', () => {
    assert.deepEqual(encryption('smtps://mail.example.vn'), [true, false, false, 465])
    assert.deepEqual(encryption('smtp://mail.example.vn'), [false, true, false, 587])
    assert.deepEqual(encryption('smtp://10.0.0.5:25'), [false, true, false, 25])
    assert.deepEqual(encryption('smtp://localhost.example.vn:25'), [false, true, false, 25])
    assert.deepEqual(encryption('smtp://localhost'), [false, false, true, 25])
    assert.deepEqual(encryption('smtp://[::1]:2525'), [false, false, true, 2525])
  })
})
