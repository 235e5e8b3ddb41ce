/**
 * Measures the response time of a wrong password for meetings that exist, have ended or never
 * existed, in turn. Prints figures and asserts nothing: node setup/run.mjs e2e/bench/timing.ts
 * [tries of each]
 */
import { randomBytes } from 'node:crypto'
import { loadavg } from 'node:os'
import type { MeetingId } from '#protocol/ids.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'
import { quantile } from './figures.ts'
import { gather } from './gathering.ts'

const tries = Number(process.argv[2] ?? 200)
/** Wrong attempts per minute and meeting, just below the limit that would lock it. */
const PER_MEETING = 20

const server = await TestServer.start({ ANHOP_TRUSTED_PROXY: '127.0.0.1,::1' })
const host = new Visitor(server)
await host.setUp()
const count = Math.ceil(tries / PER_MEETING)
const running = []
const ended: MeetingId[] = []
for (let n = 0; n < count; n += 1) {
  running.push(await gather(server, host, 0))
  const { meeting } = await host.createMeeting('Đã xong')
  await host.post(`/api/meetings/${meeting.id}/end`)
  ended.push(meeting.id)
}
const present = running.map(({ secret }) => secret.meeting.id)

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made up, as by a stranger
const nobodys = () => randomBytes(16).toString('base64url') as MeetingId
const ids = {
  present: (n: number) => present[n % count],
  ended: (n: number) => ended[n % count],
  absent: () => nobodys(),
}
const took = { present: [] as number[], ended: [] as number[], absent: [] as number[] }
const kinds = ['present', 'ended', 'absent'] as const

let asked = 0
async function ask(kind: (typeof kinds)[number], n: number): Promise<void> {
  asked += 1
  const stranger = new Visitor(server, `10.${asked >> 8}.${asked & 255}.1`)
  const id = ids[kind](n) ?? nobodys()
  const from = performance.now()
  const { body } = await stranger.enter(id, { name: 'Ai Đó', password: `khong-phai-${n}-dau-nhe` })
  took[kind].push(performance.now() - from)
  const { code } = body as { code?: string }
  if (code !== 'wrong_password') throw new Error(`${kind}: ${code}`)
}

// The first requests warm up the server; after that, each kind goes first equally often.
for (const kind of kinds) await ask(kind, 0)
for (const kind of kinds) took[kind].length = 0
for (let n = 0; n < tries; n += 1) {
  for (let i = 0; i < kinds.length; i += 1) {
    await ask(kinds[(n + i) % kinds.length] ?? 'absent', n)
  }
}

console.log(`${tries} of each, in turn; system load ${loadavg()[0]?.toFixed(1)}`)
for (const kind of kinds) {
  const at = (share: number) => quantile(took[kind], share).toFixed(1)
  console.log(`${kind.padEnd(8)} median ${at(0.5)} ms, quartiles ${at(0.25)} and ${at(0.75)} ms`)
}
const medians = kinds.map((kind) => quantile(took[kind], 0.5))
console.log(
  `largest difference between medians: ${(Math.max(...medians) - Math.min(...medians)).toFixed(1)} ms`,
)
for (const { chair } of running) chair.close()
await server.stop()
