/**
 * Repeatedly kills the media worker of a meeting. Measures how soon everyone has media again from
 * someone, and from everyone; and checks that participants, chat, grants and lobby are unchanged,
 * that a meeting on the other worker loses no packets, and that no transports are left over. A real
 * server process with two workers, ICE and DTLS-SRTP; each stream sends a packet every 5 ms. Prints
 * figures: node setup/run.mjs e2e/bench/worker-kills.ts [kills] [people] [nodes]
 *
 * With `nodes`, each worker is that of a media node, which is killed as a whole and started again.
 */
import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { opaque } from '#protocol/testing.ts'
import { closeEndpoints } from '#sfu/testing/endpoint.ts'
import { Pump } from '#sfu/testing/pump.ts'
import { MediaMeeting } from '../support/media-meeting.ts'
import { MediaNode, usingNodes } from '../support/media-nodes.ts'
import { Visitor } from '../support/visitor.ts'
import { ServerOfWorkers } from '../support/workers.ts'
import { spread } from './figures.ts'

const [kills = 50, people = 10] = process.argv
  .slice(2)
  .filter((one) => one !== 'nodes')
  .map(Number)
/** How many of them have a camera. */
const FILMING = 4

const nodes = process.argv.includes('nodes')
  ? [await MediaNode.start(), await MediaNode.start()]
  : []
const workers = await ServerOfWorkers.start(2, nodes.length > 0 ? usingNodes(nodes) : {})
async function kill(index: number): Promise<void> {
  const node = nodes[index]
  if (node === undefined) return workers.kill9(index)
  await node.kill9()
  await node.up()
}
const { server } = workers
const host = new Visitor(server)
await host.setUp()
const pump = new Pump()
const ground = { server, host, pump }
const crowd = await MediaMeeting.meet(ground, people, FILMING)
const { chair } = crowd
const [, first, second] = crowd.people
for (const text of ['Xin chào', 'Mời cho ý kiến'])
  await chair.socket.ok('chat.send', { sealed: opaque(text) })
await second?.socket.ok('hand.raise', { raised: true })
if (first?.snapshot) await chair.socket.ok('share.grant', { id: first.snapshot.self })

const took = { somebody: [] as number[], everybody: [] as number[] }
let changed = 0
const nextDoor = { lost: 0, heard: 0, begunAnew: 0 }

for (let n = 0; n < kills; n += 1) {
  // Placed on the worker replaced last, because that one is emptier.
  const neighbors = await MediaMeeting.meet(ground, 2, 1)
  const before = JSON.stringify(await crowd.standing())
  let victim = await workers.busiest()
  // Nodes report their load every second.
  for (const until = Date.now() + 5000; victim.rooms !== 1; victim = await workers.busiest())
    if (Date.now() > until) throw new Error('both meetings are on one worker')
  const undisturbed = neighbors.people.map(({ sessions }) => sessions)

  const anew = crowd.begunAnew()
  const killed = performance.now()
  const killing = kill(victim.index)
  await anew
  await crowd.everyoneHears()
  for (const one of crowd.people) {
    const times = [...one.voices().values()].map((at) => at - killed)
    took.somebody.push(Math.min(...times))
    took.everybody.push(Math.max(...times))
  }
  if (JSON.stringify(await crowd.standing()) !== before) changed += 1
  for (const [i, one] of neighbors.people.entries()) {
    if (one.sessions !== undisturbed[i]) nextDoor.begunAnew += 1
    nextDoor.lost += one.lost
    nextDoor.heard += one.wire?.receiver.totalPackets ?? 0
  }
  await neighbors.end()
  await killing
  while ((await workers.figures()).size < 2);
  // The chair has connected twice for the comparison; a seat may do so once in five seconds.
  await pause(10_000)
}

console.log(
  `${kills} kills, ${people} people, ${FILMING} cameras; system load ${loadavg()[0]?.toFixed(1)}`,
)
console.log(`kill to first voice, per person:  ${spread(took.somebody)}`)
console.log(`kill to every voice, per person:  ${spread(took.everybody)}`)
console.log(`kills after which people, chat, grants or lobby differed: ${changed}`)
console.log(
  `other meeting: ${nextDoor.lost} of ${nextDoor.heard} packets lost, ${nextDoor.begunAnew} had to start a new session`,
)
// The last guests of the other meeting are still being disconnected.
await pause(1000)
console.log(`transports: ${await workers.transports()}, for ${people} people`)
await crowd.end()
await pause(1000)
console.log(`transports after the meeting: ${await workers.transports()}`)
pump.close()
closeEndpoints()
await server.stop()
