import { RnnoiseWorkletNode, loadRnnoise } from '@sapphi-red/web-noise-suppressor'
// oxlint-disable-next-line import/default -- Vite exports the URL, not the module.
import worklet from '@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url'
import simdUrl from '@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url'
import url from '@sapphi-red/web-noise-suppressor/rnnoise.wasm?url'
import { keepRunning } from '../awake.ts'
import { deferred } from '../deferred.ts'
import { DeviceFailure } from '../fault.ts'
import { account } from './costs.ts'
import { tie } from './tie.ts'
import type { Cost, ToDenoiseWorker } from './types.ts'

/** The sample rate RNNoise was trained for. */
const RATE = 48_000

async function suppressor(context: AudioContext): Promise<RnnoiseWorkletNode> {
  const [wasmBinary] = await Promise.all([
    loadRnnoise({ url, simdUrl }),
    context.audioWorklet.addModule(worklet),
  ])
  const node = new RnnoiseWorkletNode(context, { maxChannels: 1, wasmBinary })
  // It leaves the second channel silent, which would halve the voice of a stereo microphone.
  node.channelCount = 1
  node.channelCountMode = 'explicit'
  return node
}

/**
 * Measures the cost of noise suppression on this machine. Takes less than a second.
 * @throws DeviceFailure
 */
export async function measureDenoise(): Promise<Cost> {
  const wasmBinary = await loadRnnoise({ url, simdUrl })
  const worker = new Worker(new URL('./denoise-worker.ts', import.meta.url), { type: 'module' })
  const { promise, resolve } = deferred<Cost | null>()
  worker.addEventListener('message', ({ data }: MessageEvent<Cost | null>) => resolve(data))
  worker.addEventListener('error', () => resolve(null))
  const message: ToDenoiseWorker = { worklet: new URL(worklet, location.href).href, wasmBinary }
  worker.postMessage(message, [wasmBinary])
  const cost = await promise
  worker.terminate()
  if (!cost) throw new DeviceFailure('effect')
  return cost
}

/**
 * The microphone with noise suppressed. Stopping the track releases the microphone.
 * @param measured cost on this machine; requested once sound flows, because the worklet cannot
 * measure itself
 * @throws DeviceFailure after releasing the microphone
 */
export async function denoised(
  microphone: MediaStreamTrack,
  measured: () => Promise<Cost>,
): Promise<MediaStreamTrack> {
  const context = new AudioContext({ sampleRate: RATE, latencyHint: 'interactive' })
  try {
    const node = await suppressor(context)
    const stream = new MediaStream([microphone])
    const source = new MediaStreamAudioSourceNode(context, { mediaStream: stream })
    const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 })
    source.connect(node).connect(out)
    const [track] = out.stream.getAudioTracks()
    if (!track) throw new Error('no track')
    keepRunning(context)
    const cost = account('denoise')
    measured().then(
      (told) => cost.tell(told),
      () => {},
    )
    return tie(track, microphone, () => {
      source.disconnect()
      node.destroy()
      context.close().catch(() => {})
      cost.end()
    })
  } catch {
    microphone.stop()
    context.close().catch(() => {})
    throw new DeviceFailure('effect')
  }
}
