import { PostgresAdapter, sql } from 'kysely'
import type { Kysely, Transaction } from 'kysely'

/**
 * Where the two engines of the store differ. Everything else in this folder is written once: queries
 * in what both understand, text compared byte by byte (`postgres.ts` refuses another order).
 */

type Engine = Pick<Kysely<unknown>, 'getExecutor'>

export const isPostgres = (db: Engine): boolean =>
  db.getExecutor().adapter instanceof PostgresAdapter

/** First half of the keys of all our advisory locks: "anho". */
export const LOCK_SPACE = 0x616e686f
/**
 * `changes`: whatever is written together with its audit entry. `attempts`: looking how many tries
 * there were, and writing one more down. `server`: the one server that works on the database. None
 * is taken while another is held, but `server`, which nobody waits for.
 */
export const LOCKS = { changes: 1, attempts: 2, server: 3 } as const

/**
 * A transaction that no other of the same kind runs beside, on whatever server.
 *
 * SQLite has one writer anyway, and that made what reads first and then writes safe: the end of the
 * audit chain, the last factor of an account, the first operator, a free user name. In PostgreSQL
 * the transaction begins with a lock that goes with it, also when its server dies. Reads after the
 * lock see what the one before has committed, for at `read committed` each statement looks anew.
 * `serializable` would do too, but nearly every transaction appends to the one audit chain: all but
 * one of those at once would be undone and tried again, and what runs inside would have to bear it.
 */
export function exclusive<Tables, T>(
  db: Kysely<Tables>,
  lock: 'changes' | 'attempts',
  work: (tx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  if (!isPostgres(db)) return db.transaction().execute(work)
  const begin = db.transaction().setIsolationLevel('read committed')
  return begin.execute(async (tx) => {
    const key = sql`${sql.lit(LOCK_SPACE)}, ${sql.lit(LOCKS[lock])}`
    await sql`select pg_advisory_xact_lock(${key})`.execute(tx)
    return work(tx)
  })
}

const MEETING_OF = {
  sqlite: `case when json_valid(event) then json_extract(event, '$.meetingId') end`,
  // Version 15 cannot ask whether text is JSON. In canonical JSON nothing but this key begins so: in
  // a value the quotes would have a backslash before them.
  postgres: `substring(event from '"meetingId":"([A-Za-z0-9_-]+)"')`,
}

/**
 * The meeting that an entry of the audit log is about, as SQL: the expression that the index
 * `audit_meeting` is over. An entry spoilt by hand must stay writable, so that `audit verify` can
 * speak about it.
 */
export const meetingOfEvent = (db: Engine): string =>
  MEETING_OF[isPostgres(db) ? 'postgres' : 'sqlite']

/** Whether there is a table of this name. */
export async function hasTable<Tables>(db: Kysely<Tables>, name: string): Promise<boolean> {
  const found = isPostgres(db)
    ? sql`select 1 where to_regclass(${name}) is not null`
    : sql`select 1 from sqlite_master where type = 'table' and name = ${name}`
  return (await found.execute(db)).rows.length > 0
}

/** Bytes on disk; of SQLite without what is still in its log. */
export async function sizeOf<Tables>(db: Kysely<Tables>): Promise<number> {
  const size = isPostgres(db)
    ? sql<{ n: number }>`select pg_database_size(current_database()) as n`
    : sql<{
        n: number
      }>`select page_count * page_size as n from pragma_page_count, pragma_page_size`
  return (await size.execute(db)).rows[0]?.n ?? 0
}
