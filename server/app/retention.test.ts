import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { forget } from './retention.ts'
import {
  accountId,
  invite,
  inviteId,
  meetingId,
  participantId,
  seat,
  seedAccount,
  seedMeeting,
} from '../store/fixtures.ts'
import type { ScheduleRecord } from '../store/calendar.ts'
import { openStore } from '../store/store.ts'

const DAY = 24 * 60 * 60_000
const NOW = 1000 * DAY

async function seeded() {
  const store = await openStore(':memory:')
  await seedAccount(store, 'host')
  await seedMeeting(store, 'old', accountId('host'), { endedAt: NOW - 31 * DAY })
  await seedMeeting(store, 'recent', accountId('host'), { endedAt: NOW - 29 * DAY })
  await seedMeeting(store, 'weekly', accountId('host'))
  return store
}

describe('retention', () => {
  it('deletes what ended long ago with everything that belongs to it, and nothing else', async () => {
    const store = await seeded()
    const old = meetingId('old')
    await store.invites.create([invite('i', old)])
    await store.meetings.createSeat(
      seat('guest', old, { state: 'over', kind: 'invited', inviteId: inviteId('i') }),
    )
    assert.deepEqual(await forget(store, 30, NOW), { meetings: 1, people: 0, invites: 0, votes: 0 })
    assert.equal(await store.meetings.meeting(old), null)
    assert.deepEqual(await store.meetings.allSeats(old), [])
    assert.ok(await store.meetings.meeting(meetingId('recent')))
    assert.ok(await store.meetings.meeting(meetingId('weekly')))
    await store.close()
  })

  it("[CAL4, ADM8] ends a meeting a week after its last occurrence, and deletes its invitees' addresses", async () => {
    const store = await seeded()
    const weekly = meetingId('weekly')
    const schedule: ScheduleRecord = {
      meetingId: weekly,
      start: '2026-11-24T09:00',
      zone: 'UTC',
      minutes: 60,
      repeat: null,
      agenda: '',
      opensBefore: 15,
      keepPassword: false,
      sequence: 0,
      changedAt: 1,
      cancelledAt: null,
    }
    const ends = NOW - 7 * DAY
    const time = { at: 1, start: ends - 10, ends, opens: ends - 20, closes: ends }
    await store.calendar.save(schedule, [{ ...time, cancelled: false, passwordHash: null }], 0)
    await store.invites.create([invite('w', weekly, { expiresAt: NOW * 2 })])
    await store.invites.mailing(weekly, inviteId('w'), 'token', 'sealed')
    await forget(store, 30, NOW)
    assert.equal((await store.meetings.meeting(weekly))?.endedAt, null)
    assert.equal((await store.invites.reachable(weekly, NOW)).length, 1)
    await forget(store, 30, NOW + 1)
    assert.equal((await store.meetings.meeting(weekly))?.endedAt, NOW + 1)
    assert.deepEqual(await store.invites.reachable(weekly, NOW), [])
    await store.close()
  })

  it('deletes people who left a running meeting long ago, but nobody who is inside', async () => {
    const store = await seeded()
    const id = meetingId('weekly')
    const long = NOW - 40 * DAY
    await store.meetings.createSeat(seat('gone', id, { state: 'over', knockedAt: long }))
    await store.meetings.createSeat(seat('inside', id, { state: 'admitted', knockedAt: long }))
    await store.meetings.createSeat(seat('fresh', id, { state: 'over', knockedAt: NOW - DAY }))
    const { people } = await forget(store, 30, NOW)
    assert.equal(people, 1)
    const left = (await store.meetings.allSeats(id)).map((one) => one.id)
    assert.deepEqual(left.sort(), [participantId('fresh'), participantId('inside')].sort())
    await store.close()
  })

  it('deletes expired invites, except while a seat or a block refers to them', async () => {
    const store = await seeded()
    const id = meetingId('weekly')
    const expiresAt = NOW - 31 * DAY
    await store.invites.create([
      invite('past', id, { expiresAt }),
      invite('used', id, { expiresAt }),
      invite('good', id, { expiresAt: NOW + DAY }),
    ])
    await store.meetings.createSeat(
      seat('guest', id, {
        state: 'admitted',
        kind: 'invited',
        inviteId: inviteId('used'),
        knockedAt: NOW,
      }),
    )
    assert.equal((await forget(store, 30, NOW)).invites, 1)
    assert.equal(await store.meetings.invite(id, inviteId('past')), null)
    assert.ok(await store.meetings.invite(id, inviteId('used')))
    await store.close()
  })

  it('[AUD] is audited as a number, once, without breaking the chain', async () => {
    const store = await seeded()
    await forget(store, 30, NOW)
    await forget(store, 30, NOW)
    const [entry, ...more] = await store.audit.latest(10)
    assert.equal(entry?.action, 'data.forgotten')
    assert.deepEqual(entry?.details, { count: 1, days: 30 })
    assert.deepEqual(more, [])
    await store.close()
  })
})
