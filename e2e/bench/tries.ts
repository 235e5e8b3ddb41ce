/**
 * The attacker of flood.ts, on its own thread, so that its work is not measured as the server's.
 * Half of its attempts come from distinct loopback addresses, half through a trusted proxy with
 * distinct forwarded addresses.
 */
import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'

/** `meeting` null: a new made-up meeting each time. */
export type Flood = { url: string; meeting: string | null; perSecond: number; seconds: number }
/** Answers by code, and how many milliseconds each took. */
export type Tally = { codes: Record<string, number>; took: number[]; sent: number }

const flood = workerData as Flood
const tally: Tally = { codes: {}, took: [], sent: 0 }
const proxied = new Agent({ keepAlive: true, maxSockets: 200 })
const { hostname, port } = new URL(flood.url)
const octet = () => 1 + Math.floor(Math.random() * 250)
const count = (code: string) => (tally.codes[code] = (tally.codes[code] ?? 0) + 1)

function attempt(n: number): Promise<void> {
  const meeting = flood.meeting ?? randomBytes(16).toString('base64url')
  const body = JSON.stringify({ name: 'Kẻ Dò', password: `doan-mo-lan-thu-${n}-xem-sao` })
  const own = n % 2 === 0
  const from = performance.now()
  return new Promise((resolve) => {
    const sending = request(
      {
        hostname: own ? '127.0.0.1' : hostname,
        port,
        method: 'POST',
        path: `/api/meetings/${meeting}/enter`,
        headers: {
          origin: flood.url,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...(own ? {} : { 'x-forwarded-for': `10.${octet()}.${octet()}.${octet()}` }),
        },
        ...(own
          ? { agent: false, localAddress: `127.${octet()}.${octet()}.${octet()}` }
          : { agent: proxied }),
      },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (part: string) => (text += part))
        answer.on('end', () => {
          tally.took.push(performance.now() - from)
          count(/"code":"(\w+)"/.exec(text)?.[1] ?? String(answer.statusCode))
          resolve()
        })
      },
    )
    sending.on('error', (error: NodeJS.ErrnoException) => {
      count(error.code ?? 'error')
      resolve()
    })
    sending.end(body)
  })
}

const begun = performance.now()
const open = new Set<Promise<void>>()
for (;;) {
  const elapsed = performance.now() - begun
  if (elapsed > flood.seconds * 1000) break
  // After a stall, catch up, so that the average rate is kept.
  while (tally.sent < (elapsed / 1000) * flood.perSecond) {
    const sent = attempt((tally.sent += 1))
    open.add(sent)
    void sent.then(() => open.delete(sent))
  }
  await pause(5)
}
await Promise.all(open)
proxied.destroy()
// The rule mistakes a worker thread's port, which has no target origin, for a window.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.postMessage(tally)
