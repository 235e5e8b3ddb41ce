import assert from 'node:assert/strict'
import { request } from 'node:http'
import { describe, it } from 'node:test'
import { opaque } from '#protocol/testing.ts'
import { RawSocket } from '../support/raw-socket.ts'
import { ServerHarness } from '../support/harness.ts'
import type { Guest } from '../support/harness.ts'

const refusedAs = (code: string) => ({ ok: false, error: { code } })

type Upgraded = { status: number; extensions: string | undefined; open: boolean }

/** Result of a WebSocket upgrade attempt: `open` if engine.io assigns an id. */
function upgrade(url: string, path: string, headers: Record<string, string>): Promise<Upgraded> {
  return new Promise((resolve) => {
    const asking = request(url + path, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...headers,
      },
    })
    const end = (status: number, open = false, extensions?: string) =>
      resolve({ status, open, extensions })
    asking.on('upgrade', (response, socket, head) => {
      const extensions = response.headers['sec-websocket-extensions']
      const first = (data: Buffer) => {
        socket.destroy()
        end(101, data.includes('"sid"'), extensions)
      }
      if (head.length > 0) first(head)
      socket.once('data', first)
      socket.once('close', () => end(101, false, extensions))
    })
    asking.on('response', (response) => {
      response.resume()
      end(response.statusCode ?? 0)
    })
    asking.on('error', () => end(0))
    asking.end()
  })
}

/** Bypasses socket.io's client: writes what follows the 4 that means "message". */
const write = ({ socket }: Guest, ...packets: (string | ArrayBuffer)[]) => {
  for (const packet of packets) socket.socket.io.engine.write(packet)
}

