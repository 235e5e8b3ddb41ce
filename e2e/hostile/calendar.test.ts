import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { CalendarEntry, FeedLink } from '#protocol/calendar.ts'
import type { MeetingSecret } from '#protocol/http.ts'
import { scheduleAt } from '../support/schedule.ts'
import { TestServer } from '../support/server.ts'
import { OPERATOR_PASSWORD, Visitor } from '../support/visitor.ts'
import type { Answer } from '../support/visitor.ts'

const DAY = 24 * 60 * 60_000
const minute = () => Math.floor(Date.now() / 60_000) * 60_000
const daily = { every: 'day', interval: 1, end: { count: 3 } }

const codeOf = ({ status, body }: Answer): string =>
  status < 300 ? 'ok' : (body as { code: string }).code

describe('a scheduled meeting', () => {
  let server: TestServer
  let host: Visitor
  let other: Visitor
  let people = 0
  before(async () => {
    server = await TestServer.start({
      ANHOP_LOG_LEVEL: 'trace',
      ANHOP_TRUSTED_PROXY: '127.0.0.1,::1',
    })
    host = visitor()
    await host.setUp()
    const { link } = await host.post<{ link: string }>('/api/accounts', {
      username: 'canbo',
      name: 'Cán Bộ',
      role: 'host',
    })
    other = visitor()
    await other.post('/api/activate', { token: link.split('#')[1], password: OPERATOR_PASSWORD })
  })
  after(() => server.stop())

  /** Each from its own address, because attempts are counted per address. */
  const visitor = () => new Visitor(server, `10.7.0.${(people += 1)}`)
  const create = (schedule: object) =>
    host.post<MeetingSecret>('/api/meetings', { title: 'Họp', mode: 'discussion', schedule })

  /** The full answer to a password, to compare this meeting with one that never existed. */
  async function told(id: string, password: string, who = visitor()) {
    const { status, body, headers } = await who.enter(id as never, { name: 'Ai Đó', password })
    const plain = [...headers].filter(
      ([name]) => !['date', 'x-anhop-now', 'set-cookie'].includes(name),
    )
    return JSON.stringify([status, body, plain])
  }
  const absent = () => told('A'.repeat(22), 'cau-tre-bac-qua-song')

  it('[CAL3] before its hours answers the right password like a meeting that never existed', async () => {
    const { meeting, password } = await create(scheduleAt(minute() + DAY))
    assert.equal(await told(meeting.id, password), await absent())
    // Neither a personal invitation nor an account opens it.
    const [invite] = await host.post<{ link: string }[]>(`/api/meetings/${meeting.id}/invites`, {
      names: ['Nguyễn An'],
    })
    const token = new URLSearchParams(new URL(invite?.link ?? '').hash.slice(1)).get('i') ?? ''
    const invited = await visitor().enter(meeting.id, { invite: token, password })
    assert.equal(codeOf(invited), 'wrong_password')
    assert.equal(codeOf(await other.enter(meeting.id, { password })), 'wrong_password')
    // Its own host can enter, which opens it to no one else.
    assert.equal(codeOf(await host.enter(meeting.id, {})), 'ok')
    const socket = host.socket(meeting.id)
    await socket.entered()
    assert.equal(await told(meeting.id, password), await absent())
    socket.close()
  })

  it('[CAL4] so does it after its hours, while people inside continue', async () => {
    const schedule = scheduleAt(minute(), { repeat: daily })
    const { meeting, password } = await create(schedule)
    await host.enter(meeting.id, {})
    const hosts = host.socket(meeting.id)
    await hosts.entered()
    const early = visitor()
    assert.equal(codeOf(await early.enter(meeting.id, { name: 'Đúng Giờ', password })), 'ok')
    const waiting = early.socket(meeting.id)
    await waiting.next('waiting')
    // The host ends this sitting: people waiting are out, and the right password is wrong again.
    void hosts.request('meeting.end', {}).catch(() => undefined)
    assert.equal((await waiting.next('closed')).reason, 'ended')
    assert.equal(await told(meeting.id, password), await absent())
    assert.equal(await told(meeting.id, password, early), await absent())
    // The meeting is not over: the host extends it from outside, and it works as before.
    await host.post(`/api/meetings/${meeting.id}/prolong`, { minutes: 30 })
    assert.equal(codeOf(await early.enter(meeting.id, { name: 'Đúng Giờ', password })), 'ok')
    for (const socket of [hosts, waiting]) socket.close()
  })

  it('[CAL2] does not accept one occurrence’s password for another', async () => {
    const { meeting, password } = await create(scheduleAt(minute(), { repeat: daily }))
    const second = minute() + DAY
    const path = `/api/meetings/${meeting.id}/password`
    const next = await host.post<MeetingSecret>(path, { occurrence: second })
    assert.equal(await told(meeting.id, next.password), await absent())
    const guest = visitor()
    assert.equal(codeOf(await guest.enter(meeting.id, { name: 'Khách', password })), 'ok')
  })

  it('[CAL4] can be extended from inside only by its host', async () => {
    const { meeting, password } = await create(scheduleAt(minute()))
    await host.enter(meeting.id, {})
    const hosts = host.socket(meeting.id)
    await hosts.entered()
    const comer = visitor()
    await comer.enter(meeting.id, { name: 'Khách', password })
    const guest = comer.socket(meeting.id)
    await guest.next('waiting')
    const early = await guest.request('meeting.prolong', { minutes: 30 })
    assert.ok(!early.ok && early.error.code === 'wrong_phase')
    const knock = await hosts.until(() =>
      hosts.heard
        .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
        .find(({ name }) => name === 'Khách'),
    )
    await hosts.request('lobby.admit', { ids: [knock.id] })
    await guest.entered()
    const asked = await guest.request('meeting.prolong', { minutes: 30 })
    assert.ok(!asked.ok && asked.error.code === 'forbidden')
    for (const minutes of [0, -30, 1e9, 4, '30'] as never[]) {
      const bad = await hosts.request('meeting.prolong', { minutes })
      assert.ok(!bad.ok && bad.error.code === 'invalid_input')
    }
    const mine = await hosts.request('meeting.prolong', { minutes: 30 })
    assert.equal(mine.ok, true)
    for (const socket of [hosts, guest]) socket.close()
  })

  it('[CAL5] cannot be seen, changed or downloaded by anyone not invited', async () => {
    const start = minute() + DAY
    const schedule = scheduleAt(start, { repeat: daily })
    const { meeting } = await create(schedule)
    const path = `/api/meetings/${meeting.id}`
    const seen = await other.send('GET', `/api/calendar?from=${start - DAY}&to=${start + 9 * DAY}`)
    assert.ok(!(seen.body as CalendarEntry[]).some(({ meetingId }) => meetingId === meeting.id))
    const attempts: [string, string, unknown?][] = [
      ['GET', `${path}/schedule`],
      ['GET', `${path}/calendar`],
      ['POST', `${path}/schedule`, { ...schedule, notify: false }],
      [
        'POST',
        `${path}/occurrences/${start}`,
        { start: schedule.start, minutes: 60, notify: false },
      ],
      ['POST', `${path}/occurrences/${start}/cancel`, { notify: false }],
      ['POST', `${path}/cancel`, { notify: false }],
      ['POST', `${path}/prolong`, { minutes: 30 }],
      ['POST', `${path}/password`, { occurrence: start }],
    ]
    for (const [method, to, body] of attempts) {
      const nobody = visitor()
      assert.equal(codeOf(await other.send(method, to, body)), 'not_found', to)
      assert.equal(codeOf(await nobody.send(method, to, body)), 'unauthenticated', to)
    }
    // An invited person may read it, but change nothing.
    await host.post(`${path}/schedule`, { ...schedule, people: ['canbo'], notify: false })
    for (const [method, to, body] of attempts) {
      const may = to.endsWith('/calendar') ? 'ok' : 'not_found'
      assert.equal(codeOf(await other.send(method, to, body)), may, to)
    }
  })

  it('[CAL7] has no feed for a guessed, revoked or foreign link, and logs no feed address', async () => {
    const nothing = async (path: string) => {
      const { status, body } = await visitor().send('GET', path)
      return JSON.stringify([status, body])
    }
    const { url } = await other.post<FeedLink>('/api/me/feed')
    const path = new URL(url).pathname
    const token = path.split('/').at(-1) ?? ''
    const first = await visitor().send('GET', path)
    assert.equal(first.status, 200)
    assert.ok(!String(first.body).includes('#i='))
    const guesses = ['', 'x', 'A'.repeat(43), token.slice(0, -1), token.toUpperCase(), `${token}A`]
    const refused = new Set<string>()
    for (const guess of guesses) refused.add(await nothing(`/api/feed/${guess}`))
    await other.send('DELETE', '/api/me/feed')
    refused.add(await nothing(path))
    assert.deepEqual([...refused], ['[404,{"code":"not_found"}]'])
    assert.equal(codeOf(await visitor().send('POST', '/api/me/feed')), 'unauthenticated')
    assert.ok(!server.output.join('\n').includes(token))
  })
})
