import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, afterEach, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { openDatabase } from '../store/database.ts'
import type { Tables } from '../store/schema.ts'
import { storeOver } from '../store/store.ts'
import type { Repositories, Store } from '../store/store.ts'
import { Bench } from './testing.ts'
import type { Client } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'anhop-faults-'))
after(() => rmSync(folder, { recursive: true }))

let db: Kysely<Tables>
let bench: Bench
let host: Client
let guest: Client
let waiting: Client
beforeEach(async () => {
  db = await openDatabase(folder)
  bench = await Bench.open(storeOver(db))
  host = await bench.host()
  guest = await bench.guest(host)
  waiting = await bench.waiting()
})
afterEach(async () => {
  await bench.close()
  for (const name of ['anhop.db', 'anhop.db-wal', 'anhop.db-shm']) {
    rmSync(join(folder, name), { force: true })
  }
})

/** No page more than there are: what SQLite says then is what it says of a full disk. */
async function fill(): Promise<void> {
  const { rows } = await sql<{ page_count: number }>`PRAGMA page_count`.execute(db)
  await sql.raw(`PRAGMA max_page_count = ${rows[0]?.page_count}`).execute(db)
  // The last page has some room left; less than any entry of a meeting needs, in the end.
  const meetingId = null
  const event = {
    at: 1,
    meetingId,
    action: 'meeting.ended',
    by: 'x',
    target: null,
    details: {},
  } as const
  for (let full = false; !full;) {
    full = await bench.store.audit.append(event).then(
      () => false,
      () => true,
    )
  }
}

/** Another program that writes, and does not come to an end. */
function lock(): () => void {
  const other = new DatabaseSync(join(folder, 'anhop.db'))
  other.exec('BEGIN IMMEDIATE')
  return () => other.close()
}

const FAULTS: { what: string; begin: () => Promise<() => Promise<void> | void> }[] = [
  {
    what: 'the disk is full',
    begin: async () => {
      await fill()
      return async () => void (await sql`PRAGMA max_page_count = 1000000`.execute(db))
    },
  },
  { what: 'another program holds the database', begin: async () => lock() },
]

for (const { what, begin } of FAULTS) {
  describe(`while ${what}`, () => {
    it('what needs the store says so, nothing is half written, and later it works', async () => {
      const id = await bench.idOf(guest)
      const before = await bench.store.audit.verify()
      const mend = await begin()
      const written = (await bench.store.audit.head()).entries
      assert.equal(await host.code('share.grant', { id }), 'store_unavailable')
      assert.equal(await host.code('meeting.lock', { locked: true }), 'store_unavailable')
      assert.equal((await bench.store.audit.head()).entries, written)
      await mend()
      await host.ok('meeting.lock', { locked: false })
      await host.ok('share.grant', { id })
      assert.equal(before.ok, true)
      assert.equal((await bench.store.audit.verify()).ok, true)
    })

    it('a meeting goes on, and who loses the line comes back', async () => {
      const mend = await begin()
      await guest.ok('chat.send', { text: 'vẫn họp' })
      await guest.ok('hand.raise', { raised: true })
      assert.equal((await host.next('chat')).text, 'vẫn họp')
      guest.close()
      await host.until(() =>
        host.heard.some(({ name, data }) => name === 'participant' && !data.present),
      )
      const again = bench.connect(guest.ticket)
      const { participants } = await again.entered()
      assert.deepEqual(
        participants.map(({ present }) => present),
        [true, true],
      )
      await mend()
    })

    it('[AUD] nobody is let in on a verdict that could not be written down', async () => {
      const id = await bench.idOf(waiting)
      const mend = await begin()
      assert.equal(await host.code('lobby.admit', { ids: [id] }), 'store_unavailable')
      assert.deepEqual(waiting.heard, [])
      assert.equal(bench.peer(id), undefined)
      await mend()
      await host.ok('lobby.admit', { ids: [id] })
      await waiting.entered()
    })
  })
}

const broken = () => Promise.reject(new Error('broken'))

it('a verdict of which one part cannot be written is not written at all, but acts', async (t) => {
  const id = await bench.idOf(guest)
  const peer = bench.peer(id)
  const whole: Store = { ...bench.store }
  t.mock.method(bench.store, 'transaction', (work: (within: Repositories) => Promise<unknown>) =>
    whole.transaction((within) => {
      return work({ ...within, meetings: { ...within.meetings, createBlock: broken } })
    }),
  )
  const { entries } = await bench.store.audit.head()
  assert.equal(await host.code('participant.remove', { id, block: true }), 'internal')
  assert.equal((await guest.next('closed')).reason, 'blocked')
  assert.equal(peer?.closed, true)
  assert.equal((await bench.store.audit.head()).entries, entries)
  const stored = () => bench.store.meetings.seatByTicket(bench.meeting.id, guest.ticket)
  assert.equal((await stored())?.state, 'admitted')
  t.mock.restoreAll()
  // What it owes is written before anything else, and by itself.
  bench.meetings.tick()
  await host.ok('meeting.lock', { locked: true })
  assert.equal((await stored())?.state, 'over')
  assert.equal((await bench.store.audit.head()).entries, entries + 2)
})
