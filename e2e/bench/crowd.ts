/**
 * What a full room, many small ones and full lobbies ask of a server: processor time and memory of
 * the server's process and of its media workers, how long requests take meanwhile, packets lost.
 * Media is real (ICE, DTLS-SRTP, RTP), made by people.ts in a process of its own on the same
 * machine. Prints a Markdown table, asserts nothing:
 * node setup/run.mjs e2e/bench/crowd.ts room|rooms|lobby [name=number …]
 */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { TestServer, freePort } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'
import { quantile, table } from './figures.ts'
import { gather } from './gathering.ts'
import type { Gathering } from './gathering.ts'
import type { Door, Joined, Order, Tally } from './people.ts'
import { pulse } from './pulse.ts'
import { using } from './usage.ts'
import type { Usage, Watched } from './usage.ts'
import type { Waited, Waiting } from './waiting.ts'

const MODES = {
  // One voice speaks, nine more microphones are on, the rest are muted; every camera is on, its
  // smallest layer alone is sent, and everyone sees nine.
  room: { meetings: 1, people: 100, open: 10, shown: 9, layers: 1, rate: 30, height: 180 },
  rooms: { meetings: 20, people: 5, open: 3, shown: 4, layers: 2, rate: 30, height: 360 },
  lobby: { meetings: 5, people: 200, open: 0, shown: 0, layers: 0, rate: 0, height: 0 },
}
/** Milliseconds until what joining has cost is over. */
const SETTLE = 5000

const [mode = '', ...settings] = process.argv.slice(2)
if (!Object.hasOwn(MODES, mode)) throw new Error('room, rooms or lobby?')
const chosen = {
  seconds: 60,
  workers: 2,
  ahead: 1,
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- looked at in the line above
  ...MODES[mode as keyof typeof MODES],
  ...Object.fromEntries(settings.map((one) => one.split('=')).map(([k, v]) => [k, Number(v)])),
}

const metrics = `127.0.0.1:${await freePort()}`
const server = await TestServer.start({
  ANHOP_TRUSTED_PROXY: '127.0.0.1,::1',
  ANHOP_WORKERS: String(chosen.workers),
  // Any: the ports that follow a free one need not be free.
  ANHOP_MEDIA_PORT: '0',
  ANHOP_METRICS: metrics,
  // The host conducts and measures, without media, besides those who are counted.
  ANHOP_MEETING_CAPACITY: String(Math.max(chosen.people, 2) + 1),
  ANHOP_SERVER_CAPACITY: '5000',
})
const host = new Visitor(server)
await host.setUp()

/** Whoever knocks is let in. */
function admitAll({ chair }: Gathering): void {
  const asked = new Set<string>()
  chair.socket.on('lobby', ({ knocks }: { knocks: { id: never; present: boolean }[] | null }) => {
    const ids = (knocks ?? []).filter(({ id, present }) => present && !asked.has(id))
    for (const { id } of ids) asked.add(id)
    if (ids.length > 0) void chair.ok('lobby.admit', { ids: ids.map(({ id }) => id) })
  })
}

