import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { MeetingSecret } from '#protocol/http.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { opaque } from '#protocol/testing.ts'
import type { RawSocket } from '../support/raw-socket.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'

let server: TestServer
let host: Visitor
let meeting: MeetingSecret
before(async () => {
  server = await TestServer.start()
  host = new Visitor(server)
  await host.setUp()
})
after(() => server.stop())

/** Each scenario has its own meeting, because attempts and blocks are counted per meeting. */
async function newMeeting(): Promise<RawSocket> {
  meeting = await host.createMeeting()
  const answer = await host.enter(meeting.meeting.id, {})
  assert.equal(answer.status, 200)
  const socket = host.socket(meeting.meeting.id)
  await socket.entered()
  return socket
}

async function knock(name: string, visitor = new Visitor(server)) {
  const answer = await visitor.enter(meeting.meeting.id, { name, password: meeting.password })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  const socket = visitor.socket(meeting.meeting.id)
  await socket.next('waiting')
  return { visitor, socket }
}

async function idInLobby(hostSocket: RawSocket, name: string): Promise<ParticipantId> {
  const knock = await hostSocket.until(() =>
    hostSocket.heard
      .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
      .find((view) => view.name === name),
  )
  return knock.id
}

describe('the password step', () => {
  it('[PWD4] nonexistent, ended and running meetings give identical answers to a wrong password', async () => {
    const hostSocket = await newMeeting()
    const ended = await host.createMeeting('Đã xong')
    await host.post(`/api/meetings/${ended.meeting.id}/end`)
    const answers = []
    for (const id of [meeting.meeting.id, ended.meeting.id, 'A'.repeat(22) as never]) {
      const { status, body, headers } = await new Visitor(server).enter(id, {
        name: 'Ai Đó',
        password: 'khong-phai-mat-khau-nay',
      })
      const plain = [...headers].filter(
        ([name]) => !['date', 'x-anhop-now', 'set-cookie'].includes(name),
      )
      answers.push(JSON.stringify([status, body, plain]))
    }
    assert.equal(new Set(answers).size, 1, answers.join('\n'))
    hostSocket.close()
  })

  it('[PWD4] an ended meeting is closed to the right password too', async () => {
    const ended = await host.createMeeting('Đã xong')
    await host.post(`/api/meetings/${ended.meeting.id}/end`)
    const { body } = await new Visitor(server).enter(ended.meeting.id, {
      name: 'Ai Đó',
      password: ended.password,
    })
    assert.deepEqual(body, { code: 'wrong_password' })
  })

  it('[ADM5] a body with an id, role or account is refused', async () => {
    const hostSocket = await newMeeting()
    for (const extra of [
      { role: 'host' },
      { id: 'x'.repeat(22) },
      { accountId: 'x'.repeat(22) },
      { kind: 'account' },
      JSON.parse('{"__proto__":{"role":"host"}}'),
    ]) {
      const { status } = await new Visitor(server).send(
        'POST',
        `/api/meetings/${meeting.meeting.id}/enter`,
        JSON.stringify({ name: 'A', password: meeting.password }).replace(
          '}',
          `,${JSON.stringify(extra).slice(1)}`,
        ),
      )
      assert.notEqual(status, 500)
      assert.notEqual(status, 200, JSON.stringify(extra))
    }
    hostSocket.close()
  })

  it('[ADM5] a position is cleaned like a name, and only guests have one', async () => {
    const hostSocket = await newMeeting()
    const { password } = meeting
    const { id } = meeting.meeting
    const enter = (body: object) =>
      new Visitor(server).send('POST', `/api/meetings/${id}/enter`, { password, ...body })
    for (const position of [
      '',
      ' ',
      'Sở\u200b Y tế',
      'Sở\nY tế',
      'a\u0301\u0302\u0303\u0304',
      'x'.repeat(81),
    ]) {
      const { status, body } = await enter({ name: 'An', position })
      assert.equal(status, 400, JSON.stringify(position))
      assert.equal((body as { field?: string }).field, 'position')
    }
    for (const position of [null, 1, ['x'], { text: 'x' }])
      assert.equal((await enter({ name: 'An', position })).status, 400)
    assert.equal((await enter({ invite: 'x'.repeat(43), position: 'Sở Y tế' })).status, 400)
    assert.equal((await enter({ name: 'An', position: ' Sở  Y tế ' })).status, 200)
    const lobby = await hostSocket.until(() =>
      hostSocket.heard
        .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
        .find(({ name }) => name === 'An'),
    )
    assert.equal(lobby.position, 'Sở Y tế')
    hostSocket.close()
  })

  it('[NET] neither a foreign page nor a plain form can post', async () => {
    const hostSocket = await newMeeting()
    const path = `/api/meetings/${meeting.meeting.id}/enter`
    const body = { name: 'A', password: meeting.password }
    const attempts: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/x-www-form-urlencoded' },
    ]
    for (const headers of attempts) {
      const { status } = await new Visitor(server).send('POST', path, JSON.stringify(body), headers)
      assert.ok(status === 403 || status === 415, `${JSON.stringify(headers)}: ${status}`)
    }
    hostSocket.close()
  })

  it('[PWD4] guessing is locked out, even with cookies dropped and after a restart', async () => {
    await newMeeting()
    const guess = async () =>
      new Visitor(server).enter(meeting.meeting.id, { name: 'K', password: 'mot-hai-ba-bon-nam' })
    const codes: string[] = []
    let retryAfter: number | undefined
    /** Guesses until refused; how long that takes depends on the machine. */
    const guessOn = async () => {
      do {
        const body = (await guess()).body as { code: string; retryAfter?: number }
        codes.push(body.code)
        retryAfter = body.retryAfter
      } while (codes.at(-1) === 'wrong_password' && codes.length < 12)
      assert.match(codes.at(-1) ?? '', /^(locked_out|rate_limited)$/, codes.join(' '))
      assert.ok((retryAfter ?? 0) > 0)
    }
    await guessOn()
    await server.kill9()
    await server.up()
    await guessOn()
    // Together they stay within five a minute: the restart forgave nothing.
    assert.ok(codes.filter((code) => code === 'wrong_password').length <= 5, codes.join(' '))
    // The host is not locked out of their own meeting.
    assert.equal((await host.enter(meeting.meeting.id, {})).status, 200)
  })
})

