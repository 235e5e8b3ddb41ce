/**
 * Measures what a running meeting notices while passwords are guessed: first its own, then those of
 * nonexistent meetings, from ever-changing addresses; then while a participant floods it with
 * messages and reconnects as often as they are cut off. Prints figures and asserts nothing: node
 * setup/run.mjs e2e/bench/flood.ts [seconds] [a second] [people]
 */
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { loadavg } from 'node:os'
import { Worker } from 'node:worker_threads'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'
import { cpuSeconds, residentMegabytes, spread } from './figures.ts'
import { arrive, gather } from './gathering.ts'
import { pulse } from './pulse.ts'
import type { Flood, Tally } from './tries.ts'

const [seconds = 60, perSecond = 1000, people = 10] = process.argv.slice(2).map(Number)

const server = await TestServer.start({ ANHOP_TRUSTED_PROXY: '127.0.0.1,::1' })
const host = new Visitor(server)
await host.setUp()
const gathering = await gather(server, host, people)
const { secret, sockets } = gathering

async function measure(what: string): Promise<void> {
  const before = cpuSeconds(server.pid)
  const { asked, said } = await pulse(sockets, seconds)
  const cores = (cpuSeconds(server.pid) - before) / seconds
  console.log(`\n${what}`)
  console.log(
    `  server process: ${residentMegabytes(server.pid)} MB resident, ${cores.toFixed(2)} cores; system load ${loadavg()[0]?.toFixed(1)}`,
  )
  console.log(`  request round trip: ${spread(asked)}`)
  console.log(`  message delivery:   ${spread(said)}`)
}

async function tries(meeting: string | null): Promise<void> {
  const workerData: Flood = { url: server.url, meeting, perSecond, seconds }
  const worker = new Worker(new URL('tries.ts', import.meta.url), { workerData })
  const [{ sent, took, codes }] = (await once(worker, 'message')) as [Tally]
  console.log(`  ${sent} attempts in ${seconds} s, response time: ${spread(took)}`)
  console.log(`  by code: ${JSON.stringify(codes)}`)
}

/** An admitted guest floods until cut off, and comes back with their ticket. */
async function messages(): Promise<void> {
  const { visitor, ...first } = await arrive(server, gathering, 'Kẻ Gây Lụt')
  const cut: number[] = []
  let { socket } = first
  let n = 0
  for (const begun = performance.now(); performance.now() - begun < seconds * 1000;) {
    const from = performance.now()
    for (let sent = 0; socket.socket.connected;) {
      for (; sent < ((performance.now() - from) / 1000) * perSecond; sent += 1) {
        socket.socket.emit('hand.raise', { raised: (n += 1) % 2 === 0 }, () => {})
      }
      await pause(5)
    }
    cut.push(performance.now() - from)
    socket = visitor.socket(secret.meeting.id)
    await socket.entered()
  }
  socket.close()
  console.log(`  disconnected after: ${spread(cut)}`)
}

await measure('without attack')
await Promise.all([
  measure(`${perSecond} attempts a second on its password`),
  tries(secret.meeting.id),
])
await Promise.all([measure(`${perSecond} attempts a second on nonexistent meetings`), tries(null)])
await Promise.all([measure(`${perSecond} messages a second from one participant`), messages()])
await measure('after the attack')

for (const socket of sockets) socket.close()
await server.stop()
