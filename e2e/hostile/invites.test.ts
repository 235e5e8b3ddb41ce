import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import type { InviteLink, InviteView, MeetingSecret } from '#protocol/http.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { RawSocket } from '../support/raw-socket.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'

let server: TestServer
let host: Visitor
let meeting: MeetingSecret
let hostSocket: RawSocket

/** One server per attack: wrong attempts are counted by address, and all of these come from one. */
async function opened(): Promise<void> {
  server = await TestServer.start()
  host = new Visitor(server)
  await host.setUp()
  meeting = await host.createMeeting()
  assert.equal((await host.enter(meeting.meeting.id, {})).status, 200)
  hostSocket = host.socket(meeting.meeting.id)
  await hostSocket.entered()
}
const closed = async () => {
  hostSocket.close()
  await server.stop()
}

const path = (of = meeting) => `/api/meetings/${of.meeting.id}/invites`
const tokenOf = ({ link }: InviteLink) =>
  new URLSearchParams(new URL(link).hash.slice(1)).get('i') ?? ''

async function invite(name: string, of = meeting): Promise<{ id: string; token: string }> {
  const [made] = await host.post<InviteLink[]>(path(of), { names: [name] })
  assert.ok(made)
  return { id: made.invite.id, token: tokenOf(made) }
}

const enter = (token: string, more: Record<string, string> = {}, visitor = new Visitor(server)) =>
  visitor.enter(meeting.meeting.id, { password: meeting.password, invite: token, ...more })

/** Goes to the lobby by invitation, or with `inside` through it. */
async function arrive(name: string, token: string, inside = true) {
  const visitor = new Visitor(server)
  const answer = await enter(token, {}, visitor)
  assert.deepEqual([answer.status, answer.body], [200, { name }])
  const socket = visitor.socket(meeting.meeting.id)
  await socket.next('waiting')
  const id = await idInLobby(name)
  if (inside) {
    await hostSocket.ok('lobby.admit', { ids: [id] })
    await socket.entered()
  }
  return { visitor, socket, id }
}

async function idInLobby(name: string): Promise<ParticipantId> {
  const knock = await hostSocket.until(() =>
    hostSocket.heard
      .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
      .findLast((view) => view.name === name),
  )
  assert.equal(knock.kind, 'invited')
  return knock.id
}

/** The victim's side: people inside continue as before. */
async function goesOn(socket: RawSocket): Promise<void> {
  await socket.ok('hand.raise', { raised: true })
  await socket.ok('hand.raise', { raised: false })
}