describe('the lobby', () => {
  before(async () => {
    // A separate server: the guesses above have locked out this address.
    await server.stop()
    server = await TestServer.start()
    host = new Visitor(server)
    await host.setUp()
  })

  it('[ADM3] a waiting socket receives nothing but its own state', async () => {
    const hostSocket = await newMeeting()
    const visitor = new Visitor(server)
    await visitor.enter(meeting.meeting.id, { name: 'Chờ', password: meeting.password })
    const socket = visitor.socket(meeting.meeting.id, { keys: false })
    const frames: string[] = []
    socket.socket.io.on('open', () => {
      socket.socket.io.engine.on('packet', (packet: { type: string; data?: unknown }) => {
        if (packet.type === 'message') frames.push(String(packet.data))
      })
    })
    await socket.next('waiting')
    const other = await knock('Người Kia')
    await hostSocket.ok('lobby.admit', { ids: [await idInLobby(hostSocket, 'Người Kia')] })
    await other.socket.entered()
    await hostSocket.ok('chat.send', { sealed: opaque('bí mật') })
    await hostSocket.ok('meeting.mode', { mode: 'lecture' })
    const id = await idInLobby(hostSocket, 'Chờ')
    await hostSocket.ok('lobby.message', { id, text: 'Xin đợi' })
    await socket.next('waiting')
    const who = `"self":"${id}","name":"Chờ","founder":null`
    assert.deepEqual(
      frames.map((frame) =>
        frame
          .replace(/^0\{"sid":"[^"]+".*\}$/, '0{sid}')
          .replace(/"group":"[\w-]{22}"/, '"group":G'),
      ),
      [
        '0{sid}',
        `2["waiting",{"message":null,"returned":false,${who}}]`,
        '2["keyGroup",{"group":G,"notice":null}]',
        `2["waiting",{"message":"Xin đợi","returned":false,${who}}]`,
      ],
    )
    hostSocket.close()
  })

  it('[ADM1] a ticket admits to its own meeting only', async () => {
    const first = await newMeeting()
    const { visitor } = await knock('A')
    const other = await host.createMeeting('Khác')
    const stolen = [...visitor.cookies].find(([name]) => name.includes('ticket'))
    assert.ok(stolen)
    visitor.cookies.set(stolen[0].replace(meeting.meeting.id, other.meeting.id), stolen[1])
    assert.deepEqual(await visitor.socket(other.meeting.id).refused(), { code: 'ticket_invalid' })
    first.close()
  })

  it('[PWD5] a new password invalidates the tickets of people waiting', async () => {
    const hostSocket = await newMeeting()
    const { visitor, socket } = await knock('A')
    await host.post(`/api/meetings/${meeting.meeting.id}/password`)
    await socket.next('password')
    await socket.cut()
    assert.deepEqual(await visitor.socket(meeting.meeting.id).refused(), { code: 'ticket_invalid' })
    const { body } = await visitor.enter(meeting.meeting.id, {
      name: 'A',
      password: meeting.password,
    })
    assert.deepEqual(body, { code: 'wrong_password' })
    hostSocket.close()
  })

  it('[ADM6] kill -9: the admitted return without knocking, the removed and blocked do not', async () => {
    const hostSocket = await newMeeting()
    const stays = await knock('Ở Lại')
    const removed = await knock('Bị Mời Ra')
    const blocked = await knock('Bị Chặn')
    const ids = await Promise.all(
      ['Ở Lại', 'Bị Mời Ra', 'Bị Chặn'].map((name) => idInLobby(hostSocket, name)),
    )
    await hostSocket.ok('lobby.admit', { ids })
    for (const { socket } of [stays, removed, blocked]) await socket.entered()
    await hostSocket.ok('participant.remove', { id: ids[1] ?? '', block: false })
    await hostSocket.ok('participant.remove', { id: ids[2] ?? '', block: true })
    await server.kill9()
    await server.up()
    await stays.visitor.socket(meeting.meeting.id).entered()
    await host.socket(meeting.meeting.id).entered()
    for (const { visitor } of [removed, blocked]) {
      assert.deepEqual(await visitor.socket(meeting.meeting.id).refused(), {
        code: 'ticket_invalid',
      })
      const again = { name: 'X', password: meeting.password }
      assert.equal((await visitor.enter(meeting.meeting.id, again)).status, 403)
    }
  })

  it('[ADM6] a removed account is refused even with fresh cookies', async () => {
    const hostSocket = await newMeeting()
    const { link } = await host.post<{ link: string }>('/api/accounts', {
      username: 'canbo',
      name: 'Cán Bộ',
      role: 'host',
    })
    const password = 'ghe-thuyen-len-nui-2044-xa'
    const token = link.split('#')[1]
    const visitor = new Visitor(server)
    await visitor.post('/api/activate', { token, password })
    await visitor.post('/api/session', { username: 'canbo', password })
    await knock('Tên Khác', visitor)
    const id = await idInLobby(hostSocket, 'Cán Bộ')
    await hostSocket.ok('lobby.refuse', { id, block: true })
    const fresh = new Visitor(server)
    await fresh.post('/api/session', { username: 'canbo', password })
    const answer = await fresh.enter(meeting.meeting.id, { password: meeting.password })
    assert.deepEqual(answer.body, { code: 'blocked' })
    hostSocket.close()
  })

  it('[REC1] no route returns a recording', async () => {
    const hostSocket = await newMeeting()
    for (const path of ['record', 'recording', 'recordings', 'egress', 'capture', 'stream']) {
      for (const method of ['GET', 'POST']) {
        const body = method === 'GET' ? undefined : {}
        const url = `/api/meetings/${meeting.meeting.id}/${path}`
        assert.equal((await host.send(method, url, body)).status, 404)
      }
      assert.equal((await hostSocket.raw(`meeting.${path}`, {})).ok, false)
    }
    hostSocket.close()
  })
})
