import assert from 'node:assert/strict'
import { it } from 'node:test'
import { LINE_PIECE } from '#protocol/line-test.ts'
import type { LineTest } from '#protocol/line-test.ts'
import { testServer } from './testing.ts'
import type { Browser } from './testing.ts'

const begin = async (tab: Browser) => (await tab.post('/api/line-test')).json<LineTest>()

it('[TST2] an address begins thirty tests in ten minutes, an IPv6 network as one', async () => {
  await using server = await testServer()
  for (let n = 0; n < 30; n += 1) {
    const tab = server.browser(`2001:db8:1:1::${n + 1}`)
    const { id } = await begin(tab)
    assert.equal((await tab.delete(`/api/line-test/${id}`)).statusCode, 200)
    server.clock.now += 2000
  }
  const refused = await server.browser('2001:db8:1:1::ffff').post('/api/line-test')
  assert.deepEqual([refused.statusCode, refused.json().code], [429, 'rate_limited'])
  assert.equal((await server.browser('2001:db8:1:2::1').post('/api/line-test')).statusCode, 200)
})

it('[TST2] all addresses together begin sixty a minute', async () => {
  await using server = await testServer()
  for (let n = 0; n < 60; n += 1) {
    const tab = server.browser(`198.51.100.${n + 1}`)
    await tab.delete(`/api/line-test/${(await begin(tab)).id}`)
  }
  const refused = await server.browser('203.0.113.1').post('/api/line-test')
  assert.deepEqual([refused.statusCode, refused.json().code], [429, 'rate_limited'])
})

it('[TST1] pieces are as long as announced and tell nothing', async () => {
  await using server = await testServer()
  const tab = server.browser()
  const { id } = await begin(tab)
  const piece = await tab.get(`/api/line-test/${id}/piece`)
  assert.equal(piece.rawPayload.length, LINE_PIECE)
  assert.equal(piece.headers['cache-control'], 'no-store')
  assert.equal((await tab.get('/api/line-test/none/piece')).statusCode, 404)
})

it('[TST1] no request connects its transport, publishes or receives', async () => {
  await using server = await testServer()
  const routes = server.routes.filter(({ path }) => path.startsWith('/api/line-test'))
  assert.deepEqual(
    routes.map(({ method, path }) => `${method} ${path}`),
    [
      'POST /api/line-test',
      'GET /api/line-test/:id/piece',
      'POST /api/line-test/:id/piece',
      'DELETE /api/line-test/:id',
    ],
  )
})
