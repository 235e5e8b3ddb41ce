import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { calendar } from './calendar-tables.ts'
import { argon2id, flag, oneOf } from './checks.ts'
import { documents } from './document-tables.ts'
import { nodes } from './node-tables.ts'
import { office } from './office-tables.ts'
import { recordings } from './recording-tables.ts'
import { votes } from './vote-tables.ts'
import { meetingOfEvent } from './engine.ts'

/**
 * Schema migrations in order of their names; a released one is never edited. The column types mean
 * the same in SQLite and PostgreSQL. CHECK constraints protect the floor even from accidental
 * changes at an SQL prompt.
 */
export const migrations: Record<string, Migration> = {
  '0001_first': { up: first },
  '0002_audit_of_meeting': { up: auditOfMeeting },
  '0003_invites': { up: invites },
  '0004_factors': { up: factors },
  '0005_sso': { up: sso },
  '0006_mail': { up: mail },
  '0007_calendar': { up: calendar },
  '0008_documents': { up: documents },
  '0009_votes': { up: votes },
  '0010_recordings': { up: recordings },
  '0011_nodes': { up: nodes },
  '0012_office': { up: office },
  '0013_position': { up: position },
  '0014_founder': { up: founder },
}

/** Lets a host read their meeting's part of the log without a full scan. */
async function auditOfMeeting(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('audit_meeting')
    .on('audit')
    .expression(sql.raw(meetingOfEvent(db)))
    .execute()
}

async function first(db: Kysely<unknown>): Promise<void> {
  await accounts(db)
  await meetings(db)
  await attempts(db)
}

async function accounts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('account')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('username', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull().check(oneOf('role', ['operator', 'host'])))
    .addColumn('password_hash', 'text', (c) =>
      c.check(sql`password_hash is null or ${argon2id('password_hash')}`),
    )
    .addColumn('disabled', 'bigint', (c) => c.notNull().check(flag('disabled')))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('session')
    .addColumn('token_hash', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) =>
      c.notNull().references('account.id').onDelete('cascade'),
    )
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('session_account').on('session').column('account_id').execute()
  await db.schema
    .createTable('link')
    .addColumn('token_hash', 'text', (c) => c.primaryKey())
    .addColumn('purpose', 'text', (c) => c.notNull().check(oneOf('purpose', ['setup', 'activate'])))
    .addColumn('account_id', 'text', (c) => c.references('account.id').onDelete('cascade'))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('used_at', 'bigint')
    .addCheckConstraint('link_account', sql`(purpose = 'setup') = (account_id is null)`)
    .execute()
}

async function meetings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('meeting')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('mode', 'text', (c) =>
      c.notNull().check(oneOf('mode', ['discussion', 'conference', 'lecture'])),
    )
    .addColumn('host_account', 'text', (c) => c.notNull().references('account.id'))
    .addColumn('host_name', 'text', (c) => c.notNull())
    .addColumn('password_hash', 'text', (c) => c.notNull().check(argon2id('password_hash')))
    .addColumn('password_version', 'bigint', (c) => c.notNull().check(sql`password_version >= 1`))
    .addColumn('locked', 'bigint', (c) => c.notNull().check(flag('locked')))
    .addColumn('chat', 'bigint', (c) => c.notNull().check(flag('chat')))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .execute()
  await db.schema.createIndex('meeting_host').on('meeting').column('host_account').execute()
  await db.schema
    .createTable('seat')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('meeting_id', 'text', (c) =>
      c.notNull().references('meeting.id').onDelete('cascade'),
    )
    .addColumn('ticket_hash', 'text', (c) => c.notNull().unique())
    .addColumn('device_hash', 'text', (c) => c.notNull())
    .addColumn('address_hash', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.references('account.id'))
    .addColumn('kind', 'text', (c) => c.notNull().check(oneOf('kind', ['account', 'guest'])))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) =>
      c.notNull().check(oneOf('role', ['host', 'cohost', 'participant'])),
    )
    .addColumn('state', 'text', (c) =>
      c.notNull().check(oneOf('state', ['waiting', 'admitted', 'over'])),
    )
    .addColumn('password_version', 'bigint', (c) => c.notNull())
    .addColumn('knocked_at', 'bigint', (c) => c.notNull())
    .addColumn('away_since', 'bigint')
    .addColumn('floor', 'bigint', (c) => c.notNull().check(flag('floor')))
    // [ADM5] A seat shown as signed in always has an account.
    .addCheckConstraint('seat_identity', sql`kind <> 'account' or account_id is not null`)
    .execute()
  await db.schema.createIndex('seat_meeting').on('seat').columns(['meeting_id', 'state']).execute()
  await db.schema
    .createTable('block')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('meeting_id', 'text', (c) =>
      c.notNull().references('meeting.id').onDelete('cascade'),
    )
    .addColumn('scope', 'text', (c) => c.notNull().check(oneOf('scope', ['session', 'meeting'])))
    .addColumn('device_hash', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.references('account.id'))
    .addColumn('address_hash', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('block_meeting').on('block').column('meeting_id').execute()
}

