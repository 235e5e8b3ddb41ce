import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { AuditEvent } from '../meeting/records.ts'
import { canonical } from './audit.ts'
import { openReadOnly } from './database.ts'
import { meetingOfEvent } from './engine.ts'
import { meetingId, seedAccount, seedMeeting } from './fixtures.ts'
import { SEARCHED_AT_ONCE } from './audit-search.ts'
import type { AuditSearch } from './audit-search.ts'
import type { MeetingId } from '#protocol/ids.ts'
import { onEachEngine } from './testing/engines.ts'
import type { StoreHarness } from './testing/engines.ts'

const event = (at: number): AuditEvent => ({
  at,
  meetingId: null,
  action: 'session.opened',
  by: 'system',
  target: null,
  details: { count: at, kind: 'Nguyễn "A"' },
})

/** Verifies a log of `entries` entries after tampering with `sql`. */
async function verifyAfter(harness: () => Promise<StoreHarness>, entries: number, sql: string) {
  await using own = await harness()
  const store = await own.open()
  for (let at = 1; at <= entries; at += 1) await store.audit.append(event(at))
  await own.byHand(sql)
  return await store.audit.verify()
}

onEachEngine('[AUD] the audit log', (harness) => {
  it('is searched for names and titles without marks, times and actions', async () => {
    await using own = await harness()
    const store = await own.open()
    const host = await seedAccount(store, 'host', { name: 'Đặng Thị HẰNG' })
    const other = await seedAccount(store, 'other', { name: 'Ánh 100%_x' })
    const meeting = await seedMeeting(store, 'm', host.id, { title: 'Họp GIAO BAN quý' })
    const add = (at: number, change: Partial<AuditEvent>) =>
      store.audit.append({ ...event(at), ...change })
    await add(1000, { by: host.id })
    await add(2000, { target: host.id, action: 'account.link' })
    await add(3000, { by: other.id, meetingId: meeting.id, action: 'lobby.knocked' })
    await add(4000, { action: 'policy.changed' })
    const found = async (search: AuditSearch, meetingId: MeetingId | null = null) => {
      const page = await store.audit.page({ meetingId, limit: 9, ...search })
      return page.entries.map(({ event }) => event.at)
    }
    assert.deepEqual(await found({ who: 'dang thi hang' }), [2000, 1000])
    assert.deepEqual(await found({ who: 'hằng' }), [2000, 1000])
    assert.deepEqual(await found({ who: 'giao ban' }), [])
    // Not patterns.
    assert.deepEqual(await found({ who: '%' }), [3000])
    assert.deepEqual(await found({ who: '0%_' }), [3000])
    assert.deepEqual(await found({ who: 'đ_ng' }), [])
    assert.deepEqual(await found({ who: '\\' }), [])
    assert.deepEqual(await found({ who: "'" }), [])
    assert.deepEqual(await found({ text: 'giao ban' }), [3000])
    assert.deepEqual(await found({ text: 'Ánh' }), [3000])
    const actions = ['policy.changed', 'account.link']
    assert.deepEqual(await found({ text: 'giao ban', actions }), [4000, 3000, 2000])
    assert.deepEqual(await found({ from: 2000, to: 4000 }), [3000, 2000])
    assert.deepEqual(await found({ from: 2000, to: 4000, who: 'hang' }), [2000])
    assert.deepEqual(await found({ from: 5000 }), [])
    assert.deepEqual(await found({ to: 1000 }), [])
    assert.deepEqual(await found({ who: 'anh' }, meeting.id), [3000])
    assert.deepEqual(await found({ who: 'hang' }, meeting.id), [])
  })

  it('is searched past a corrupted entry', async () => {
    await using own = await harness()
    const store = await own.open()
    for (let at = 1; at <= 5; at += 1) await store.audit.append(event(at))
    await own.byHand("update audit set event = '{' where seq = 3")
    const page = await store.audit.page({ meetingId: null, limit: 9, from: 2, to: 5 })
    assert.deepEqual(
      page.entries.map(({ event }) => event.at),
      [4, 2],
    )
  })

  it('is searched a bounded part at a time, to its end', async () => {
    await using own = await harness()
    const store = await own.open()
    const host = await seedAccount(store, 'host', { name: 'Hằng' })
    await store.transaction(async (tx) => {
      await tx.audit.append({ ...event(1), by: host.id })
      for (let at = 2; at <= SEARCHED_AT_ONCE + 1; at += 1) await tx.audit.append(event(at))
    })
    const search = { meetingId: null, limit: 9, who: 'hang' }
    const first = await store.audit.page(search)
    assert.deepEqual([first.entries, first.next], [[], 2])
    const second = await store.audit.page({ ...search, before: 2 })
    assert.deepEqual([second.entries.length, second.next], [1, null])
    // A time far back is found at once.
    const then = await store.audit.page({ ...search, from: 1, to: 10 })
    assert.deepEqual([then.entries.length, then.next], [1, null])
  })

  it('canonical JSON does not depend on key order', () => {
    assert.equal(
      canonical({ b: [1, { d: null, c: 'x' }], a: true }),
      '{"a":true,"b":[1,{"c":"x","d":null}]}',
    )
    assert.equal(canonical({ a: 1, b: 2 }), canonical({ b: 2, a: 1 }))
  })

  it('chains entries, including concurrent ones', async () => {
    await using own = await harness()
    const store = await own.open()
    await Promise.all(Array.from({ length: 50 }, (_, i) => store.meetings.audit(event(i))))
    const verdict = await store.audit.verify()
    assert.equal(verdict.ok && verdict.entries, 50)
    assert.equal((await store.audit.latest(2)).length, 2)
  })

  it('an empty log is valid', async () => {
    const verdict = await verifyAfter(harness, 0, 'select 1')
    assert.deepEqual(verdict, { ok: true, entries: 0, head: '0'.repeat(64) })
  })

  it('a log of several pages is valid', async () => {
    await using own = await harness()
    const store = await own.open()
    await store.transaction(async (tx) => {
      for (let at = 0; at < 2100; at += 1) await tx.audit.append(event(at))
    })
    const verdict = await store.audit.verify()
    assert.equal(verdict.ok && verdict.entries, 2100)
  })

  it('an edited entry is detected', async () => {
    const sql = `update audit set event = replace(event, 'opened', 'closed') where seq = 3`
    assert.deepEqual(await verifyAfter(harness, 5, sql), { ok: false, seq: 3, fault: 'altered' })
    const spaces = `update audit set event = event || ' ' where seq = 3`
    assert.deepEqual(await verifyAfter(harness, 5, spaces), { ok: false, seq: 3, fault: 'altered' })
    const broken = `update audit set event = '{' where seq = 1`
    assert.deepEqual(await verifyAfter(harness, 5, broken), { ok: false, seq: 1, fault: 'altered' })
  })

  it('a removed entry is detected, with or without renumbering', async () => {
    const out = 'delete from audit where seq = 3'
    assert.deepEqual(await verifyAfter(harness, 5, out), { ok: false, seq: 3, fault: 'missing' })
    const closed = 'delete from audit where seq = 3; update audit set seq = seq - 1 where seq > 3'
    assert.deepEqual(await verifyAfter(harness, 5, closed), { ok: false, seq: 3, fault: 'altered' })
    assert.deepEqual(await verifyAfter(harness, 3, 'delete from audit where seq = 1'), {
      ok: false,
      seq: 1,
      fault: 'missing',
    })
  })

  it('reordered entries are detected', async () => {
    const sql = `update audit set seq = 99 where seq = 2; update audit set seq = 2 where seq = 3;
                 update audit set seq = 3 where seq = 99`
    assert.deepEqual(await verifyAfter(harness, 5, sql), { ok: false, seq: 2, fault: 'altered' })
  })

  it('can be read past a corrupted entry, and by meeting with an index', async () => {
    await using own = await harness()
    const store = await own.open()
    const id = meetingId('one')
    await store.audit.append(event(1))
    for (const at of [2, 3]) await store.audit.append({ ...event(at), meetingId: id })
    await own.byHand(`update audit set event = '{"action":1' where seq = 2`)
    const db = openReadOnly(own.place)
    const query = `select * from audit where ${meetingOfEvent(db)} = '${id}' order by seq desc`
    await db.destroy()
    const explain = {
      sqlite: 'explain query plan',
      // PostgreSQL prefers a sequential scan for so few rows, so it is disabled here.
      postgres: 'set enable_seqscan = off; explain',
    }
    const plan = await own.byHand(`${explain[own.engine]} ${query}`)
    const { entries } = await store.audit.page({ meetingId: null, limit: 10 })
    const ofOne = await store.audit.page({ meetingId: id, limit: 10 })
    assert.deepEqual(
      entries.map(({ seq }) => seq),
      [3, 1],
    )
    assert.deepEqual(
      ofOne.entries.map(({ seq }) => seq),
      [3],
    )
    assert.match(JSON.stringify(plan), /(USING INDEX|on) audit_meeting/)
  })

  it('a rehashed entry breaks the chain at the next one', async () => {
    const sql = `update audit set hash = 'x' || substr(hash, 2) where seq = 5`
    assert.deepEqual(await verifyAfter(harness, 5, sql), { ok: false, seq: 5, fault: 'altered' })
    const prev = `update audit set prev = '${'1'.repeat(64)}' where seq = 2`
    assert.deepEqual(await verifyAfter(harness, 5, prev), { ok: false, seq: 2, fault: 'altered' })
  })
})
