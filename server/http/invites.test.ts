import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sha256 } from '../auth/tokens.ts'
import type { InviteLink } from '#protocol/http.ts'
import { inviteId, meetingId, seat } from '../store/fixtures.ts'
import { ORIGIN, PASSWORD, testServer } from './testing.ts'

const DAY = 24 * 60 * 60_000

async function hosted() {
  const server = await testServer()
  const host = await server.signedIn('lan', 'operator')
  const made = await host.post('/api/meetings', { title: 'Giao ban', mode: 'discussion' })
  const { id } = made.json().meeting
  const path = `/api/meetings/${id}/invites`
  const invite = async (...names: string[]): Promise<InviteLink[]> =>
    (await host.post(path, { names })).json()
  return {
    server,
    host,
    id,
    path,
    invite,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

describe('personal invites of a host', () => {
  it('[ADM5] are created one per name; the link is shown once, with its secret after the #', async () => {
    await using _ = await hosted()
    const { server, host, id, path, invite } = _
    const links = await invite('  Nguyễn  An ', 'Lê Bình')
    assert.deepEqual(
      links.map(({ invite: one }) => [one.name, one.state, one.expiresAt - one.createdAt]),
      [
        ['Nguyễn An', 'unused', 30 * DAY],
        ['Lê Bình', 'unused', 30 * DAY],
      ],
    )
    const url = new URL(links[0]?.link ?? '')
    assert.equal(url.origin + url.pathname, `${ORIGIN}/m/${id}`)
    assert.equal(url.search, '')
    const hash = new URLSearchParams(url.hash.slice(1))
    assert.equal(Buffer.from(hash.get('n') ?? '', 'base64url').toString(), 'Nguyễn An')
    const token = hash.get('i') ?? ''
    assert.match(token, /^[\w-]{43}$/)
    assert.equal((await server.store.invites.byToken(id, sha256(token)))?.name, 'Nguyễn An')

    const list = await host.get(path)
    assert.equal(list.json().length, 2)
    const stored = JSON.stringify(await server.store.invites.of(id))
    const audit = JSON.stringify(await server.store.audit.latest(10))
    for (const text of [list.body, stored, audit, server.log.join()])
      assert.ok(!text.includes(token))
    const [last] = await server.store.audit.latest(1)
    assert.deepEqual([last?.action, last?.details], ['invite.created', { count: 2, days: 30 }])
  })

  it('show their state', async () => {
    await using _ = await hosted()
    const { server, host, id, path, invite } = _
    const links = await invite('Mới', 'Trong Họp', 'Đã Dùng', 'Thu Hồi')
    const ids = links.map((link) => link.invite.id)
    const sit = (name: string, at: number, state: 'admitted' | 'over') =>
      server.store.meetings.createSeat(
        seat(name, id, { kind: 'invited', inviteId: ids[at] ?? null, state }),
      )
    await sit('a', 1, 'admitted')
    await sit('b', 2, 'over')
    await host.delete(`${path}/${ids[3]}`)
    const states = async () =>
      new Map(
        (await host.get(path))
          .json()
          .map((i: { name: string; state: string }) => [i.name, i.state]),
      )
    assert.deepEqual(
      await states(),
      new Map([
        ['Mới', 'unused'],
        ['Thu Hồi', 'revoked'],
        ['Trong Họp', 'in_use'],
        ['Đã Dùng', 'used'],
      ]),
    )
    server.clock.now += 30 * DAY
    // Sessions have expired by then too.
    assert.equal((await host.get(path)).statusCode, 401)
    await host.post('/api/session', { username: 'lan', password: PASSWORD })
    await server.prove(host, 'lan')
    assert.deepEqual((await states()).get('Mới'), 'expired')
    assert.deepEqual((await states()).get('Trong Họp'), 'in_use')
  })

  it('[ADM6] are revoked together with the seat that uses them, and the room is notified', async () => {
    await using _ = await hosted()
    const { server, host, id, path, invite } = _
    const [link] = await invite('An')
    const inviteOf = link?.invite.id ?? inviteId('none')
    await server.store.meetings.createSeat(seat('a', id, { kind: 'invited', inviteId: inviteOf }))
    assert.equal((await host.delete(`${path}/${inviteOf}`)).statusCode, 200)
    assert.deepEqual(server.liveCalls, [
      { call: 'invitesMade', id, with: ['An'] },
      { call: 'inviteRevoked', id, with: inviteOf },
    ])
    assert.deepEqual(await server.store.meetings.openSeats(id), [])
    const [last] = await server.store.audit.latest(1)
    assert.deepEqual([last?.action, last?.target], ['invite.revoked', inviteOf])
    // Revoking again is harmless and adds no second entry.
    assert.equal((await host.delete(`${path}/${inviteOf}`)).statusCode, 200)
    const entries = (await server.store.audit.latest(50)).filter(
      (e) => e.action === 'invite.revoked',
    )
    assert.equal(entries.length, 1)
  })

  it('are limited in name length, days, batch size, and total', async () => {
    await using _ = await hosted()
    const { host, path } = _
    const many = Array.from({ length: 200 }, (__, n) => `Khách ${n}`)
    const bad = [
      {},
      { names: [] },
      { names: [''] },
      { names: ['x'.repeat(61)] },
      { names: ['đảo\u202engược'] },
      { names: [...many, 'thêm một'] },
      { names: ['A'], days: 0 },
      { names: ['A'], days: 366 },
      { names: ['A'], password: 'x' },
    ]
    for (const body of bad) {
      assert.equal((await host.post(path, body)).statusCode, 400, JSON.stringify(body))
    }
    assert.equal((await host.post(path, { names: ['A'], days: 365 })).statusCode, 200)
    for (let i = 0; i < 4; i += 1) await host.post(path, { names: many })
    assert.equal((await host.post(path, { names: many })).json().code, 'too_large')
    assert.equal((await host.post(path, { names: many.slice(1) })).statusCode, 200)
    assert.equal((await host.post(path, { names: ['B'] })).json().code, 'too_large')
  })

  it('cannot be created for an ended meeting', async () => {
    await using _ = await hosted()
    const { host, id, path } = _
    await host.post(`/api/meetings/${id}/end`)
    assert.equal((await host.post(path, { names: ['A'] })).json().code, 'meeting_over')
    assert.deepEqual((await host.get(path)).json(), [])
  })

  it('and the switch belong to the host: for all others the meeting is not found', async () => {
    await using _ = await hosted()
    const { server, id, path, invite } = _
    const [link] = await invite('An')
    server.liveCalls.length = 0
    const other = await server.signedIn('hoa', 'host')
    const theirs = (await other.post('/api/meetings', { title: 'B', mode: 'discussion' })).json()
    const answers = [
      await other.get(path),
      await other.post(path, { names: ['A'] }),
      await other.delete(`${path}/${link?.invite.id}`),
      // Another host's invite under a meeting of their own.
      await other.delete(`/api/meetings/${theirs.meeting.id}/invites/${link?.invite.id}`),
      await other.post(`/api/meetings/${id}/invited-only`, { on: false }),
      await other.get(`/api/meetings/${meetingId('absent')}/invites`),
      await other.delete(`/api/meetings/${theirs.meeting.id}/invites/nonsense`),
    ]
    for (const answer of answers) {
      assert.deepEqual([answer.statusCode, answer.json()], [404, { code: 'not_found' }])
    }
    const nobody = server.browser()
    assert.equal((await nobody.get(path)).statusCode, 401)
    assert.equal((await nobody.post(path, { names: ['A'] })).statusCode, 401)
    assert.deepEqual(server.liveCalls, [])
  })

  it('[ADM1] a meeting can be limited to invited and signed-in people, at creation or later', async () => {
    await using _ = await hosted()
    const { server, host, id } = _
    const made = await host.post('/api/meetings', {
      title: 'Kín',
      mode: 'discussion',
      invitedOnly: true,
    })
    assert.equal(made.json().meeting.invitedOnly, true)
    const set = (body: object) => host.post(`/api/meetings/${id}/invited-only`, body)
    assert.equal((await set({ on: true })).statusCode, 200)
    assert.equal((await server.store.meetings.meeting(id))?.invitedOnly, true)
    const [last] = await server.store.audit.latest(1)
    assert.deepEqual([last?.action, last?.details], ['meeting.setting', { invitedOnly: true }])
    assert.equal((await set({ on: false })).statusCode, 200)
    assert.deepEqual(
      server.liveCalls.map((call) => call.with),
      [true, false],
    )
    for (const bad of [{}, { on: 1 }, { on: true, id }])
      assert.equal((await set(bad)).statusCode, 400)
  })
})