async function attempts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('attempt')
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('bucket', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('attempt_key', ['id', 'bucket'])
    .execute()
  await db.schema.createIndex('attempt_bucket').on('attempt').columns(['bucket', 'at']).execute()
  await db.schema.createIndex('attempt_at').on('attempt').column('at').execute()
  await db.schema
    .createTable('device')
    .addColumn('device_hash', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('device_key', ['device_hash', 'subject'])
    .execute()
  await db.schema.createIndex('device_at').on('device').column('at').execute()
  await db.schema
    .createTable('audit')
    .addColumn('seq', 'bigint', (c) => c.primaryKey().check(sql`seq >= 1`))
    .addColumn('prev', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .addColumn('event', 'text', (c) => c.notNull())
    .execute()
}

/** Personal invites, and `invited` as a third kind of identity. */
async function invites(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('meeting')
    .addColumn('invited_only', 'bigint', (c) =>
      c.notNull().defaultTo(0).check(flag('invited_only')),
    )
    .execute()
  await db.schema
    .createTable('invite')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('meeting_id', 'text', (c) =>
      c.notNull().references('meeting.id').onDelete('cascade'),
    )
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('revoked_at', 'bigint')
    .execute()
  await db.schema.createIndex('invite_meeting').on('invite').column('meeting_id').execute()
  await db.schema
    .alterTable('block')
    .addColumn('invite_id', 'text', (c) => c.references('invite.id'))
    .execute()
  await seatsByInvite(db)
}

/** SQLite cannot alter a CHECK, so the table is recreated and copied. */
async function seatsByInvite(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('seat_by_invite')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('meeting_id', 'text', (c) =>
      c.notNull().references('meeting.id').onDelete('cascade'),
    )
    .addColumn('ticket_hash', 'text', (c) => c.notNull().unique())
    .addColumn('device_hash', 'text', (c) => c.notNull())
    .addColumn('address_hash', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.references('account.id'))
    .addColumn('invite_id', 'text', (c) => c.references('invite.id'))
    .addColumn('kind', 'text', (c) =>
      c.notNull().check(oneOf('kind', ['account', 'invited', 'guest'])),
    )
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) =>
      c.notNull().check(oneOf('role', ['host', 'cohost', 'participant'])),
    )
    .addColumn('state', 'text', (c) =>
      c.notNull().check(oneOf('state', ['waiting', 'admitted', 'over'])),
    )
    .addColumn('password_version', 'bigint', (c) => c.notNull())
    .addColumn('knocked_at', 'bigint', (c) => c.notNull())
    .addColumn('away_since', 'bigint')
    .addColumn('floor', 'bigint', (c) => c.notNull().check(flag('floor')))
    // [ADM5] A seat shown as signed in always has an account, one shown as invited an invite.
    .addCheckConstraint('seat_identity', sql`kind <> 'account' or account_id is not null`)
    .addCheckConstraint('seat_invited', sql`(kind = 'invited') = (invite_id is not null)`)
    .execute()
  const columns = sql.raw(
    'id, meeting_id, ticket_hash, device_hash, address_hash, account_id, kind, name, role, state, password_version, knocked_at, away_since, floor',
  )
  await sql`insert into seat_by_invite (${columns}) select ${columns} from seat`.execute(db)
  await db.schema.dropTable('seat').execute()
  await db.schema.alterTable('seat_by_invite').renameTo('seat').execute()
  await db.schema.createIndex('seat_meeting').on('seat').columns(['meeting_id', 'state']).execute()
  // One use at a time, whatever the code does.
  await db.schema
    .createIndex('seat_invite')
    .unique()
    .on('seat')
    .column('invite_id')
    .where(sql.ref('state'), '<>', sql.lit('over'))
    .execute()
}

