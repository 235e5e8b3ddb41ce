/** Blurs the camera's background off the main thread. */
import { COMFORT_MS, median, Pace } from './pace.ts'
import { Painter } from './painter.ts'
import { openSegmenter } from './segmenter.ts'
import { LARGE, SMALL } from './types.ts'
import type { Cost, FromBlurWorker, Size, ToBlurWorker } from './types.ts'

const scope = globalThis as unknown as Worker
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's postMessage takes no origin.
const post = (message: FromBlurWorker) => scope.postMessage(message)

const MEASURE_MS = 1000
/** Excluded from the measurement: the first frames fill caches. */
const WARM_UP = 3

scope.addEventListener('message', ({ data }: MessageEvent<ToBlurWorker>) => {
  const done = data.type === 'measure' ? measure() : run(data.readable, data.writable)
  done.catch(() => post({ type: 'failed' }))
})

async function measure(): Promise<void> {
  const painter = new Painter(await openSegmenter())
  const large = measureSize(painter, LARGE)
  post({ type: 'measured', cost: large.ms > COMFORT_MS ? measureSize(painter, SMALL) : large })
}

/** Measures with blank frames of the camera's size. */
function measureSize(painter: Painter, { width, height, frameRate }: Size): Cost {
  const picture = new OffscreenCanvas(width, height)
  const context = picture.getContext('2d')
  const times: number[] = []
  const end = performance.now() + MEASURE_MS
  while (performance.now() < end || times.length <= WARM_UP) {
    context?.fillRect(Math.random() * width, Math.random() * height, 200, 200)
    times.push(timed(() => framed(painter.paint(picture, width, height), 0).close()))
  }
  const ms = median(times.slice(WARM_UP))
  return { ms, core: (ms * frameRate) / 1000 }
}

const framed = (canvas: OffscreenCanvas, timestamp: number) =>
  new VideoFrame(canvas, { timestamp, alpha: 'discard' })

function timed(work: () => void): number {
  const begin = performance.now()
  work()
  return performance.now() - begin
}

async function run(
  readable: ReadableStream<VideoFrame>,
  writable: WritableStream<VideoFrame>,
): Promise<void> {
  const painter = new Painter(await openSegmenter())
  const pace = new Pace()
  let running = false
  const blur = new TransformStream<VideoFrame, VideoFrame>({
    transform(frame, out) {
      const begin = performance.now()
      if (pace.rests(begin)) {
        frame.close()
        return
      }
      const { displayWidth, displayHeight, timestamp } = frame
      try {
        out.enqueue(framed(painter.paint(frame, displayWidth, displayHeight), timestamp))
      } finally {
        frame.close()
      }
      const now = performance.now()
      const second = pace.add(now - begin, now)
      if (!running) post({ type: 'running' })
      running = true
      if (second) post({ type: 'cost', cost: second.cost })
      if (second?.advice === 'smaller') post({ type: 'smaller' })
      if (second?.advice === 'stop') post({ type: 'behind' })
    },
  })
  await readable.pipeThrough(blur).pipeTo(writable)
}
