import { parentPort, workerData } from 'node:worker_threads'
import { judge } from './judge.ts'

/** Judges one document off the main thread. */
const bytes: unknown = workerData
if (bytes instanceof Uint8Array) {
  // Node's ports have no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(judge(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
}
