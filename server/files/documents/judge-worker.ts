import { parentPort, workerData } from 'node:worker_threads'
import { judge } from './judge.ts'

/** One document, judged beside everything else that the server does. */
const bytes: unknown = workerData
if (bytes instanceof Uint8Array) {
  // A port of Node's has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(judge(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
}
