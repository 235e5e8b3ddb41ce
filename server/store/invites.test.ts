import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely'
import { openDatabase } from './database.ts'
import {
  accountId,
  invite,
  inviteId,
  meetingId,
  participantId,
  seat,
  seedAccount,
  seedMeeting,
} from './fixtures.ts'
import { migrations } from './migrations.ts'
import { onEachEngine } from './testing/engines.ts'
import type { StoreHarness } from './testing/engines.ts'

const m = meetingId('m')

async function seeded(own: StoreHarness) {
  const store = await own.open()
  await seedAccount(store, 'host')
  await seedMeeting(store, 'm', accountId('host'))
  await seedMeeting(store, 'other', accountId('host'))
  await store.invites.create([invite('an', m), invite('binh', m)])
  return { store, [Symbol.asyncDispose]: () => own[Symbol.asyncDispose]() }
}

const invited = (name: string, by: string) =>
  seat(name, m, { kind: 'invited', inviteId: inviteId(by) })

onEachEngine('personal invites in the store', (harness) => {
  it('are found by the hash of their token, only in their own meeting', async () => {
    await using _ = await seeded(await harness())
    const { invites } = _.store
    assert.deepEqual(await invites.byToken(m, 'token-an'), invite('an', m))
    assert.equal(await invites.byToken(meetingId('other'), 'token-an'), null)
    assert.equal(await invites.byToken(m, 'token-nobody'), null)
    assert.equal(await invites.byId(meetingId('other'), inviteId('an')), null)
    assert.deepEqual(await _.store.meetings.invite(m, inviteId('an')), invite('an', m))
    assert.equal(await invites.count(m), 2)
    assert.equal(await invites.count(meetingId('other')), 0)
  })

  it('report whether someone is using them', async () => {
    await using _ = await seeded(await harness())
    const { invites, meetings } = _.store
    await meetings.createSeat(invited('a', 'an'))
    const uses = async () => (await invites.of(m)).map(({ id, use }) => [id, use])
    assert.deepEqual(await uses(), [
      [inviteId('an'), 'now'],
      [inviteId('binh'), 'never'],
    ])
    await meetings.updateSeat(participantId('a'), { state: 'over' })
    assert.deepEqual((await uses())[0], [inviteId('an'), 'before'])
  })

  it('[ADM5] hold one open seat at a time, enforced by the database', async () => {
    await using _ = await seeded(await harness())
    const { meetings } = _.store
    await meetings.createSeat(invited('a', 'an'))
    await assert.rejects(meetings.createSeat(invited('b', 'an')), /unique constraint/i)
    await meetings.createSeat(invited('c', 'binh'))
    await meetings.createSeat(seat('guest', m))
    await meetings.createSeat(seat('guest2', m))
    await meetings.updateSeat(participantId('a'), { state: 'over' })
    await meetings.createSeat(invited('b', 'an'))
  })

  it('[ADM6] are revoked once, together with their seats', async () => {
    await using _ = await seeded(await harness())
    const { invites, meetings } = _.store
    await meetings.createSeat(invited('a', 'an'))
    assert.equal(await invites.revoke(meetingId('other'), inviteId('binh'), 5), false)
    assert.equal(await invites.revoke(m, inviteId('an'), 5), true)
    assert.equal(await invites.revoke(m, inviteId('an'), 6), false)
    assert.equal((await invites.byToken(m, 'token-an'))?.revokedAt, 5)
    assert.deepEqual(await meetings.openSeats(m), [])
  })
})

describe('personal invites (SQLite)', () => {
  it('can be added to a database with seats, losing none', async () => {
    const path = mkdtempSync(join(tmpdir(), 'anhop-store-'))
    const file = new DatabaseSync(join(path, 'anhop.db'))
    const old = new Kysely<unknown>({ dialect: dialectOver(file) })
    await migrations['0001_first']?.up(old)
    file.exec(`
      create table kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null);
      insert into kysely_migration values ('0001_first', '2026-01-01');
      insert into account values ('host', 'host', 'Host', 'host', null, 0, 1);
      insert into meeting values ('${m}', 'T', 'discussion', 'host', 'Host', '$argon2id$x', 1, 0, 1, 1, null);
      insert into seat values ('${participantId('a')}', '${m}', 't', 'd', 'a', null, 'guest', 'A',
        'participant', 'admitted', 1, 7, null, 1);
      insert into block values ('b', '${m}', 'meeting', 'd', null, 'a', 'N', 3);
    `)
    await old.destroy()
    const db = await openDatabase(path)
    const row = await db.selectFrom('seat').selectAll().executeTakeFirstOrThrow()
    assert.deepEqual([row.name, row.floor, row.knocked_at, row.invite_id], ['A', 1, 7, null])
    const block = await db.selectFrom('block').selectAll().executeTakeFirstOrThrow()
    assert.deepEqual([block.name, block.invite_id], ['N', null])
    const meeting = await db.selectFrom('meeting').selectAll().executeTakeFirstOrThrow()
    assert.equal(meeting.invited_only, 0)
    await db.destroy()
    rmSync(path, { recursive: true })
  })
})

function dialectOver(file: DatabaseSync): SqliteDialect {
  class Dialect extends SqliteDialect {
    override createAdapter = () => new SqliteAdapter()
  }
  return new Dialect({
    database: {
      close: () => file.close(),
      prepare: (sql) => {
        const statement = file.prepare(sql)
        return {
          reader: statement.columns().length > 0,
          all: () => statement.all(),
          run: () => statement.run(),
          iterate: () => statement.iterate(),
        }
      },
    },
  })
}
