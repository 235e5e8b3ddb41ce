import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ServerMeeting } from '#protocol/http.ts'
import { testServer } from './testing.ts'

describe('the list of all meetings', () => {
  it('[AUD] shows operators the newest first: host, number of people, and nothing that leads in', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('lan', 'operator')
    const host = await server.signedIn('hoa', 'host')
    const make = async (title: string) => {
      server.clock.now += 1000
      const made = await host.post('/api/meetings', { title, mode: 'discussion' })
      return made.json() as { meeting: { id: string }; password: string }
    }
    const first = await make('Giao ban')
    const second = await make('Họp kín')
    await host.post(`/api/meetings/${first.meeting.id}/end`)

    const answer = await operator.get('/api/server/meetings')
    const list: ServerMeeting[] = answer.json()
    assert.deepEqual(
      list.map(({ title, ended }) => [title, ended]),
      [
        ['Họp kín', false],
        ['Giao ban', true],
      ],
    )
    const [newest] = list
    assert.deepEqual(Object.keys(newest ?? {}).sort(), [
      'createdAt',
      'ended',
      'founder',
      'host',
      'id',
      'invitedOnly',
      'live',
      'mode',
      'scheduled',
      'title',
    ])
    for (const secret of [first.password, second.password, '$argon2'])
      assert.ok(!answer.body.includes(secret))
  })

  it('[SES] is not available to hosts or outsiders', async () => {
    await using server = await testServer()
    await server.signedIn('lan', 'operator')
    const host = await server.signedIn('hoa', 'host')
    assert.equal((await host.get('/api/server/meetings')).statusCode, 403)
    assert.equal((await server.browser().get('/api/server/meetings')).statusCode, 401)
  })
})
