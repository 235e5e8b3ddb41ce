import { PostgresAdapter, sql } from 'kysely'
import type { Kysely, Transaction } from 'kysely'
import { withoutMarks } from '#protocol/marks.ts'

/**
 * The differences between the two database engines. Everything else in this folder is shared:
 * queries in the common dialect, text compared byte by byte (`postgres.ts` refuses other
 * collations).
 */

type Engine = Pick<Kysely<unknown>, 'getExecutor'>

export const isPostgres = (db: Engine): boolean =>
  db.getExecutor().adapter instanceof PostgresAdapter

/** First half of the keys of all our advisory locks: "anho". */
export const LOCK_SPACE = 0x616e686f
/**
 * - `changes`: a change together with its audit entry
 * - `attempts`: counting attempts and recording another
 * - `server`: the single server using the database
 * None is taken while another is held, except `server`, which nobody waits for.
 */
export const LOCKS = { changes: 1, attempts: 2, server: 3 } as const

/**
 * A transaction that never runs concurrently with another of the same kind, on any server.
 *
 * SQLite has a single writer, which makes read-then-write safe: for the end of the audit chain, an
 * account's last factor, the first operator, a free user name. In PostgreSQL the transaction starts
 * with a transaction-level lock, which is released even if the server dies. Reads after the lock
 * see the previous holder's commit, because at `read committed` each statement takes a new
 * snapshot. `serializable` would also work, but nearly every transaction appends to the one audit
 * chain: of several concurrent ones all but one would be rolled back and retried, and `work` would
 * have to tolerate that.
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
  // PostgreSQL 15 cannot test whether text is JSON. In canonical JSON only this key starts like
  // this; inside a value the quotes would be escaped with a backslash.
  postgres: `substring(event from '"meetingId":"([A-Za-z0-9_-]+)"')`,
}

/**
 * SQL expression for the meeting of an audit entry, used by the index `audit_meeting`. It must
 * accept a corrupted entry, so that `audit verify` can report it.
 */
export const meetingOfEvent = (db: Engine): string =>
  MEETING_OF[isPostgres(db) ? 'postgres' : 'sqlite']

/**
 * SQL expressions for parts of an audit entry. Like `meetingOfEvent`, they accept a corrupted one;
 * canonical JSON has its keys in order, and quotes inside a value have a backslash before them.
 */
export const partsOfEvent = (db: Engine) => (isPostgres(db) ? POSTGRES_PARTS : SQLITE_PARTS)

const ofSqlite = (key: string) =>
  `case when json_valid(event) then json_extract(event, '$.${key}') end`
const SQLITE_PARTS = {
  action: ofSqlite('action'),
  at: ofSqlite('at'),
  by: ofSqlite('by'),
  target: ofSqlite('target'),
}
const ofPostgres = (key: string) => `substring(event from '"${key}":"([^"]+)"')`
const POSTGRES_PARTS = {
  action: ofPostgres('action'),
  at: `cast(substring(event from '"at":([0-9]{1,15})[,}]') as bigint)`,
  by: ofPostgres('by'),
  target: ofPostgres('target'),
}

/**
 * SQL for a text column as `withoutMarks` changes it. `openSqlite` gives SQLite that function;
 * PostgreSQL has it without an extension only for letters that are named.
 */
export const unmarked = (db: Engine, column: string): string =>
  isPostgres(db)
    ? `lower(translate(${column}, '${MARKED}', '${UNMARKED}'))`
    : `${UNMARK_FUNCTION}(${column})`

export const UNMARK_FUNCTION = 'without_marks'
const MARKED =
  'àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ' +
  'ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ'
const UNMARKED = withoutMarks(MARKED)

/** Whether a table with this name exists. */
export async function hasTable<Tables>(db: Kysely<Tables>, name: string): Promise<boolean> {
  const found = isPostgres(db)
    ? sql`select 1 where to_regclass(${name}) is not null`
    : sql`select 1 from sqlite_master where type = 'table' and name = ${name}`
  return (await found.execute(db)).rows.length > 0
}

/** Bytes on disk; for SQLite without the write-ahead log. */
export async function sizeOf<Tables>(db: Kysely<Tables>): Promise<number> {
  const size = isPostgres(db)
    ? sql<{ n: number }>`select pg_database_size(current_database()) as n`
    : sql<{
        n: number
      }>`select page_count * page_size as n from pragma_page_count, pragma_page_size`
  return (await size.execute(db)).rows[0]?.n ?? 0
}
