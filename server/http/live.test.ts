import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Colleague, LiveMeeting } from '#protocol/calendar.ts'
import type { AccountId, MeetingId } from '#protocol/ids.ts'
import type { MeetingRecord } from '../meeting/records.ts'
import type { Planned } from '../store/calendar.ts'
import { accountId, meetingId } from '../store/fixtures.ts'
import { liveNow } from './live.ts'
import { testServer } from './testing.ts'

const HOST = accountId('host')
const GUEST = accountId('guest')
const MINUTE = 60_000
const NOON = Date.UTC(2026, 10, 23, 12)

// oxlint-disable typescript/no-unsafe-type-assertion -- the fields that are read
const meeting = (name: string, change: Partial<MeetingRecord> = {}) =>
  ({
    id: meetingId(name),
    title: name,
    hostAccount: HOST,
    hostName: 'Chủ tọa',
    endedAt: null,
    ...change,
  }) as MeetingRecord

/** An hour from this many minutes after noon, with a lobby open 15 minutes before. */
const planned = (of: MeetingRecord, from: number, change: object = {}) => {
  const start = NOON + from * MINUTE
  const ends = start + 60 * MINUTE
  const time = { at: start, start, ends, opens: start - 15 * MINUTE, closes: ends }
  return {
    meeting: of,
    schedule: { cancelledAt: null },
    occurrences: [{ ...time, cancelled: false, passwordHash: null, ...change }],
  } as unknown as Planned
}
// oxlint-enable typescript/no-unsafe-type-assertion

type Inside = Record<string, [participants: number, waiting: number]>
const occupancy = (inside: Inside) =>
  new Map<MeetingId, { participants: number; waiting: number }>(
    Object.entries(inside).map(([name, [participants, waiting]]) => [
      meetingId(name),
      { participants, waiting },
    ]),
  )

const titles = (own: MeetingRecord[], times: Planned[], inside: Inside, who: AccountId = HOST) =>
  liveNow({ own, planned: times, occupancy: occupancy(inside) }, who, NOON).map((one) => one.title)

describe('what is live', () => {
  it('includes a running meeting without a time, as fully as one with a time', () => {
    const [free, timed] = [meeting('free'), meeting('timed')]
    const found = liveNow(
      {
        own: [free, timed],
        planned: [planned(timed, -10)],
        occupancy: occupancy({ free: [2, 1] }),
      },
      HOST,
      NOON,
    )
    assert.deepEqual(
      found.map(({ title, time, inside, waiting }) => [title, time !== null, inside, waiting]),
      [
        ['free', false, 2, 1],
        ['timed', true, 0, 0],
      ],
    )
  })

  it('[CAL4] includes a sitting that runs on after its end, and nothing that is empty and closed', () => {
    const [late, coming, past] = [meeting('late'), meeting('coming'), meeting('past')]
    const times = [planned(late, -70), planned(coming, 20), planned(past, -70)]
    assert.deepEqual(titles([late, coming, past], times, { late: [1, 0] }), ['late'])
  })

  it('leaves out ended meetings and cancelled occurrences', () => {
    const ended = meeting('ended', { endedAt: NOON - 1 })
    const off = meeting('off')
    assert.deepEqual(titles([ended, off], [planned(off, -5, { cancelled: true })], {}), [])
    assert.deepEqual(titles([ended], [], { ended: [1, 0] }), [])
  })

  it('[CAL5] tells invited accounts how many are inside, but not who is waiting', () => {
    const own = meeting('own')
    const times = [planned(own, -120)]
    assert.deepEqual(titles([], times, { own: [0, 3] }, GUEST), [])
    const [seen] = liveNow(
      { own: [], planned: times, occupancy: occupancy({ own: [2, 3] }) },
      GUEST,
      NOON,
    )
    assert.deepEqual([seen?.inside, seen?.waiting, seen?.own], [2, null, false])
  })
})

describe('the routes of the home page', () => {
  it('[CAL5] show live meetings only to their host and those invited', async () => {
    await using server = await testServer()
    const host = await server.signedIn('lan', 'operator')
    const an = await server.signedIn('an', 'host')
    const other = await server.signedIn('khac', 'host')
    const start = new Date(server.clock.now + 5 * MINUTE).toISOString().slice(0, 16)
    const schedule = {
      start,
      zone: 'UTC',
      minutes: 60,
      repeat: null,
      agenda: '',
      opensBefore: 15,
      keepPassword: false,
      people: ['an'],
    }
    await host.post('/api/meetings', { title: 'Giao ban', mode: 'discussion', schedule })
    const live = async (tab = host): Promise<LiveMeeting[]> => (await tab.get('/api/live')).json()
    assert.deepEqual(
      (await live()).map(({ title, own, waiting }) => [title, own, waiting]),
      [['Giao ban', true, 0]],
    )
    assert.deepEqual(
      (await live(an)).map(({ own, waiting }) => [own, waiting]),
      [[false, null]],
    )
    assert.deepEqual(await live(other), [])
    assert.equal((await server.browser('10.0.0.9').get('/api/live')).statusCode, 401)
  })

  it('[CAL5] find colleagues by name: a few, enabled ones, and nothing else about them', async () => {
    await using server = await testServer()
    const host = await server.signedIn('lan', 'operator')
    for (let n = 1; n <= 10; n++) await server.signedIn(`binh${n}`, 'host')
    const find = async (name: string) =>
      host.get(`/api/colleagues?name=${encodeURIComponent(name)}`)
    const found: Colleague[] = (await find('binh')).json()
    assert.equal(found.length, 8)
    assert.deepEqual(Object.keys(found[0] ?? {}).sort(), ['name', 'username'])
    assert.deepEqual((await find('lan')).json(), [], 'not the caller')
    assert.equal((await find('b')).statusCode, 400)
    assert.equal((await find('x'.repeat(61))).statusCode, 400)
    const stranger = await server.browser('10.0.0.9').get('/api/colleagues?name=binh')
    assert.equal(stranger.statusCode, 401)
    let refused = 0
    for (let n = 0; n < 70; n++) if ((await find('binh')).statusCode === 429) refused += 1
    assert.ok(refused > 0, 'the list cannot be read out quickly')
  })
})
