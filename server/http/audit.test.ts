import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { AuditPage } from '#protocol/audit.ts'
import { ParticipantId } from '#protocol/ids.ts'
import type { MeetingId } from '#protocol/ids.ts'
import { seat } from '../store/fixtures.ts'
import { testServer } from './testing.ts'
import type { TestServer } from './testing.ts'

const actions = (page: AuditPage) => page.entries.map(({ action }) => action)
const pageOf = (response: { statusCode: number; json(): unknown }): AuditPage => {
  assert.equal(response.statusCode, 200)
  return response.json() as AuditPage
}

/** A host's meeting in which one guest knocked and was admitted. */
async function withMeeting(server: TestServer) {
  const operator = await server.signedIn('lan', 'operator')
  const host = await server.signedIn('minh', 'host')
  const made = await host.post('/api/meetings', { title: 'Giao ban', mode: 'discussion' })
  const id: MeetingId = made.json().meeting.id
  const guest = seat('guest', id, { name: 'Lê Bình' })
  await server.store.meetings.createSeat(guest)
  const at = server.clock.now
  const knocked = { at, meetingId: id, action: 'lobby.knocked', by: guest.id } as const
  await server.store.audit.append({ ...knocked, target: null, details: { kind: 'guest' } })
  const verdict = { at, meetingId: id, action: 'lobby.admitted', by: guest.id } as const
  await server.store.audit.append({ ...verdict, target: guest.id, details: {} })
  return { operator, host, id, guest }
}

describe('[AUD] reading the log', () => {
  it('shows a host their own meeting, with names', async () => {
    await using server = await testServer()
    const { host, id } = await withMeeting(server)
    const page = pageOf(await host.get(`/api/meetings/${id}/audit`))
    assert.deepEqual(actions(page), ['lobby.admitted', 'lobby.knocked', 'meeting.created'])
    assert.equal(page.next, null)
    const [admitted, knocked, created] = page.entries
    assert.deepEqual(admitted?.target, { kind: 'guest', name: 'Lê Bình' })
    assert.deepEqual(knocked?.details, { kind: 'guest' })
    assert.deepEqual(created?.by, { kind: 'account', name: 'minh' })
    assert.deepEqual(created?.meeting, { id, title: 'Giao ban' })
  })

  it('shows everything to an operator, and nothing to anyone else', async () => {
    await using server = await testServer()
    const { operator, host, id } = await withMeeting(server)
    const all = pageOf(await operator.get('/api/audit'))
    assert.ok(actions(all).includes('lobby.admitted') && actions(all).includes('setup.done'))
    assert.deepEqual(all.entries.at(-1)?.by, { kind: 'system' })

    assert.equal((await host.get('/api/audit')).statusCode, 403)
    assert.equal((await server.browser().get('/api/audit')).statusCode, 401)
    assert.equal((await server.browser().get(`/api/meetings/${id}/audit`)).statusCode, 401)
    const stranger = await server.signedIn('hoa', 'host')
    for (const whose of [stranger, operator]) {
      const answer = await whose.get(`/api/meetings/${id}/audit`)
      assert.deepEqual([answer.statusCode, answer.json()], [404, { code: 'not_found' }])
    }
    assert.equal((await host.get('/api/meetings/nonsense/audit')).statusCode, 404)
  })

  it('is searched by name, title, action and time', async () => {
    await using server = await testServer()
    const { operator, host, id } = await withMeeting(server)
    const url = `/api/meetings/${id}/audit`
    const found = async (query: string) => actions(pageOf(await host.get(`${url}?${query}`)))
    const both = ['lobby.admitted', 'lobby.knocked']
    assert.deepEqual(await found('who=le%20binh'), both)
    assert.deepEqual(await found('text=B%C3%ACnh'), both)
    assert.deepEqual(await found('text=x&actions=lobby.knocked'), ['lobby.knocked'])
    assert.deepEqual(await found('text=giao'), [...both, 'meeting.created'])
    assert.deepEqual(await found(`from=${server.clock.now + 1}`), [])
    assert.deepEqual(await found(`to=${server.clock.now}`), [])
    assert.equal((await found(`from=${server.clock.now}`)).length, 3)
    // Nobody finds in another's meeting.
    const all = pageOf(await operator.get('/api/audit?who=binh'))
    assert.deepEqual(actions(all), both)
    for (const bad of [
      'who=',
      `text=${'a'.repeat(65)}`,
      'from=0',
      'from=1e3',
      'to=x',
      'actions=no.action',
      `actions=${Array(200).fill('lobby.knocked').join(',')}`,
      'who=a&who=b',
    ]) {
      assert.equal((await host.get(`${url}?${bad}`)).statusCode, 400, bad)
    }
  })

  it('supports paging and filtering by action', async () => {
    await using server = await testServer()
    const { operator, host, id } = await withMeeting(server)
    const url = `/api/meetings/${id}/audit`
    const first = pageOf(await host.get(`${url}?limit=2`))
    assert.deepEqual(actions(first), ['lobby.admitted', 'lobby.knocked'])
    const second = pageOf(await host.get(`${url}?limit=2&before=${first.next}`))
    assert.deepEqual([actions(second), second.next], [['meeting.created'], null])

    assert.equal(pageOf(await host.get(`${url}?action=lobby`)).entries.length, 2)
    const one = pageOf(await operator.get('/api/audit?action=lobby.knocked'))
    assert.deepEqual(actions(one), ['lobby.knocked'])
    // The part before the dot must be a whole word; patterns do not work.
    for (const none of ['lob', 'lobby.knock', '_____', 'x.y']) {
      assert.deepEqual(pageOf(await operator.get(`/api/audit?action=${none}`)).entries, [], none)
    }
  })

  it('accepts no other query', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('lan', 'operator')
    for (const query of [
      'limit=201',
      'limit=0',
      'limit=x',
      'before=-1',
      'before=1e3',
      'action=%25',
      "action='",
      'other=1',
      'limit=1&limit=2',
    ]) {
      const answer = await operator.get(`/api/audit?${query}`)
      assert.deepEqual([answer.statusCode, answer.json().code], [400, 'invalid_input'], query)
    }
  })

  it('contains no ID of a person and no hash', async () => {
    await using server = await testServer()
    const { operator, host, id, guest } = await withMeeting(server)
    const me = (await host.get('/api/me')).json().me
    const texts = [
      (await operator.get('/api/audit')).body,
      (await host.get(`/api/meetings/${id}/audit`)).body,
    ]
    const [entry] = (await server.store.audit.page({ meetingId: id, limit: 1 })).entries
    for (const secret of [
      guest.id,
      guest.deviceHash,
      guest.addressHash,
      guest.ticketHash,
      me.id,
      entry?.hash ?? '',
    ]) {
      for (const text of texts) assert.ok(secret !== '' && !text.includes(secret))
    }
  })

  it("can be read even if someone's name has been deleted", async () => {
    await using server = await testServer()
    const { host, id } = await withMeeting(server)
    const nobody = ParticipantId.parse('n'.repeat(22))
    const event = { at: 1, meetingId: id, action: 'participant.left', by: nobody } as const
    await server.store.audit.append({ ...event, target: null, details: {} })
    const [left] = pageOf(await host.get(`/api/meetings/${id}/audit`)).entries
    assert.deepEqual(left?.by, { kind: 'unknown' })
  })
})
