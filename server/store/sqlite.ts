import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { SQLInputValue } from 'node:sqlite'
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely'
import type { SqliteDatabase } from 'kysely'
import { withoutMarks } from '#protocol/marks.ts'
import { UNMARK_FUNCTION } from './engine.ts'
import type { Tables } from './schema.ts'
import { StoreUnavailable } from './unavailable.ts'

/** Cached prepared statements; the code has fewer distinct queries than this. */
const STATEMENTS_MAX = 200

/** Creates the data folder (mode 700) and its parents. Throws file system errors. */
export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
}

/**
 * @param place the data folder, or ':memory:' for tests
 * @param use `look`: read-only, and fails if there is no database
 */
export function openSqlite(place: string, use: 'work' | 'look'): Kysely<Tables> {
  const sqlite =
    use === 'work'
      ? openFile(place)
      : new DatabaseSync(join(place, 'anhop.db'), { ...OPTIONS, readOnly: true })
  sqlite.function(UNMARK_FUNCTION, { deterministic: true, directOnly: true }, (text) =>
    withoutMarks(String(text)),
  )
  return new Kysely<Tables>({ dialect: new Dialect({ database: adapt(sqlite) }) })
}

/**
 * Kysely runs SQLite migrations outside a transaction, although SQLite can roll back schema
 * changes. Inside one, a server killed during its first start leaves nothing half created.
 */
class Dialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new Adapter()
  }
}
class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

function openFile(place: string): DatabaseSync {
  if (place === ':memory:') return withPragmas(new DatabaseSync(place, OPTIONS))
  const path = join(place, 'anhop.db')
  // Created empty first, so that it is never readable by others, even briefly. SQLite gives its
  // -wal and -shm files the mode of the database.
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
  return withPragmas(new DatabaseSync(path, OPTIONS))
}

const OPTIONS = {
  enableForeignKeyConstraints: true,
  enableDoubleQuotedStringLiterals: false,
  // Nobody else should write here. While SQLite waits for another writer, the whole server is
  // blocked, including the signaling of all meetings.
  timeout: 250,
} as const

/**
 * WAL with synchronous=NORMAL: a commit is handed to the operating system before the response, so
 * killing the process (even with -9) loses nothing. A power cut may lose the last commits but never
 * corrupts the file or the order (sqlite.org/pragma.html#pragma_synchronous). FULL would block the
 * whole server for a disk flush with every verdict.
 */
function withPragmas(sqlite: DatabaseSync): DatabaseSync {
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA trusted_schema = OFF')
  return sqlite
}

/** Kysely expects better-sqlite3's interface; node:sqlite passes parameters differently. */
function adapt(sqlite: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, ReturnType<SqliteDatabase['prepare']>>()
  return {
    close: () => sqlite.close(),
    prepare: (sql) => {
      // A full disk has already rolled back the transaction (sqlite.org/lang_transaction.html,
      // 3.1).
      if (sql === 'rollback' && !sqlite.isTransaction) return NOTHING
      const known = statements.get(sql)
      if (known) return known
      const statement = sqlite.prepare(sql)
      const adapted = {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) =>
          translatingErrors(() => statement.all(...parameters.map(toInput))),
        run: (parameters: readonly unknown[]) =>
          translatingErrors(() => statement.run(...parameters.map(toInput))),
        iterate: (parameters: readonly unknown[]) => statement.iterate(...parameters.map(toInput)),
      }
      // Schema changes happen only at startup, and SQLite re-prepares statements when necessary.
      if (statements.size < STATEMENTS_MAX) statements.set(sql, adapted)
      return adapted
    },
  }
}

const NOTHING: ReturnType<SqliteDatabase['prepare']> = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [][Symbol.iterator](),
}

/**
 * Result codes (sqlite.org/rescode.html) caused by the disk or other processes rather than the
 * statement: BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN. The low byte is the primary code.
 */
const STATES: ReadonlySet<number> = new Set([5, 6, 8, 10, 13, 14])

function translatingErrors<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0
    throw STATES.has(code) ? new StoreUnavailable(error) : error
  }
}

function toInput(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  if (value instanceof Uint8Array) return value
  throw new TypeError(`The store takes text, numbers, bytes and null, not ${typeof value}`)
}
