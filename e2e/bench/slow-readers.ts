/**
 * Admitted people who send a long message every second and answer pings, but read nothing. Prints
 * how much the server grew and how many of them were cut off; asserts nothing: node setup/run.mjs
 * e2e/bench/slow-readers.ts [readers] [seconds]
 */
import { setTimeout as pause } from 'node:timers/promises'
import { LIMITS } from '#protocol/limits.ts'
import { opaque } from '#protocol/testing.ts'
import { TestServer } from '../support/server.ts'
import { SlowReader } from '../support/slow-reader.ts'
import { Visitor } from '../support/visitor.ts'
import { residentMegabytes } from './figures.ts'
import { arrive, gather } from './gathering.ts'

const readers = Number(process.argv[2] ?? 20)
const seconds = Number(process.argv[3] ?? 60)

const server = await TestServer.start({ ANHOP_TRUSTED_PROXY: '127.0.0.1,::1' })
const host = new Visitor(server)
await host.setUp()
const gathering = await gather(server, host, 0)
const { chair, secret } = gathering
const honest = await arrive(server, gathering, 'Người Nghe')

const stuck: SlowReader[] = []
for (let n = 0; n < readers; n++) {
  const visitor = new Visitor(server, `203.0.113.${n + 1}`)
  const name = `Kẻ Không Đọc ${n}`
  await visitor.enter(secret.meeting.id, { name, password: secret.password })
  const reader = await SlowReader.open(server.url, visitor.cookieHeader(), secret.meeting.id)
  const knock = await chair.until(() =>
    chair.heard
      .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
      .find((view) => view.name === name),
  )
  await reader.offerKeys()
  await chair.ok('lobby.admit', { ids: [knock.id] })
  await reader.hears('"snapshot"')
  stuck.push(reader)
}

const word = JSON.stringify(['chat.send', { sealed: opaque('ệ'.repeat(LIMITS.chatText)) }])
let said = 0
async function talkForASecond(): Promise<void> {
  for (const reader of stuck) {
    reader.say('3')
    reader.say(`42${(said += 1)}${word}`)
    reader.heard = ''
  }
  await pause(1000)
  chair.heard.length = 0
}

// Everyone reads at first, so that the memory of the chat itself is not measured.
for (let second = 0; second < seconds / 2; second++) await talkForASecond()
const before = residentMegabytes(server.pid)
for (const reader of stuck) reader.stopReading()
let [peak, firstCut] = [before, Number.NaN]
for (let second = 1; second <= seconds; second++) {
  await talkForASecond()
  peak = Math.max(peak, residentMegabytes(server.pid))
  if (Number.isNaN(firstCut) && stuck.some(({ closed }) => closed)) firstCut = second
}
const after = residentMegabytes(server.pid)
const cut = stuck.filter(({ closed }) => closed).length
const mb = (of: number) => `${of.toFixed(0)} MB`
console.log(
  `${readers} readers, ${seconds} s: ${cut} disconnected, the first after ${firstCut} s; the server grew from ` +
    `${mb(before)} to ${mb(after)} (${mb(after - before)} more; at most ${mb(peak - before)}); ` +
    `others still connected: ${chair.socket.connected && honest.socket.socket.connected}`,
)
for (const reader of stuck) reader.close()
await server.stop()
process.exit(0)
