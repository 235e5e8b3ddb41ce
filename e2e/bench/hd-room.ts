/**
 * Shows what a room of 40 receives of who speaks, in HD: one camera of 720 lines at 30 frames a
 * second, in the three simulcast layers that the client sends, through the real server and worker to
 * everybody else, all of whom show it large. Who speaks is without a browser and plays real VP8
 * (libvpx), sealed by the client's own keys; some who watch are real Chromium pages, which open and
 * decode it; the others have real keys and transports and count packets, frames, and the size that
 * key frames say. Prints figures and asserts nothing:
 *
 *     node setup/run.mjs e2e/bench/hd-room.ts [people] [browsers] [seconds]
 */
import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { closeEndpoints } from '#sfu/testing/endpoint.ts'
import { Person } from '../support/browser.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'
import { childrenOf, cpuSeconds, inTurns, quantile, table } from './figures.ts'
import { encode } from './film.ts'
import { SealedFilm } from './sealed-film.ts'
import { SealedRoom } from './sealed-room.ts'
import { Vp8Count, ssrcOf } from './vp8-wire.ts'

const [people = 40, browsers = 2, seconds = 30] = process.argv.slice(2).map(Number)
const RATE = 30
/** Besides who speaks and the browsers. */
const endpoints = people - 1 - browsers
/** Milliseconds for what a browser does on a machine that others keep busy. */
const PATIENCE = 120_000
/** People who come in at once. */
const AT_ONCE = 4

const server = await TestServer.start({
  ANHOP_TRUSTED_PROXY: '127.0.0.1,::1',
  ANHOP_WORKERS: '2',
  ANHOP_MEDIA_PORT: '0',
  ANHOP_MEETING_CAPACITY: String(people),
})
const host = new Visitor(server)
await host.setUp()
const film = (width: number, height: number, kilobits: number) =>
  encode({ width, height, rate: RATE, kilobits, seconds: 4 })
// The client's layers and their bitrates (client/src/media/layers.ts).
const films = await Promise.all([film(320, 180, 110), film(640, 360, 330), film(1280, 720, 1150)])
const room = await SealedRoom.open(server, host)
const speaker = room.chair
const { id: camera, film: playing } = await SealedFilm.play(
  speaker.keyed.socket,
  speaker.wire,
  speaker.frames,
  films,
)

const watching = await inTurns(
  Array.from({ length: endpoints }, (_, n) => n),
  AT_ONCE,
  async (n) => {
    const guest = await room.guest(`Người ${n + 1}`)
    const count = new Vp8Count()
    const ssrc = await guest.wire.receive(camera, 720)
    guest.wire.receiver.onPacket = (packet) => {
      if (ssrcOf(packet) === ssrc) count.take(packet)
    }
    // As many browsers on one machine would be measured instead; the server goes on as before.
    guest.keyed.stopFollowing()
    return { ...guest, count, ssrc }
  },
)
console.log(`${watching.length + 1} people without a browser are in`)

const browser = await chromium.launch({
  executablePath:
    process.env['HEADLESS_PATH'] ?? process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
})
const pages: Person[] = []
for (let n = 0; n < browsers; n += 1) {
  const person = await Person.open(browser, { width: 1366, height: 768 })
  await person.knock(room.link, `Trình duyệt ${n + 1}`, room.password)
  const bar = person.page.getByRole('region', { name: 'Điều khiển cuộc họp' })
  await bar.waitFor({ timeout: PATIENCE })
  // Their own cameras are not what is measured.
  await person.button('Tắt camera').first().click({ timeout: PATIENCE })
  pages.push(person)
}
// The host spotlights who speaks: large on every screen.
await speaker.keyed.socket.ok('spotlight.set', { id: speaker.id })

type Decoded = { frames: number; width: number; height: number; lost: number; freezes: number }

