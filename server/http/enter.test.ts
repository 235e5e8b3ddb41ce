import assert from 'node:assert/strict'
import { it } from 'node:test'
import { createAddressReader } from '../auth/address.ts'
import { AttemptLimiter } from '../auth/attempts.ts'
import { cookieNames } from '../auth/cookies.ts'
import { keyedHash } from '../auth/secret.ts'
import { SessionService } from '../auth/sessions.ts'
import type { LiveMeetings } from '../meeting/records.ts'
import { meetingId, seedAccount, seedMeeting } from '../store/fixtures.ts'
import type { ScheduleRecord } from '../store/calendar.ts'
import { openStore } from '../store/store.ts'
import { enterRoute } from './enter.ts'
import { createOrigins } from './origin.ts'
import { registerRoutes } from './routes.ts'
import { createHttp } from './server.ts'

const KEY = Buffer.from(Array.from({ length: 32 }, (_, i) => i * 7))
const ORIGIN = 'http://localhost:8080'
const NOW = 1_000_000_000_000

/** Records the name of every method that is called. */
function watched<T extends object>(name: string, real: T, calls: string[]): T {
  return new Proxy(real, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key)
      if (typeof value !== 'function') return value
      return (...input: unknown[]) => {
        calls.push(`${name}.${String(key)}`)
        return Reflect.apply(value, target, input) as unknown
      }
    },
  })
}

it('[PWD4] a wrong password costs the same work at present, ended, closed, and absent meetings', async () => {
  const store = await openStore(':memory:')
  const { id: host } = await seedAccount(store, 'host')
  await seedMeeting(store, 'present', host)
  await seedMeeting(store, 'ended', host)
  await store.meetings.updateMeeting(meetingId('ended'), { endedAt: 1 })
  const closed = await seedMeeting(store, 'closed', host)
  const schedule: ScheduleRecord = {
    meetingId: closed.id,
    start: '2040-01-01T09:00',
    zone: 'UTC',
    minutes: 60,
    repeat: null,
    agenda: '',
    opensBefore: 15,
    keepPassword: true,
    sequence: 0,
    changedAt: 1,
    cancelledAt: null,
  }
  await store.calendar.save(schedule, [], 0)
  const calls: string[] = []
  const cookies = cookieNames(false)
  const origins = createOrigins({ publicUrl: null, port: 8080, tls: null })
  const fastify = await createHttp(
    { tls: null, secure: false, logLevel: 'silent', trustedProxies: [] },
    origins,
  )
  const edge = {
    sessions: new SessionService(store),
    keyed: keyedHash(KEY),
    addressOf: createAddressReader([]),
    cookies,
    secure: false,
    inside: async () => null,
    now: () => NOW,
  }
  const enter = enterRoute({
    meetings: watched('meetings', store.meetings, calls),
    invites: watched('invites', store.invites, calls),
    calendar: watched('calendar', store.calendar, calls),
    live: watched('live', {} as LiveMeetings, calls),
    hasher: watched('hasher', { verify: async () => false }, calls),
    attempts: new AttemptLimiter(watched('attempts', store.attempts, calls)),
    cookies,
  })
  registerRoutes(fastify, edge, [enter])

  // The first request also prunes old rows, which happens once a minute.
  const order = ['absent', 'present', 'ended', 'closed', 'absent']
  for (const invite of [undefined, 'a'.repeat(43)]) {
    const work: string[] = []
    for (const [n, id] of order.entries()) {
      calls.length = 0
      const { statusCode } = await fastify.inject({
        method: 'POST',
        url: `/api/meetings/${meetingId(id)}/enter`,
        remoteAddress: `10.0.${invite === undefined ? 0 : 1}.${n}`,
        headers: { origin: ORIGIN },
        payload: {
          ...(invite === undefined ? { name: 'Ai Đó' } : { invite }),
          password: 'khong phai mat khau nay',
        },
      })
      assert.equal(statusCode, 403)
      work.push(calls.join(' '))
    }
    assert.ok(work[1]?.includes('hasher.verify'), work[1])
    assert.deepEqual(new Set(work.slice(1)).size, 1, work.join('\n'))
  }
  await fastify.close()
  await store.close()
})
