import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, it } from 'node:test'
import { accountId, meetingId, participantId } from './fixtures.ts'
import { openStore } from './store.ts'

const folder = mkdtempSync(join(tmpdir(), 'anhop-first-'))
after(() => rmSync(folder, { recursive: true }))

it('a store with the first schema is migrated with every row intact', async () => {
  const dump = readFileSync(join(import.meta.dirname, 'testing/first-schema.sql'), 'utf8')
  const file = new DatabaseSync(join(folder, 'anhop.db'))
  file.exec(dump)
  const tables = file
    .prepare(`select name from sqlite_master where type = 'table' and name not like '%kysely%'`)
    .all()
    .map(({ name }) => String(name))
  const count = (db: DatabaseSync) =>
    tables.map((name) => [name, db.prepare(`select count(*) as n from "${name}"`).get()?.['n']])
  const before = count(file)
  assert.ok(before.every(([, n]) => Number(n) > 0))
  file.close()

  const store = await openStore(folder)
  const chutoa = await store.accounts.byUsername('chutoa')
  assert.deepEqual([chutoa?.name, chutoa?.role], ['Trần Chủ Tọa', 'host'])
  assert.equal(await store.accounts.hasOperator(), true)
  const meeting = await store.meetings.meeting(meetingId('giaoban'))
  assert.deepEqual(
    [meeting?.title, meeting?.locked, meeting?.hostAccount, meeting?.invitedOnly, meeting?.founder],
    ['Giao ban tuần', true, accountId('chutoa'), false, null],
  )
  const seats = await store.meetings.openSeats(meetingId('giaoban'))
  assert.deepEqual(
    seats.map(({ id, name, state, kind, floor }) => [id, name, state, kind, floor]),
    [
      [participantId('binh'), 'Lê Bình', 'admitted', 'guest', true],
      [participantId('cho'), 'Người Chờ', 'waiting', 'guest', false],
      [participantId('host'), 'Trần Chủ Tọa', 'admitted', 'account', false],
    ],
  )
  const [block] = await store.meetings.blocks(meetingId('giaoban'))
  assert.deepEqual([block?.name, block?.scope], ['Kẻ Bị Chặn', 'meeting'])
  // Which password an old device had right is unknown, so it starts as a stranger.
  assert.equal(await store.attempts.knowsDevice('device-host', 'account chutoa', 'secret'), false)
  const verdict = await store.audit.verify()
  assert.deepEqual([verdict.ok, verdict.ok && verdict.entries], [true, 4])

  // New entries continue the chain.
  await store.audit.append({
    at: 6000,
    meetingId: null,
    action: 'account.created',
    by: 'system',
    target: null,
    details: {},
  })
  assert.equal((await store.audit.verify()).ok, true)
  await store.close()
  // The log has one more entry; sessions without second factor data were ended by the migration.
  const kept = (counts: typeof before) =>
    counts.filter(([name]) => name !== 'audit' && name !== 'session')
  const again = new DatabaseSync(join(folder, 'anhop.db'), { readOnly: true })
  assert.deepEqual(kept(count(again)), kept(before))
  again.close()
})
