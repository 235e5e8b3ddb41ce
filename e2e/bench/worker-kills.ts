/**
 * The media worker beneath a meeting is killed, again and again: how soon everybody in it has media
 * of somebody, and of everybody, again; whether who is in, what was said, who may what and who waits
 * are as before; whether a meeting on the other worker loses a packet; whether a transport is left
 * over. A real server process with two workers, ICE and DTLS-SRTP, a packet of each voice and
 * picture every 5 ms. Prints figures: node setup/run.mjs e2e/bench/worker-kills.ts [kills] [people]
 */
import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { closeEndpoints } from '#sfu/testing/endpoint.ts'
import { Pump } from '#sfu/testing/pump.ts'
import { MediaMeeting } from '../support/media-meeting.ts'
import { Visitor } from '../support/visitor.ts'
import { ServerOfWorkers } from '../support/workers.ts'
import { spread } from './figures.ts'

const [kills = 50, people = 10] = process.argv.slice(2).map(Number)
/** Of them, those with a camera. */
const FILMING = 4

const workers = await ServerOfWorkers.start(2)
const { server } = workers
const host = new Visitor(server)
await host.setUp()
const pump = new Pump()
const ground = { server, host, pump }
const crowd = await MediaMeeting.meet(ground, people, FILMING)
const { chair } = crowd
const [, first, second] = crowd.people
for (const text of ['Xin chào', 'Mời cho ý kiến']) await chair.socket.ok('chat.send', { text })
await second?.socket.ok('hand.raise', { raised: true })
if (first?.snapshot) await chair.socket.ok('share.grant', { id: first.snapshot.self })

const took = { somebody: [] as number[], everybody: [] as number[] }
let changed = 0
const nextDoor = { lost: 0, heard: 0, begunAnew: 0 }

for (let n = 0; n < kills; n += 1) {
  // On the worker that was replaced last, for it is the emptier one.
  const neighbours = await MediaMeeting.meet(ground, 2, 1)
  const before = JSON.stringify(await crowd.standing())
  const victim = await workers.busiest()
  if (victim.rooms !== 1) throw new Error('both meetings are on one worker')
  const undisturbed = neighbours.people.map(({ sessions }) => sessions)

  const anew = crowd.begunAnew()
  const killed = performance.now()
  workers.kill9(victim.index)
  await anew
  await crowd.everyoneHears()
  for (const one of crowd.people) {
    const times = [...one.voices().values()].map((at) => at - killed)
    took.somebody.push(Math.min(...times))
    took.everybody.push(Math.max(...times))
  }
  if (JSON.stringify(await crowd.standing()) !== before) changed += 1
  for (const [i, one] of neighbours.people.entries()) {
    if (one.sessions !== undisturbed[i]) nextDoor.begunAnew += 1
    nextDoor.lost += one.lost
    nextDoor.heard += one.wire?.receiver.totalPackets ?? 0
  }
  await neighbours.end()
}

console.log(
  `${kills} kills, ${people} people, ${FILMING} cameras; load ${loadavg()[0]?.toFixed(1)}`,
)
console.log(`kill to somebody's voice, each person:  ${spread(took.somebody)}`)
console.log(`kill to everybody's voice, each person: ${spread(took.everybody)}`)
console.log(`times that people, chat, grants or lobby were otherwise after: ${changed}`)
console.log(
  `next door: ${nextDoor.lost} of ${nextDoor.heard} packets lost, ${nextDoor.begunAnew} had to begin anew`,
)
// The last guests of the meeting next door are being put out.
await pause(1000)
console.log(`transports: ${await workers.transports()}, for ${people} people`)
await crowd.end()
await pause(1000)
console.log(`transports once the meeting is over: ${await workers.transports()}`)
pump.close()
closeEndpoints()
await server.stop()
