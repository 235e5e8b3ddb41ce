import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Config } from '../config.ts'
import { openReadOnly } from '../store/database.ts'
import { lockFolder } from '../store/lock.ts'
import type { Tables } from '../store/schema.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { Trouble } from './command.ts'

function mustBeThere(folder: string): void {
  if (existsSync(join(folder, 'anhop.db'))) return
  throw new Trouble(`There is no database in ${folder}. Set ANHOP_DATA to the data folder.`)
}

/**
 * To change something. The server must be stopped: it alone writes to its data while it runs.
 * @throws FolderInUse
 */
export async function withStore<T>(
  { data }: Config,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  mustBeThere(data)
  const unlock = lockFolder(data)
  try {
    const store = await openStore(data)
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  } finally {
    unlock()
  }
}

/** To look, also while the server runs. */
export async function reading<T>(
  { data }: Pick<Config, 'data'>,
  work: (db: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  mustBeThere(data)
  const db = openReadOnly(data)
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}
