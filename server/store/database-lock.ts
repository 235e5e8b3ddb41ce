import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { id128 } from '../auth/tokens.ts'
import { LOCKS, LOCK_SPACE } from './engine.ts'
import { connectionOf } from './postgres.ts'
import type { PostgresPlace } from './postgres-url.ts'
import { StoreUnavailable } from './unavailable.ts'

/**
 * Milliseconds between attempts to get the lock, and the number of attempts while another server is
 * stopping.
 */
export const RETRY_DELAY = 500
export const LOCK_ATTEMPTS = 4

/** Milliseconds to wait for a response on the lock's connection. */
const QUERY_MAX = 5000

/** Another server is using this database. */
export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse'
  constructor(place: PostgresPlace) {
    super(`Another An Họp server is using the database ${place.database} at ${place.host}.`)
  }
}

/** What is held until it is let go. */
export type Held = { release(): Promise<void> }

/**
 * Ensures one server per database, like the lock on the data folder: a database lock bound to a
 * dedicated connection. It is released immediately if the process is killed, and within half a
 * minute if the machine disappears (`postgres.ts`). A broken connection is detected and replaced;
 * while the database is down nobody else can take the lock, and when it is back the fastest server
 * gets it.
 * @param lost called once if another server has the lock: this one must stop
 * @throws DatabaseInUse, StoreUnavailable
 */
export async function holdDatabase(
  place: PostgresPlace,
  lost: (why: Error) => void,
): Promise<Held> {
  const holder = `anhop ${id128()}`
  const stop = new AbortController()
  let client = await take(place, holder, LOCK_ATTEMPTS)
  watch()

  function watch(): void {
    const mine = client
    // A broken connection emits both; an orderly shutdown by the database only `end`.
    mine.once('end', () => void regain())
    mine.on('error', () => void mine.end().catch(() => undefined))
  }

  async function regain(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        client = await take(place, holder, LOCK_ATTEMPTS)
        if (stop.signal.aborted) return void client.end()
        return watch()
      } catch (error) {
        if (error instanceof DatabaseInUse) return lost(error)
        await wait(RETRY_DELAY, undefined, { signal: stop.signal }).catch(() => undefined)
      }
    }
  }

  return {
    async release() {
      stop.abort()
      await client.end().catch(() => undefined)
    },
  }
}

/**
 * Opens a connection that holds the server lock: exclusively, or shared with the other nodes of a
 * cluster.
 * @throws DatabaseInUse, StoreUnavailable
 */
export async function take(
  place: PostgresPlace,
  holder: string,
  tries: number,
  mode: 'exclusive' | 'shared' = 'exclusive',
): Promise<pg.Client> {
  const client = new pg.Client({
    ...connectionOf(place),
    application_name: holder,
    query_timeout: QUERY_MAX,
  })
  // The connection is mostly idle, so errors have no other handler.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const key = [LOCK_SPACE, LOCKS.server]
    for (let left = tries; left > 0; left -= 1) {
      const { rows } = await client.query(TRY[mode], key)
      if (rows[0]?.got === true) return client
      await client.query(END_STALE_SESSIONS, [...key, holder])
      await wait(RETRY_DELAY)
    }
  } catch (error) {
    await client.end().catch(() => undefined)
    throw new StoreUnavailable(error)
  }
  await client.end()
  throw new DatabaseInUse(place)
}

const TRY = {
  exclusive: 'select pg_try_advisory_lock($1, $2) as got',
  shared: 'select pg_try_advisory_lock_shared($1, $2) as got',
} as const

/** Terminates our own earlier connections that the database has not yet noticed are gone. */
export const END_STALE_SESSIONS = `
  select pg_terminate_backend(a.pid)
  from pg_locks l join pg_stat_activity a on a.pid = l.pid
  where l.locktype = 'advisory' and l.classid = $1::bigint::oid and l.objid = $2::bigint::oid
    and a.datname = current_database() and a.application_name = $3 and a.pid <> pg_backend_pid()`
