/**
 * Measures the processor time of the browser's worker that seals and opens frames, for each frame:
 * the time of its thread in real Chromium, between two members in one page, divided by the frames
 * that went through. Prints figures, and what they come to for somebody who is shown nine people:
 *
 *     node setup/run.mjs e2e/bench/frame-worker.ts [seconds]
 */
import { readFileSync, readdirSync } from 'node:fs'
import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { Sealed } from '../support/sealed.ts'
import { childrenOf, table } from './figures.ts'

const [seconds = 20] = process.argv.slice(2).map(Number)
/** What passes through in one direction: nine cameras, three of them large, and who speaks. */
const SHOWN = { pictures: 9 * 20, voices: 2 * 50 }
/** Three layers of one's own camera, and one's own voice. */
const OWN = { pictures: 3 * 20, voices: 50 }

const below = (pid: number): number[] =>
  childrenOf(pid).flatMap((child) => [child, ...below(child)])

/** Nanoseconds on a processor so far, of each worker's thread, the older first. */
function workers(): number[] {
  return below(process.pid).flatMap((pid) =>
    readdirSync(`/proc/${pid}/task`).flatMap((task) => {
      const of = (name: string) => readFileSync(`/proc/${pid}/task/${task}/${name}`, 'utf8')
      return of('comm').startsWith('DedicatedWorker') ? [Number(of('schedstat').split(' ')[0])] : []
    }),
  )
}

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
})

/** Microseconds of the sealing and of the opening worker for each frame. */
async function measure(kind: 'audio' | 'video', count: number): Promise<[number, number, number]> {
  const page = await browser.newPage()
  const sealed = await Sealed.open(page)
  for (let n = 0; n < count; n += 1) await sealed.connect({ kind })
  await sealed.begin(1)
  const passed = async () => {
    const figures = await sealed.figures()
    return figures.reduce((sum, { received, decoded }) => sum + (decoded || received), 0)
  }
  while ((await passed()) < 20 * count) await pause(100)
  const [before, from] = [workers(), await passed()]
  await pause(seconds * 1000)
  const [after, to] = [workers(), await passed()]
  const spent = after.map((ns, n) => (ns - (before[n] ?? 0)) / 1000 / (to - from))
  await sealed.close()
  await page.close()
  const [sealing = Number.NaN, opening = Number.NaN] = spent
  return [sealing, opening, (to - from) / seconds]
}

const voices = await measure('audio', 6)
const pictures = await measure('video', 6)
const row = (name: string, [seal, open, rate]: readonly number[]) => [
  name,
  rate?.toFixed(0) ?? '',
  seal?.toFixed(0) ?? '',
  open?.toFixed(0) ?? '',
]
console.log(`system load ${loadavg()[0]?.toFixed(1)}`)
console.log(
  table([
    ['', 'frames a second', 'seal, µs', 'open, µs'],
    row('voice', voices),
    row('picture', pictures),
  ]),
)
const share = (OWN.voices * voices[0] + OWN.pictures * pictures[0]) / 1e4
const opened = (SHOWN.voices * voices[1] + SHOWN.pictures * pictures[1]) / 1e4
console.log(
  `shown nine at 20 pictures a second, two who speak, and sending: ${(share + opened).toFixed(1)} % of a core`,
)
await browser.close()
