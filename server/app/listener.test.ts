import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { it } from 'node:test'
import { closable } from './listener.ts'

it('a listener closes though a browser has opened a connection ahead, and answers what was asked', async () => {
  const asked = Promise.withResolvers<() => void>()
  const server = createServer((_, answer) =>
    asked.resolve(() => answer.setHeader('connection', 'close').end('yes')),
  )
  const close = closable(server, async () => {
    server.close()
    await once(server, 'close')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const ahead = connect(port, '127.0.0.1')
  await Promise.all([once(ahead, 'connect'), once(server, 'connection')])
  const answer = fetch(`http://127.0.0.1:${port}/`)
  const answers = await asked.promise
  const ended = once(ahead, 'close')
  const closed = close()
  await ended
  answers()
  assert.equal(await (await answer).text(), 'yes')
  await closed
})