/** Of the largest picture that a page receives. */
const decodedBy = ({ page }: Person): Promise<Decoded> =>
  page.evaluate(async () => {
    const { kept } = globalThis as unknown as { kept: { peers: RTCPeerConnection[] } }
    let best = { frames: 0, width: 0, height: 0, lost: 0, freezes: 0 }
    for (const peer of kept.peers) {
      const stats = await peer.getStats()
      stats.forEach((entry: Record<string, unknown>) => {
        const of = (name: string) => Number(entry[name] ?? 0)
        if (entry['type'] !== 'inbound-rtp' || of('frameHeight') <= best.height) return
        best = {
          frames: of('framesDecoded'),
          width: of('frameWidth'),
          height: of('frameHeight'),
          lost: of('packetsLost'),
          freezes: of('freezeCount'),
        }
      })
    }
    return best
  })

// A page that is short of processor time shows small pictures [QOS2]; it says so, see below.
for (let tries = 0; tries < PATIENCE / 2000; tries += 1) {
  const heights = (await Promise.all(pages.map(decodedBy))).map(({ height }) => height)
  if (heights.every((height) => height === 720)) break
  await pause(1000)
}

const workers = childrenOf(server.pid)
async function look() {
  return {
    at: performance.now() / 1000,
    sent: playing.sent,
    counts: watching.map(({ count, wire, ssrc }) => ({
      ...count,
      lost: wire.receiver.lost(ssrc),
    })),
    pages: await Promise.all(pages.map(decodedBy)),
    server: cpuSeconds(server.pid),
    workers: workers.reduce((sum, pid) => sum + cpuSeconds(pid), 0),
  }
}

const before = await look()
await pause(seconds * 1000)
const after = await look()
const took = after.at - before.at
const spread = (numbers: number[]) =>
  [0, 0.5, 1].map((share) => quantile(numbers, share).toFixed(1)).join(' / ')
const each = (of: (n: number) => number) => spread(watching.map((_, n) => of(n)))
const more = (n: number, what: 'frames' | 'packets' | 'bytes' | 'lost') =>
  (after.counts[n]?.[what] ?? 0) - (before.counts[n]?.[what] ?? 0)
const sizes = after.counts.map(({ width, height }) => `${width}x${height}`)

console.log(`\n${people} people, of whom ${browsers} are browsers; ${took.toFixed(0)} s`)
console.log(
  `system load ${loadavg()[0]?.toFixed(1)}; sent ${((after.sent - before.sent) / took).toFixed(1)} frames a second\n`,
)
console.log(
  table([
    [`${endpoints} people without a browser`, 'least / median / most'],
    ['frames a second', each((n) => more(n, 'frames') / took)],
    ['packets a second', each((n) => more(n, 'packets') / took)],
    ['kilobits a second', each((n) => (more(n, 'bytes') * 8) / took / 1000)],
    ['packets lost', each((n) => more(n, 'lost'))],
    [
      'size',
      [...new Set(sizes)].map((s) => `${sizes.filter((t) => t === s).length} of ${s}`).join(),
    ],
  ]),
)
console.log()
console.log(
  table([
    ['browser', 'decoded a second', 'size', 'packets lost', 'freezes'],
    ...after.pages.map((now, n) => {
      const was = before.pages[n] ?? now
      return [
        n + 1,
        ((now.frames - was.frames) / took).toFixed(1),
        `${now.width}x${now.height}`,
        now.lost - was.lost,
        now.freezes - was.freezes,
      ]
    }),
  ]),
)
console.log(`\nserver ${((after.server - before.server) / took).toFixed(2)} cores,`)
console.log(
  `two media workers together ${((after.workers - before.workers) / took).toFixed(2)} cores`,
)
for (const [n, { page }] of pages.entries())
  console.log(`browser ${n + 1} says: ${(await page.locator('.bar').allTextContents()).join(' ')}`)
await pages[0]?.screenshot('hd-room')

playing.stop()
await browser.close()
for (const { wire, keyed } of watching) {
  wire.close()
  keyed.close()
}
room.close()
closeEndpoints()
await server.stop()
process.exit(0)
