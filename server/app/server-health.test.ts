import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { createServer } from 'node:tls'
import { AttemptLimiter } from '../auth/attempts.ts'
import { meetingId, seedAccount, seedMeeting } from '../store/fixtures.ts'
import { openStore } from '../store/store.ts'
import { createCertificateLook } from './certificate.ts'
import { lockViews } from './locked.ts'
import { createServerHealth } from './server-health.ts'
import { patchedAt } from './version.ts'

const load = { index: 0, rooms: 1, producers: 2, consumers: 3, bitrate: { in: 5, out: 6 } }
const data = mkdtempSync(join(tmpdir(), 'anhop-health-'))
after(() => rmSync(data, { recursive: true }))

describe('server health', () => {
  it('[PWD4] counts failed tries and shows lockouts, but not who caused them or from where', async () => {
    const store = await openStore(':memory:')
    const host = await seedAccount(store, 'host')
    await seedMeeting(store, 'a', host.id, { title: 'Giao ban' })
    const attempts = new AttemptLimiter(store.attempts)
    const look = createServerHealth({
      config: { data, meetingCapacity: 100, serverCapacity: 500, cluster: null },
      store,
      sfu: { load: () => [{ ...load, pid: 4711, peers: 4, transports: 8 }] },
      usernameHash: (name) => `hash-of-${name}`,
      turn: () => ({ state: 'none', at: null, probes: [] }),
      certificate: async () => null,
      attempts,
      ready: async () => true,
      totals: () => ({ meetings: 1, participants: 2, waiting: 3 }),
      sockets: () => 5,
      startedAt: 1,
    })
    const subject = { scope: 'meeting', id: meetingId('a') } as const
    const who = { subject, secret: '', addressHash: 'keyed-hash', deviceHash: null }
    let now = 1_000_000_000_000
    for (let tries = 0; tries < 6; tries += 1) {
      await attempts.attempt(who, now, async () => false).catch(() => undefined)
      now += 9000
    }
    const health = await look(now)
    assert.equal(health.attempts.lastHour, 5)
    assert.equal(health.attempts.lockedOut, 1)
    const [lock, other] = health.attempts.locks
    const here = { what: 'meeting', name: 'Giao ban', from: 'address', place: 1 }
    assert.deepEqual(lock, { ...here, until: lock?.until })
    assert.ok((lock?.until ?? 0) > now)
    assert.equal(other, undefined)
    assert.deepEqual(health.workers, [{ ...load, participants: 4 }])
    assert.ok(health.disk.store > 4096)
    assert.ok(health.disk.free > 0 && health.disk.free <= health.disk.size)
    assert.doesNotMatch(JSON.stringify(health), /4711|keyed-hash|a000/)
    const later = (await look(now + 2 * 3_600_000)).attempts
    assert.deepEqual(later, { lastHour: 0, lockedOut: 0, locks: [] })
    await store.close()
  })

  it('[PWD4] names the locked target and identifies places by number only', async () => {
    const store = await openStore(':memory:')
    const host = await seedAccount(store, 'host')
    const id = meetingId('gone')
    const keys = [
      `account/hash-of-${host.username}`,
      'account/hash-of-nobody/address/kh-1',
      `factor/${host.id}/device/kh-2`,
      `meeting/${id}/address/kh-1`,
      'address/kh-1',
    ]
    const locks = keys.map((key, i) => ({ key, until: i }))
    const views = await lockViews(locks, store, (name) => `hash-of-${name}`)
    assert.deepEqual(
      views.map(({ what, name, from, place }) => [what, name, from, place]),
      [
        ['address', null, 'address', 1],
        ['meeting', null, 'address', 1],
        ['factor', host.name, 'device', 2],
        ['account', null, 'address', 1],
        ['account', host.name, 'everywhere', null],
      ],
    )
    assert.doesNotMatch(JSON.stringify(views), /kh-|hash-of/)
    await store.close()
  })

  it('reads the image age from its file; null without one', () => {
    const file = join(data, 'patched-at')
    assert.equal(patchedAt(file), null)
    writeFileSync(file, '2027-01-02T03:04:05Z\n')
    assert.equal(patchedAt(file), Date.parse('2027-01-02T03:04:05Z'))
    writeFileSync(file, 'yesterday')
    assert.equal(patchedAt(file), null)
  })

  it('finds the expiry of the certificate that the proxy serves, and caches it', async () => {
    const tls = { cert: join(data, 'cert.pem'), key: join(data, 'key.pem') }
    const make = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
    const about = ['-days', '30', '-subj', '/CN=localhost', '-keyout', tls.key, '-out', tls.cert]
    execFileSync('openssl', [...make, ...about], { stdio: 'ignore' })
    let asked = 0
    const files = { cert: readFileSync(tls.cert), key: readFileSync(tls.key) }
    const edge = createServer(files)
    edge.on('tlsClientError', () => {})
    edge.on('connection', () => (asked += 1))
    edge.listen(0, '127.0.0.1')
    await once(edge, 'listening')
    const publicUrl = `https://127.0.0.1:${(edge.address() as AddressInfo).port}`
    let now = 0
    const look = createCertificateLook({ tls: null, publicUrl }, () => now)
    const found = await look()
    const days = ((found?.ends ?? 0) - Date.now()) / 86_400_000
    assert.ok(days > 29 && days < 31)
    assert.equal(found?.trusted, false)
    now = 9 * 60_000
    await Promise.all([look(), look()])
    now = 10 * 60_000
    edge.close()
    await once(edge, 'close')
    assert.equal(asked, 1)
    assert.equal(await look(), null)
    const own = await createCertificateLook({ tls, publicUrl }, () => now)()
    assert.deepEqual(own, { ends: found?.ends, trusted: null })
    const none = createCertificateLook({ tls: null, publicUrl: 'http://localhost:1' }, () => now)
    assert.equal(await none(), null)
  })
})
