import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { MeetingSummary } from '#protocol/http.ts'
import { PROPOSAL_WORDS } from '../policy/proposal.ts'
import { meetingId, participantId } from '../store/fixtures.ts'
import { PASSWORD, testServer } from './testing.ts'
import type { Browser } from './testing.ts'

const OWN = 'bảy con ngỗng tím hát ru'

const contain = (who: Browser, id: string, body: object = { remove: [] }) =>
  who.post(`/api/meetings/${id}/contain`, body)

describe('a host’s meetings', () => {
  it('[PWD1, PWD2] have a password, generated unless given, shown once', async () => {
    await using server = await testServer()
    const host = await server.signedIn('lan', 'operator')
    const made = await host.post('/api/meetings', { title: 'Giao ban tuần', mode: 'conference' })
    assert.equal(made.statusCode, 200)
    const { meeting, password } = made.json()
    assert.match(password, /^([a-z]+-[a-z]+ ){6}[a-z]+-[a-z]+$/)
    assert.match(meeting.id, /^[\w-]{22}$/)
    const list = await host.get('/api/meetings')
    assert.deepEqual(list.json(), [meeting])
    const stored = await server.store.meetings.meeting(meeting.id)
    assert.match(stored?.passwordHash ?? '', /^\$argon2id\$/)
    for (const text of [list.body, JSON.stringify(stored), server.log.join()]) {
      assert.ok(!text.includes(password))
    }
  })

  it('[E2E9] keep the hash of the founder key that was drawn for them, or none', async () => {
    await using server = await testServer()
    const host = await server.signedIn('lan', 'host')
    const create = async (more: object) =>
      host.post('/api/meetings', { title: 'A', mode: 'discussion', ...more })
    const founder = 'h'.repeat(43)
    const { meeting } = (await create({ founder })).json()
    assert.equal(meeting.founder, founder)
    assert.equal((await server.store.meetings.meeting(meeting.id))?.founder, founder)
    assert.equal((await create({})).json().meeting.founder, null)
    for (const wrong of ['', 'h'.repeat(42), 'h'.repeat(44), `${'h'.repeat(42)}!`, null])
      assert.equal((await create({ founder: wrong })).statusCode, 400)
    const list: MeetingSummary[] = (await host.get('/api/meetings')).json()
    assert.deepEqual(new Set(list.map((one) => one.founder)), new Set([founder, null]))
  })

  it('[PWD2] get a password in the language of the page; anything else is Vietnamese', async () => {
    await using server = await testServer()
    const host = await server.signedIn('lan', 'operator')
    const inLanguage = async (language: string) => {
      const headers = { 'accept-language': language }
      const payload = { title: 'A', mode: 'discussion' }
      const made = await host.send({ method: 'POST', url: '/api/meetings', headers, payload })
      return String(made.json().password).split(' ')
    }
    for (const language of ['en', 'EN-us,vi;q=0.9', 'fr, en;q=0.5']) {
      for (const word of await inLanguage(language)) assert.ok(PROPOSAL_WORDS.en.includes(word))
    }
    for (const language of ['vi', 'vi-VN,en;q=0.9', '', 'xx', ','.repeat(9999)]) {
      for (const word of await inLanguage(language)) assert.ok(PROPOSAL_WORDS.vi.includes(word))
    }
  })

  it('[PWD2] check a chosen password, with the title and the host as context', async () => {
    await using server = await testServer()
    const host = await server.signedIn('lan', 'operator')
    const create = async (password: string) =>
      host.post('/api/meetings', { title: 'Giao ban Sở Nông nghiệp', mode: 'discussion', password })
    assert.equal((await create('giaobansonongnghiep')).json().code, 'password_is_context')
    assert.equal((await create('ngắn')).json().code, 'password_too_short')
    assert.equal((await create('x'.repeat(129))).statusCode, 400)
    assert.equal((await create('')).statusCode, 400)
    assert.equal((await create('123456789012345678')).statusCode, 422)
    assert.equal((await create(OWN)).json().password, OWN)
  })

  it('[PWD5] pass a renewed password to the rooms with its version', async () => {
    await using server = await testServer()
    const host = await server.signedIn('lan', 'operator')
    const first = (await host.post('/api/meetings', { title: 'A', mode: 'discussion' })).json()
    const { id } = first.meeting
    const renewed = (await host.post(`/api/meetings/${id}/password`, {})).json()
    assert.notEqual(renewed.password, first.password)
    assert.equal(
      (await host.post(`/api/meetings/${id}/password`, { password: OWN })).json().password,
      OWN,
    )
    assert.deepEqual(server.liveCalls, [
      { call: 'passwordRenewed', id, with: 2 },
      { call: 'passwordRenewed', id, with: 3 },
    ])
    const weak = await host.post(`/api/meetings/${id}/password`, { password: 'aaaaaaaaaaaaaaaa' })
    assert.equal(weak.statusCode, 422)
    assert.equal((await host.post(`/api/meetings/${id}/password`)).statusCode, 400)
  })

  it('end through the room, once; an ended one accepts no new password', async () => {
    await using server = await testServer()
    const host = await server.signedIn('lan', 'operator')
    const { id } = (await host.post('/api/meetings', { title: 'A', mode: 'lecture' })).json()
      .meeting
    assert.equal((await host.post(`/api/meetings/${id}/end`)).statusCode, 200)
    assert.equal((await host.post(`/api/meetings/${id}/end`)).statusCode, 200)
    assert.equal(server.liveCalls.filter(({ call }) => call === 'end').length, 1)
    assert.equal((await host.get('/api/meetings')).json()[0].ended, true)
    assert.equal((await host.post(`/api/meetings/${id}/password`, {})).json().code, 'meeting_over')
  })

  it('are not found by other hosts or operators, except that operators can end them', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('lan', 'operator')
    const host = await server.signedIn('minh', 'host')
    const { id } = (await host.post('/api/meetings', { title: 'A', mode: 'discussion' })).json()
      .meeting
    const other = await server.signedIn('hoa', 'host')
    assert.equal((await other.post(`/api/meetings/${id}/end`)).json().code, 'not_found')
    for (const stranger of [operator, other]) {
      const answers = [
        await stranger.post(`/api/meetings/${id}/password`, {}),
        await stranger.get(`/api/meetings/${id}/blocks`),
        await stranger.delete(`/api/meetings/${id}/blocks/x`),
        await stranger.post(`/api/meetings/${meetingId('absent')}/end`),
        await stranger.post('/api/meetings/nonsense/end'),
      ]
      for (const answer of answers) {
        assert.deepEqual([answer.statusCode, answer.json()], [404, { code: 'not_found' }])
      }
      assert.deepEqual((await stranger.get('/api/meetings')).json(), [])
    }
    assert.deepEqual(server.liveCalls, [])
    assert.equal((await operator.post(`/api/meetings/${id}/end`)).statusCode, 200)
    assert.deepEqual(
      server.liveCalls.map(({ call }) => call),
      ['end'],
    )
  })

  it('[AUD] a leak is contained by the host, who alone gets the new password', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('lan', 'operator')
    const host = await server.signedIn('minh', 'host')
    const made = (await host.post('/api/meetings', { title: 'A', mode: 'discussion' })).json()
    const { id } = made.meeting
    const url = `/api/meetings/${id}/contain`
    const remove = [participantId('suspect')]
    const { id: by } = (await host.get('/api/me')).json().me
    const done = await host.post(url, { remove })
    assert.equal(done.statusCode, 200)
    const { password, removed } = done.json()
    assert.match(password, /^([a-z]+-[a-z]+ ){6}[a-z]+-[a-z]+$/)
    assert.notEqual(password, made.password)
    assert.equal(removed, 1)
    assert.deepEqual(server.liveCalls, [
      { call: 'contain', id, with: { by, remove } },
      { call: 'passwordRenewed', id, with: 2 },
    ])
    const last = await server.store.audit.latest(2)
    assert.deepEqual(
      last.map(({ action, details }) => [action, details]),
      [
        ['meeting.password', { proposed: true }],
        ['incident.contained', { count: 1 }],
      ],
    )
    assert.ok(!JSON.stringify([last, server.log]).includes(password))

    const byOperator = await operator.post(url, { remove: [] })
    assert.deepEqual([byOperator.statusCode, byOperator.json().password], [200, null])
    assert.equal((await server.store.meetings.meeting(id))?.passwordVersion, 3)
  })

  it('[AUD] nobody else contains a meeting, nor one that is over or never existed', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('lan', 'operator')
    const host = await server.signedIn('minh', 'host')
    const { id } = (await host.post('/api/meetings', { title: 'A', mode: 'discussion' })).json()
      .meeting
    const stranger = await server.signedIn('hoa', 'host')
    assert.equal((await contain(stranger, id)).statusCode, 404)
    assert.equal((await contain(server.browser(), id)).statusCode, 401)
    assert.equal((await contain(operator, meetingId('absent'))).statusCode, 404)
    for (const body of [{}, { remove: ['x'] }, { remove: [], password: OWN }]) {
      assert.equal((await contain(host, id, body)).statusCode, 400)
    }
    await host.post(`/api/meetings/${id}/end`)
    assert.equal((await contain(host, id)).json().code, 'meeting_over')
    assert.deepEqual(
      server.liveCalls.map(({ call }) => call),
      ['end'],
    )
  })

  it('list blocks by name; the host can lift them, and this is audited', async () => {
    await using server = await testServer()
    const host = await server.signedIn('lan', 'operator')
    const { id } = (await host.post('/api/meetings', { title: 'A', mode: 'discussion' })).json()
      .meeting
    await server.store.meetings.createBlock({
      id: 'b1',
      meetingId: id,
      scope: 'meeting',
      deviceHash: 'device',
      accountId: null,
      inviteId: null,
      addressHash: 'address',
      name: 'Kẻ phá',
      at: 5,
    })
    assert.deepEqual((await host.get(`/api/meetings/${id}/blocks`)).json(), [
      { id: 'b1', name: 'Kẻ phá', at: 5 },
    ])
    assert.equal((await host.delete(`/api/meetings/${id}/blocks/b2`)).statusCode, 404)
    assert.equal((await host.delete(`/api/meetings/${id}/blocks/b1`)).statusCode, 200)
    assert.deepEqual((await host.get(`/api/meetings/${id}/blocks`)).json(), [])
    assert.deepEqual(server.liveCalls, [{ call: 'blockLifted', id, with: 'b1' }])
    const [last] = await server.store.audit.latest(1)
    assert.deepEqual([last?.action, last?.target], ['block.lifted', 'b1'])
  })

  it('checking a password requires a session and is rate limited', async () => {
    await using server = await testServer()
    const host = await server.signedIn('lan', 'operator')
    const check = (tab = host) =>
      tab.post('/api/password-check', { password: PASSWORD, context: ['A'] })
    assert.deepEqual((await check()).json(), { ok: true })
    assert.equal((await check(server.browser())).statusCode, 401)
    for (let i = 1; i < 60; i += 1) await check()
    const refused = await check()
    assert.deepEqual([refused.statusCode, refused.json().code], [429, 'rate_limited'])
    server.clock.now += 60_000
    assert.equal((await check()).statusCode, 200)
  })
})
