import assert from 'node:assert/strict'
import { it } from 'node:test'
import { opaque } from '#protocol/testing.ts'
import { ServerHarness, codeOf } from '../support/harness.ts'

const harness = new ServerHarness()

it('on shutdown the server announces it, admits nobody and exits in time; people return afterward', async () => {
  const { server } = harness
  const sitting = await harness.sitting()
  const waiting = await sitting.knock('Kẻ Chờ')
  const ended = server.terminate()
  await Promise.all([
    sitting.host.next('restarting'),
    sitting.bystander.socket.next('restarting'),
    waiting.socket.next('restarting'),
  ])
  // Media and chat continue until the end.
  await sitting.host.ok('chat.send', { sealed: opaque('hẹn gặp lại') })

  const visitor = harness.visitor()
  assert.equal((await visitor.send('GET', '/health/ready')).status, 503)
  assert.equal((await visitor.send('GET', '/health/live')).status, 200)
  const claim = { name: 'Người Đến Muộn', password: sitting.password }
  assert.equal(codeOf(await visitor.enter(sitting.id, claim)), 'busy')
  const again = sitting.connect(harness.host)
  assert.deepEqual(await again.refused(), { code: 'busy' })

  // Ten seconds later it would have exited by itself, with code 1.
  assert.equal(await ended, 0)
  await server.up()
  const { participants } = await sitting.look()
  assert.deepEqual(
    participants.map(({ name }) => name),
    ['Trần Chủ Tọa', 'Lê Ngồi Yên'],
  )
  await sitting.connect(sitting.bystander.visitor).entered()
  await sitting.connect(waiting.visitor).next('waiting')
})
