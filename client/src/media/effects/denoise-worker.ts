/**
 * Measures RNNoise's worklet. Audio worklets have no clock, and browsers do not report what one
 * costs, so its processor runs here in a worker, on synthetic sound.
 */
import type { Cost, ToDenoiseWorker } from './types.ts'

type Processor = { process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean }
type Options = { processorOptions: { maxChannels: number; wasmBinary: ArrayBuffer } }

const RATE = 48_000
/** Samples per call of a worklet. */
const BLOCK = 128
/** Blocks in one second of sound. */
const BLOCKS = RATE / BLOCK
const START_TRIES = 500
const START_PAUSE_MS = 10
/** The processor's latency in blocks. */
const DELAY = 16

const scope = globalThis as unknown as Worker
let Registered: (new (options: Options) => Processor) | undefined
// The globals a worklet module expects.
Object.assign(globalThis, {
  AudioWorkletProcessor: class {
    readonly port = new MessageChannel().port1
  },
  registerProcessor: (_name: string, processor: typeof Registered) => {
    Registered = processor
  },
})

scope.addEventListener('message', ({ data }: MessageEvent<ToDenoiseWorker>) => {
  // oxlint-disable unicorn/require-post-message-target-origin -- a worker's postMessage takes no origin.
  measure(data).then(
    (cost) => scope.postMessage(cost),
    () => scope.postMessage(null),
  )
})

async function measure({ worklet, wasmBinary }: ToDenoiseWorker): Promise<Cost> {
  await import(/* @vite-ignore */ worklet)
  if (!Registered) throw new Error('no processor')
  const processor = new Registered({ processorOptions: { maxChannels: 1, wasmBinary } })
  const buzz = Float32Array.from({ length: BLOCK }, (_, n) => n / BLOCK - 0.5)
  const out = new Float32Array(BLOCK)
  const run = (blocks: number) => {
    for (let n = 0; n < blocks; n += 1) processor.process([[buzz]], [[out]])
  }
  // The processor does not signal readiness; until then its output is silent.
  for (let tries = 0; out.every((sample) => sample === 0); tries += 1) {
    if (tries === START_TRIES) throw new Error('silent')
    await new Promise((next) => setTimeout(next, START_PAUSE_MS))
    run(DELAY)
  }
  const begin = performance.now()
  run(BLOCKS)
  const core = (performance.now() - begin) / 1000
  return { ms: core * 10, core }
}
