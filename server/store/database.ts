import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { hasTable } from './engine.ts'
import { migrations } from './migrations.ts'
import { checkFitness, connect } from './postgres.ts'
import type { PostgresPlace } from './postgres-url.ts'
import type { Tables } from './schema.ts'
import { openSqlite } from './sqlite.ts'

/** Location of the store: the data folder, ':memory:' for tests, or a PostgreSQL database. */
export type Place = string | PostgresPlace

/**
 * Opens the database and migrates its schema.
 * @throws NewerStore, UnfitDatabase, StoreUnavailable
 */
export async function openDatabase(place: Place): Promise<Kysely<Tables>> {
  const db = typeof place === 'string' ? openSqlite(place, 'work') : connect(place, 'schema')
  try {
    if (typeof place !== 'string') await checkFitness(db)
    await checkMigrations(db)
    await migrate(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  if (typeof place === 'string') return db
  await db.destroy()
  return connect(place, 'work')
}

/**
 * Creates an empty store for a copy, with the tables of `model` rather than this server's own. A
 * PostgreSQL database must exist and contain none of our tables.
 * @throws UnfitDatabase, StoreUnavailable
 */
export async function openLike(place: Place, model: Kysely<Tables>): Promise<Kysely<Tables>> {
  const db = typeof place === 'string' ? openSqlite(place, 'work') : connect(place, 'schema')
  try {
    if (typeof place !== 'string') await checkFitness(db)
    const last = (await migrationsOf(model)).sort().at(-1)
    if (last !== undefined) await migrate(db, last)
    return db
  } catch (error) {
    await db.destroy()
    throw error
  }
}

async function migrate(db: Kysely<Tables>, last?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await (last === undefined
    ? migrator.migrateToLatest()
    : migrator.migrateTo(last))
  if (error === undefined) return
  throw error instanceof Error ? error : new Error('Upgrading the database failed')
}

/** The store was written by a newer server version. */
export class NewerStore extends Error {
  override readonly name = 'NewerStore'
}

/**
 * Migrations only go forward, so a store migrated by a newer server cannot be used. @throws
 * NewerStore
 */
export async function checkMigrations(db: Kysely<Tables>): Promise<void> {
  const unknown = (await migrationsOf(db)).filter((name) => !(name in migrations))
  if (unknown.length === 0) return
  throw new NewerStore(
    `A newer version of An Họp last used this data (it has ${unknown.join(', ')}). Start that version, or restore the backup from before the upgrade.`,
  )
}

async function migrationsOf(db: Kysely<Tables>): Promise<string[]> {
  if (!(await hasTable(db, 'kysely_migration'))) return []
  const done = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  return done.rows.map(({ name }) => name)
}

/** For tools that read while the server may be running. Fails if there is no database. */
export const openReadOnly = (place: Place): Kysely<Tables> =>
  typeof place === 'string' ? openSqlite(place, 'look') : connect(place, 'look')
