import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { readConfig } from '../config.ts'
import { lockFolder } from '../store/lock.ts'
import { openStore } from '../store/store.ts'
import { checkClock, checkData, checkDisk, checkStore } from './doctor-data.ts'
import { checkBuffers, checkPorts, checkTls, isRunning } from './doctor-net.ts'
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
  it('[SES] finds data that others can read', async () => {
    const made = await data()
    assert.deepEqual(
      checkData(made).map(({ state }) => state),
      ['ok'],
    )
    chmodSync(join(made, 'anhop.db'), 0o644)
    const [finding] = checkData(made)
    assert.match(finding?.said ?? '', /anhop\.db can be read by other users/)
  })

  it('finds a store that takes writes, and one that is not there', async () => {
    assert.equal((await checkStore(sqlite(await data()))).state, 'ok')
    assert.equal((await checkStore(sqlite(join(folder, 'nowhere')))).state, 'warn')
    assert.match(checkDisk(folder).said, /^\d+ MB free$/)
    assert.match(checkBuffers().said, /^net\.core\.rmem_default \d+, /)
  })

  it('finds a clock that is behind the log, or was never set', async () => {
    const made = await data()
    assert.equal((await checkClock(sqlite(made), Date.parse('2027-01-02'))).state, 'ok')
    assert.equal((await checkClock(sqlite(made), Date.parse('2026-12-30'))).state, 'bad')
    assert.equal((await checkClock(sqlite(folder), 0)).state, 'bad')
  })

  it('finds ports that another program has, and a server that does not answer', async () => {
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

  it('knows a server that runs by the lock of its folder', async () => {
    const made = await data()
    assert.equal(isRunning(made), false)
    const unlock = lockFolder(made)
    assert.equal(isRunning(made), true)
    unlock()
  })

  it('finds a certificate that is of another name, of another key, or over', () => {
    const tls = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
    const make = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
    const about = ['-days', '30', '-subj', '/CN=x', '-addext', 'subjectAltName=DNS:meet.example.vn']
    const quiet = { stdio: 'ignore' } as const
    execFileSync('openssl', [...make, ...about, '-keyout', tls.key, '-out', tls.cert], quiet)
    const publicUrl = 'https://meet.example.vn'
    const look = (url: string, days: number) =>
      checkTls({ ...readConfig({}), tls, publicUrl: url }, Date.now() + days * 86_400_000).map(
        ({ state }) => state,
      )
    assert.deepEqual(look(publicUrl, 0), ['ok'])
    assert.deepEqual(look(publicUrl, 20), ['warn'])
    assert.deepEqual(look(publicUrl, 31), ['bad'])
    assert.deepEqual(look('https://other.example.vn', 0), ['bad', 'ok'])
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    writeFileSync(tls.key, other.export({ type: 'pkcs8', format: 'pem' }))
    assert.deepEqual(look(publicUrl, 0), ['bad', 'ok'])
  })

  it('says everything in one object, a worker that does not start included', async () => {
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
    assert.equal(checks.size, 8)
  })
})
