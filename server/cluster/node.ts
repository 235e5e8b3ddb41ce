import { createHmac, createPublicKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Server } from 'socket.io'
import { periodically } from '../app/periodic.ts'
import type { ClusterSettings } from '../config/config.ts'
import type { LiveMeetings } from '../meeting/records.ts'
import type { MeetingId } from '#protocol/ids.ts'
import { addressOf, join } from '../store/membership.ts'
import type { Standing } from '../store/membership.ts'
import type { PostgresPlace } from '../store/postgres-url.ts'
import type { Store } from '../store/store.ts'
import { ClusterBus } from './bus.ts'
import { liveEverywhere } from './live.ts'
import { Ownership } from './ownership.ts'
import { connectServers } from './redis.ts'

/** Milliseconds between checks for ownerless rooms and for policy changed on other nodes. */
const SWEEP = 2000

type Log = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** This node's rooms as the cluster uses them. */
type Rooms = LiveMeetings & {
  readonly draining: boolean
  open(): MeetingId[]
  abandon(ids: readonly MeetingId[]): void
  room(id: MeetingId): Promise<unknown>
}

type Parts = {
  store: Store
  rooms: Rooms
  ownership: Ownership
  io: Server
  key: Buffer
  log: Log
  /** Reloads the policy that an operator may have changed on another node. */
  refresh: () => Promise<unknown>
}

/** This server as one node of a cluster. */
export interface ClusterNode {
  /** Tracks which rooms this node owns. */
  ownership(store: Store, log: Log, now: () => number): Ownership
  /** Starts taking over ownerless rooms and answering other nodes. */
  start(parts: Parts): Promise<{ live: LiveMeetings; stop(): Promise<void> }>
  /** The address of the connected other node that owns this room; null if there is none. */
  elsewhere(ownership: Ownership, id: MeetingId): Promise<string | null>
  leave(): Promise<void>
}

/** @throws DatabaseInUse, OtherKeys, StoreUnavailable */
export async function joinCluster(
  place: PostgresPlace,
  settings: ClusterSettings,
  keys: { key: Buffer; evidenceKey: KeyObject },
  ousted: (why: Error) => void,
): Promise<ClusterNode> {
  // Before there are rooms, there are none to lose.
  let standing: Standing = { regained: async () => {}, silent: () => {}, ousted }
  const membership = await join(place, settings.address, fingerprint(keys), () => standing)

  return {
    ownership: (store, log, now) => new Ownership({ store, membership, log, now }),

    async start({ rooms, ownership, io, key, log, refresh }) {
      standing = {
        async regained() {
          rooms.abandon(await ownership.lost(rooms.open()))
        },
        silent() {
          log.error({}, 'database unreachable, all rooms closed')
          rooms.abandon(rooms.open())
        },
        ousted,
      }
      const disconnect = await connectServers(io, settings, log)
      const live = liveEverywhere(rooms, ownership, new ClusterBus(io, membership.node, key, log))
      const stopSweeping = periodically(
        SWEEP,
        () => sweep(rooms, ownership, refresh),
        (error) => log.warn({ err: error }, 'looking for abandoned rooms failed'),
      )
      return {
        live,
        async stop() {
          await stopSweeping()
          await disconnect()
        },
      }
    },

    async elsewhere(ownership, id) {
      const owner = await ownership.owner(id)
      return owner?.present === true ? addressOf(owner.node) : null
    },

    leave: () => membership.leave(),
  }
}

/** Opens ownerless rooms once, so that one nobody returns to is closed like any other. */
async function sweep(rooms: Rooms, ownership: Ownership, refresh: () => Promise<unknown>) {
  await refresh()
  // A stopping node takes over nothing.
  if (rooms.draining) return
  const abandoned = await ownership.abandoned(rooms.open())
  // Another node may be faster; and rooms still waiting for takeover must not delay the others.
  for (const id of abandoned) void rooms.room(id).catch(() => undefined)
}

/**
 * Fingerprint of everything the servers of a cluster must share: 63 bits that reveal nothing of the
 * keys.
 */
function fingerprint({ key, evidenceKey }: { key: Buffer; evidenceKey: KeyObject }): bigint {
  const evidence = createPublicKey(evidenceKey).export({ type: 'spki', format: 'der' })
  const hash = createHmac('sha256', key).update('cluster\0').update(evidence).digest()
  return hash.readBigUInt64BE() >> 1n
}
