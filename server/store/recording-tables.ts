import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** [REC] Keys here are public, or encrypted to keys that no server has. */
export async function recordings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('recording')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('meeting_id', 'text', (c) =>
      c.notNull().references('meeting.id').onDelete('cascade'),
    )
    .addColumn('account_id', 'text', (c) =>
      c.notNull().references('account.id').onDelete('cascade'),
    )
    .addColumn('seat_id', 'text', (c) => c.notNull())
    .addColumn('recipient', 'text', (c) => c.notNull())
    .addColumn('sealed_key', 'text', (c) => c.notNull())
    .addColumn('text', 'bigint', (c) => c.notNull())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    // No recording is kept forever, however the row is written.
    .addColumn('expires_at', 'bigint', (c) =>
      c.notNull().check(sql`expires_at - started_at <= 2592000000`),
    )
    .addColumn('chunks', 'bigint', (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('recording_account').on('recording').column('account_id').execute()
  await db.schema
    .createTable('recording_reader')
    .addColumn('recording_id', 'text', (c) =>
      c.notNull().references('recording.id').onDelete('cascade'),
    )
    .addColumn('account_id', 'text', (c) =>
      c.notNull().references('account.id').onDelete('cascade'),
    )
    .addColumn('sealed_key', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('recording_reader_key', ['recording_id', 'account_id'])
    .execute()
  await db.schema
    .createTable('recording_key')
    .addColumn('account_id', 'text', (c) =>
      c.primaryKey().references('account.id').onDelete('cascade'),
    )
    .addColumn('recipient', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute()
}
