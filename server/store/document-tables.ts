import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { flag, oneOf } from './checks.ts'
import { isPostgres } from './engine.ts'

/** [DOC] The shared documents of meetings: encrypted content, and the encrypted keys to it. */
export async function documents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('document')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('meeting_id', 'text', (c) =>
      c.notNull().references('meeting.id').onDelete('cascade'),
    )
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) =>
      c.notNull().check(oneOf('kind', ['pdf', 'png', 'jpeg', 'webp'])),
    )
    .addColumn('pages', 'bigint', (c) => c.notNull().check(sql`pages >= 1`))
    .addColumn('bytes', 'bigint', (c) => c.notNull().check(sql`bytes >= 1`))
    .addColumn('by_name', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('ready', 'bigint', (c) => c.notNull().check(flag('ready')))
    .addColumn('download', 'bigint', (c) => c.notNull().check(flag('download')))
    .addColumn('kept_until', 'bigint')
    .execute()
  await db.schema.createIndex('document_meeting').on('document').column('meeting_id').execute()
  await db.schema
    .createTable('document_part')
    .addColumn('document_id', 'text', (c) =>
      c.notNull().references('document.id').onDelete('cascade'),
    )
    .addColumn('n', 'bigint', (c) => c.notNull())
    .addColumn('sealed', isPostgres(db) ? 'bytea' : 'blob', (c) => c.notNull())
    .addPrimaryKeyConstraint('document_part_key', ['document_id', 'n'])
    .execute()
  await db.schema
    .createTable('document_key')
    .addColumn('meeting_id', 'text', (c) =>
      c.primaryKey().references('meeting.id').onDelete('cascade'),
    )
    .addColumn('sealed', 'text', (c) => c.notNull())
    .execute()
}
