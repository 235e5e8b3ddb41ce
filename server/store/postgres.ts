import { readFileSync } from 'node:fs'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { watched } from './postgres-pool.ts'
import type { PostgresPlace } from './postgres-url.ts'
import type { Tables } from './schema.ts'

/** Connections of one server: transactions run one at a time, so more would only wait. */
const POOL_MAX = 8
/** Milliseconds to get a connection, new or from the pool. */
const CONNECT_MAX = 3000
/** Milliseconds that one statement may take, its wait for locks included. */
const STATEMENT_MAX = 8000
/** The same as this end sees it: the other may be gone without a word. */
const ANSWER_MAX = STATEMENT_MAX + 1000
/** Seconds until the database notices that a server's machine is gone, and lets its locks go. */
const KEEPALIVE = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3'

/** `use`: `schema` may take as long as it takes; `look` changes nothing, as the database sees to. */
export type Use = 'work' | 'schema' | 'look'

/** What `pg` needs to reach a database. Throws what the file system throws for its certificate. */
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
    // Of this connection alone, so that no other user of the library in this process is changed.
    types: { getTypeParser },
  }
}

/** Opens no connection yet. */
export function connect(place: PostgresPlace, use: Use): Kysely<Tables> {
  const timeouts = {
    statement_timeout: STATEMENT_MAX,
    // A server that stands still in the middle of a change must not stop the others.
    idle_in_transaction_session_timeout: STATEMENT_MAX,
    query_timeout: ANSWER_MAX,
  }
  const pool = new pg.Pool({
    ...connectionOf(place),
    ...(use === 'schema' ? {} : timeouts),
    ...(use === 'look' && { options: `${KEEPALIVE} -c default_transaction_read_only=on` }),
    max: use === 'work' ? POOL_MAX : 1,
  })
  // A connection that is lost while nobody uses it is replaced; one that is in use tells its user.
  pool.on('error', ignore)
  pool.on('connect', (client) => void client.on('error', ignore))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: watched(pool) }) })
}

const ignore = (): void => undefined

/** Counts and times are whole numbers far below 2^53, which `pg` gives as text (type int8). */
const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (oid, format) =>
  oid === pg.types.builtins.INT8
    ? Number
    : (pg.types.getTypeParser(oid, format) as (text: string) => unknown)

/** The database is not one that the store can be in. A sentence for the operator. */
export class UnfitDatabase extends Error {
  override readonly name = 'UnfitDatabase'
}

/**
 * Text must be ordered byte by byte: keys with a common beginning are found as a range, lists look
 * the same on both engines, and no unique index breaks when the system's library learns a language
 * anew (wiki.postgresql.org/wiki/Locale_data_changes).
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
