import { Worker } from 'node:worker_threads'
import { judge } from './judge.ts'
import type { Judged } from './judge.ts'

/** Bytes that are judged at once: a few milliseconds at most. */
const SMALL = 1_000_000

/**
 * [DOC2] `judge`, large documents in a thread of their own: every meeting of the server runs in this
 * one. The bytes are given away and are empty afterwards. @throws Error when the thread fails
 */
export function judgeAside(bytes: Buffer): Judged | Promise<Judged> {
  if (bytes.length <= SMALL) return judge(bytes)
  return new Promise((resolve, reject) => {
    // Its own memory, to be handed over and not copied.
    const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : Buffer.from(new Uint8Array(bytes).buffer) // prettier-ignore
    const { buffer } = own
    const worker = new Worker(new URL('./judge-worker.ts', import.meta.url), {
      workerData: new Uint8Array(buffer),
      transferList: buffer instanceof ArrayBuffer ? [buffer] : [],
      // Nothing of it is the thread's business.
      env: {},
      execArgv: [],
    })
    worker.once('message', (judged: Judged) => resolve(judged))
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('checking a document failed')))
  })
}