describe('personal invitations, attacked from outside', () => {
  before(opened)
  after(closed)

  it('[ADM1] an invitation without the password opens nothing', async () => {
    const { token } = await invite('Không Mật Khẩu')
    const { status, body } = await new Visitor(server).enter(meeting.meeting.id, { invite: token })
    assert.deepEqual([status, body], [403, { code: 'wrong_password' }])
    const socket = new Visitor(server).socket(meeting.meeting.id)
    assert.deepEqual(await socket.refused(), { code: 'ticket_invalid' })
  })

  it('[ADM1] an invitation does not skip the lobby', async () => {
    const { token } = await invite('Vẫn Chờ')
    const { socket } = await arrive('Vẫn Chờ', token, false)
    assert.equal(
      socket.heard.some((event) => event.name === 'snapshot'),
      false,
    )
    assert.equal((await socket.raw('transport.open', { direction: 'send' })).ok, false)
    socket.close()
  })

  it('[ADM5] a name next to an invitation is refused, whoever sends it', async () => {
    const { token } = await invite('Tên Thật')
    const { status, body } = await enter(token, { name: 'Trần Chủ Tọa' })
    assert.deepEqual([status, body], [400, { code: 'invalid_input' }])
    for (const extra of ['kind', 'inviteId', 'role', 'accountId']) {
      assert.equal((await enter(token, { [extra]: 'host' })).status, 400)
    }
  })

  it('[ADM5] used twice at once: the second is refused, the first continues', async () => {
    const { token } = await invite('Một Mình')
    const first = await arrive('Một Mình', token)
    const { status, body } = await enter(token)
    assert.deepEqual([status, body], [409, { code: 'invite_in_use' }])
    await goesOn(first.socket)
    first.socket.close()
  })

  it('[ADM5] concurrent entries with one invitation yield one seat', async () => {
    const { token } = await invite('Chạy Đua')
    const visitors = Array.from({ length: 8 }, () => new Visitor(server))
    await Promise.all(visitors.map((visitor) => enter(token, {}, visitor)))
    const file = new DatabaseSync(join(server.data, 'anhop.db'), { readOnly: true })
    const row = file
      .prepare(`select count(*) as open from seat where name = 'Chạy Đua' and state <> 'over'`)
      .get()
    file.close()
    assert.equal(row?.['open'], 1)
  })

  it('[ADM6] revoked during a meeting: out at once, and the link no longer works', async () => {
    const one = await invite('Bị Thu Hồi')
    const other = await invite('Không Liên Quan')
    const victim = await arrive('Không Liên Quan', other.token)
    const { socket, visitor } = await arrive('Bị Thu Hồi', one.token)
    const begun = performance.now()
    assert.equal((await host.send('DELETE', `${path()}/${one.id}`)).status, 200)
    assert.deepEqual(await socket.next('closed'), { reason: 'invite_revoked', message: null })
    await socket.cut()
    assert.ok(performance.now() - begun < 1000)
    assert.deepEqual(await visitor.socket(meeting.meeting.id).refused(), { code: 'ticket_invalid' })
    assert.deepEqual((await enter(one.token)).body, { code: 'link_invalid' })
    await goesOn(victim.socket)
    victim.socket.close()
  })

  it('[ADM6] a removed invitee does not return with cleared cookies', async () => {
    for (const block of [false, true]) {
      const name = block ? 'Bị Chặn' : 'Bị Mời Ra'
      const { token } = await invite(name)
      const { socket, id } = await arrive(name, token)
      await hostSocket.ok('participant.remove', { id, block })
      await socket.cut()
      const { status, body } = await enter(token)
      assert.deepEqual([status, body], [403, { code: block ? 'blocked' : 'removed' }])
    }
  })

  it('[ADM6] an account that joined by invitation is blocked by both', async () => {
    const { link } = await host.post<{ link: string }>('/api/accounts', {
      username: 'canbo',
      name: 'Cán Bộ',
      role: 'host',
    })
    const password = 'ghe-thuyen-len-nui-2044-xa'
    const visitor = new Visitor(server)
    await visitor.post('/api/activate', { token: link.split('#')[1], password })
    await visitor.post('/api/session', { username: 'canbo', password })
    const { token } = await invite('Theo Thư Mời')
    assert.deepEqual((await enter(token, {}, visitor)).body, { name: 'Theo Thư Mời' })
    const id = await idInLobby('Theo Thư Mời')
    await hostSocket.ok('lobby.refuse', { id, block: true })
    assert.deepEqual((await enter(token)).body, { code: 'blocked' })
    const fresh = new Visitor(server)
    await fresh.post('/api/session', { username: 'canbo', password })
    const own = await fresh.enter(meeting.meeting.id, { password: meeting.password })
    assert.deepEqual(own.body, { code: 'blocked' })
  })

  it('[AUD] no invitation token is in the data folder or the log', async () => {
    const { token } = await invite('Bí Mật')
    await arrive('Bí Mật', token)
    const file = new DatabaseSync(join(server.data, 'anhop.db'), { readOnly: true })
    for (const table of ['invite', 'seat', 'audit', 'attempt', 'device', 'meeting', 'block']) {
      const rows = JSON.stringify(file.prepare(`select * from ${table}`).all())
      assert.ok(!rows.includes(token), table)
    }
    file.close()
    assert.ok(!server.output.join('\n').includes(token))
  })
})

describe('with a wrong password', () => {
  before(opened)
  after(closed)

  it('[PWD4] with a wrong password, valid and invalid invitations give identical answers', async () => {
    const { token } = await invite('Cẩn Thận')
    const forged = randomBytes(32).toString('base64url')
    const answers = []
    for (const tried of [token, forged, undefined]) {
      const { status, body, headers } = await new Visitor(server).enter(meeting.meeting.id, {
        password: 'khong-phai-mat-khau-nay',
        ...(tried === undefined ? { name: 'Ai Đó' } : { invite: tried }),
      })
      const plain = [...headers].filter(
        ([name]) => !['date', 'x-anhop-now', 'set-cookie'].includes(name),
      )
      answers.push(JSON.stringify([status, body, plain]))
    }
    assert.equal(new Set(answers).size, 1, answers.join('\n'))
  })
})

describe('invalid invitations', () => {
  before(opened)
  after(closed)

  it('[PWD4] forged, truncated or another meeting’s: refused alike after the right password', async () => {
    const elsewhere = await host.createMeeting('Khác')
    const { token: foreign } = await invite('Người Khác', elsewhere)
    const forged = randomBytes(32).toString('base64url')
    for (const token of [forged, foreign]) {
      const { status, body } = await enter(token)
      assert.deepEqual([status, body], [410, { code: 'link_invalid' }])
    }
    for (const token of ['', forged.slice(1), `${forged}A`, `${forged.slice(1)}'`]) {
      assert.equal((await enter(token)).status, 400)
    }
  })

  it('[ADM5] expired: refused', async () => {
    const { id, token } = await invite('Quá Hạn')
    await server.kill9()
    const file = new DatabaseSync(join(server.data, 'anhop.db'))
    file.prepare('update invite set expires_at = ? where id = ?').run(Date.now() - 1, id)
    file.close()
    await server.up()
    assert.deepEqual((await enter(token)).body, { code: 'link_invalid' })
    const views = (await host.send('GET', path())).body as InviteView[]
    assert.equal(views.find((view) => view.id === id)?.state, 'expired')
  })

  it('[PWD4] invalid invitations count as wrong passwords', async () => {
    const codes: string[] = []
    for (let i = 0; i < 8; i += 1) {
      const { body } = await enter(randomBytes(32).toString('base64url'))
      codes.push((body as { code: string }).code)
    }
    assert.ok(codes.includes('locked_out') || codes.includes('rate_limited'), codes.join(' '))
  })
})

