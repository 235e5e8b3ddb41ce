import { opaque } from '#protocol/testing.ts'
/**
 * A full meeting without media: people join through password and lobby, then everyone chats. Prints
 * figures and asserts nothing: node setup/run.mjs e2e/bench/signaling.ts [people]
 */
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'
import { residentMegabytes, spread } from './figures.ts'
import { gather } from './gathering.ts'

const people = Number(process.argv[2] ?? 100)

const server = await TestServer.start({ ANHOP_MEETING_CAPACITY: String(people + 1) })
const host = new Visitor(server)
await host.setUp()
const begun = performance.now()
const { sockets } = await gather(server, host, people)
const joined = performance.now() - begun

const took: number[] = []
for (let round = 0; round < 5; round++) {
  await Promise.all(
    sockets.map(async (socket) => {
      const from = performance.now()
      await socket.ok('chat.send', { sealed: opaque(`vòng ${round}`) })
      took.push(performance.now() - from)
    }),
  )
}

console.log(`${people} people through password and lobby: ${(joined / 1000).toFixed(1)} s`)
console.log(`chat, everyone at once, delivery to everyone: ${spread(took)}`)
console.log(`server process: ${residentMegabytes(server.pid)} MB resident`)
for (const socket of sockets) socket.close()
await server.stop()
