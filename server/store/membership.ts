import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { isLoopback } from '../auth/address.ts'
import { id128 } from '../auth/tokens.ts'
import { AGAIN, DatabaseInUse, GHOSTS, TRIES, take } from './database-lock.ts'
import { LOCKS, LOCK_SPACE } from './engine.ts'
import type { PostgresPlace } from './postgres-url.ts'
import type { NodeName } from './room-nodes.ts'

/** Milliseconds between two signs of life. */
const BEAT = 1000
/** Milliseconds that one may take, on the way back too. */
const BEAT_MAX = 2500
/** Milliseconds without one, after which a node has closed its rooms. */
export const SILENCE = 5000
/** Milliseconds between two looks at the clock. */
const LOOK = 250

/** A node of the cluster has other keys: what they hash and seal would not fit together. */
export class OtherKeys extends Error {
  override readonly name = 'OtherKeys'
  constructor() {
    super(
      'Another server of this cluster has different keys. Give both the same secret.key and evidence.key (ANHOP_KEYS).',
    )
  }
}

/** What a node is told of its own standing. None may throw. */
export type Standing = {
  /**
   * The database was reached anew, and may have given rooms away meanwhile. Resolves when those are
   * closed; until then, and when it rejects, the node stays as silent as it was.
   */
  regained(): Promise<void>
  /** Nothing heard for `SILENCE`: rooms close now, for another node may open them soon. */
  silent(): void
  /** A server that works alone, or the command, has the database: this one must stop. */
  ousted(why: Error): void
}

export interface Membership {
  readonly node: NodeName
  /** Whether no other node can have taken a room over from this one without its knowing. */
  readonly sure: boolean
  /** Counts up with every connection: what was seen before may not be so any more. */
  readonly session: number
  leave(): Promise<void>
}

/** What a connection can be called has 63 bytes: an address of IPv6 fits. */
export const nodeName = (address: string): NodeName => `anhop ${address}#${id128().slice(0, 8)}`

/** Where the edge and other nodes reach it, like 10.0.0.2:8080. */
export const addressOf = (node: NodeName): string => /^anhop (.*)#/.exec(node)?.[1] ?? ''

/**
 * One of several servers on a database. All hold the lock of servers together, each by a connection
 * of its own that bears its name: so the database knows who is there, and notices at once when a
 * process dies. The other way round the node asks on that connection every second whether it still
 * stands. The question was sent while the connection stood, so from the sending of the last one that
 * was answered a node is `sure` for `SILENCE`, and then closes its rooms; who takes over waits for
 * longer than that (`cluster/ownership.ts`). No clock but the own is asked.
 *
 * While the database itself is provably down nobody takes anything over, and rooms go on.
 * @param keys fingerprint of the server's keys: those who have others cannot join
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

  function hear(sent: number): void {
    heard = Math.max(heard, sent)
    if (sure()) silent = false
  }

  const look = setInterval(() => {
    if (silent || sure()) return
    silent = true
    standing().silent()
  }, LOOK)
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
        await client.query({ text: 'select 1', query_timeout: BEAT_MAX } as pg.QueryConfig)
      }
      hear(sent)
    } catch (error) {
      if (error instanceof DatabaseInUse || error instanceof OtherKeys) {
        stop.abort()
        return standing().ousted(error)
      }
      // A question that is not answered leaves a connection on which the next would not be either.
      broken = true
      void client.end().catch(() => undefined)
      if (isDown(error, place)) hear(sent)
    }
  }

  const beating = (async () => {
    while (!stop.signal.aborted) {
      await wait(broken ? AGAIN : BEAT, undefined, { signal: stop.signal }).catch(() => undefined)
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
  const client = await take(place, node, TRIES, 'shared')
  try {
    const server = [LOCK_SPACE, LOCKS.server]
    await client.query(GHOSTS, [...server, node])
    await client.query('select pg_advisory_lock_shared($1)', [String(keys)])
    const { rows } = await client.query(STRANGERS, [...server, String(keys)])
    if (rows.length === 0) return client
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
  await client.end()
  throw new OtherKeys()
}

/** Nodes that have shown other keys; one that has shown none yet will find ours. */
const STRANGERS = `
  select 1 from pg_locks l
  where l.locktype = 'advisory' and l.granted and l.objsubid = 1
    and l.database = (select oid from pg_database where datname = current_database())
    and l.pid in (select s.pid from pg_locks s where s.locktype = 'advisory' and s.granted
      and s.objsubid = 2 and s.classid = $1::bigint::oid and s.objid = $2::bigint::oid)
    and (l.classid::bigint << 32 | l.objid::bigint) <> $3`

/**
 * Whether this is the word of the database that it is down, and not of a line that is cut: it says
 * so itself (57P03: starting up or shutting down), or its own machine, this one, does.
 */
function isDown(error: unknown, place: PostgresPlace): boolean {
  const cause: unknown = error instanceof Error && 'cause' in error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? cause.code : null
  const here = place.host.startsWith('/') || isLoopback(place.host)
  return code === '57P03' || (here && (code === 'ECONNREFUSED' || code === 'ENOENT'))
}
