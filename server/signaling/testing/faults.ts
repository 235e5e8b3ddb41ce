import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { Elsewhere } from '../../cluster/ownership.ts'
import { openDatabase } from '../../store/database.ts'
import { openStore, storeOver } from '../../store/store.ts'
import type { Store } from '../../store/store.ts'
import type { TestPostgres } from '../../store/testing/postgres.ts'
import { StoreUnavailable } from '../../store/unavailable.ts'

/** A store that can be made to fail and to work again. */
export type FaultyStore = {
  store: Store
  /** Returns a function that repairs the store. */
  fail: () => Promise<() => Promise<void>>
  /** Call this after the store has been closed. */
  dispose: () => void
}
export type Fault = { what: string; open: () => Promise<FaultyStore> }

const answers = (store: Store): Promise<boolean> =>
  store.ping().then(
    () => true,
    () => false,
  )

/**
 * Makes every transaction fail.
 * @param error as the store throws it
 */
export function refusing(store: Store, error: Error): () => Promise<void> {
  const transaction = store.transaction.bind(store)
  store.transaction = () => Promise.reject(error)
  return async () => {
    store.transaction = transaction
  }
}

export const REFUSED: Fault = {
  what: 'the store refuses every write',
  async open() {
    const store = await openStore(':memory:')
    const fail = async () => refusing(store, new StoreUnavailable('refused'))
    return { store, fail, dispose() {} }
  },
}

export const FULL: Fault = {
  what: 'the disk is full',
  open: () =>
    onFile(async (store, { db }) => {
      const { rows } = await sql<{ page_count: number }>`PRAGMA page_count`.execute(db)
      // SQLite reports exceeding the page limit exactly like a full disk.
      await sql.raw(`PRAGMA max_page_count = ${rows[0]?.page_count}`).execute(db)
      await fill(store)
      return async () => void (await sql`PRAGMA max_page_count = 1000000`.execute(db))
    }),
}

/** Fills the rest of the last page, until even the smallest entry of a meeting no longer fits. */
async function fill({ audit }: Store): Promise<void> {
  const about = { at: 1, meetingId: null, by: 'x', target: null, details: {} }
  for (let full = false; !full;) {
    full = await audit.append({ ...about, action: 'meeting.ended' }).then(
      () => false,
      () => true,
    )
  }
}

export const LOCKED: Fault = {
  what: 'another program holds the database',
  open: () =>
    onFile(async (_, { path }) => {
      const other = new DatabaseSync(path)
      other.exec('BEGIN IMMEDIATE')
      return async () => other.close()
    }),
}

type OnFile = { db: Awaited<ReturnType<typeof openDatabase>>; path: string }

async function onFile(
  begin: (store: Store, place: OnFile) => Promise<() => Promise<void>>,
): Promise<FaultyStore> {
  const folder = mkdtempSync(join(tmpdir(), 'anhop-faults-'))
  const db = await openDatabase(folder)
  const store = storeOver(db)
  return {
    store,
    fail: () => begin(store, { db, path: join(folder, 'anhop.db') }),
    dispose: () => rmSync(folder, { recursive: true }),
  }
}

/** Another server owns the room, as detected in the transaction that writes. */
export const lost = (store: Store): (() => Promise<void>) => refusing(store, new Elsewhere('other'))

export const gone = (server: () => TestPostgres): Fault => ({
  what: 'PostgreSQL is gone',
  async open() {
    const store = await openStore(await server().database())
    const fail = async () => {
      await server().stop('immediate')
      return async () => {
        await server().start()
        // The pool reconnects only after a while.
        while (!(await answers(store))) await wait(50)
      }
    }
    return { store, fail, dispose() {} }
  },
})