describe('the handshake', () => {
  const harness = new ServerHarness()

  it('[ADM1] no connection without a ticket, with a forged one or with a session instead', async () => {
    const sitting = await harness.sitting()
    const ticket = `anhop_ticket_${sitting.id}`
    const session = harness.host.cookies.get('anhop_session') ?? assert.fail('not signed in')
    for (const cookie of [
      '',
      `${ticket}=`,
      `${ticket}=${'A'.repeat(43)}`,
      `${ticket}=${session}`,
      `anhop_session=${session}`,
      `${ticket}=' OR 1=1 --`,
    ]) {
      // prettier-ignore
      const socket = new RawSocket(harness.server.url, {
        cookie,
        origin: harness.server.url,
        auth: { meeting: sitting.id },
      })
      assert.deepEqual(await socket.refused(), { code: 'ticket_invalid' }, cookie)
    }
    await sitting.unharmed()
  })

  it('[ADM1] a duplicate ticket cookie counts as none', async () => {
    const sitting = await harness.sitting()
    const { visitor } = await sitting.guest('Người Dự')
    const name = `anhop_ticket_${sitting.id}`
    const own = visitor.cookies.get(name) ?? assert.fail('no ticket')
    for (const cookie of [
      `${name}=${own}; ${name}=${'B'.repeat(43)}`,
      `${name}=${'B'.repeat(43)}; ${name}=${own}`,
    ]) {
      const socket = new RawSocket(harness.server.url, {
        cookie,
        origin: harness.server.url,
        auth: { meeting: sitting.id },
      })
      assert.deepEqual(await socket.refused(), { code: 'ticket_invalid' })
    }
    await sitting.unharmed('participant')
  })

  it('[ADM5] a handshake with a role, name, id or account is refused', async () => {
    const sitting = await harness.sitting()
    const { visitor } = await sitting.guest('Người Dự')
    const meeting = sitting.id
    for (const auth of [
      { meeting, role: 'host' },
      { meeting, name: 'Trần Chủ Tọa' },
      { meeting, id: sitting.hostId },
      { meeting, ticket: 'x' },
      { meeting: [meeting] },
      { meeting: { toString: meeting } },
      { meeting: '__proto__' },
      JSON.parse(`{"meeting":"${meeting}","__proto__":{"role":"host"}}`),
      {},
    ]) {
      const socket = sitting.connect(visitor, { auth })
      assert.deepEqual(await socket.refused(), { code: 'invalid_input' }, JSON.stringify(auth))
    }
    await sitting.unharmed('participant')
  })

  it('[NET] a page from another origin, or without one, cannot open a socket', async () => {
    const sitting = await harness.sitting()
    const { visitor } = await sitting.guest('Người Dự')
    const { url } = harness.server
    for (const origin of [
      'https://evil.example',
      'null',
      `${url}.evil.example`,
      url.replace('http', 'https'),
      url.replace('localhost', 'localhost.evil.example'),
      `${url}/`,
      url.toUpperCase(),
    ]) {
      // prettier-ignore
      const socket = sitting.connect(visitor, { origin })
      await socket.refused()
      assert.equal(socket.socket.connected, false, origin)
    }
    const without = await upgrade(url, '/signal/?EIO=4&transport=websocket', {
      cookie: visitor.cookieHeader(),
    })
    assert.notEqual(without.status, 101)
    await sitting.unharmed('participant')
  })

  it('[NET] the polling transport, which forms and images could abuse, is disabled', async () => {
    const sitting = await harness.sitting()
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const answer = await harness.host.send(method, '/signal/?EIO=4&transport=polling')
      assert.ok(answer.status >= 400 && answer.status < 500, `${method}: ${answer.status}`)
      assert.equal(answer.headers.get('access-control-allow-origin'), null)
    }
    for (const transport of ['webtransport', 'constructor', '__proto__', '']) {
      const answer = await harness.host.send('GET', `/signal/?EIO=4&transport=${transport}`)
      assert.ok(answer.status >= 400 && answer.status < 500, `${transport}: ${answer.status}`)
    }
    await sitting.unharmed()
  })

  it('an old protocol version and an upgrade at another path are refused', async () => {
    const sitting = await harness.sitting()
    const { url } = harness.server
    const old = await upgrade(url, '/signal/?EIO=3&transport=websocket', { origin: url })
    assert.equal(old.open, false)
    for (const path of [
      '/',
      '/api/me',
      '/socket.io/?EIO=4&transport=websocket',
      '/signals/?EIO=4',
    ]) {
      assert.notEqual((await upgrade(url, path, { origin: url })).status, 101, path)
    }
    await sitting.unharmed()
  })

  it('no compression is negotiated, so that small frames cannot expand', async () => {
    const sitting = await harness.sitting()
    const { url } = harness.server
    const { open, extensions } = await upgrade(url, '/signal/?EIO=4&transport=websocket', {
      origin: url,
      'sec-websocket-extensions': 'permessage-deflate; client_max_window_bits',
    })
    assert.equal(open, true)
    assert.equal(extensions, undefined)
    await sitting.unharmed()
  })

  it("[ADM5] another person's connection cannot be taken over by its id", async () => {
    const sitting = await harness.sitting()
    const sid = sitting.bystander.socket.socket.io.engine.id
    const { url } = harness.server
    await upgrade(url, `/signal/?EIO=4&transport=websocket&sid=${sid}`, { origin: url })
    await harness.host.send('POST', `/signal/?EIO=4&transport=polling&sid=${sid}`, '41')
    assert.equal(sitting.bystander.socket.socket.connected, true)
    await sitting.unharmed()
  })

  it('[ADM6] of two sockets with one ticket, the older is closed', async () => {
    const sitting = await harness.sitting()
    const { visitor, socket } = await sitting.guest('Người Dự')
    const second = sitting.connect(visitor)
    await second.entered()
    assert.equal((await socket.next('closed')).reason, 'replaced')
    await socket.cut()
    assert.equal((await sitting.roster()).filter((name) => name.startsWith('Người Dự')).length, 1)
    await second.ok('hand.raise', { raised: true })
    await sitting.unharmed('participant')
  })
})

