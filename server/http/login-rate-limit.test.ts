import assert from 'node:assert/strict'
import { it } from 'node:test'
import Fastify from 'fastify'
import { installLoginRateLimit } from './login-rate-limit.ts'
import { installErrors } from './errors.ts'

it('[PWD4] tries beyond the verification capacity are refused unread; other requests are not', async () => {
  let now = 0
  let handled = 0
  const fastify = Fastify()
  installErrors(fastify)
  installLoginRateLimit(
    fastify,
    ({ socket }) => socket.remoteAddress ?? '',
    () => now,
  )
  for (const url of ['/api/meetings/:id/enter', '/api/elsewhere']) {
    fastify.post(url, async () => {
      handled += 1
      return {}
    })
  }
  const send = async (
    url: string,
    headers: Record<string, string> = {},
    remoteAddress = '10.0.0.1',
  ) =>
    (await fastify.inject({ method: 'POST', url, headers, payload: {}, remoteAddress })).statusCode
  const enter = (headers?: Record<string, string>) => send('/api/meetings/x/enter', headers)

  const codes = []
  for (let n = 0; n < 300; n += 1) codes.push(await enter())
  assert.equal(codes.filter((code) => code === 200).length, 200)
  assert.equal(codes.filter((code) => code === 503).length, 100)
  assert.equal(handled, 200)
  assert.equal(await enter({ cookie: 'device=x' }), 200)
  // One address has not used up the share of others.
  assert.equal(await send('/api/meetings/x/enter', {}, '10.0.0.2'), 200)
  // All addresses together are still limited.
  const crowd = []
  for (let n = 0; n < 200; n += 1) {
    crowd.push(await send('/api/meetings/x/enter', {}, `10.1.0.${n}`))
  }
  assert.equal(crowd.filter((code) => code === 200).length, 99)
  assert.equal(await send('/api/elsewhere'), 200)
  now = 1000
  assert.equal(await enter(), 200)
  await fastify.close()
})
