import assert from 'node:assert/strict'
import { it } from 'node:test'
import { NOW_HEADER } from '#protocol/time.ts'
import { testServer } from './testing.ts'

it('[INP3] every API response carries the server time, refusals included', async () => {
  await using server = await testServer()
  const host = await server.signedIn('chi', 'host')
  const visitor = server.browser()
  for (const answer of [
    await visitor.get('/api/me'),
    await host.get('/api/meetings'),
    await visitor.get('/api/meetings'),
    await visitor.post('/api/session', {}),
    await host.post('/api/meetings', { title: '' }),
  ])
    assert.equal(answer.headers[NOW_HEADER], String(server.clock.now), String(answer.statusCode))
})
