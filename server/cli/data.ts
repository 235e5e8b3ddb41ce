import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Config } from '../config/config.ts'
import { openReadOnly } from '../store/database.ts'
import { holdDatabase } from '../store/database-lock.ts'
import { hasTable } from '../store/engine.ts'
import { lockFolder } from '../store/lock.ts'
import type { Tables } from '../store/schema.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { Trouble } from './command.ts'

/** Location of the store and its keys. */
export type Where = Pick<Config, 'data' | 'database'>

/**
 * Whether a server has created its tables here.
 * @throws StoreUnavailable
 */
export async function isThere({ data, database }: Where): Promise<boolean> {
  if (database === null) return existsSync(join(data, 'anhop.db'))
  await using db = openReadOnly(database)
  return await hasTable(db, 'kysely_migration')
}

/** @throws Trouble if there is no store */
export async function mustBeThere(where: Where): Promise<void> {
  if (await isThere(where)) return
  const { data, database } = where
  throw new Trouble(
    database === null
      ? `${data} has no database. Set ANHOP_DATA to the data folder.`
      : `The database ${database.database} at ${database.host} has no An Họp data.`,
  )
}

/**
 * Opens the store to change it. The server must be stopped, because a running one is the only
 * writer of its data.
 * @throws FolderInUse, DatabaseInUse
 */
export async function withStore<T>(where: Where, work: (store: Store) => Promise<T>): Promise<T> {
  await mustBeThere(where)
  const { data, database } = where
  const unlock = lockFolder(data)
  // A takeover within this short time is unlikely, and the change would still be atomic.
  const held = database && (await holdDatabase(database, () => undefined))
  try {
    const store = await openStore(database ?? data)
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  } finally {
    await held?.release()
    unlock()
  }
}

/** Opens the database to read it, even while the server runs. */
export async function reading<T>(
  where: Where,
  work: (db: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  await mustBeThere(where)
  await using db = openReadOnly(where.database ?? where.data)
  return await work(db)
}
