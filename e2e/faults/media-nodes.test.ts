import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { closeEndpoints } from '#sfu/testing/endpoint.ts'
import { Pump } from '#sfu/testing/pump.ts'
import { MediaMeeting } from '../support/media-meeting.ts'
import { MediaNode, usingNodes } from '../support/media-nodes.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'

// The server and its media nodes are processes of their own, as on several machines.

let nodes: MediaNode[]
let server: TestServer
let host: Visitor
const pump = new Pump()

before(async () => {
  nodes = await Promise.all([MediaNode.start(), MediaNode.start()])
  // Everybody but the first is on the second node.
  server = await TestServer.start({ ...usingNodes(nodes), ANHOP_CONSUMERS_PER_WORKER: '2' })
  host = new Visitor(server)
  await host.setUp()
})
after(async () => {
  // First what sends, so that nothing arrives at endpoints that are being closed.
  await server.stop()
  await Promise.all(nodes.map((node) => node.terminate()))
  pump.close()
  closeEndpoints()
})

const connected = () => server.output.filter((line) => line.includes('media node connected')).length

/** Starts it again; resolves when the server uses it. */
async function back(node: MediaNode): Promise<void> {
  const before = connected()
  await node.up()
  await pump.until('the node is connected', () => connected() > before)
}

it('a meeting on two media nodes goes on when one of them dies, and when it is back', async () => {
  const crowd = await MediaMeeting.meet({ server, host, pump }, 4, 2)
  const standing = await crowd.standing()
  for (const node of nodes) {
    const anew = crowd.begunAnew()
    await node.kill9()
    await anew
    await crowd.everyoneHears()
    assert.deepEqual(await crowd.standing(), standing)
    await back(node)
  }
  await crowd.end()
})

it('a media node that falls silent is left, and used again once it speaks', async () => {
  const crowd = await MediaMeeting.meet({ server, host, pump }, 3, 1)
  const [first] = nodes
  assert.ok(first)
  const anew = crowd.begunAnew()
  const before = connected()
  process.kill(first.pid, 'SIGSTOP')
  try {
    await anew
    await crowd.everyoneHears()
  } finally {
    process.kill(first.pid, 'SIGCONT')
  }
  await pump.until('the node is connected', () => connected() > before)
  await crowd.end()
})

it('a media node that is stopped for an upgrade takes no more people, and the others carry on', async () => {
  const crowd = await MediaMeeting.meet({ server, host, pump }, 3, 1)
  const anew = crowd.begunAnew()
  const [first] = nodes
  assert.equal(await first?.terminate(), 0)
  await anew
  await crowd.everyoneHears()
  await crowd.end()
  if (first) await back(first)
})

it('the server says that it is not ready while no media node is there, and recovers', async () => {
  await Promise.all(nodes.map((node) => node.kill9()))
  const ready = async () => (await fetch(`${server.url}/health/ready`)).status
  while ((await ready()) !== 503);
  await Promise.all(nodes.map((node) => node.up()))
  while ((await ready()) !== 200);
  const crowd = await MediaMeeting.meet({ server, host, pump }, 2, 1)
  await crowd.end()
})
