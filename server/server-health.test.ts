import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { createAttemptLimiter } from './auth/attempts.ts'
import { meetingId } from './store/fixtures.ts'
import { openStore } from './store/store.ts'
import { createServerHealth } from './server-health.ts'

const data = mkdtempSync(join(tmpdir(), 'anhop-health-'))
after(() => rmSync(data, { recursive: true }))

describe('the health of the server', () => {
  it('[PWD4] counts wrong tries and lock-outs, and says nothing of who or where', async () => {
    const store = await openStore(':memory:')
    const attempts = createAttemptLimiter(store.attempts)
    writeFileSync(join(data, 'anhop.db'), 'x'.repeat(5000))
    const look = createServerHealth({
      config: { data, tls: null, meetingCapacity: 100, serverCapacity: 500 },
      store,
      sfu: {
        load: () => [{ index: 0, pid: 4711, rooms: 1, transports: 4, producers: 2, consumers: 3 }],
      },
      attempts,
      ready: async () => true,
      totals: () => ({ meetings: 1, participants: 2, waiting: 3 }),
      sockets: () => 5,
      startedAt: 1,
    })
    const subject = { scope: 'meeting', id: meetingId('a') } as const
    const who = { subject, addressHash: 'addr', deviceHash: null }
    let now = 1_000_000_000_000
    for (let tries = 0; tries < 6; tries += 1) {
      await attempts.attempt(who, now, async () => false).catch(() => undefined)
      now += 9000
    }
    const health = await look(now)
    assert.equal(health.attempts.lastHour, 5)
    assert.equal(health.attempts.lockedOut, 1)
    assert.deepEqual(health.workers, [{ index: 0, rooms: 1, producers: 2, consumers: 3 }])
    assert.equal(health.disk.store, 5000)
    assert.ok(health.disk.free > 0 && health.disk.free <= health.disk.size)
    assert.equal(health.certificateEnds, null)
    assert.doesNotMatch(JSON.stringify(health), /4711|addr|a000/)
    assert.deepEqual((await look(now + 2 * 3_600_000)).attempts, { lastHour: 0, lockedOut: 0 })
    await store.close()
  })
})
