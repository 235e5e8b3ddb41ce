import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe } from 'node:test'
import type { Place } from '../database.ts'
import { openStore } from '../store.ts'
import type { Store } from '../store.ts'
import { asked, hasPostgres, startPostgres } from './postgres.ts'
import type { TestPostgres } from './postgres.ts'

/** A separate database, initially empty. Everything opened on it is closed at the end. */
export type StoreHarness = AsyncDisposable & {
  engine: 'sqlite' | 'postgres'
  place: Place
  open(): Promise<Store>
  /** Executes SQL directly on the database; returns the rows of the last statement. */
  byHand(sql: string): Promise<Record<string, unknown>[]>
}

/** Runs the same tests on both engines. */
export function onEachEngine(
  title: string,
  tests: (harness: () => Promise<StoreHarness>) => void,
): void {
  describe(`${title} (SQLite)`, () => tests(sqliteBench))
  if (!hasPostgres()) return
  describe(`${title} (PostgreSQL)`, () => {
    let server: TestPostgres
    before(async () => {
      server = await startPostgres()
    })
    after(() => server[Symbol.asyncDispose]())
    tests(async () => {
      const place = await server.database()
      return harness('postgres', place, (sql) => asked(place, sql))
    })
  })
}

async function sqliteBench(): Promise<StoreHarness> {
  const folder = mkdtempSync(join(tmpdir(), 'anhop-store-'))
  const byHand = async (sql: string) => {
    const file = new DatabaseSync(join(folder, 'anhop.db'))
    try {
      const cut = sql.trimEnd().replace(/;$/, '').lastIndexOf(';') + 1
      file.exec(sql.slice(0, cut))
      return file.prepare(sql.slice(cut)).all()
    } finally {
      file.close()
    }
  }
  return harness('sqlite', folder, byHand, () => rmSync(folder, { recursive: true }))
}

function harness(
  engine: StoreHarness['engine'],
  place: Place,
  byHand: StoreHarness['byHand'],
  over = (): void => undefined,
): StoreHarness {
  const stores = new Set<Store>()
  return {
    engine,
    place,
    byHand,
    async open() {
      const store = await openStore(place)
      stores.add(store)
      return { ...store, close: () => (stores.delete(store) ? store.close() : Promise.resolve()) }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...stores].map((store) => store.close()))
      over()
    },
  }
}
