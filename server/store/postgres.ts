import { readFileSync } from 'node:fs'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { watched } from './postgres-pool.ts'
import type { PostgresPlace } from './postgres-url.ts'
import type { Tables } from './schema.ts'

/** Connections per server; transactions run one at a time, so more would only wait. */
const POOL_MAX = 8
/** Milliseconds to get a connection, new or from the pool. */
const CONNECT_MAX = 3000
/** Milliseconds per statement, including waiting for locks. */
const STATEMENT_MAX = 8000
/** The same limit enforced by the client, in case the server disappears silently. */
const ANSWER_MAX = STATEMENT_MAX + 1000
/** Seconds until the database notices that a server's machine is gone and releases its locks. */
const KEEPALIVE = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3'

/** `schema` has no time limit; `look` is read-only, enforced by the database. */
export type Use = 'work' | 'schema' | 'look'

/** Connection settings for `pg`. Throws file system errors for the CA file. */
export function connectionOf(place: PostgresPlace): pg.ClientConfig {
  const { host, port, database, user, password, tls } = place
  return {
    host,
    port,
    database,
    user,
    ...(password === null ? {} : { password }),
    ssl: tls !== null && {
      rejectUnauthorized: true,
      ...(tls.ca === null ? {} : { ca: readFileSync(tls.ca, 'utf8') }),
    },
    connectionTimeoutMillis: CONNECT_MAX,
    keepAlive: true,
    application_name: 'anhop',
    options: KEEPALIVE,
    // Only for this connection, without changing `pg` for the rest of the process.
    types: { getTypeParser },
  }
}

/** Does not connect yet. */
export function connect(place: PostgresPlace, use: Use): Kysely<Tables> {
  const timeouts = {
    statement_timeout: STATEMENT_MAX,
    // A server that hangs during a transaction must not block the others.
    idle_in_transaction_session_timeout: STATEMENT_MAX,
    query_timeout: ANSWER_MAX,
  }
  const pool = new pg.Pool({
    ...connectionOf(place),
    ...(use === 'schema' ? {} : timeouts),
    ...(use === 'look' && { options: `${KEEPALIVE} -c default_transaction_read_only=on` }),
    max: use === 'work' ? POOL_MAX : 1,
  })
  // An idle connection that breaks is replaced; one in use reports the error to its caller.
  pool.on('error', ignore)
  pool.on('connect', (client) => void client.on('error', ignore))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: watched(pool) }) })
}

const ignore = (): void => undefined

/** int8 values are counts and times far below 2^53; `pg` returns them as text. */
const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (oid, format) =>
  oid === pg.types.builtins.INT8
    ? Number
    : (pg.types.getTypeParser(oid, format) as (text: string) => unknown)

/** The database cannot hold the store. The message is a sentence for the operator. */
export class UnfitDatabase extends Error {
  override readonly name = 'UnfitDatabase'
}

/**
 * Text must be ordered byte by byte, so that prefix searches work as ranges, lists look the same on
 * both engines, and no unique index breaks when a system library changes its collation
 * (wiki.postgresql.org/wiki/Locale_data_changes).
 * @throws UnfitDatabase
 */
export async function checkFitness(db: Kysely<Tables>): Promise<void> {
  const ask = sql<{ bytewise: boolean; encoding: string; version: number }>`
    select 'B' < 'a' and 'a-c' < 'ab' as bytewise,
      current_setting('server_encoding') as encoding,
      current_setting('server_version_num')::int as version`
  const [found] = (await ask.execute(db)).rows
  if (found === undefined || found.version < 130_000) {
    throw new UnfitDatabase('The database server is older than PostgreSQL 13.')
  }
  if (found.bytewise && found.encoding === 'UTF8') return
  throw new UnfitDatabase(
    'Create the database with: create database … template template0 encoding UTF8 locale "C.UTF-8".',
  )
}