function start(file: string, order: object): ChildProcess {
  return fork(join(import.meta.dirname, file), [JSON.stringify(order)])
}
async function said<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the people ended with ${code}`)
  })
  ended.catch(() => {})
  const [word] = (await Promise.race([once(child, 'message'), ended])) as [T]
  return word
}
function ask<T>(child: ChildProcess): Promise<T> {
  const answer = said<T>(child)
  child.send('count')
  return answer
}

const gatherings: Gathering[] = []
for (let n = 0; n < chosen.meetings; n += 1) gatherings.push(await gather(server, host, 0))
const doors = gatherings.map(({ secret }): Door => {
  return { id: secret.meeting.id, password: secret.password }
})
const common = { url: server.url, meetings: doors, people: chosen.people }
const ms = (value: number) => `${value.toFixed(1)} ms`
const spreadOf = (numbers: readonly number[]) => [
  ms(quantile(numbers, 0.5)),
  ms(quantile(numbers, 0.99)),
  ms(quantile(numbers, 1)),
]

function machine(usage: Usage): (string | number)[][] {
  return [
    ["server's process", `${usage.serverCores.toFixed(2)} cores`, `${usage.serverMegabytes} MB`],
    [
      `${chosen.workers} media workers`,
      `${usage.workerCores.toFixed(2)} cores`,
      `${usage.workerMegabytes} MB`,
    ],
    ['the people themselves', `${usage.peopleCores.toFixed(2)} cores`, ''],
  ]
}

async function withMedia(): Promise<void> {
  gatherings.forEach(admitAll)
  const people = start('people.ts', { ...chosen, ...common } satisfies Order)
  const watched: Watched = { server: server.pid, people: people.pid ?? 0, metrics }
  const coming = await using(watched)
  const joined = await said<Joined>(people)
  const arrival = await coming()
  await pause(SETTLE)

  const before = await ask<Tally>(people)
  const holding = await using(watched)
  const beats = await Promise.all(gatherings.map(({ chair }) => pulse([chair], chosen.seconds)))
  const usage = await holding()
  const after = await ask<Tally>(people)
  const rate = (what: keyof Tally) => (after[what] - before[what]) / usage.seconds
  const lost = after.lost - before.lost

  console.log(`${JSON.stringify(chosen)}; load of the machine ${usage.load}\n`)
  console.log(table([['while it is held', 'processor', 'memory'], ...machine(usage)]))
  console.log(`\nstreams out: ${usage.consumers}; packets/s in: ${rate('sent').toFixed(0)},`)
  console.log(`out: ${rate('received').toFixed(0)} (${rate('megabits').toFixed(0)} Mbit/s);`)
  console.log(`lost: ${lost} of ${after.received - before.received + lost}\n`)
  const asked = beats.flatMap((beat) => beat.asked)
  const heard = beats.flatMap((beat) => beat.said)
  console.log(
    table([
      ['', 'p50', 'p99', 'largest'],
      [`a request and its answer (${asked.length})`, ...spreadOf(asked)],
      [`a word until it is read (${heard.length})`, ...spreadOf(heard)],
      ['delay of the event loop', ms(usage.lag.p50), ms(usage.lag.p99), ''],
      ['everything subscribed to, all at once', ...spreadOf(joined.all)],
      ['the last one to come', ms(joined.last), '', ''],
    ]),
  )
  console.log(`\nwhile they came (${arrival.seconds.toFixed(0)} s; passwords included):`)
  console.log(table([['', 'processor', 'memory'], ...machine(arrival)]))
  people.send('end')
  await once(people, 'exit')
}

/** A meeting of ten goes on while a thousand wait. */
async function withLobbies(): Promise<void> {
  const running = await gather(server, host, 9)
  await pause(SETTLE)
  const people = start('waiting.ts', common satisfies Waiting)
  const watched: Watched = { server: server.pid, people: people.pid ?? 0, metrics }
  const peace = await using(watched)
  const calm = await pulse(running.sockets, chosen.seconds / 2)
  const empty = await peace()

  const seen = new Map<string, number>()
  for (const { chair } of gatherings) {
    chair.socket.on('lobby', ({ knocks }: { knocks: { name: string; present: boolean }[] }) => {
      chair.heard.length = 0
      const at = performance.timeOrigin + performance.now()
      for (const { name, present } of knocks) if (present && !seen.has(name)) seen.set(name, at)
    })
  }
  const coming = await using(watched)
  const answered = said<Waited>(people)
  people.send('come')
  const busy: number[] = []
  let waited: Waited | null = null
  while (waited === null) {
    busy.push(...(await pulse(running.sockets, 2)).asked)
    waited = await Promise.race([answered, Promise.resolve(null)])
  }
  const { entered, knocked } = waited
  const arrival = await coming()
  await pause(SETTLE)
  const holding = await using(watched)
  const held = await pulse(running.sockets, chosen.seconds)
  const full = await holding()

  const took = knocked.map(([name, at]) => (seen.get(name) ?? Number.NaN) - at)
  const count = chosen.meetings * chosen.people
  const each = ((full.serverMegabytes - empty.serverMegabytes) * 1024) / count
  console.log(`${count} wait in ${chosen.meetings} lobbies; load of the machine ${full.load}\n`)
  const row = (what: string, { serverCores, serverMegabytes, lag }: Usage, asked: number[]) => [
    what,
    ...spreadOf(asked),
    ms(lag.p99),
    `${serverCores.toFixed(2)} cores`,
    `${serverMegabytes} MB`,
  ]
  console.log(
    table([
      ['a request of a meeting of ten', 'p50', 'p99', 'largest', 'event loop p99', 'server', ''],
      row('nobody waits', empty, calm.asked),
      row(`they come, in ${arrival.seconds.toFixed(0)} s`, arrival, busy),
      row('all of them wait', full, held.asked),
    ]),
  )
  console.log(`\nmemory of the server for each who waits: ${each.toFixed(0)} kB\n`)
  console.log(
    table([
      ['', 'p50', 'p99', 'largest'],
      ['password step', ...spreadOf(entered)],
      ['knock until the host sees it', ...spreadOf(took)],
      ['the same, of the last 200', ...spreadOf(took.slice(-200))],
    ]),
  )
  people.send('end')
  await once(people, 'exit')
  for (const socket of running.sockets) socket.close()
}

await (mode === 'lobby' ? withLobbies() : withMedia())
for (const { chair } of gatherings) chair.close()
await server.stop()
