import { parentPort, workerData } from 'node:worker_threads'
import { judge } from './judge.ts'

/** One document, judged beside everything else that the server does. */
const bytes: unknown = workerData
if (bytes instanceof Uint8Array) {
  parentPort?.postMessage(judge(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
}
