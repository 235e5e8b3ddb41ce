import { Worker } from 'node:worker_threads'
import { judge } from './judge.ts'
import type { Judged } from './judge.ts'

/** Maximum bytes judged on the main thread: a few milliseconds at most. */
const SMALL = 1_000_000

/**
 * [DOC2] Runs `judge`, with large documents in a worker thread, because all meetings of the server
 * run on the main thread. The buffer is transferred and empty afterwards. @throws Error if the
 * thread fails
 */
export function judgeAside(bytes: Buffer): Judged | Promise<Judged> {
  if (bytes.length <= SMALL) return judge(bytes)
  return new Promise((resolve, reject) => {
    // A buffer with its own memory, which can be transferred instead of copied.
    const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : Buffer.from(new Uint8Array(bytes).buffer) // prettier-ignore
    const { buffer } = own
    const worker = new Worker(new URL('./judge-worker.ts', import.meta.url), {
      workerData: new Uint8Array(buffer),
      transferList: buffer instanceof ArrayBuffer ? [buffer] : [],
      // The thread needs none of the environment.
      env: {},
      execArgv: [],
    })
    worker.once('message', (judged: Judged) => resolve(judged))
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('checking a document failed')))
  })
}
