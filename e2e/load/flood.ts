/**
 * What a running meeting feels while passwords are tried: first of that very meeting, then of
 * meetings that do not exist, from ever new addresses. Prints figures, asserts nothing:
 * node setup/run.mjs e2e/load/flood.ts [seconds] [tries per second] [people]
 */
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { Worker } from 'node:worker_threads'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'
import { cpuSeconds, residentMegabytes, spread } from './figures.ts'
import { gather } from './gathering.ts'
import { pulse } from './pulse.ts'
import type { Flood, Tally } from './tries.ts'

const [seconds = 60, perSecond = 1000, people = 10] = process.argv.slice(2).map(Number)

const server = await TestServer.start({ ANHOP_TRUSTED_PROXY: '127.0.0.1,::1' })
const host = new Visitor(server)
await host.setUp()
const { secret, sockets } = await gather(server, host, people)

async function feel(what: string, attack?: Promise<Tally>): Promise<void> {
  const before = cpuSeconds(server.pid)
  const { asked, said } = await pulse(sockets, seconds)
  const cores = (cpuSeconds(server.pid) - before) / seconds
  console.log(`\n${what}`)
  console.log(
    `  server process: ${residentMegabytes(server.pid)} MB resident, ${cores.toFixed(2)} cores; load of the machine ${loadavg()[0]?.toFixed(1)}`,
  )
  console.log(`  a request and its answer: ${spread(asked)}`)
  console.log(`  a word until it is read:  ${spread(said)}`)
  if (attack === undefined) return
  const { sent, took, codes } = await attack
  console.log(`  ${sent} tries in ${seconds} s, answered: ${spread(took)}`)
  console.log(`  by code: ${JSON.stringify(codes)}`)
}

async function flood(meeting: string | null): Promise<Tally> {
  const workerData: Flood = { url: server.url, meeting, perSecond, seconds }
  const worker = new Worker(new URL('tries.ts', import.meta.url), { workerData })
  const [tally] = (await once(worker, 'message')) as [Tally]
  return tally
}

await feel('in peace')
await feel(`${perSecond} tries a second at its password`, flood(secret.meeting.id))
await feel(`${perSecond} tries a second at meetings that do not exist`, flood(null))
await feel('in peace again')

for (const socket of sockets) socket.close()
await server.stop()
