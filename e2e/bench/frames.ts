import { GroupKeys } from '#client/src/frames/group-keys.ts'
import type { FrameKind } from '#client/src/frames/payload.ts'
import type { Change } from '#client/src/frames/pipes.ts'
import { table } from './figures.ts'

/**
 * What sealing and opening a frame costs: microseconds of processor time, all threads together, of
 * Node's WebCrypto. Browsers add the way to the worker and back.
 *
 *     node setup/run.mjs e2e/bench/frames.ts [frames]
 */
const [count = 20_000] = process.argv.slice(2).map(Number)
/** So many at once, as when several tracks are under way. */
const TOGETHER = 20
const clock = { now: () => performance.now(), after: () => () => {} }
const group = Uint8Array.of(1)
const [sender, receiver] = [new GroupKeys(group, 0, clock), new GroupKeys(group, 1, clock)]
for (const one of [sender, receiver])
  one.begin({ number: 1, base: new Uint8Array(32), how: 'remove' })

/** A voice, small pictures at low rates, large ones. */
const SIZES: [FrameKind, number][] = [
  ['audio', 90],
  ['video', 1000],
  ['video', 4000],
  ['video', 16_000],
]

async function changed(frames: readonly Uint8Array<ArrayBuffer>[], change: Change) {
  const before = process.cpuUsage()
  const results = []
  for (let at = 0; at < frames.length; at += TOGETHER)
    results.push(...(await Promise.all(frames.slice(at, at + TOGETHER).map(change))))
  const { user, system } = process.cpuUsage(before)
  const done = results.filter((one) => typeof one !== 'string')
  if (done.length < frames.length) throw new Error('frames were lost')
  return { done, cost: ((user + system) / frames.length).toFixed(0) }
}

const rows: string[][] = []
for (const [n, [kind, bytes]] of SIZES.entries()) {
  const frames = Array.from({ length: count }, () => new Uint8Array(bytes).fill(1))
  const sealed = await changed(frames, sender.sealing(kind, n))
  const expected = { leaf: 0, source: n, since: 0 }
  const opened = await changed(
    sealed.done,
    receiver.opening(kind, expected, () => {}),
  )
  rows.push([kind, `${bytes}`, sealed.cost, opened.cost])
}
console.log(table([['', 'bytes', 'seal, µs', 'open, µs'], ...rows]))
