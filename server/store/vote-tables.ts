import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { flag, oneOf } from './checks.ts'

/**
 * [VOT5] The database itself rejects a named ballot in a secret vote: the ballot repeats `secret`,
 * which its CHECK pins to 0 and its foreign key ties to the vote. It also rejects counts or a
 * turnout for an open vote.
 */
export async function votes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('vote')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('meeting_id', 'text', (c) =>
      c.notNull().references('meeting.id').onDelete('cascade'),
    )
    .addColumn('number', 'bigint', (c) => c.notNull())
    .addColumn('question', 'text', (c) => c.notNull())
    .addColumn('choices', 'text', (c) => c.notNull())
    .addColumn('several', 'bigint', (c) => c.notNull().check(flag('several')))
    .addColumn('secret', 'bigint', (c) => c.notNull().check(flag('secret')))
    .addColumn('live', 'bigint', (c) => c.notNull().check(flag('live')))
    .addColumn('guests', 'bigint', (c) => c.notNull().check(flag('guests')))
    .addColumn('rule', 'text', (c) =>
      c.notNull().check(oneOf('rule', ['none', 'majority', 'two_thirds'])),
    )
    .addColumn('quorum', 'bigint')
    .addColumn('opened_at', 'bigint', (c) => c.notNull())
    .addColumn('until', 'bigint')
    .addColumn('in_sitting', 'bigint', (c) => c.notNull().check(flag('in_sitting')))
    .addColumn('state', 'text', (c) =>
      c.notNull().check(oneOf('state', ['open', 'closed', 'cancelled', 'void', 'too_few'])),
    )
    .addColumn('closed_at', 'bigint')
    .addColumn('entitled', 'bigint')
    .addColumn('voted', 'bigint')
    .addColumn('counts', 'text')
    .addUniqueConstraint('vote_number', ['meeting_id', 'number'])
    .addUniqueConstraint('vote_secret', ['id', 'secret'])
    .addCheckConstraint('vote_no_live_secret', sql`secret = 0 or live = 0`)
    .addCheckConstraint(
      'vote_open',
      sql`state <> 'open' or (closed_at is null and entitled is null and voted is null)`,
    )
    .addCheckConstraint('vote_counts', sql`(state = 'closed') = (counts is not null)`)
    .execute()
  await db.schema
    .createTable('ballot')
    .addColumn('vote_id', 'text', (c) => c.notNull())
    .addColumn('secret', 'bigint', (c) => c.notNull().check(sql`secret = 0`))
    .addColumn('place', 'bigint', (c) => c.notNull())
    .addColumn('kind', 'text', (c) =>
      c.notNull().check(oneOf('kind', ['account', 'invited', 'guest'])),
    )
    .addColumn('account_id', 'text')
    .addColumn('invite_id', 'text')
    .addColumn('device_hash', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('marks', 'text')
    .addPrimaryKeyConstraint('ballot_key', ['vote_id', 'place'])
    .addForeignKeyConstraint('ballot_vote', ['vote_id', 'secret'], 'vote', ['id', 'secret'], (c) =>
      c.onDelete('cascade'),
    )
    .execute()
}
