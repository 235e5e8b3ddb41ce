import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { OccurrenceRecord, ScheduleRecord } from './calendar.ts'
import { SOME_HASH, accountId, meetingId, seedAccount, seedMeeting } from './fixtures.ts'
import { CorruptRow } from './rows.ts'
import { onEachEngine } from './testing/engines.ts'
import type { StoreHarness } from './testing/engines.ts'

const schedule = (change: Partial<ScheduleRecord> = {}): ScheduleRecord => ({
  meetingId: meetingId('m'),
  start: '2026-11-24T09:00',
  zone: 'Asia/Ho_Chi_Minh',
  minutes: 60,
  repeat: { every: 'week', interval: 1, days: ['MO', 'TU'], end: { count: 4 } },
  agenda: 'Một\nHai',
  opensBefore: 15,
  keepPassword: false,
  sequence: 0,
  changedAt: 5,
  cancelledAt: null,
  ...change,
})

const time = (at: number, change: Partial<OccurrenceRecord> = {}): OccurrenceRecord => ({
  at,
  start: at,
  ends: at + 60,
  opens: at - 15,
  closes: at + 60,
  cancelled: false,
  passwordHash: null,
  ...change,
})

async function seeded(own: StoreHarness) {
  const store = await own.open()
  await seedAccount(store, 'host')
  await seedAccount(store, 'an')
  await seedMeeting(store, 'm', accountId('host'))
  return { store, own, id: meetingId('m'), [Symbol.asyncDispose]: () => own[Symbol.asyncDispose]() }
}

onEachEngine('the calendar in the store', (harness) => {
  it('[CAL1] stores a schedule and its occurrences unchanged', async () => {
    await using _ = await seeded(await harness())
    const { store, id } = _
    const { calendar } = store
    assert.equal(await calendar.schedule(id), null)
    assert.equal(await store.meetings.times(id), null)
    await calendar.save(schedule(), [time(100), time(300, { passwordHash: SOME_HASH })], 0)
    assert.deepEqual(await calendar.schedule(id), schedule())
    await calendar.changeOccurrence(id, 100, { cancelled: true })
    assert.deepEqual(await calendar.occurrences(id), [
      time(100, { cancelled: true }),
      time(300, { passwordHash: SOME_HASH }),
    ])
    assert.deepEqual(
      (await store.meetings.times(id))?.map(({ at }) => at),
      [300],
    )
    await store.meetings.updateCloses(id, 300, 999)
    assert.equal((await calendar.occurrences(id))[1]?.closes, 999)

    // Rescheduled from then on; occurrences that have started stay.
    await calendar.save(schedule({ sequence: 1 }), [time(100), time(500)], 200)
    assert.deepEqual(
      (await calendar.occurrences(id)).map(({ at, cancelled }) => [at, cancelled]),
      [
        [100, true],
        [500, false],
      ],
    )
  })

  it('[CAL3] returns the entry state at one moment', async () => {
    await using _ = await seeded(await harness())
    const { store, id } = _
    const at = (now: number) => store.calendar.opening(id, now)
    const none = { scheduled: false, keepPassword: false, open: null }
    assert.deepEqual(await at(100), none)
    assert.deepEqual(await store.calendar.opening(meetingId('other'), 100), none)
    await store.calendar.save(schedule(), [time(100), time(300, { passwordHash: SOME_HASH })], 0)
    const closed = { ...none, scheduled: true }
    assert.deepEqual(await at(84), closed)
    assert.deepEqual(await at(85), { ...closed, open: { passwordHash: null } })
    assert.deepEqual(await at(160), closed)
    assert.deepEqual(await at(300), { ...closed, open: { passwordHash: SOME_HASH } })
    await store.calendar.changeOccurrence(id, 300, { cancelled: true })
    assert.deepEqual(await at(300), closed)
  })

  it('[PWD1] rejects an occurrence password that is not argon2id', async () => {
    await using _ = await seeded(await harness())
    const { store, own, id } = _
    for (const passwordHash of ['', 'mở cửa', '$argon2i$x']) {
      await assert.rejects(
        store.calendar.save(schedule(), [time(100, { passwordHash })], 0),
        CorruptRow,
      )
    }
    await store.calendar.save(schedule(), [time(100)], 0)
    await assert.rejects(
      own.byHand(`update occurrence set password_hash = 'x'`),
      /check constraint/i,
    )
    assert.equal((await store.calendar.occurrences(id))[0]?.passwordHash, null)
  })

  it('[CAL5] shows a meeting only to its host and the accounts it invites', async () => {
    await using _ = await seeded(await harness())
    const { store, id } = _
    const seen = async (who: string, from = 0, to = 1000) =>
      (await store.calendar.planned(accountId(who), from, to)).map(({ meeting }) => meeting.id)
    await store.calendar.save(schedule(), [time(100)], 0)
    assert.deepEqual([await seen('host'), await seen('an')], [[id], []])
    await store.calendar.setAttendees(id, [accountId('an')])
    assert.deepEqual(await seen('an'), [id])
    assert.equal(await store.calendar.isAttendee(id, accountId('an')), true)
    assert.equal(await store.calendar.isAttendee(id, accountId('host')), false)
    assert.deepEqual([await seen('an', 160), await seen('an', 0, 100)], [[], []])
    assert.deepEqual(await store.calendar.passed(161), [id])
    assert.deepEqual(await store.calendar.passed(160), [])
    await store.calendar.setAttendees(id, [])
    assert.deepEqual(await seen('an'), [])
  })

  it('[CAL7] finds a feed by the hash of its newest token, if the account is enabled', async () => {
    await using _ = await seeded(await harness())
    const { feeds, accounts } = _.store
    const an = accountId('an')
    await feeds.set(an, 'one', 1)
    await feeds.set(an, 'two', 2)
    assert.deepEqual([await feeds.owner('one'), await feeds.owner('two')], [null, an])
    assert.equal(await feeds.since(an), 2)
    await accounts.setDisabled(an, true)
    assert.equal(await feeds.owner('two'), null)
    await accounts.setDisabled(an, false)
    assert.deepEqual([await feeds.delete(an), await feeds.delete(an)], [true, false])
    assert.equal(await feeds.owner('two'), null)
  })
})
