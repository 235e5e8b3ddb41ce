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

/** Milliseconds between two looks for rooms that nobody has, and at the rules that operators set. */
const SWEEP = 2000

type Log = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** The rooms of this node, as the cluster handles them. */
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
  /** Rules that an operator has set at another node. */
  refresh: () => Promise<unknown>
}

/** This server as one of several on a database. */
export interface ClusterNode {
  /** Which rooms are its own. */
  ownership(store: Store, log: Log, now: () => number): Ownership
  /** From now on it takes over what others leave behind, and does what they ask. */
  start(parts: Parts): Promise<{ live: LiveMeetings; stop(): Promise<void> }>
  /** The edge's address of the node that has this room, if it is another and there. */
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
  // Until there are rooms, none is lost.
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

/** Opened once, a room that nobody comes back to is closed like any other. */
async function sweep(rooms: Rooms, ownership: Ownership, refresh: () => Promise<unknown>) {
  await refresh()
  // Who is about to stop takes nothing over.
  if (rooms.draining) return
  const abandoned = await ownership.abandoned(rooms.open())
  // Another node may be faster; and who waits for one to ripen does not wait for all.
  for (const id of abandoned) void rooms.room(id).catch(() => undefined)
}

/** Of all that servers of a cluster must have in common: 63 bits, which tell nothing of the keys. */
function fingerprint({ key, evidenceKey }: { key: Buffer; evidenceKey: KeyObject }): bigint {
  const evidence = createPublicKey(evidenceKey).export({ type: 'spki', format: 'der' })
  const hash = createHmac('sha256', key).update('cluster\0').update(evidence).digest()
  return hash.readBigUInt64BE() >> 1n
}
