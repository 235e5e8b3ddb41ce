import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { oneOf } from './checks.ts'
import { isPostgres } from './engine.ts'

/** [POL3] At most one row: the office's name, accent, help desk and emblem. */
export async function office(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('office')
    .addColumn('id', 'bigint', (c) => c.primaryKey().check(sql`id = 1`))
    .addColumn('name', 'text')
    .addColumn('accent', 'text', (c) => c.check(sql`accent is null or length(accent) = 7`))
    .addColumn('help_line', 'text')
    .addColumn('help_address', 'text')
    .addColumn('emblem_hash', 'text')
    .addColumn('emblem_kind', 'text', (c) =>
      // Never SVG, which may contain scripts.
      c.check(sql`emblem_kind is null or ${oneOf('emblem_kind', ['png', 'jpeg', 'webp'])}`),
    )
    .addColumn('emblem', isPostgres(db) ? 'bytea' : 'blob')
    .addCheckConstraint(
      'office_emblem',
      sql`(emblem is null) = (emblem_hash is null) and (emblem is null) = (emblem_kind is null)`,
    )
    .execute()
}
