/**
 * One full meeting without media: people come through password and lobby, then everyone chats.
 * Prints figures, asserts nothing: node setup/run.mjs e2e/load/signalling.ts [people]
 */
import { readFileSync } from 'node:fs'
import type { RawSocket } from '../support/raw-socket.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'

const people = Number(process.argv[2] ?? 100)
const BATCH = 40

const server = await TestServer.start({ ANHOP_MEETING_CAPACITY: String(people + 1) })
const host = new Visitor(server)
await host.setUp()
const { meeting, password } = await host.createMeeting('Tải thử')
await host.enter(meeting.id, {})
const chair = host.socket(meeting.id)
await chair.entered()

const sockets: RawSocket[] = [chair]
const begun = performance.now()
while (sockets.length <= people) {
  const batch = Math.min(BATCH, people + 1 - sockets.length)
  const fresh = await Promise.all(
    Array.from({ length: batch }, async (_, i) => {
      const visitor = new Visitor(server)
      await visitor.enter(meeting.id, { name: `Người ${sockets.length + i}`, password })
      const socket = visitor.socket(meeting.id)
      await socket.next('waiting')
      return socket
    }),
  )
  const ids = await chair.until(() => {
    const lobby = chair.heard.findLast((event) => event.name === 'lobby')
    const knocks = lobby?.name === 'lobby' ? (lobby.data.knocks ?? []) : []
    return knocks.length === batch && knocks.map((knock) => knock.id)
  })
  await chair.ok('lobby.admit', { ids })
  await Promise.all(fresh.map((socket) => socket.entered()))
  sockets.push(...fresh)
}
const joined = performance.now() - begun

const took: number[] = []
for (let round = 0; round < 5; round++) {
  await Promise.all(
    sockets.map(async (socket) => {
      const from = performance.now()
      await socket.ok('chat.send', { text: `vòng ${round}` })
      took.push(performance.now() - from)
    }),
  )
}
took.sort((a, b) => a - b)
const at = (share: number) => (took[Math.floor(took.length * share)] ?? 0).toFixed(1)
const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]

console.log(`${people} people through password and lobby: ${(joined / 1000).toFixed(1)} s`)
console.log(`chat, everyone at once, to everyone: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`)
console.log(`server process: ${Math.round(Number(rss) / 1024)} MB resident`)
for (const socket of sockets) socket.close()
await server.stop()
