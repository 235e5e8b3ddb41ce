/**
 * Seals and opens frames off the main thread. Tracks arrive by a script transform or as a pair of
 * streams. No error lets a frame pass as it is.
 */
import { type Expected, GroupKeys } from './group-keys.ts'
import type { FromWorker, PipeEvent, PipeOrder, Streams, ToWorker } from './messages.ts'
import { type Change, type Dropped, type EncodedFrame, Pipe, unsettled } from './pipes.ts'
import type { Clock } from './waiting.ts'

/** W3C webrtc-encoded-transform, missing from TypeScript's types outside of workers. */
type TransformEvent = Event & { transformer: Streams & { options: PipeOrder } }

const scope = globalThis as unknown as Worker
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's postMessage takes no origin.
const post = (message: FromWorker) => scope.postMessage(message)
const tell = (id: number, event: PipeEvent) => post({ type: 'pipe', id, event })

const clock: Clock = {
  now: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
}
const REPORT_MS = 250

let keys: GroupKeys | null = null
const pipes = new Map<number, Pipe<EncodedFrame>>()
/** Of tracks that arrive, as long as it is not known from whom. */
const expecting = new Map<number, (expected: Expected) => void>()

scope.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => attempt(() => hear(data)))
scope.addEventListener('rtctransform', (event) => {
  const { transformer } = event as TransformEvent
  attempt(() => start(transformer.options, transformer))
})
post({ type: 'started' })

/** What fails here leaves the keys in a state that nobody knows: they are not used any more. */
function attempt(work: () => void): void {
  try {
    work()
  } catch {
    keys?.end()
    post({ type: 'failed' })
  }
}

function group(): GroupKeys {
  if (!keys) throw new Error('no member of a group')
  return keys
}

function hear(message: ToWorker): void {
  switch (message.type) {
    case 'join':
      if (keys) throw new Error('a member of a group already')
      keys = new GroupKeys(message.group, message.leaf, clock)
      return
    case 'begin':
      return group().begin(message)
    case 'reached':
      return group().reached(message.number)
    case 'left':
      return group().left(message.leaf)
    case 'end':
      return group().end()
    case 'pipe':
      return start(message.order, message.streams)
    case 'expect':
      expecting.get(message.id)?.(message.expected)
      expecting.delete(message.id)
      return
    case 'close':
      pipes.get(message.id)?.close()
      pipes.delete(message.id)
      expecting.delete(message.id)
  }
}

function start(order: PipeOrder, streams: Streams): void {
  const { id } = order
  const writer = streams.writable.getWriter()
  const pipe = new Pipe<EncodedFrame>({
    change: changeOf(order),
    out: (frame) => writer.write(frame),
    onDropped: counting(id),
    onStopped: () => tell(id, { type: 'stopped' }),
  })
  pipes.set(id, pipe)
  pump(streams, pipe).catch(() => {
    pipe.close()
    tell(id, { type: 'stopped' })
  })
  if (order.way === 'out') tell(id, { type: 'ready' })
}

function changeOf(order: PipeOrder): Change {
  const { id, kind } = order
  if (order.way === 'out') return group().sealing(kind, order.source)
  const needed = () => tell(id, { type: 'keyFrameNeeded' })
  const { change, settle } = unsettled(kind, clock, needed)
  expecting.set(id, (expected) => {
    settle(group().opening(kind, expected, needed))
    tell(id, { type: 'ready' })
  })
  return change
}

/** Reads on when the pipe is closed: what nobody reads would wait in the browser. */
async function pump({ readable }: Streams, pipe: Pipe<EncodedFrame>): Promise<void> {
  const reader = readable.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) pipe.take(read.value)
}

function counting(id: number): (why: Dropped) => void {
  const counts: Partial<Record<Dropped, number>> = {}
  let waiting = false
  return (why) => {
    counts[why] = (counts[why] ?? 0) + 1
    if (waiting) return
    waiting = true
    clock.after(REPORT_MS, () => {
      waiting = false
      tell(id, { type: 'dropped', counts })
    })
  }
}