/** Status of mailed invitations, and how many were sent. Addresses are not stored. */
async function mail(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('invite')
    .addColumn('mail', 'text', (c) =>
      c.check(sql`mail is null or ${oneOf('mail', ['queued', 'sent', 'refused', 'failed'])}`),
    )
    .execute()
  await db.schema
    .createTable('mail')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('meeting_id', 'text', (c) =>
      c.notNull().references('meeting.id').onDelete('cascade'),
    )
    .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('count', 'bigint', (c) => c.notNull().check(sql`count >= 1`))
    .execute()
  await db.schema.createIndex('mail_meeting').on('mail').columns(['meeting_id', 'at']).execute()
  await db.schema.createIndex('mail_account').on('mail').columns(['account_id', 'at']).execute()
}

/** [SES] Which factors a session has proven, and when; see `sessions.ts` and `factors.ts`. */
async function factors(db: Kysely<unknown>): Promise<void> {
  // Unknown for existing sessions, so everyone must sign in again.
  await db.schema.dropTable('session').execute()
  await db.schema
    .createTable('session')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('account_id', 'text', (c) =>
      c.notNull().references('account.id').onDelete('cascade'),
    )
    .addColumn('browser', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .addColumn('first_at', 'bigint', (c) => c.notNull())
    .addColumn('second_at', 'bigint')
    .execute()
  await db.schema.createIndex('session_account').on('session').column('account_id').execute()
  await db.schema
    .alterTable('account')
    .addColumn('totp_step', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute()
  await factorTables(db)
  await db.schema
    .createTable('setting')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute()
}

async function factorTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('factor')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) =>
      c.notNull().references('account.id').onDelete('cascade'),
    )
    .addColumn('kind', 'text', (c) => c.notNull().check(oneOf('kind', ['totp', 'passkey'])))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('used_at', 'bigint')
    .addColumn('secret', 'text')
    .addColumn('credential_id', 'text', (c) => c.unique())
    .addColumn('public_key', 'text')
    .addColumn('counter', 'bigint')
    .addColumn('transports', 'text')
    .addCheckConstraint('factor_totp', sql`(kind = 'totp') = (secret is not null)`)
    .addCheckConstraint(
      'factor_passkey',
      sql`(kind = 'passkey') = (credential_id is not null and public_key is not null and counter is not null)`,
    )
    .execute()
  await db.schema.createIndex('factor_account').on('factor').column('account_id').execute()
  await db.schema
    .createTable('recovery_code')
    .addColumn('account_id', 'text', (c) =>
      c.notNull().references('account.id').onDelete('cascade'),
    )
    .addColumn('code_hash', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('recovery_code_key', ['account_id', 'code_hash'])
    .execute()
  await db.schema
    .createTable('challenge')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('purpose', 'text', (c) =>
      c.notNull().check(oneOf('purpose', ['totp', 'register', 'prove', 'sign-in'])),
    )
    .addColumn('session_id', 'text', (c) => c.references('session.id').onDelete('cascade'))
    .addColumn('address_hash', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    // Only sign-in challenges belong to no session.
    .addCheckConstraint('challenge_session', sql`(purpose = 'sign-in') = (session_id is null)`)
    .execute()
  await db.schema
    .createIndex('challenge_address')
    .on('challenge')
    .columns(['address_hash', 'created_at'])
    .execute()
}

/** [SES] Accounts of an identity provider, identified only by issuer and subject. */
async function sso(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('account')
    // An account of the provider has no second way in, whatever the code does.
    .addColumn('sso_issuer', 'text', (c) =>
      c.check(sql`sso_issuer is null or password_hash is null`),
    )
    .execute()
  await db.schema
    .alterTable('account')
    .addColumn('sso_subject', 'text', (c) =>
      c.check(sql`(sso_issuer is null) = (sso_subject is null)`),
    )
    .execute()
  await db.schema
    .createIndex('account_sso')
    .unique()
    .on('account')
    .columns(['sso_issuer', 'sso_subject'])
    .execute()
}

/** [ADM5] Guests may state a position and office. The others' identity is not theirs to write. */
async function position(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('seat')
    .addColumn('position', 'text', (c) => c.check(sql`position is null or kind = 'guest'`))
    .execute()
}

/** [E2E9] The hash of a meeting's founder key: 32 bytes as base64url. */
async function founder(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('meeting')
    .addColumn('founder', 'text', (c) => c.check(sql`founder is null or length(founder) = 43`))
    .execute()
}
