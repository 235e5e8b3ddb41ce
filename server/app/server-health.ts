import { statfs } from 'node:fs/promises'
import type { Sfu, WorkerLoad } from '#sfu/types.ts'
import type { AttemptLimiter } from '../auth/attempts.ts'
import type { Config } from '../config/config.ts'
import { lockViews } from './locked.ts'
import type { CertificateView, ServerHealth, TurnReport, WorkerView } from '#protocol/health.ts'
import type { Store } from '../store/store.ts'
import { patchedAt, version } from './version.ts'

const HOUR = 60 * 60_000

export type HealthDeps = {
  config: Pick<Config, 'data' | 'meetingCapacity' | 'serverCapacity' | 'cluster'>
  store: Pick<Store, 'attempts' | 'meetings' | 'accounts' | 'size'>
  sfu: Pick<Sfu, 'load'>
  attempts: Pick<AttemptLimiter, 'locks'>
  /** The keyed hash that the attempt limiter uses for usernames. */
  usernameHash: (username: string) => string
  ready(): Promise<boolean>
  turn(): TurnReport
  certificate(): Promise<CertificateView | null>
  totals(): { meetings: number; participants: number; waiting: number }
  sockets(): number
  startedAt: number
}

/** Collects the data of the operators' health page. */
export function createServerHealth(deps: HealthDeps): (now: number) => Promise<ServerHealth> {
  const { config, store, sfu } = deps
  const about = { server: version(), node: process.versions.node }
  const patched = patchedAt()
  return async (now) => {
    const locks = deps.attempts.locks(now)
    return {
      ready: await deps.ready(),
      version: about,
      address: config.cluster?.address ?? null,
      patchedAt: patched,
      startedAt: deps.startedAt,
      load: { ...deps.totals(), sockets: deps.sockets() },
      workers: sfu.load().map(workerView),
      capacity: { meeting: config.meetingCapacity, server: config.serverCapacity },
      turn: deps.turn(),
      attempts: {
        lastHour: await store.attempts.count(now - HOUR),
        lockedOut: locks.length,
        locks: await lockViews(locks, store, deps.usernameHash),
      },
      disk: { ...(await diskOf(config.data)), store: await store.size() },
      certificate: await deps.certificate(),
    }
  }
}

const workerView = (load: WorkerLoad): WorkerView => ({
  index: load.index,
  rooms: load.rooms,
  participants: load.peers,
  producers: load.producers,
  consumers: load.consumers,
  bitrate: load.bitrate,
})

/** Bytes, of the data folder's disk. A PostgreSQL database may be on another disk. */
async function diskOf(folder: string): Promise<{ free: number; size: number }> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { free: bavail * bsize, size: blocks * bsize }
}