describe('a meeting for invited and signed-in people only', () => {
  before(opened)
  after(closed)

  it('[ADM1] admits no guest, not even after a restart or the end of a sitting', async () => {
    const { token } = await invite('Được Mời')
    const waiting = new Visitor(server)
    const guest = { name: 'Khách', password: meeting.password }
    assert.equal((await waiting.enter(meeting.meeting.id, guest)).status, 200)
    const waitingSocket = waiting.socket(meeting.meeting.id)
    await waitingSocket.next('waiting')
    const switched = `/api/meetings/${meeting.meeting.id}/invited-only`
    assert.equal((await new Visitor(server).send('POST', switched, { on: false })).status, 401)
    await host.post(switched, { on: true })

    const refused = { code: 'invite_needed' }
    assert.deepEqual((await new Visitor(server).enter(meeting.meeting.id, guest)).body, refused)
    // People already waiting can no longer be admitted, not even by the host.
    const id = await hostSocket.until(() =>
      hostSocket.heard
        .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
        .find((view) => view.name === 'Khách'),
    )
    assert.equal(await hostSocket.code('lobby.admit', { ids: [id.id] }), 'invite_needed')
    const { socket } = await arrive('Được Mời', token)
    await goesOn(socket)

    for (const one of [hostSocket, socket]) {
      one.socket.emit('leave', {}, () => undefined)
      await one.cut()
    }
    assert.deepEqual((await new Visitor(server).enter(meeting.meeting.id, guest)).body, refused)
    await server.kill9()
    await server.up()
    assert.deepEqual((await new Visitor(server).enter(meeting.meeting.id, guest)).body, refused)
    // [PWD4] With a wrong password, the answer does not reveal this.
    const wrong = { name: 'Khách', password: 'khong-phai-mat-khau-nay' }
    const { body } = await new Visitor(server).enter(meeting.meeting.id, wrong)
    assert.deepEqual(body, { code: 'wrong_password' })
  })
})

/** The loopback network has more addresses; to the server, this one is another network. */
async function fromElsewhere(url: string, body: object): Promise<string> {
  const asked = request(server.url + url, {
    method: 'POST',
    family: 4,
    localAddress: '127.0.0.2',
    headers: { origin: server.url, 'content-type': 'application/json' },
  })
  asked.end(JSON.stringify(body))
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  return text(response)
}

describe('one invitation from two networks', () => {
  before(opened)
  after(closed)

  it('[ADM5] the second is refused, the host is warned, and one request revokes it', async () => {
    const { id, token } = await invite('Hai Nơi')
    const first = await arrive('Hai Nơi', token)
    const body = { password: meeting.password, invite: token }
    const answer = await fromElsewhere(`/api/meetings/${meeting.meeting.id}/enter`, body)
    assert.deepEqual(JSON.parse(answer), { code: 'invite_in_use' })
    assert.deepEqual(await hostSocket.next('notice'), {
      type: 'invite_two_networks',
      name: 'Hai Nơi',
      invite: id,
    })
    assert.equal(
      first.socket.heard.some((event) => event.name === 'notice'),
      false,
    )
    await host.send('DELETE', `${path()}/${id}`)
    await first.socket.cut()
  })
})

describe('a leaked invitation, contained', () => {
  before(opened)
  after(closed)

  it('[ADM6] is invalidated together with the password, and the others continue', async () => {
    const leaked = await invite('Bị Lộ')
    const suspect = await arrive('Bị Lộ', leaked.token)
    const stays = await arrive('Ở Lại', (await invite('Ở Lại')).token)
    const done = await host.post<{ password: string }>(
      `/api/meetings/${meeting.meeting.id}/contain`,
      { remove: [suspect.id] },
    )
    await suspect.socket.cut()
    const views = (await host.send('GET', path())).body as InviteView[]
    assert.equal(views.find((view) => view.id === leaked.id)?.state, 'revoked')
    const again = { password: done.password, invite: leaked.token }
    const { body } = await new Visitor(server).enter(meeting.meeting.id, again)
    assert.deepEqual(body, { code: 'link_invalid' })
    await goesOn(stays.socket)
  })
})
