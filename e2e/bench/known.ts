/**
 * One guest with many browsers, all of which have entered the right password before, enters it
 * again as fast as possible. Prints how long others wait meanwhile (strangers from elsewhere and
 * from the same address, and a host who renews the password), and what the guest caused: seats, log
 * entries, messages to the host. Then the password is renewed and all those browsers guess. Asserts
 * nothing: node setup/run.mjs e2e/bench/known.ts [browsers] [seconds]
 */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'
import type { Answer } from '../support/visitor.ts'
import { spread, table } from './figures.ts'

const [browsers = 45, seconds = 12] = process.argv.slice(2).map(Number)
const DEN = '198.51.100.7'

const server = await TestServer.start({ ANHOP_TRUSTED_PROXY: '127.0.0.1,::1' })
const host = new Visitor(server)
await host.setUp()
const { meeting, password } = await host.createMeeting('Giao ban tuần')
const other = await host.createMeeting('Họp khác')
await host.enter(meeting.id, {})
const chair = host.socket(meeting.id)
await chair.entered()

const codeOf = ({ status, body }: Answer): string =>
  status < 300 ? 'ok' : ((body as { code?: string }).code ?? String(status))

/** Without the ticket, and therefore a newcomer to anything that relies on it alone. */
const enter = (who: Visitor, name: string, tried = password) => {
  who.cookies.delete(`anhop_ticket_${meeting.id}`)
  return who.enter(meeting.id, { name, password: tried })
}

const row = (name: string, { took, codes }: Tally) => [name, spread(took), JSON.stringify(codes)]
type Tally = { took: number[]; codes: Record<string, number> }
const newTally = (): Tally => ({ took: [], codes: {} })
async function timed(to: Tally, ask: () => Promise<Answer>): Promise<void> {
  const from = performance.now()
  const code = codeOf(await ask())
  to.took.push(performance.now() - from)
  to.codes[code] = (to.codes[code] ?? 0) + 1
}

async function until(end: number, every: number, work: (n: number) => Promise<void>) {
  for (let n = 0; performance.now() < end; n += 1) {
    await work(n)
    await pause(every)
  }
}

/** Counts of stored rows and of events the host has received. */
function made() {
  const file = new DatabaseSync(join(server.data, 'anhop.db'), { readOnly: true })
  const count = (sql: string) => Number(file.prepare(sql).get()?.['n'])
  const counts = {
    seats: count('select count(*) as n from seat'),
    entries: count('select count(*) as n from audit'),
    heard: chair.heard.length,
  }
  file.close()
  return counts
}

let guests = 0
const newcomer = (address: string) => {
  guests += 1
  return enter(new Visitor(server, address), `Khách ${guests}`)
}

/** Guests join and the host renews the password while `more` runs. */
async function measure(what: string, more: (end: number) => Promise<void>): Promise<void> {
  const [elsewhere, same, renewing] = [newTally(), newTally(), newTally()]
  const before = made()
  const end = performance.now() + seconds * 1000
  await Promise.all([
    more(end),
    until(end, 400, (n) => timed(elsewhere, () => newcomer(`203.0.113.${n % 250}`))),
    until(end, 1500, () => timed(same, () => newcomer(DEN))),
    until(end, 400, () =>
      timed(renewing, () => host.send('POST', `/api/meetings/${other.meeting.id}/password`, {})),
    ),
  ])
  const after = made()
  console.log(`\n${what}; system load ${loadavg()[0]?.toFixed(1)}`)
  console.log(
    table([
      ['who', 'response time', 'answers'],
      row('a guest from elsewhere', elsewhere),
      row('a guest at the same address', same),
      row('a host renewing the password', renewing),
    ]),
  )
  console.log(
    `seats ${after.seats - before.seats}, log entries ${after.entries - before.entries}, messages to the host ${after.heard - before.heard} (of which ${elsewhere.took.length + same.took.length} guests and ${renewing.took.length} renewals)`,
  )
}

await measure('without attack', async () => undefined)

const crowd = Array.from({ length: browsers }, () => new Visitor(server, DEN))
let known = 0
for (const [n, one] of crowd.entries()) {
  // As fast as the address's rate limit allows.
  while (codeOf(await enter(one, `Kẻ Gõ ${n}`)) !== 'ok') await pause(500)
  known += 1
}
const hammered = newTally()
await measure(`${known} known browsers entering the right password`, async (end) => {
  await Promise.all(
    crowd.map((one, n) => until(end, 5, () => timed(hammered, () => enter(one, `Kẻ Gõ ${n}`)))),
  )
})
console.log(`answers to the browsers themselves: ${JSON.stringify(hammered.codes)}`)

await host.post(`/api/meetings/${meeting.id}/password`)
const guesses = newTally()
const end = performance.now() + 5000
await Promise.all(
  crowd.map((one, n) =>
    until(end, 5, () => timed(guesses, () => enter(one, `Kẻ Gõ ${n}`, 'doan-mo-mot-lan-nua-xem'))),
  ),
)
console.log(
  `\n5 s of guessing after a renewal: ${guesses.codes['wrong_password'] ?? 0} verified, ${JSON.stringify(guesses.codes)}`,
)

chair.close()
await server.stop()
