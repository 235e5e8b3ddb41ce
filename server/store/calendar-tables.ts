import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { argon2id, flag } from './checks.ts'

/** [CAL] Schedules, one row per occurrence, invited accounts, and private feeds. */
export async function calendar(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('schedule')
    .addColumn('meeting_id', 'text', (c) =>
      c.primaryKey().references('meeting.id').onDelete('cascade'),
    )
    .addColumn('start', 'text', (c) => c.notNull())
    .addColumn('zone', 'text', (c) => c.notNull())
    .addColumn('minutes', 'bigint', (c) => c.notNull().check(sql`minutes >= 1`))
    .addColumn('repeat', 'text')
    .addColumn('agenda', 'text', (c) => c.notNull())
    .addColumn('opens_before', 'bigint', (c) => c.notNull().check(sql`opens_before >= 0`))
    .addColumn('keep_password', 'bigint', (c) => c.notNull().check(flag('keep_password')))
    .addColumn('sequence', 'bigint', (c) => c.notNull().check(sql`sequence >= 0`))
    .addColumn('changed_at', 'bigint', (c) => c.notNull())
    .addColumn('cancelled_at', 'bigint')
    .execute()
  await db.schema
    .createTable('occurrence')
    .addColumn('meeting_id', 'text', (c) =>
      c.notNull().references('schedule.meeting_id').onDelete('cascade'),
    )
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('start', 'bigint', (c) => c.notNull())
    .addColumn('ends', 'bigint', (c) => c.notNull())
    .addColumn('opens', 'bigint', (c) => c.notNull())
    .addColumn('closes', 'bigint', (c) => c.notNull())
    .addColumn('cancelled', 'bigint', (c) => c.notNull().check(flag('cancelled')))
    // [PWD1] An argon2id hash or null; if null, only the host can enter.
    .addColumn('password_hash', 'text', (c) =>
      c.check(sql`password_hash is null or ${argon2id('password_hash')}`),
    )
    .addPrimaryKeyConstraint('occurrence_key', ['meeting_id', 'at'])
    .addCheckConstraint('occurrence_order', sql`opens <= start and start < ends`)
    .execute()
  await db.schema.createIndex('occurrence_ends').on('occurrence').column('ends').execute()
  await db.schema
    .createTable('attendee')
    .addColumn('meeting_id', 'text', (c) =>
      c.notNull().references('meeting.id').onDelete('cascade'),
    )
    .addColumn('account_id', 'text', (c) =>
      c.notNull().references('account.id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('attendee_key', ['meeting_id', 'account_id'])
    .execute()
  await db.schema.createIndex('attendee_account').on('attendee').column('account_id').execute()
  await db.schema
    .createTable('feed')
    .addColumn('account_id', 'text', (c) =>
      c.primaryKey().references('account.id').onDelete('cascade'),
    )
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  // Encrypted with the server's key, so that changes can be mailed. Kept only for scheduled
  // meetings, and no longer than the invite is valid.
  await db.schema.alterTable('invite').addColumn('address', 'text').execute()
}
