import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { after, describe, it } from 'node:test'
import { readConfig } from '../config/config.ts'
import { lockFolder } from '../store/lock.ts'
import { openStore } from '../store/store.ts'
import { FakeTurn } from '../signaling/turn/testing.ts'
import { checkClock, checkData, checkDisk, checkStore } from './doctor-data.ts'
import { checkBuffers, checkPorts, checkTls, isRunning } from './doctor-net.ts'
import { checkEdge, checkTurn, checkUdpFrom } from './doctor-reach.ts'
import { anhop } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'anhop-doctor-'))
after(() => rmSync(folder, { recursive: true }))

const sqlite = (folder: string) => ({ data: folder, database: null })

async function data(): Promise<string> {
  const made = mkdtempSync(join(folder, 'data-'))
  const store = await openStore(made)
  const at = Date.parse('2027-01-01')
  const event = { at, meetingId: null, action: 'setup.link', by: 'system', target: null } as const
  await store.audit.append({ ...event, details: {} })
  await store.close()
  return made
}

describe('anhop doctor', () => {
  it('[SES] detects data that other users can read', async () => {
    const made = await data()
    assert.deepEqual(
      checkData(made).map(({ state }) => state),
      ['ok'],
    )
    chmodSync(join(made, 'anhop.db'), 0o644)
    const [finding] = checkData(made)
    assert.match(finding?.said ?? '', /other users can read .*anhop\.db/)
  })

  it('checks that the store is writable, and warns if there is none', async () => {
    assert.equal((await checkStore(sqlite(await data()))).state, 'ok')
    assert.equal((await checkStore(sqlite(join(folder, 'nowhere')))).state, 'warn')
    assert.match(checkDisk(folder).said, /^\d+ MB free$/)
    assert.match(checkBuffers().said, /^net\.core\.rmem_default \d+, /)
  })

  it('detects a clock that is behind the log or was never set', async () => {
    const made = await data()
    assert.equal((await checkClock(sqlite(made), Date.parse('2027-01-02'))).state, 'ok')
    assert.equal((await checkClock(sqlite(made), Date.parse('2026-12-30'))).state, 'bad')
    assert.equal((await checkClock(sqlite(folder), 0)).state, 'bad')
  })

  it('detects ports used by another program, and a server that does not answer', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const config = readConfig({ ANHOP_PORT: String(port), ANHOP_MEDIA_PORT: '0' })
    const [finding] = await checkPorts(config, false)
    assert.match(finding?.said ?? '', /EADDRINUSE/)
    other.close()
    await once(other, 'close')
    assert.deepEqual(
      (await checkPorts(config, false)).map(({ state }) => state),
      ['ok'],
    )
    await assert.rejects(checkPorts(config, true))
  })

  it('recognizes a running server by the lock on its folder', async () => {
    const made = await data()
    assert.equal(isRunning(made), false)
    const unlock = lockFolder(made)
    assert.equal(isRunning(made), true)
    unlock()
  })

  it('detects a certificate for another name, with another key, or expired', () => {
    const tls = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
    const make = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
    const about = ['-days', '30', '-subj', '/CN=x', '-addext', 'subjectAltName=DNS:meet.example.vn']
    const quiet = { stdio: 'ignore' } as const
    execFileSync('openssl', [...make, ...about, '-keyout', tls.key, '-out', tls.cert], quiet)
    const publicUrl = 'https://meet.example.vn'
    const look = (url: string, days: number) =>
      checkTls({ publicUrl: url }, tls, Date.now() + days * 86_400_000).map(({ state }) => state)
    assert.deepEqual(look(publicUrl, 0), ['ok'])
    assert.deepEqual(look(publicUrl, 20), ['warn'])
    assert.deepEqual(look(publicUrl, 31), ['bad'])
    assert.deepEqual(look('https://other.example.vn', 0), ['bad', 'ok'])
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    writeFileSync(tls.key, other.export({ type: 'pkcs8', format: 'pem' }))
    assert.deepEqual(look(publicUrl, 0), ['bad', 'ok'])
  })

  it('distinguishes a TURN server that allocates from one that does not', async () => {
    const secret = '8f1d0c7a9b3e5f2460718293a4b5c6d7'
    const turn = await FakeTurn.start(secret)
    const urls = [
      `turn:127.0.0.1:${turn.ports.udp}`,
      `turn:127.0.0.1:${turn.ports.tcp}?transport=tcp`,
    ]
    const look = async (of: string) =>
      (await checkTurn({ turn: { urls, secret: of } }, Date.now())).map(({ state }) => state)
    assert.deepEqual(await look(secret), ['ok', 'ok'])
    assert.deepEqual(await look('another'), ['bad', 'bad'])
    assert.deepEqual((await checkTurn({ turn: null }, Date.now()))[0]?.state, 'ok')
    turn.stop()
  })

  it('checks that UDP arrives from the named machine on every media port', async () => {
    const probe = createSocket('udp4').bind(0, '127.0.0.1')
    await once(probe, 'listening')
    const { port } = probe.address()
    await new Promise<void>((closed) => probe.close(() => closed()))
    const { media } = readConfig({ ANHOP_MEDIA_PORT: String(port), ANHOP_WORKERS: '1' })
    const other = createSocket('udp4')
    // Send repeatedly, since a packet is lost if it arrives before the socket listens.
    const sending = setInterval(() => other.send('x', port, '127.0.0.1'), 20)
    const [found] = await checkUdpFrom({ media }, '127.0.0.1', 5000)
    assert.deepEqual(found, { state: 'ok', said: `127.0.0.1 reaches UDP ${port}` })
    const [missed] = await checkUdpFrom({ media }, '203.0.113.9', 300)
    assert.equal(missed?.state, 'bad')
    assert.match(missed?.said ?? '', /nothing from 203\.0\.113\.9 .* came from 127\.0\.0\.1$/)
    clearInterval(sending)
    other.close()
    assert.equal((await anhop(['doctor', '--udp-from', 'somewhere'])).code, 2)
  })

  it('checks the certificate that the proxy serves, and warns if it is unreachable', async () => {
    const [none] = await checkEdge(readConfig({}), Date.now())
    assert.equal(none?.state, 'ok')
    const away = { ...readConfig({}), publicUrl: 'https://127.0.0.1:1' }
    assert.equal((await checkEdge(away, Date.now()))[0]?.state, 'warn')
    const tls = { cert: join(folder, 'edge.pem'), key: join(folder, 'edge-key.pem') }
    const make = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
    const about = ['-days', '30', '-subj', '/CN=x', '-keyout', tls.key, '-out', tls.cert]
    execFileSync('openssl', [...make, ...about], { stdio: 'ignore' })
    const edge = createTlsServer({ cert: readFileSync(tls.cert), key: readFileSync(tls.key) })
    edge.on('tlsClientError', () => {})
    edge.listen(0, '127.0.0.1')
    await once(edge, 'listening')
    const publicUrl = `https://127.0.0.1:${(edge.address() as AddressInfo).port}`
    const states = async (days: number) =>
      (await checkEdge({ ...away, publicUrl }, Date.now() + days * 86_400_000)).map(
        ({ state }) => state,
      )
    assert.deepEqual(await states(0), ['ok', 'warn'])
    assert.deepEqual(await states(20), ['warn', 'warn'])
    assert.deepEqual(await states(31), ['bad', 'warn'])
    edge.close()
  })

  it('reports everything in one object, even if the worker does not start', async () => {
    const env = {
      ANHOP_DATA: await data(),
      ANHOP_PORT: '0',
      ANHOP_MEDIA_PORT: '0',
      MEDIASOUP_WORKER_BIN: '/bin/false',
    }
    const { code, out } = await anhop(['doctor', '--json'], env)
    const { ok, running, findings } = JSON.parse(out)
    assert.deepEqual([code, ok, running], [1, false, false])
    const worker = findings.find(({ check }: { check: string }) => check === 'worker')
    assert.equal(worker.state, 'bad')
    const checks = new Set(findings.map(({ check }: { check: string }) => check))
    assert.equal(checks.size, 9)
  })
})