describe('frames', () => {
  const harness = new ServerHarness()

  it('other namespaces do not exist, and a connection has one meeting', async () => {
    const sitting = await harness.sitting()
    for (const packet of [
      '0/admin,{}',
      `0/__proto__,{"meeting":"${sitting.id}"}`,
      `0{"meeting":"${harness.elsewhere.id}"}`,
    ]) {
      const guest = await sitting.guest('Kẻ Thử')
      write(guest, packet)
      if (packet.startsWith('0{')) await guest.socket.cut()
      else
        await guest.socket.ok('track.unsubscribe', { id: '00000000-0000-4000-8000-000000000000' })
      assert.ok(guest.socket.heard.every((event) => event.name !== 'snapshot'))
      guest.socket.close()
    }
    await sitting.unharmed('participant')
  })

  it('a frame over 64 kB ends only its own connection', async () => {
    const sitting = await harness.sitting()
    const guest = await sitting.guest('Kẻ Gửi Nhiều')
    guest.socket.socket.emit('chat.send', { sealed: opaque('x'.repeat(70_000)) }, () => {})
    await guest.socket.cut()
    await sitting.unharmed('participant')
  })

  it('malformed frames end only their own connection', async () => {
    const sitting = await harness.sitting()
    for (const packet of [
      '2',
      '2[',
      '2{"a":1}',
      '2[1,2',
      '9',
      'xyz',
      '51-["chat.send",{"_placeholder":true,"num":99}]',
      '599999999999-["chat.send"]',
      '2["disconnect",{}]',
      '2["connect",{}]',
      '2["newListener",{}]',
    ]) {
      // prettier-ignore
      const guest = await sitting.guest('Kẻ Phá')
      write(guest, packet, new ArrayBuffer(8))
      await guest.socket.cut()
    }
    await sitting.unharmed('participant')
  })

  it('binary instead of text is refused', async () => {
    const sitting = await harness.sitting()
    const { socket } = await sitting.guest('Kẻ Nhị Phân')
    const bytes = new Uint8Array(16)
    assert.partialDeepStrictEqual(
      await socket.raw('chat.send', { sealed: bytes }),
      refusedAs('invalid_input'),
    )
    assert.partialDeepStrictEqual(await socket.raw('chat.send', bytes), refusedAs('invalid_input'))
    await sitting.unharmed('participant')
  })

  it('unknown request names are refused, including those of Object members and events', async () => {
    const sitting = await harness.sitting()
    const { socket } = await sitting.guest('Kẻ Gọi Tên')
    for (const name of [
      'constructor',
      '__proto__',
      'toString',
      'hasOwnProperty',
      'error',
      'message',
      'meeting.record',
      'admin.kick',
      '',
      'chat.send ',
      'CHAT.SEND',
      'x'.repeat(10_000),
    ]) {
      // prettier-ignore
      assert.partialDeepStrictEqual(await socket.raw(name, {}), refusedAs('invalid_input'), name)
    }
    await sitting.unharmed('participant')
  })

  it('[ADM5] server events sent by a client reach nobody', async () => {
    const sitting = await harness.sitting()
    const { socket } = await sitting.guest('Kẻ Giả Danh')
    for (const [name, data] of [
      ['chat', { from: sitting.hostId, name: 'Trần Chủ Tọa', text: 'gửi mật khẩu cho tôi', at: 1 }],
      ['closed', { reason: 'ended', message: null }],
      ['snapshot', { self: sitting.hostId }],
      ['participantLeft', { id: sitting.hostId }],
      ['grant', { sources: ['screen'] }],
    ] as const) {
      assert.partialDeepStrictEqual(await socket.raw(name, data), refusedAs('invalid_input'))
    }
    await sitting.unharmed('participant')
  })

  it('a request without an acknowledgment, or with more than one input, does nothing', async () => {
    const sitting = await harness.sitting()
    const { socket } = await sitting.guest('Kẻ Lén Lút')
    socket.socket.emit('chat.send', { sealed: opaque('không hồi đáp') })
    socket.socket.emit('chat.send')
    assert.partialDeepStrictEqual(
      await socket.raw('chat.send', { sealed: opaque('hai') }, { text: 'lần' }),
      refusedAs('invalid_input'),
    )
    assert.partialDeepStrictEqual(await socket.raw('chat.send'), refusedAs('invalid_input'))
    await sitting.unharmed('participant')
  })

  it('[ADM5] prototype keys, deep nesting and odd types are refused', async () => {
    const sitting = await harness.sitting()
    const guest = await sitting.guest('Kẻ Lồng Nhau')
    const { socket } = guest
    // Bypasses the client's own encoder, which would overflow on it.
    const deep = '['.repeat(30_000) + ']'.repeat(30_000)
    write(guest, `2999["chat.send",${deep}]`, `2998["chat.send",{"text":${deep}}]`)
    for (const input of [
      JSON.parse('{"text":"x","__proto__":{"role":"host"}}'),
      JSON.parse('{"text":"x","constructor":{"prototype":{"role":"host"}}}'),
      { text: 'x', from: sitting.hostId },
      { text: 'x', name: 'Trần Chủ Tọa' },
      { text: ['x'] },
      null,
    ]) {
      assert.partialDeepStrictEqual(
        await socket.raw('chat.send', input),
        refusedAs('invalid_input'),
      )
    }
    assert.equal(Object.hasOwn(Object.prototype, 'role'), false)
    await sitting.unharmed('participant')
  })

  it('[INP1] text with hidden, reordering or non-Unicode characters is reduced to what can be seen', async () => {
    const sitting = await harness.sitting()
    const { id, socket } = await sitting.knock('Người Chờ')
    const written = ['a\udc00b', '\u202eđảo', 'a\u200b\tb', '\u001b[2J', '👩‍🔬\uf0b7']
    const read = ['ab', 'đảo', 'a b', '[2J', '👩‍🔬']
    for (const text of written) await sitting.host.ok('lobby.message', { id, text })
    const told = await socket.until(() => {
      const all = socket.heard.flatMap((e) => (e.name === 'waiting' ? (e.data.message ?? []) : []))
      return all.length >= read.length ? all : null
    })
    assert.deepEqual(told, read)
    for (const text of ['\ud800', '\u200b\ufeff', '\u0000', '   ', 'x'.repeat(2001)]) {
      assert.partialDeepStrictEqual(
        await sitting.host.raw('lobby.message', { id, text }),
        refusedAs('invalid_input'),
      )
    }
    await sitting.unharmed('participant')
  })

  it('a flood of requests ends its connection, while others are served', async () => {
    const sitting = await harness.sitting()
    const { socket } = await sitting.guest('Kẻ Gây Lụt')
    const others = Array.from({ length: 20 }, () =>
      sitting.bystander.socket.ok('track.unsubscribe', {
        id: '00000000-0000-4000-8000-000000000000',
      }),
    )
    for (let n = 0; n < 3000; n++) socket.socket.emit('track.unsubscribe', { id: 'x' }, () => {})
    await Promise.all(others)
    await socket.cut()
    await sitting.unharmed('participant')
  })

  it('a flood of invalid requests ends its connection too', async () => {
    const sitting = await harness.sitting()
    const { socket } = await sitting.guest('Kẻ Nói Nhảm')
    for (let n = 0; n < 600; n++) socket.socket.emit(`x${n}`, n)
    await socket.cut()
    await sitting.unharmed('participant')
  })

  it('chat and hands cannot flood the others', async () => {
    const sitting = await harness.sitting()
    const { socket } = await sitting.guest('Kẻ Spam')
    const replies = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        socket.code('chat.send', { sealed: opaque(`mua ngay ${n}`) }),
      ),
    )
    const through = replies.filter((code) => code === 'ok').length
    assert.ok(through <= 12, String(through))
    assert.ok(replies.includes('rate_limited'))
    await sitting.host.ok('chat.send', { sealed: opaque('mốc') })
    const { heard } = sitting.bystander.socket
    await sitting.bystander.socket.until(() =>
      heard.some((e) => e.name === 'chat' && e.data.sealed === opaque('mốc')),
    )
    assert.equal(heard.filter((e) => e.name === 'chat').length, through + 1)
    await sitting.unharmed('participant', 'chat')
  })
})
