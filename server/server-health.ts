import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import type { Sfu } from '../sfu/types.ts'
import type { AttemptLimiter } from './auth/attempts.ts'
import type { Config } from './config.ts'
import type { ServerHealth } from './protocol/http.ts'
import type { Store } from './store/store.ts'
import { version } from './version.ts'

const HOUR = 60 * 60_000

export type HealthDeps = {
  config: Pick<Config, 'data' | 'tls' | 'meetingCapacity' | 'serverCapacity'>
  store: Pick<Store, 'attempts' | 'size'>
  sfu: Pick<Sfu, 'load'>
  attempts: Pick<AttemptLimiter, 'lockedOut'>
  ready(): Promise<boolean>
  totals(): { meetings: number; participants: number; waiting: number }
  sockets(): number
  startedAt: number
}

/** What an operator sees of the running server. The certificate is read once, as it is served. */
export function createServerHealth(deps: HealthDeps): (now: number) => Promise<ServerHealth> {
  const { config, store, sfu, attempts } = deps
  const { tls } = config
  const certificateEnds =
    tls === null ? null : Date.parse(new X509Certificate(readFileSync(tls.cert)).validTo)
  const about = { server: version(), node: process.versions.node }
  return async (now) => ({
    ready: await deps.ready(),
    version: about,
    startedAt: deps.startedAt,
    load: { ...deps.totals(), sockets: deps.sockets() },
    workers: sfu.load().map(({ index, rooms, producers, consumers }) => ({
      index,
      rooms,
      producers,
      consumers,
    })),
    capacity: { meeting: config.meetingCapacity, server: config.serverCapacity },
    attempts: {
      lastHour: await store.attempts.count(now - HOUR),
      lockedOut: attempts.lockedOut(now),
    },
    disk: { ...(await diskOf(config.data)), store: await store.size() },
    certificateEnds,
  })
}

/** Of the data folder; a database of PostgreSQL may have another. */
async function diskOf(folder: string): Promise<{ free: number; size: number }> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { free: bavail * bsize, size: blocks * bsize }
}
