/**
 * Measures end-to-end keys among many people, with the real server: people arrive within half a
 * minute, and whoever waits is let in; then some are removed, one by one. All are the client's own
 * code in Node on raw sockets: the host alone in this process, the guests in another, who stop
 * following commits once they have their first keys, because they would all share one core. Prints
 * figures and asserts nothing:
 *
 *     node setup/run.mjs e2e/bench/key-crowd.ts [people] [removals] [seconds]
 */
import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { ParticipantId } from '#protocol/ids.ts'
import { drawMeetingKeys } from '../support/meeting-keys.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'
import { spread } from './figures.ts'
import type { Call, Came, Order } from './key-guests.ts'
import { Keyed, now } from './keyed.ts'

const [people = 100, removals = 20, seconds = 30] = process.argv.slice(2).map(Number)

/** Besides the host. */
const count = people - 1
const server = await TestServer.start({ ANHOP_TRUSTED_PROXY: '127.0.0.1,::1' })
const host = new Visitor(server)
await host.setUp()
const keys = await drawMeetingKeys()
const { meeting, password } = await host.createMeeting('Tải thử', 'discussion', keys.founder)
await host.enter(meeting.id, {})
const chair = await Keyed.open(host, {
  meeting: meeting.id,
  fragment: keys.forHost,
  server: server.url,
})
await chair.known

const order: Order = { url: server.url, meeting: meeting.id, password, fragment: keys.forGuests }
const guests = fork(join(import.meta.dirname, 'key-guests.ts'), [JSON.stringify(order)])
await once(guests, 'message')
const came: Came[] = []
guests.on('message', (one: Came) => came.push(one))

/** When the verdict about somebody was given, and when its whole request was answered. */
const verdicts = new Map<string, { at: number; took: number }>()
const ids = new Map<string, ParticipantId>()

const waiting = () => {
  const lobby = chair.socket.heard.findLast((event) => event.name === 'lobby')
  const knocks = lobby?.name === 'lobby' ? (lobby.data.knocks ?? []) : []
  return knocks.filter(({ name }) => !verdicts.has(name))
}

/** Lets in whoever waits, again and again, as somebody does who watches the lobby. */
async function letIn(total: number): Promise<void> {
  while (verdicts.size < total) {
    const found = await chair.socket.until(() => {
      const knocks = waiting()
      return knocks.length > 0 && knocks
    })
    const at = now()
    const verdict = await chair.visit.admit(
      found.map(({ id }) => id),
      {},
    )
    assert.deepEqual([verdict.error, verdict.foreign, verdict.unproven], [null, [], []])
    const took = now() - at
    for (const { id, name } of found)
      if (verdict.admitted.includes(id)) {
        verdicts.set(name, { at, took })
        ids.set(name, id)
      }
    chair.socket.heard.splice(0, chair.socket.heard.length - 50)
  }
}

async function arrive(call: Call): Promise<Came[]> {
  const before = came.length
  guests.send(call)
  await letIn(call.from + call.count)
  while (came.length < before + call.count) await once(guests, 'message')
  return came.slice(before)
}

const began = now()
const first = await arrive({ from: 0, count, every: (seconds * 1000) / count })
const all = (Math.max(...first.map(({ knownAt }) => knownAt)) - began) / 1000
const since = (one: Came, at: number) => at - (verdicts.get(one.name)?.at ?? Number.NaN)
console.log(`${people} people within ${seconds} s; system load ${loadavg()[0]?.toFixed(1)}`)
console.log(`until all have keys:              ${all.toFixed(1)} s`)
console.log(
  `verdict answered to the host:     ${spread([...verdicts.values()].map((v) => v.took))}`,
)
console.log(`verdict to inside, at the guest:  ${spread(first.map((o) => since(o, o.insideAt)))}`)
console.log(`verdict to keys, at the guest:    ${spread(first.map((o) => since(o, o.knownAt)))}`)

const removed: number[] = []
for (let n = 0; n < removals; n += 1) {
  const id = ids.get(`Người ${n}`) ?? assert.fail('nobody')
  const from = now()
  await chair.socket.ok('participant.remove', { id, block: false })
  removed.push(now() - from)
  // Somebody else comes, so that there are as many again.
  await arrive({ from: count + n, count: 1, every: 0 })
}
console.log(`removal acknowledged:             ${spread(removed)}`)
console.log(`load at the end ${loadavg()[0]?.toFixed(1)}`)
chair.close()
guests.kill()
await server.stop()
