import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, it } from 'node:test'
import { Server } from 'socket.io'
import type { Socket } from 'socket.io'
import { CONTRACT } from '#protocol/contract.ts'
import { Connection } from './socket.ts'
import type { ConnectionHandlers } from './socket.ts'

/** Runs against a real socket.io server, because its timing is what matters here. */
let http: ReturnType<typeof createServer>
let io: Server
const connections: Connection[] = []
let refusal: { code: string } | null = null
let log: string[] = []
let sockets: Socket[] = []
/** Milliseconds. */
let pings = 1000

beforeEach(async () => {
  http = createServer()
  await once(http.listen(0, '127.0.0.1'), 'listening')
  serve()
})
afterEach(async () => {
  for (const connection of connections.splice(0)) connection.stop()
  await io.close()
  log = []
  refusal = null
  pings = 1000
})

function serve(): void {
  sockets = []
  io = new Server(http, { path: '/signal', transports: ['websocket'], pingInterval: pings })
  io.use((socket, next) => {
    log.push(`meeting ${String(socket.handshake.auth['meeting'])}`)
    assert.equal(socket.handshake.auth['contract'], CONTRACT)
    next(refusal ? Object.assign(new Error(refusal.code), { data: refusal }) : undefined)
  })
  io.on('connection', (socket) => sockets.push(socket))
}

function connect(change: Partial<ConnectionHandlers> = {}, meeting = 'm1'): Connection {
  const { port } = http.address() as AddressInfo
  const made = new Connection({
    meeting,
    url: `http://127.0.0.1:${port}`,
    handlers: {
      event: (event) => log.push(`event ${event.name}`),
      up: () => log.push('up'),
      silent: () => log.push('silent'),
      heard: () => log.push('heard'),
      lost: () => log.push('lost'),
      refused: (why) => log.push(`refused ${why.next}`),
      unreachable: () => log.push('unreachable'),
      ...change,
    },
  })
  connections.push(made)
  made.start()
  return made
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    assert.ok(tries < 400, `not in time: ${log.join(', ')}`)
    await new Promise((resolve) => {
      setTimeout(resolve, 10)
    })
  }
}

it('names the meeting and passes on the events it knows', async () => {
  connect()
  await until(() => log.includes('up'))
  sockets[0]?.emit('poll', {})
  sockets[0]?.emit('waiting', { message: null })
  await until(() => log.includes('event waiting'))
  assert.deepEqual(log, ['meeting m1', 'up', 'event waiting'])
})

it('takes a batch apart, in its order', async () => {
  connect()
  await until(() => log.includes('up'))
  sockets[0]?.emit('batch', [['waiting', {}], ['poll', {}], ['speaker', { id: null }]]) // prettier-ignore
  await until(() => log.includes('event speaker'))
  assert.deepEqual(log, ['meeting m1', 'up', 'event waiting', 'event speaker'])
})

it('answers requests, and reports busy instead of throwing', async () => {
  const call = connect()
  assert.deepEqual(await call.ask('leave', {}), { ok: false, error: { code: 'busy' } })
  await until(() => log.includes('up'))
  sockets[0]?.on('leave', (_input, answer: (reply: unknown) => void) =>
    answer({ ok: true, result: {} }),
  )
  assert.deepEqual(await call.ask('leave', {}), { ok: true, result: {} })
  const cut = call.ask('hand.raise', { raised: true })
  sockets[0]?.disconnect(true)
  assert.deepEqual(await cut, { ok: false, error: { code: 'busy' } })
})

it('reconnects after an outage and after a temporary refusal', async () => {
  connect()
  await until(() => log.includes('up'))
  refusal = { code: 'server_full' }
  sockets[0]?.disconnect(true)
  await until(() => log.filter((line) => line === 'meeting m1').length >= 2)
  refusal = null
  await until(() => log.filter((line) => line === 'up').length === 2)
  assert.equal(log.filter((line) => line === 'lost').length, 1)
})

it('does not reconnect after a final refusal or after stop', async () => {
  const quiet = { up: () => {}, lost: () => {} }
  const stopped = connect(quiet, 'stopped')
  await until(() => log.includes('meeting stopped'))
  refusal = { code: 'removed' }
  connect()
  await until(() => log.includes('refused closed'))
  stopped.stop()
  // `witness` reconnects twice; in that time either of the others would have reconnected once.
  refusal = { code: 'server_full' }
  log = []
  connect(quiet, 'witness')
  await until(() => log.length >= 3)
  assert.deepEqual(
    log.filter((line) => line !== 'meeting witness'),
    [],
  )
})

it('renews a connection whose media is beyond repair', async () => {
  const call = connect()
  await until(() => log.includes('up'))
  call.renew()
  await until(() => log.filter((line) => line === 'up').length === 2)
})

it('tells when the server falls silent, and when it is heard again', async () => {
  await io.close()
  http = createServer()
  await once(http.listen(0, '127.0.0.1'), 'listening')
  pings = 60_000
  serve()
  connect()
  await until(() => log.includes('silent'))
  sockets[0]?.emit('restarting', {})
  await until(() => log.includes('heard'))
  assert.deepEqual(log, ['meeting m1', 'up', 'silent', 'heard', 'event restarting'])
})

it('doubts a connection that was there before the network went, until it is heard', async () => {
  const call = connect()
  await until(() => log.includes('up'))
  call.nudge()
  assert.deepEqual(log, ['meeting m1', 'up', 'silent'])
  await until(() => log.includes('heard'))
})
