import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { CalendarEntry, ScheduleView } from '#protocol/calendar.ts'
import { PASSWORD, testServer } from './testing.ts'

const DAY = 24 * 60 * 60_000
const HOUR = 60 * 60_000
const local = (at: number) => new Date(at).toISOString().slice(0, 16)

/** A hosting operator and two colleagues. The clock starts at 2001-09-09T01:46:40Z. */
async function office() {
  const server = await testServer()
  const host = await server.signedIn('lan', 'operator')
  const an = await server.signedIn('an', 'host')
  const other = await server.signedIn('khac', 'host')
  const now = () => server.clock.now
  // To the minute, as in schedules.
  server.clock.now = Math.ceil(now() / 60_000) * 60_000
  const schedule = (change: object = {}) => ({
    start: local(now() + DAY),
    zone: 'UTC',
    minutes: 60,
    repeat: null,
    agenda: 'Nội dung',
    opensBefore: 15,
    keepPassword: false,
    people: [] as string[],
    ...change,
  })
  const daily = (change: object = {}) =>
    schedule({ repeat: { every: 'day', interval: 1, end: { count: 3 } }, ...change })
  const create = async (wanted: object) =>
    host.post('/api/meetings', { title: 'Giao ban', mode: 'discussion', schedule: wanted })
  const enter = async (id: string, password: string) => {
    const answer = await server
      .browser('10.0.0.9')
      .post(`/api/meetings/${id}/enter`, { name: 'Khách', password })
    return answer.statusCode === 200 ? 'ok' : String(answer.json().code)
  }
  const entries = async (tab = host): Promise<CalendarEntry[]> =>
    (await tab.get(`/api/calendar?from=${now() - DAY}&to=${now() + 60 * DAY}`)).json()
  const view = async (id: string): Promise<ScheduleView> =>
    (await host.get(`/api/meetings/${id}/schedule`)).json()
  return {
    server,
    host,
    an,
    other,
    now,
    schedule,
    daily,
    create,
    enter,
    entries,
    view,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

describe('a scheduled meeting', () => {
  it('[CAL6] says which keys belong to its link, so that no older ones get into a file', async () => {
    await using _ = await office()
    const { host, schedule, entries, view } = _
    const founder = 'h'.repeat(43)
    const body = { title: 'Giao ban', mode: 'discussion', schedule: schedule(), founder }
    const { meeting } = (await host.post('/api/meetings', body)).json()
    assert.equal((await view(meeting.id)).founder, founder)
    assert.deepEqual(
      (await entries()).map((entry) => entry.founder),
      [founder],
    )
  })

  it('[CAL3] accepts its password only from the opening of the lobby to the end', async () => {
    await using _ = await office()
    const { server, create, schedule, enter, now } = _
    const start = now() + DAY
    const { meeting, password } = (await create(schedule())).json()
    assert.equal(meeting.scheduled, true)
    for (const [at, answer] of [
      [start - 15 * 60_000 - 1, 'wrong_password'],
      [start - 15 * 60_000, 'ok'],
      [start + HOUR - 1, 'ok'],
      [start + HOUR, 'wrong_password'],
    ] as const) {
      server.clock.now = at
      assert.equal(await enter(meeting.id, password), answer, String(at - start))
    }
  })

  it('[CAL2] has a password for each occurrence, which the host requests', async () => {
    await using _ = await office()
    const { server, host, create, daily, enter, view, now } = _
    const start = now() + DAY
    const { meeting, password } = (await create(daily())).json()
    const before = await view(meeting.id)
    assert.deepEqual(
      before.occurrences.map((time) => time.password),
      [true, false, false],
    )
    // The second occurrence has no password yet, and the first one's does not work.
    server.clock.now = start + DAY
    assert.equal(await enter(meeting.id, password), 'wrong_password')
    // A session does not last a day.
    await host.post('/api/session', { username: 'lan', password: PASSWORD })
    await server.prove(host, 'lan')
    const path = `/api/meetings/${meeting.id}/password`
    const second = (await host.post(path, {})).json().password
    assert.equal(await enter(meeting.id, second), 'ok')
    const third = (await host.post(path, { occurrence: start + 2 * DAY })).json().password
    assert.equal(await enter(meeting.id, third), 'wrong_password')
    assert.equal(await enter(meeting.id, second), 'ok')
    assert.equal((await host.post(path, { occurrence: 5 })).json().code, 'not_found')
    assert.equal((await host.post(path, { occurrence: start })).json().code, 'not_found')
    server.clock.now = start + 2 * DAY
    assert.equal(await enter(meeting.id, second), 'wrong_password')
    assert.equal(await enter(meeting.id, third), 'ok')
  })

  it('[CAL2] has one password for all occurrences if the host keeps it, and a new one from then on', async () => {
    await using _ = await office()
    const { server, host, create, daily, enter, now } = _
    const start = now() + DAY
    const kept = (await create(daily({ keepPassword: true }))).json()
    const apart = (await create(daily())).json()
    const change = { ...daily({ keepPassword: true }), notify: false }
    const answer = (await host.post(`/api/meetings/${apart.meeting.id}/schedule`, change)).json()
    server.clock.now = start + DAY
    assert.equal(await enter(kept.meeting.id, kept.password), 'ok')
    assert.equal(await enter(apart.meeting.id, answer.password), 'ok')
    assert.equal(await enter(apart.meeting.id, apart.password), 'wrong_password')
  })

  it('[CAL1] is refused if it is over, too far ahead, or invalid, and nothing is created', async () => {
    await using _ = await office()
    const { host, create, schedule, now } = _
    const code = async (change: object) => (await create(schedule(change))).json().code
    assert.equal(await code({ start: local(now() - 2 * HOUR) }), 'bad_schedule')
    assert.equal(await code({ start: local(now() + 401 * DAY) }), 'bad_schedule')
    const never = { every: 'week', interval: 1, days: ['MO'], end: { count: 3 } }
    assert.equal(await code({ start: '2001-09-12T09:00', repeat: never }), 'bad_schedule')
    for (const change of [
      { zone: '+07:00' },
      { zone: 'Mars/Olympus' },
      { zone: 'UTC\r\nX:1' },
      { start: '2001-02-30T09:00' },
      { start: now() + DAY },
      { minutes: 4 },
      { opensBefore: 121 },
      { opensBefore: -1 },
      { repeat: 'FREQ=SECONDLY' },
      { repeat: { ...never, end: {} } },
      { repeat: { ...never, end: { count: 367 } } },
      { agenda: 'x'.repeat(2001) },
      { people: 'an' },
      { occurrences: [] },
    ])
      assert.equal(await code(change), 'invalid_input', JSON.stringify(change))
    assert.equal(await code({ people: ['an', 'khong-co'] }), 'people_unknown')
    assert.deepEqual((await host.get('/api/meetings')).json(), [])
  })

  it('[CAL5] appears in the calendar of its host and its invitees, and of nobody else', async () => {
    await using _ = await office()
    const { an, other, create, daily, entries } = _
    const { meeting } = (await create(daily({ people: ['an', 'AN '] }))).json()
    const [own] = await entries()
    assert.ok(own?.own && own.password === true && own.repeats)
    const [seen] = await entries(an)
    assert.deepEqual([seen?.own, seen?.password, seen?.agenda], [false, null, 'Nội dung'])
    assert.deepEqual(await entries(other), [])
    for (const tab of [other, an])
      assert.equal((await tab.get(`/api/meetings/${meeting.id}/schedule`)).json().code, 'not_found')
    assert.equal((await an.get(`/api/meetings/${meeting.id}/calendar`)).statusCode, 200)
    const refused = await other.get(`/api/meetings/${meeting.id}/calendar`)
    assert.equal(refused.json().code, 'not_found')
  })

  it('[CAL1] can move or cancel one occurrence, and keeps both while the others stay the same', async () => {
    await using _ = await office()
    const { server, host, create, daily, view, now } = _
    const start = now() + DAY
    const { meeting } = (await create(daily())).json()
    const at = (n: number) => `/api/meetings/${meeting.id}/occurrences/${start + n * DAY}`
    const to = { start: local(start + 5 * HOUR + DAY), minutes: 30, notify: false }
    assert.equal((await host.post(at(1), to)).statusCode, 200)
    assert.equal((await host.post(`${at(2)}/cancel`, { notify: false })).statusCode, 200)
    assert.equal((await host.post(`${at(2)}/cancel`, { notify: false })).json().code, 'time_over')
    assert.equal((await host.post(`${at(3)}/cancel`, { notify: false })).json().code, 'not_found')
    const past = { ...to, start: local(now() - DAY) }
    assert.equal((await host.post(at(0), past)).json().code, 'bad_schedule')
    const times = async () =>
      (await view(meeting.id)).occurrences.map((time) => [time.start - start, time.cancelled])
    const changed = [
      [0, false],
      [DAY + 5 * HOUR, false],
      [2 * DAY, true],
    ]
    assert.deepEqual(await times(), changed)
    const agenda = { ...daily({ agenda: 'Khác' }), start: local(start), notify: false }
    await host.post(`/api/meetings/${meeting.id}/schedule`, agenda)
    assert.deepEqual(await times(), changed)
    const file = (await host.get(`/api/meetings/${meeting.id}/calendar`)).body
    assert.match(file, /^SEQUENCE:3\r$/m)
    const actions = (await server.store.audit.latest(4)).map(({ action }) => action)
    assert.deepEqual(actions, [
      'schedule.set',
      'schedule.moved',
      'schedule.skipped',
      'schedule.changed',
    ])
    // Replaces all occurrences.
    const later = { ...daily({ minutes: 90 }), start: local(start), notify: false }
    await host.post(`/api/meetings/${meeting.id}/schedule`, later)
    assert.deepEqual(
      (await times()).map(([, cancelled]) => cancelled),
      [false, false, false],
    )
  })

  it('[CAL1] is changed by its host only', async () => {
    await using _ = await office()
    const { server, an, create, daily, now } = _
    const { meeting } = (await create(daily({ people: ['an'] }))).json()
    const path = `/api/meetings/${meeting.id}`
    const time = `${path}/occurrences/${now() + DAY}`
    const to = { start: local(now() + 2 * DAY), minutes: 30, notify: false }
    for (const [to_, body] of [
      [`${path}/schedule`, { ...daily(), notify: false }],
      [time, to],
      [`${time}/cancel`, { notify: false }],
      [`${path}/cancel`, { notify: false }],
      [`${path}/prolong`, { minutes: 30 }],
    ] as const) {
      assert.equal((await an.post(to_, body)).json().code, 'not_found', to_)
      assert.equal((await server.browser().post(to_, body)).json().code, 'unauthenticated', to_)
    }
  })

  it('[CAL6] is canceled for good', async () => {
    await using _ = await office()
    const { server, host, an, create, daily, entries, enter, now } = _
    const start = now() + DAY
    const { meeting, password } = (await create(daily({ people: ['an'] }))).json()
    const path = `/api/meetings/${meeting.id}`
    assert.equal((await host.post(`${path}/cancel`, { notify: false })).statusCode, 200)
    assert.ok(server.liveCalls.some(({ call }) => call === 'end'))
    assert.deepEqual(
      (await entries(an)).map(({ cancelled }) => cancelled),
      [true, true, true],
    )
    const file = (await an.get(`${path}/calendar`)).body
    assert.match(file, /^STATUS:CANCELLED\r$/m)
    const again = { ...daily(), notify: false }
    assert.equal((await host.post(`${path}/schedule`, again)).json().code, 'meeting_over')
    server.clock.now = start
    assert.equal(await enter(meeting.id, password), 'wrong_password')
  })
})

const feedOf = (url: string) => new URL(url).pathname

describe('the private feed', () => {
  it('[CAL7] shows titles, times, and links to anyone with the URL, and nothing else', async () => {
    await using _ = await office()
    const { server, an, host, create, daily } = _
    const { meeting, password } = (await create(daily({ people: ['an'] }))).json()
    assert.deepEqual((await an.get('/api/me/feed')).json(), { since: null })
    const { url } = (await an.post('/api/me/feed')).json()
    const answer = await server.browser().get(feedOf(url))
    assert.equal(answer.headers['content-type'], 'text/calendar; charset=utf-8')
    assert.equal(answer.headers['cache-control'], 'no-store')
    const text = answer.body.replaceAll('\r\n ', '')
    assert.ok(text.includes(`/m/${meeting.id}`) && text.includes('SUMMARY:Giao ban'))
    for (const secret of [password, 'Nội dung', 'lan', '#i=']) assert.ok(!text.includes(secret))
    const kept = JSON.stringify([await server.store.audit.latest(50), server.log])
    assert.ok(!kept.includes(url.split('/').at(-1) ?? ''))
    assert.equal((await host.get('/api/me/feed')).json().since, null)
  })

  it('[CAL7] stops working once revoked or replaced, and answers like an unknown page', async () => {
    await using _ = await office()
    const { server, an } = _
    const first = feedOf((await an.post('/api/me/feed')).json().url)
    const second = feedOf((await an.post('/api/me/feed')).json().url)
    const look = async (path: string, address = '127.0.0.1') => {
      const { statusCode, body } = await server.browser(address).get(path)
      return `${statusCode} ${body}`
    }
    const nothing = await look(`/api/feed/${'A'.repeat(43)}`)
    assert.match(nothing, /^404 /)
    assert.deepEqual([await look(first), await look('/api/feed/x')], [nothing, nothing])
    assert.match(await look(second), /^200 BEGIN:VCALENDAR/)
    await an.delete('/api/me/feed')
    assert.equal(await look(second), nothing)
  })

  it('[CAL7] is rate limited per address', async () => {
    await using _ = await office()
    const { server, an } = _
    const path = feedOf((await an.post('/api/me/feed')).json().url)
    const codes: number[] = []
    for (let i = 0; i < 62; i += 1) codes.push((await server.browser().get(path)).statusCode)
    assert.deepEqual(codes.slice(59), [200, 429, 429])
    assert.equal((await server.browser('10.1.1.1').get(path)).statusCode, 200)
    server.clock.now += 60_000
    assert.equal((await server.browser().get(path)).statusCode, 200)
  })
})
