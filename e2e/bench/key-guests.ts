/** The guests of key-crowd.ts, in a process of their own: the host's keys are on the other core. */
import { setTimeout as pause } from 'node:timers/promises'
import type { MeetingId } from '#protocol/ids.ts'
import { Visitor } from '../support/visitor.ts'
import { Keyed, now } from './keyed.ts'

export type Order = { url: string; meeting: MeetingId; password: string; fragment: string }
/** The so-manieth guests come, one after another, `every` milliseconds apart. */
export type Call = { from: number; count: number; every: number }
/** When somebody's first keys were known, and when their page had been told that they are in. */
export type Came = { name: string; insideAt: number; knownAt: number }

const order = JSON.parse(process.argv[2] ?? '') as Order
const reachable = { url: order.url, setupToken: () => Promise.reject(new Error('no operator')) }

async function come(n: number): Promise<void> {
  const name = `Người ${n}`
  const visitor = new Visitor(reachable, `10.0.${n >> 8}.${n & 255}`)
  const { status, body } = await visitor.enter(order.meeting, { name, password: order.password })
  if (status !== 200) throw new Error(`${name}: ${JSON.stringify(body)}`)
  const { meeting, fragment, url } = order
  const guest = await Keyed.open(visitor, { meeting, fragment, server: url })
  await guest.socket.entered()
  const insideAt = now()
  const knownAt = await guest.known
  // Until the server has heard that the Welcome worked.
  await guest.visit.settled()
  guest.stopFollowing()
  const came: Came = { name, insideAt, knownAt }
  process.send?.(came)
}

process.on('message', ({ from, count, every }: Call) => {
  const all = Array.from({ length: count }, async (_, i) => {
    await pause(i * every)
    await come(from + i)
  })
  Promise.all(all).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
process.send?.('ready')
