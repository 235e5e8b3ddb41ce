import { existsSync } from 'node:fs'
import { workerBin } from 'mediasoup'
import { createSfu } from '../mediasoup.ts'
import type { PartSfu } from '../relay.ts'
import type { SfuLog, SfuOptions } from '../types.ts'

export const silent: SfuLog = { info() {}, warn() {}, error() {} }

/**
 * Real workers on loopback with any free ports. Throws instead of skipping if there is no worker
 * binary.
 */
export function realSfu(options: Partial<SfuOptions> = {}): Promise<PartSfu> {
  if (!existsSync(workerBin)) {
    throw new Error(`no mediasoup worker at ${workerBin}: MEDIASOUP_WORKER_BIN must name one`)
  }
  return createSfu({
    workers: 1,
    consumersPerWorker: 400,
    listenIp: '127.0.0.1',
    basePort: 0,
    log: silent,
    ...options,
  })
}
