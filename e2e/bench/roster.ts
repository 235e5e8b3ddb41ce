/**
 * Everybody in a large meeting loses the connection at once and comes back at once, as when a
 * network fails: what that costs the server, how long it takes, and what the chair's requests take
 * meanwhile. Everybody publishes a muted microphone; no media flows. Prints a Markdown table and
 * asserts nothing:
 * node setup/run.mjs e2e/bench/roster.ts [people]
 */
import { setTimeout as pause } from 'node:timers/promises'
import { CONTRACT } from '#protocol/contract.ts'
import type { MeetingId } from '#protocol/ids.ts'
import { rtpParameters } from '../support/requests.ts'
import { TestServer } from '../support/server.ts'
import type { Visitor } from '../support/visitor.ts'
import { Visitor as Guest } from '../support/visitor.ts'
import { cpuSeconds, quantile, residentMegabytes, table } from './figures.ts'
import { gather } from './gathering.ts'
import { pulse } from './pulse.ts'

const people = Number(process.argv[2] ?? 300)
/** Milliseconds without a message after which everything has been said. */
const QUIET = 2000

const server = await TestServer.start({ ANHOP_MEETING_CAPACITY: String(people + 1) })
const host = new Guest(server)
await host.setUp()

const heard = { messages: 0, bytes: 0, last: 0 }

/**
 * Returns with a socket that only counts what it hears, because decoding it would take longer than
 * the server needs to send it. Resolves once the microphone is published.
 * https://socket.io/docs/v4/socket-io-protocol/
 */
function returns(guest: Visitor, meeting: MeetingId): Promise<WebSocket> {
  const url = `${server.url.replace('http', 'ws')}/signal/?EIO=4&transport=websocket&meeting=${meeting}`
  const headers = { cookie: guest.cookieHeader(), origin: server.url }
  const socket = new WebSocket(url, { headers } as never)
  const ask = (id: number, name: string, input: object) =>
    socket.send(`42${id}${JSON.stringify([name, input])}`)
  return new Promise((resolve, reject) => {
    socket.addEventListener('close', () => reject(new Error('closed')))
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
      if (data.startsWith('2')) return socket.send('3')
      if (data.startsWith('0')) {
        return socket.send(`40${JSON.stringify({ meeting, contract: CONTRACT })}`)
      }
      heard.messages += 1
      heard.bytes += data.length
      heard.last = performance.now()
      if (data.startsWith('42["snapshot"')) ask(0, 'transport.open', { direction: 'send' })
      if (data.startsWith('430[')) {
        const muted = { source: 'microphone', kind: 'audio', paused: true }
        ask(1, 'track.publish', { ...muted, rtpParameters })
      }
      if (data.startsWith('431[{"ok":true')) resolve(socket)
      else if (data.startsWith('431[')) reject(new Error(data))
    })
  })
}

async function silence(): Promise<void> {
  while (performance.now() - heard.last < QUIET) await pause(100)
}

const rows: (string | number)[][] = []
/** @param work returns how long it took the last of them, in milliseconds */
async function measured(what: string, work: () => Promise<number>): Promise<void> {
  Object.assign(heard, { messages: 0, bytes: 0, last: performance.now() })
  const before = cpuSeconds(server.pid)
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, residentMegabytes(server.pid))
  }, 100)
  const asked: number[] = []
  const whole = work().then(async (took) => {
    await silence()
    return took
  })
  let took: number | null = null
  while (took === null) {
    asked.push(...(await pulse([chair], 1)).asked)
    took = await Promise.race([whole, Promise.resolve(null)])
  }
  clearInterval(watch)
  rows.push([
    what,
    `${(took / 1000).toFixed(2)} s`,
    `${(cpuSeconds(server.pid) - before).toFixed(2)} s`,
    heard.messages,
    `${(heard.bytes / 1e6).toFixed(0)} MB`,
    `${most} MB`,
    `${quantile(asked, 0.5).toFixed(0)} / ${quantile(asked, 0.99).toFixed(0)} ms`,
  ])
}

const begun = performance.now()
const { chair, sockets, guests, secret } = await gather(server, host, people)
console.log(`${people} people came in ${((performance.now() - begun) / 1000).toFixed(1)} s,`)
console.log(`${cpuSeconds(server.pid).toFixed(1)} s of the server's processor\n`)
chair.patience = 60_000

for (const socket of sockets.slice(1)) socket.close()
await silence()
let back: WebSocket[] = []
for (const what of ['all return', 'all return again']) {
  await measured(what, async () => {
    const from = performance.now()
    back = await Promise.all(guests.map((guest) => returns(guest, secret.meeting.id)))
    return performance.now() - from
  })
  if (what.endsWith('again')) break
  await measured('all leave', async () => {
    for (const socket of back) socket.close()
    return 0
  })
}
await measured('a hand is raised', async () => {
  const from = performance.now()
  await chair.ok('hand.raise', { raised: true })
  return performance.now() - from
})
const head = ['', 'took', "server's processor", 'messages', '', 'memory', 'chair p50 / p99']
console.log(table([head, ...rows]))
for (const socket of back) socket.close()
chair.close()
await server.stop()
process.exit()
