import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { InviteLink } from '#protocol/http.ts'
import { opaque } from '#protocol/testing.ts'
import { codeOf } from '../support/harness.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'

type Line = { level: number; msg: string } & Record<string, unknown>

/** Personal data and content, which must not appear in any line at `info`. */
const PERSONAL = [
  'Trần Chủ Tọa',
  'chutoa',
  'Lê Bình',
  'Phạm Khách',
  'Kẻ Đoán',
  'Họp kín về nhân sự',
  'noi dung tuyet mat',
  '203.0.113.',
  '2001:db8:',
  'Mozilla/5.0',
]
const INFO = 30

/** A meeting from creation to end, with everything the server logs by default. */
describe('the log at its default level', () => {
  let lines: Line[] = []
  let raw = ''
  let ids: { meeting: string; host: string; guest: string } | undefined

  before(async () => {
    const server = await TestServer.start({ ANHOP_TRUSTED_PROXY: '127.0.0.1,::1' })
    const logged = (msg: string) => until(server, (line) => line.msg === msg)
    const host = new Visitor(server, '203.0.113.1')
    await host.setUp()
    const secret = await host.createMeeting('Họp kín về nhân sự')
    const meeting = secret.meeting.id
    const [made] = await host.post<InviteLink[]>(`/api/meetings/${meeting}/invites`, {
      names: ['Phạm Khách'],
    })
    const guess = { name: 'Kẻ Đoán', password: 'khong-phai-mat-khau-nay-dau' }
    const guesser = new Visitor(server, '2001:db8::66')
    assert.equal(codeOf(await guesser.enter(meeting, guess)), 'wrong_password')

    await host.enter(meeting, {})
    const hostSocket = host.socket(meeting)
    const { self } = await hostSocket.entered()
    const guest = new Visitor(server, '203.0.113.7')
    await guest.enter(meeting, { name: 'Lê Bình', password: secret.password })
    const guestSocket = guest.socket(meeting)
    await guestSocket.next('waiting')
    const knock = await hostSocket.until(() =>
      hostSocket.heard
        .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
        .find(({ name }) => name === 'Lê Bình'),
    )
    await hostSocket.ok('lobby.admit', { ids: [knock.id], message: 'noi dung tuyet mat' })
    await guestSocket.entered()
    await guestSocket.ok('chat.send', { sealed: opaque('noi dung tuyet mat') })
    await guestSocket.raw('chat.send', { sealed: opaque('noi dung tuyet mat'), extra: 1 })

    const invited = new Visitor(server, '203.0.113.9')
    const invite = /#i=([^&]+)/.exec(made?.link ?? '')?.[1] ?? assert.fail('no link')
    await invited.enter(meeting, { invite, password: secret.password })
    const invitedSocket = invited.socket(meeting)
    await invitedSocket.next('waiting')
    await invited.send('GET', '/api/meetings', undefined, { 'user-agent': 'Mozilla/5.0 (Test)' })

    const { pid } = await logged('media worker started')
    process.kill(Number(pid), 'SIGKILL')
    await logged('media worker died')
    await guestSocket.cut()
    const back = guest.socket(meeting)
    await back.entered()
    const again = host.socket(meeting)
    await again.entered()
    await again.ok('participant.remove', { id: knock.id, block: true })
    await host.post(`/api/meetings/${meeting}/end`)
    await logged('room closed')
    for (const socket of [hostSocket, guestSocket, invitedSocket, back, again]) socket.close()
    await server.stop()
    await logged('server stopped')
    ids = { meeting, host: self, guest: knock.id }
    lines = linesOf(server)
    raw = JSON.stringify(lines)
  })
  after(() => {
    lines = []
  })

  it('has one line per lifecycle step, in order, with ids', () => {
    const { meeting, host, guest } = ids ?? assert.fail('nothing was logged')
    const about = (participant: string) =>
      lines.filter((line) => line['participant'] === participant).map(({ msg }) => msg)
    const both = ['person connected', 'person left']
    assert.deepEqual(about(host), ['host entered', 'person connected', ...both])
    const stay = ['person knocked', 'person admitted', 'person connected', ...both]
    assert.deepEqual(about(guest), stay)
    const rest = new Set(['server started', 'server stopping', 'server stopped'])
    const life = lines.filter(({ msg }) => rest.has(msg) || /^room |^media worker (st|d)/.test(msg))
    assert.deepEqual(
      life.map(({ msg }) => msg),
      [
        'media worker started',
        'server started',
        'room opened',
        'media worker died',
        'media worker started',
        'room closed',
        'server stopping',
        'server stopped',
      ],
    )
    for (const line of lines) {
      if (line['participant'] !== undefined) assert.equal(line['meeting'], meeting)
    }
  })

  it('contains no name, address, title or content', () => {
    assert.ok(lines.length >= 15, String(lines.length))
    for (const personal of PERSONAL) {
      assert.ok(!raw.includes(personal), `${personal} is in the log`)
    }
    assert.doesNotMatch(raw, /\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/)
    assert.ok(lines.every(({ level }) => level >= INFO))
  })
})

const linesOf = (server: TestServer): Line[] =>
  server.output.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Line)

/** The first matching line, already logged or still to come. */
async function until(server: TestServer, found: (line: Line) => boolean): Promise<Line> {
  for (;;) {
    const line = linesOf(server).find(found)
    if (line !== undefined) return line
    await new Promise((resolve) => setImmediate(resolve))
  }
}
