import { sql } from 'kysely'
import type { Insertable, Kysely } from 'kysely'
import { isPostgres } from '../../store/engine.ts'
import type { Tables } from '../../store/schema.ts'

/** Rows per insert; with 15 columns, far below the parameter limit of either engine. */
const ROWS = 500
/** Half a megabyte each. */
const PARTS = 16
const rowsOf = (table: keyof Tables): number => (table === 'document_part' ? PARTS : ROWS)

/** Referenced tables come first. */
const ORDER = [
  'account',
  'session',
  'link',
  'factor',
  'recovery_code',
  'challenge',
  'setting',
  'meeting',
  'room_node',
  'invite',
  'mail',
  'seat',
  'block',
  'vote',
  'ballot',
  'schedule',
  'occurrence',
  'attendee',
  'feed',
  'recording',
  'recording_reader',
  'recording_key',
  'attempt',
  'device',
  'audit',
  'document',
  'document_part',
  'document_key',
  'office',
] as const satisfies readonly (keyof Tables)[]

type Rows = Record<string, number>

/**
 * Copies a whole store into an empty one with the same tables. Needs no engine-specific programs,
 * and the engines and their versions may differ.
 * @param from read in a snapshot transaction
 */
export async function copyRows(from: Kysely<Tables>, to: Kysely<Tables>): Promise<void> {
  const unknown = (await tableNames(from)).filter(
    (name) => !name.startsWith('kysely_') && !ORDER.some((known) => known === name),
  )
  if (unknown.length > 0) throw new Error(`This server does not know ${unknown.join(', ')}`)
  await to.transaction().execute(async (tx) => {
    for (const table of ORDER) {
      for await (const rows of pagesOf(from, table)) {
        await tx.insertInto(table).values(rows).execute()
      }
    }
  })
}

/** All tables with rows, including the migrations' own. */
export async function countRows(db: Kysely<Tables>): Promise<Rows> {
  const counted: [string, number][] = []
  for (const name of await tableNames(db)) {
    const query = sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`
    counted.push([name, (await query.execute(db)).rows[0]?.n ?? 0])
  }
  return Object.fromEntries(counted)
}

/** Restores the database to its state before the store. */
export async function dropTables(db: Kysely<Tables>): Promise<void> {
  for (const name of [...ORDER.toReversed(), 'kysely_migration', 'kysely_migration_lock']) {
    await db.schema.dropTable(name).ifExists().execute()
  }
}

async function tableNames(db: Kysely<Tables>): Promise<string[]> {
  const query = isPostgres(db)
    ? sql<{
        name: string
      }>`select tablename as name from pg_tables where schemaname = current_schema()`
    : sql<{
        name: string
      }>`select name from sqlite_master where type = 'table' and name not like 'sqlite%'`
  return (await query.execute(db)).rows.map(({ name }) => name).sort()
}

type Page = readonly Insertable<Tables[(typeof ORDER)[number]]>[]

/** Pages through a table, because the log may be large. */
async function* pagesOf(db: Kysely<Tables>, table: keyof Tables): AsyncGenerator<Page> {
  if (!isPostgres(db)) {
    yield* gathered(db.selectFrom(table).selectAll().stream(), rowsOf(table))
    return
  }
  await sql`declare page no scroll cursor for select * from ${sql.table(table)}`.execute(db)
  for (;;) {
    const { rows } = await sql<Page[number]>`fetch ${sql.lit(rowsOf(table))} from page`.execute(db)
    if (rows.length === 0) break
    yield rows
  }
  await sql`close page`.execute(db)
}

async function* gathered(rows: AsyncIterable<Page[number]>, most: number): AsyncGenerator<Page> {
  let page: Page[number][] = []
  for await (const row of rows) {
    page.push(row)
    if (page.length < most) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}
