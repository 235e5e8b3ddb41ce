import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { io } from 'socket.io-client'
import { CONTRACT } from '#protocol/contract.ts'
import { FakeSfu } from '#sfu/fake.ts'
import { buildApp } from './app.ts'
import { StartError } from './data.ts'
import type { App } from './app.ts'
import { sha256, token256 } from '../auth/tokens.ts'
import { readConfig } from '../config/config.ts'
import { seat, seedAccount, seedMeeting } from '../store/fixtures.ts'
import { openStore } from '../store/store.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anhop-app-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const NOW = 1_000_000_000_000
const stream = { write: () => undefined }
const config = (env: Record<string, string> = {}) =>
  readConfig({ ANHOP_DATA: join(folder, 'data'), ANHOP_PORT: '0', ANHOP_MEDIA_PORT: '0', ...env })

async function start(env: Record<string, string> = {}, sfu = new FakeSfu()): Promise<App> {
  return buildApp(config(env), { openSfu: async () => sfu, now: () => NOW, logStream: stream })
}

describe('the complete server', () => {
  it('creates its data folder for its user only, listens, and closes everything, even if asked twice', async () => {
    const sfu = new FakeSfu()
    const app = await start({}, sfu)
    await app.fastify.listen({ host: '127.0.0.1', port: 0 })
    const url = app.origins.publicUrl()
    assert.match(url, /^http:\/\/localhost:\d{2,5}$/)
    const port = new URL(url).port
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`)
    assert.deepEqual(await answer.json(), { ready: true, turn: 'none' })
    assert.equal(statSync(join(folder, 'data')).mode & 0o777, 0o700)
    for (const file of ['anhop.db', 'secret.key']) {
      assert.equal(statSync(join(folder, 'data', file)).mode & 0o777, 0o600)
    }
    await Promise.all([app.close(), app.close()])
    assert.ok(sfu.closed)
    await assert.rejects(app.store.ping())
    await assert.rejects(fetch(`http://127.0.0.1:${port}/health/live`))
  })

  it('is not ready without media workers', async () => {
    const sfu = new FakeSfu()
    const app = await start({}, sfu)
    sfu.answers = async () => false
    const answer = await app.fastify.inject('/health/ready')
    assert.deepEqual([answer.statusCode, answer.json()], [503, { code: 'busy' }])
    await app.close()
  })

  it('counts refusals and shows them only on the metrics listener', async () => {
    const app = await start()
    app.metrics.listen(0, '127.0.0.1')
    await once(app.metrics, 'listening')
    const { port } = app.metrics.address() as AddressInfo
    await app.fastify.inject({ method: 'POST', url: '/api/login', payload: {} })
    const figures = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    assert.match(figures, /^anhop_refused_total\{way="http",code="forbidden"\} 1$/m)
    assert.match(figures, /^anhop_worker_rooms\{worker="0"\} 0$/m)
    const outside = await app.fastify.inject('/metrics')
    assert.doesNotMatch(outside.body, /anhop_/)
    await app.close()
    await assert.rejects(fetch(`http://127.0.0.1:${port}/metrics`))
  })

  it('[NET] rejects sockets from foreign pages and without a ticket', async () => {
    const app = await start()
    await app.fastify.listen({ host: '127.0.0.1', port: 0 })
    const { port } = new URL(app.origins.publicUrl())
    const connect = (origin: string, cookie: string) =>
      new Promise<string>((resolve) => {
        const socket = io(`http://127.0.0.1:${port}`, {
          path: '/signal',
          transports: ['websocket'],
          reconnection: false,
          auth: { meeting: 'm'.padEnd(22, '0'), contract: CONTRACT },
          extraHeaders: { origin, cookie },
        })
        const end = (word: string) => {
          socket.close()
          resolve(word)
        }
        socket.on('connect', () => end('connected'))
        socket.on('connect_error', (error: Error & { data?: { code: string } }) =>
          end(error.data?.code ?? 'refused'),
        )
      })
    const account = await seedAccount(app.store, 'host')
    const { id } = await seedMeeting(app.store, 'm', account.id)
    const ticket = token256()
    await app.store.meetings.createSeat(
      seat('one', id, { ticketHash: sha256(ticket), awaySince: NOW }),
    )
    const cookie = `anhop_ticket_${id}=${ticket}`
    const ours = app.origins.publicUrl()
    assert.equal(await connect('https://evil.example', cookie), 'refused')
    assert.equal(await connect(ours, ''), 'ticket_invalid')
    assert.equal(await connect(ours, `anhop_ticket_${id}=${token256()}`), 'ticket_invalid')
    assert.equal(await connect(ours, cookie), 'connected')
    await app.close()
  })

  it('[ADM6] at startup everyone who was connected is on a break that starts now', async () => {
    const first = await start()
    const account = await seedAccount(first.store, 'host')
    const { id } = await seedMeeting(first.store, 'm', account.id)
    await first.store.meetings.createSeat(seat('one', id, { state: 'admitted' }))
    await first.close()
    const again = await start()
    const [found] = await again.store.meetings.openSeats(id)
    assert.equal(found?.awaySince, NOW)
    await again.close()
  })
})

const fails = (env: Record<string, string>, pattern: RegExp) =>
  assert.rejects(start(env), (error) => {
    assert.ok(error instanceof StartError)
    assert.match(error.message, pattern)
    assert.ok(!error.message.includes('\n'))
    return true
  })

const dyingSfu = async () => {
  throw new Error('worker died\nwith a stack')
}

describe('an unusable environment is reported in one sentence', () => {
  it('a data folder that cannot be created', async () => {
    writeFileSync(join(folder, 'file'), '')
    await fails({ ANHOP_DATA: join(folder, 'file', 'data') }, /ANHOP_DATA/)
    await fails({ ANHOP_DATA: join(folder, 'file') }, /ANHOP_DATA/)
  })

  it('a second server on the same data', async () => {
    const first = await start()
    await fails({}, /Another An Họp server is using/)
    await first.close()
    await (await start()).close()
  })

  it('a file that is not a database, a key that is not a key', async () => {
    mkdirSync(join(folder, 'data'))
    writeFileSync(join(folder, 'data', 'secret.key'), 'short', { mode: 0o600 })
    await fails({}, /secret\.key must be at least 32 bytes long/)
    rmSync(join(folder, 'data', 'secret.key'))
    writeFileSync(join(folder, 'data', 'anhop.db'), 'x'.repeat(5000))
    await fails({}, /not a database/)
  })

  it('a missing certificate', async () => {
    const missing = join(folder, 'none.pem')
    await fails({ ANHOP_TLS_CERT: missing, ANHOP_TLS_KEY: missing }, /ANHOP_TLS_CERT/)
  })

  it('a media worker that dies; nothing stays open', async () => {
    await assert.rejects(
      buildApp(config(), { openSfu: dyingSfu, logStream: stream }),
      /media workers did not start \(worker died\)/,
    )
    const store = await openStore(join(folder, 'data'))
    await store.close()
  })
})
