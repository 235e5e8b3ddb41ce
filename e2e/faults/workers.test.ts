import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { opaque } from '#protocol/testing.ts'
import { closeEndpoints } from '#sfu/testing/endpoint.ts'
import { Pump } from '#sfu/testing/pump.ts'
import { MediaMeeting } from '../support/media-meeting.ts'
import { Visitor } from '../support/visitor.ts'
import { ServerOfWorkers } from '../support/workers.ts'

let workers: ServerOfWorkers
let host: Visitor
const pump = new Pump()

before(async () => {
  workers = await ServerOfWorkers.start(2)
  host = new Visitor(workers.server)
  await host.setUp()
})
after(async () => {
  pump.close()
  closeEndpoints()
  await workers.server.stop()
})

it('a meeting moves to the other media worker when its own dies, and nothing else changes', async () => {
  const ground = { server: workers.server, host, pump }
  const crowd = await MediaMeeting.meet(ground, 4, 2)
  const [, an, binh] = crowd.people
  await crowd.chair.socket.ok('chat.send', { sealed: opaque('Xin chào') })
  await binh?.socket.ok('hand.raise', { raised: true })
  await crowd.chair.socket.ok('share.grant', { id: an?.snapshot?.self ?? assert.fail('nobody') })

  for (let n = 0; n < 3; n += 1) {
    // Placed on the worker replaced last, because that one is emptier.
    const neighbors = await MediaMeeting.meet(ground, 2, 1)
    const undisturbed = neighbors.people.map(({ sessions }) => sessions)
    const standing = await crowd.standing()
    const { index, rooms } = await workers.busiest()
    assert.equal(rooms, 1, 'the meeting next door is on the other worker')

    const anew = crowd.begunAnew()
    workers.kill9(index)
    await anew
    await crowd.everyoneHears()
    assert.deepEqual(await crowd.standing(), standing)

    const sessions = neighbors.people.map((one) => one.sessions)
    assert.deepEqual(sessions, undisturbed, 'nobody next door began anew')
    const lost = neighbors.people.map((one) => one.lost)
    assert.deepEqual(lost, [0, 0], 'nobody next door lost a packet')
    await neighbors.end()
  }

  assert.equal(await workers.transports(), 2 * crowd.people.length)
  await crowd.end()
  while ((await workers.transports()) > 0);
})
