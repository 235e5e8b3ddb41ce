/**
 * Measures a phone in a long call: a real Chromium page of 360 x 640 at three device pixels each, with
 * eight people whose cameras play real VP8, sealed by the client's own keys, through the real server
 * and worker. Prints memory (after a garbage collection) and processor time of the page's processes
 * each minute, the pictures it decodes, and how memory grew from the third minute to the last:
 *
 *     node setup/run.mjs e2e/bench/phone.ts [minutes] [others]
 */
import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { closeEndpoints } from '#sfu/testing/endpoint.ts'
import { Person } from '../support/browser.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'
import { cpuSeconds, table } from './figures.ts'
import { encode } from './film.ts'
import { SealedFilm } from './sealed-film.ts'
import { SealedRoom } from './sealed-room.ts'

const [minutes = 15, others = 8] = process.argv.slice(2).map(Number)
const RATE = 15
/** Minutes until everything has been loaded and buffers are full. */
const WARM = 2

const server = await TestServer.start({ ANHOP_TRUSTED_PROXY: '127.0.0.1,::1' })
const host = new Visitor(server)
await host.setUp()
const films = await Promise.all([
  encode({ width: 320, height: 180, rate: RATE, kilobits: 110, seconds: 4 }),
  encode({ width: 640, height: 360, rate: RATE, kilobits: 330, seconds: 4 }),
])
// The largest layer is not sent: nobody shows anything that large.
films.push({ width: 1280, height: 720, rate: RATE, frames: [] })
const room = await SealedRoom.open(server, host)
const people = [room.chair]
for (let n = 1; n < others; n += 1) people.push(await room.guest(`Người ${n}`))
const playing = await Promise.all(
  people.map(({ keyed, wire, frames }) => SealedFilm.play(keyed.socket, wire, frames, films)),
)

const browser = await chromium.launch({
  executablePath:
    process.env['HEADLESS_PATH'] ?? process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--use-fake-ui-for-media-stream',
    `--use-fake-device-for-media-stream=fps=${RATE}`,
  ],
})
const phone = await Person.open(browser, { width: 360, height: 640, deviceScaleFactor: 3 })
const { page } = phone
await phone.knock(room.link, 'Điện thoại', room.password)
await page.getByRole('region', { name: 'Điều khiển cuộc họp' }).waitFor({ timeout: 120_000 })
const session = await page.context().newCDPSession(page)
const whole = await browser.newBrowserCDPSession()

type Pictures = { decoded: number; sizes: string[]; sent: number }

/** Frames decoded so far, the sizes of pictures that arrive now, and the height that is sent. */
async function pictures(): Promise<Pictures> {
  return page.evaluate(async () => {
    const { kept } = globalThis as unknown as { kept: { peers: RTCPeerConnection[] } }
    const found = { decoded: 0, sizes: [] as string[], sent: 0 }
    for (const peer of kept.peers) {
      const stats = await peer.getStats()
      stats.forEach((entry: Record<string, unknown>) => {
        if (entry['kind'] !== 'video') return
        if (entry['type'] === 'outbound-rtp' && Number(entry['framesPerSecond']) > 0)
          found.sent = Math.max(found.sent, Number(entry['frameHeight'] ?? 0))
        if (entry['type'] !== 'inbound-rtp') return
        found.decoded += Number(entry['framesDecoded'] ?? 0)
        if (Number(entry['framesPerSecond']) > 0)
          found.sizes.push(`${String(entry['frameWidth'])}x${String(entry['frameHeight'])}`)
      })
    }
    return found
  })
}

/** Processes of the page: who draws and decodes, not the browser's own or its graphics'. */
async function renderers(): Promise<number[]> {
  const { processInfo } = await whole.send('SystemInfo.getProcessInfo')
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}
const kilobytes = (pid: number) =>
  Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)

async function look() {
  await session.send('HeapProfiler.collectGarbage')
  const pids = await renderers()
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return {
    at: performance.now() / 1000,
    heap: usedSize / 1e6,
    memory: pids.reduce((sum, pid) => sum + kilobytes(pid), 0) / 1000,
    cpu: pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0),
    ...(await pictures()),
  }
}
type Look = Awaited<ReturnType<typeof look>>

const counted = (sizes: string[]) =>
  [...new Set(sizes)].map((size) => `${sizes.filter((s) => s === size).length} of ${size}`).join()
const rowOf = (minute: number, now: Look, before: Look) => {
  const seconds = now.at - before.at
  return [
    minute,
    `${now.memory.toFixed(0)} MB`,
    `${now.heap.toFixed(1)} MB`,
    `${((now.cpu - before.cpu) / seconds).toFixed(2)} cores`,
    `${((now.decoded - before.decoded) / seconds).toFixed(0)} a second`,
    counted(now.sizes),
    `${now.sent}p`,
    loadavg()[0]?.toFixed(1) ?? '',
  ]
}

await phone.screenshot('phone-bench')
const looks: Look[] = [await look()]
const rows: (string | number)[][] = []
for (let minute = 1; minute <= minutes; minute += 1) {
  await pause(60_000)
  const before = looks.at(-1)
  const now = await look()
  looks.push(now)
  if (before) rows.push(rowOf(minute, now, before))
  console.log(rows.at(-1)?.join(' | '))
}

console.log(`\n${others + 1} people, ${minutes} minutes, films of ${RATE} frames a second\n`)
const head = ['minute', 'memory', 'script', 'processor', 'decoded', 'pictures', 'sends', 'load']
console.log(table([head, ...rows]))
const [first, last] = [looks[Math.min(WARM, looks.length - 1)], looks.at(-1)]
const grown = (what: 'memory' | 'heap') =>
  first && last ? `${((last[what] / first[what] - 1) * 100).toFixed(1)} %` : ''
console.log(
  `\nfrom minute ${WARM} on, memory grew by ${grown('memory')}, script's by ${grown('heap')}`,
)
for (const { film } of playing) film.stop()
await browser.close()
for (const { wire, keyed } of people.slice(1)) {
  wire.close()
  keyed.close()
}
room.close()
closeEndpoints()
await server.stop()
process.exit(0)
