import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { isLoopback } from '../auth/address.ts'
import { id128 } from '../auth/tokens.ts'
import {
  RETRY_DELAY,
  DatabaseInUse,
  END_STALE_SESSIONS,
  LOCK_ATTEMPTS,
  take,
} from './database-lock.ts'
import { LOCKS, LOCK_SPACE } from './engine.ts'
import type { PostgresPlace } from './postgres-url.ts'
import type { NodeName } from './room-nodes.ts'

/** Milliseconds between heartbeats. */
const HEARTBEAT = 1000
/** Maximum round-trip time of a heartbeat in milliseconds. */
const HEARTBEAT_MAX = 2500
/** Milliseconds without a heartbeat after which a node has closed its rooms. */
export const SILENCE = 5000
/** Milliseconds between checks of the clock. */
const CLOCK_POLL = 250

/**
 * Another node of the cluster has different keys, so hashes and encrypted data would be
 * incompatible.
 */
export class OtherKeys extends Error {
  override readonly name = 'OtherKeys'
  constructor() {
    super(
      'Another server of this cluster has different keys. Give both the same secret.key and evidence.key (ANHOP_KEYS).',
    )
  }
}

/** Callbacks that tell a node about its membership. None may throw. */
export type Standing = {
  /**
   * The database is reachable again, and rooms may have been given away meanwhile. Resolves once
   * those are closed; until then, or if it rejects, the node remains silent.
   */
  regained(): Promise<void>
  /** No heartbeat for `SILENCE`: close rooms now, because another node may open them soon. */
  silent(): void
  /** A standalone server or the CLI has the database: this node must stop. */
  ousted(why: Error): void
}

export interface Membership {
  readonly node: NodeName
  /** True while no other node can have taken over a room without this one knowing. */
  readonly sure: boolean
  /** Incremented with every connection: earlier observations may be outdated. */
  readonly session: number
  leave(): Promise<void>
}

/** A connection name is limited to 63 bytes; an IPv6 address fits. */
export const nodeName = (address: string): NodeName => `anhop ${address}#${id128().slice(0, 8)}`

/** The address at which the edge and other nodes reach it, like 10.0.0.2:8080. */
export const addressOf = (node: NodeName): string => /^anhop (.*)#/.exec(node)?.[1] ?? ''

/**
 * Joins the cluster of servers on one database. All share the server lock, each on a dedicated
 * connection that carries its name, so the database knows the members and notices at once when a
 * process dies. Conversely, the node sends a heartbeat on that connection every second. A heartbeat
 * was sent while the connection existed, so a node is `sure` for `SILENCE` after sending the last
 * answered one, and then closes its rooms; a node that takes over waits longer than that
 * (`cluster/ownership.ts`). Each node relies only on its own clock.
 *
 * While the database itself is provably down nobody takes anything over, and rooms continue.
 * @param keys fingerprint of the server's keys; nodes with different keys cannot join
 * @throws DatabaseInUse, OtherKeys, StoreUnavailable
 */
export async function join(
  place: PostgresPlace,
  address: string,
  keys: bigint,
  standing: () => Standing,
): Promise<Membership> {
  const node = nodeName(address)
  const stop = new AbortController()
  let client = await enter(place, node, keys)
  let broken = false
  watch()
  let session = 1
  let heard = performance.now()
  let silent = false

  function watch(): void {
    const mine = client
    const over = () => {
      if (mine === client) broken = true
    }
    mine.once('end', over)
    mine.on('error', over)
  }

  const sure = () => performance.now() - heard <= SILENCE

  function confirm(sent: number): void {
    heard = Math.max(heard, sent)
    if (sure()) silent = false
  }

  const look = setInterval(() => {
    if (silent || sure()) return
    silent = true
    standing().silent()
  }, CLOCK_POLL)
  look.unref()

  async function beat(): Promise<void> {
    const sent = performance.now()
    try {
      if (broken) {
        client = await enter(place, node, keys)
        broken = false
        watch()
        session += 1
        await standing().regained()
      } else {
        await client.query({ text: 'select 1', query_timeout: HEARTBEAT_MAX } as pg.QueryConfig)
      }
      confirm(sent)
    } catch (error) {
      if (error instanceof DatabaseInUse || error instanceof OtherKeys) {
        stop.abort()
        return standing().ousted(error)
      }
      // After an unanswered heartbeat, later ones on this connection would not be answered either.
      broken = true
      void client.end().catch(() => undefined)
      if (isDown(error, place)) confirm(sent)
    }
  }

  const beating = (async () => {
    while (!stop.signal.aborted) {
      await wait(broken ? RETRY_DELAY : HEARTBEAT, undefined, { signal: stop.signal }).catch(
        () => undefined,
      )
      if (!stop.signal.aborted) await beat()
    }
  })()

  return {
    node,
    get sure() {
      return sure()
    },
    get session() {
      return session
    },
    async leave() {
      stop.abort()
      clearInterval(look)
      await beating
      await client.end().catch(() => undefined)
    },
  }
}

async function enter(place: PostgresPlace, node: NodeName, keys: bigint): Promise<pg.Client> {
  const client = await take(place, node, LOCK_ATTEMPTS, 'shared')
  try {
    const server = [LOCK_SPACE, LOCKS.server]
    await client.query(END_STALE_SESSIONS, [...server, node])
    await client.query('select pg_advisory_lock_shared($1)', [String(keys)])
    const { rows } = await client.query(OTHER_KEYS, [...server, String(keys)])
    if (rows.length === 0) return client
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
  await client.end()
  throw new OtherKeys()
}

/** Nodes that announced other keys; a node that has not announced any yet will see ours. */
const OTHER_KEYS = `
  select 1 from pg_locks l
  where l.locktype = 'advisory' and l.granted and l.objsubid = 1
    and l.database = (select oid from pg_database where datname = current_database())
    and l.pid in (select s.pid from pg_locks s where s.locktype = 'advisory' and s.granted
      and s.objsubid = 2 and s.classid = $1::bigint::oid and s.objid = $2::bigint::oid)
    and (l.classid::bigint << 32 | l.objid::bigint) <> $3`

/**
 * Whether the database itself is known to be down, rather than the connection cut: it says so
 * (57P03: starting up or shutting down), or it is on this machine and refuses connections.
 */
function isDown(error: unknown, place: PostgresPlace): boolean {
  const cause: unknown = error instanceof Error && 'cause' in error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? cause.code : null
  const here = place.host.startsWith('/') || isLoopback(place.host)
  return code === '57P03' || (here && (code === 'ECONNREFUSED' || code === 'ENOENT'))
}
