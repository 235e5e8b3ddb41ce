import { deferred } from '../deferred.ts'
import { DeviceFailure } from '../fault.ts'
import { endsWith } from '../ended.ts'
import { account } from './costs.ts'
import { tie } from './tie.ts'
import { SMALL } from './types.ts'
import type { Cost, FromBlurWorker, ToBlurWorker } from './types.ts'

/** Chromium's breakout box (W3C mediacapture-transform), missing from TypeScript's types. */
type Streams = {
  MediaStreamTrackProcessor: new (init: { track: MediaStreamTrack; maxBufferSize: number }) => {
    readable: ReadableStream<VideoFrame>
  }
  MediaStreamTrackGenerator: new (init: { kind: 'video' }) => MediaStreamTrack & {
    writable: WritableStream<VideoFrame>
  }
}

const open = () => new Worker(new URL('./blur-worker.ts', import.meta.url), { type: 'module' })

/** Shrinks the camera itself, so that no frames are captured only to be discarded. */
const shrink = (camera: MediaStreamTrack) => {
  const { width, height, frameRate } = SMALL
  const constraints = {
    width: { ideal: width },
    height: { ideal: height },
    frameRate: { max: frameRate },
  }
  // A camera without a smaller mode continues as it is, and stops if that is too slow.
  camera.applyConstraints(constraints).catch(() => {})
}

const post = (worker: Worker, message: ToBlurWorker, transfer: Transferable[] = []) =>
  worker.postMessage(message, transfer)

function listen(worker: Worker, hear: (message: FromBlurWorker) => void): void {
  worker.addEventListener('message', ({ data }: MessageEvent<FromBlurWorker>) => hear(data))
  worker.addEventListener('error', () => hear({ type: 'failed' }))
}

/**
 * Measures the cost of blurring on this machine. Takes a second or two.
 * @throws DeviceFailure
 */
export async function measureBlur(): Promise<Cost> {
  const worker = open()
  const { promise, resolve, reject } = deferred<Cost>()
  listen(worker, (message) => {
    if (message.type === 'measured') resolve(message.cost)
    if (message.type === 'failed') reject(new DeviceFailure('effect'))
  })
  post(worker, { type: 'measure' })
  try {
    return await promise
  } finally {
    worker.terminate()
  }
}

/**
 * The camera with its background blurred. No unblurred frame ever gets out: if blurring fails or
 * cannot keep up, the track ends. Stopping the track releases the camera.
 * @throws DeviceFailure after releasing the camera
 */
export async function blurred(camera: MediaStreamTrack): Promise<MediaStreamTrack> {
  const { MediaStreamTrackProcessor, MediaStreamTrackGenerator } = globalThis as unknown as Streams
  const { promise, resolve, reject } = deferred<void>()
  const { readable } = new MediaStreamTrackProcessor({ track: camera, maxBufferSize: 1 })
  const generator = new MediaStreamTrackGenerator({ kind: 'video' })
  const { writable } = generator
  const worker = open()
  const cost = account('blur')
  const track = tie(generator, camera, () => {
    worker.terminate()
    cost.end()
    reject(new DeviceFailure('not_found'))
  })
  const fail = (fault: 'effect' | 'too_slow') => {
    reject(new DeviceFailure(fault))
    endsWith(track, fault)
    track.stop()
    track.dispatchEvent(new Event('ended'))
  }
  listen(worker, (message) => {
    if (message.type === 'running') resolve()
    if (message.type === 'cost') cost.tell(message.cost)
    if (message.type === 'smaller') shrink(camera)
    if (message.type === 'behind') fail('too_slow')
    if (message.type === 'failed') fail('effect')
  })
  post(worker, { type: 'run', readable, writable }, [readable, writable] as Transferable[])
  await promise
  return track
}
