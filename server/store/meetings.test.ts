import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'
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
import { CorruptRow } from './rows.ts'
import { openStore } from './store.ts'
import type { Store } from './store.ts'

async function seeded(place = ':memory:'): Promise<Store> {
  const store = await openStore(place)
  await seedAccount(store, 'host')
  await seedMeeting(store, 'm', accountId('host'))
  return store
}

function folder(): { path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'anhop-store-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) }
}

describe('meetings in the store', () => {
  it('keeps a meeting as it was', async () => {
    await using _ = await closing(await seeded())
    const { store } = _
    const meeting = await store.meetings.meeting(meetingId('m'))
    await store.meetings.updateMeeting(meetingId('m'), { locked: true, mode: 'lecture' })
    assert.deepEqual(await store.meetings.meeting(meetingId('m')), {
      ...meeting,
      locked: true,
      mode: 'lecture',
    })
    assert.equal(await store.meetings.meeting(meetingId('other')), null)
    await store.meetings.updateMeeting(meetingId('m'), {})
  })

  it('[PWD1] no meeting is written without an argon2id password', async () => {
    await using _ = await closing(await seeded())
    const { store } = _
    for (const passwordHash of ['', 'secret', '$argon2i$v=19$m=19456,t=2,p=1$a$b']) {
      await assert.rejects(
        seedMeeting(store, 'bad', accountId('host'), { passwordHash }),
        CorruptRow,
      )
      await assert.rejects(
        store.meetings.updateMeeting(meetingId('m'), { passwordHash }),
        CorruptRow,
      )
      await assert.rejects(store.meetings.renewPassword(meetingId('m'), passwordHash), CorruptRow)
    }
  })

  it('[PWD1] a row that lacks a password refuses to load, however it came to be', async () => {
    using dir = folder()
    const store = await seeded(dir.path)
    await store.close()

    const byHand = new DatabaseSync(join(dir.path, 'anhop.db'))
    const forge = (hash: string | null) =>
      byHand.prepare('update meeting set password_hash = ?').run(hash)
    assert.throws(() => forge(''), /CHECK constraint/)
    assert.throws(() => forge('$ARGON2ID$x'), /CHECK constraint/)
    assert.throws(() => forge(null), /NOT NULL constraint/)
    byHand.exec('pragma ignore_check_constraints = on')
    forge('')
    byHand.close()

    const again = await openStore(dir.path)
    await assert.rejects(again.meetings.meeting(meetingId('m')), CorruptRow)
    await assert.rejects(again.meetings.meetingsOf(accountId('host'), 10), CorruptRow)
    await again.close()
  })

  it('[PWD5] every renewal counts the version up, also at once', async () => {
    await using _ = await closing(await seeded())
    const { store } = _
    const hash = '$argon2id$v=19$m=19456,t=2,p=1$new$new'
    const versions = await Promise.all(
      [1, 2, 3].map(() => store.meetings.renewPassword(meetingId('m'), hash)),
    )
    assert.deepEqual(new Set(versions), new Set([2, 3, 4]))
    assert.equal(await store.meetings.endMeeting(meetingId('m'), 5), true)
    assert.equal(await store.meetings.endMeeting(meetingId('m'), 6), false)
    assert.equal(await store.meetings.renewPassword(meetingId('m'), hash), null)
    assert.equal((await store.meetings.meeting(meetingId('m')))?.endedAt, 5)
  })

  it('finds seats by ticket and lists those that are not over, oldest knock first', async () => {
    await using _ = await closing(await seeded())
    const { store } = _
    const m = meetingId('m')
    await store.meetings.createSeat(seat('late', m, { knockedAt: 20 }))
    await store.meetings.createSeat(seat('early', m, { knockedAt: 10, state: 'admitted' }))
    await store.meetings.createSeat(seat('gone', m, { knockedAt: 5 }))
    await store.meetings.updateSeat(participantId('gone'), { state: 'over', floor: true })
    const names = (await store.meetings.openSeats(m)).map((s) => s.id)
    assert.deepEqual(names, [participantId('early'), participantId('late')])
    const found = await store.meetings.seatByTicket(m, 'ticket-gone')
    assert.deepEqual([found?.state, found?.floor], ['over', true])
    assert.equal(await store.meetings.seatByTicket(meetingId('other'), 'ticket-gone'), null)
  })

  it('[ADM5] no seat says "account" without one', async () => {
    await using _ = await closing(await seeded())
    const { store } = _
    await assert.rejects(
      store.meetings.createSeat(seat('liar', meetingId('m'), { kind: 'account' })),
      /CHECK constraint/,
    )
  })

  it('[ADM5] no seat says "invited" without an invite, nor anything else with one', async () => {
    await using _ = await closing(await seeded())
    const { store } = _
    const m = meetingId('m')
    await store.invites.create([invite('an', m)])
    const liars = [
      seat('a', m, { kind: 'invited' }),
      seat('b', m, { kind: 'guest', inviteId: inviteId('an') }),
      seat('c', m, { kind: 'invited', inviteId: inviteId('nobody') }),
    ]
    for (const liar of liars) {
      await assert.rejects(store.meetings.createSeat(liar), /constraint/i, liar.name)
    }
  })

  it('[ADM6] after a restart the break of everyone who was connected begins anew', async () => {
    using dir = folder()
    const store = await seeded(dir.path)
    const m = meetingId('m')
    await store.meetings.createSeat(seat('present', m, { state: 'admitted' }))
    await store.meetings.createSeat(seat('away', m, { awaySince: 7 }))
    await store.meetings.createSeat(seat('gone', m, { state: 'over' }))
    await store.close()

    const again = await openStore(dir.path)
    await again.meetings.everyoneAway(1000)
    const away = async (name: string) =>
      (await again.meetings.seatByTicket(m, `ticket-${name}`))?.awaySince
    assert.deepEqual(
      [await away('present'), await away('away'), await away('gone')],
      [1000, 7, null],
    )
    await again.close()
  })

  it('blocks of a session go with it, blocks of a meeting stay', async () => {
    await using _ = await closing(await seeded())
    const { store } = _
    const base = {
      meetingId: meetingId('m'),
      deviceHash: 'd',
      accountId: null,
      inviteId: null,
      addressHash: 'a',
      name: 'N',
      at: 1,
    }
    await store.meetings.createBlock({ ...base, id: 'one', scope: 'session' })
    await store.meetings.createBlock({ ...base, id: 'two', scope: 'meeting' })
    await store.meetings.deleteSessionBlocks(meetingId('m'))
    assert.deepEqual(await store.meetings.blocks(meetingId('m')), [
      { ...base, id: 'two', scope: 'meeting' },
    ])
    await store.meetings.deleteBlock(meetingId('other'), 'two')
    assert.equal((await store.meetings.blocks(meetingId('m'))).length, 1)
    await store.meetings.deleteBlock(meetingId('m'), 'two')
    assert.equal((await store.meetings.blocks(meetingId('m'))).length, 0)
  })

  it('a transaction is all or nothing', async () => {
    await using _ = await closing(await seeded())
    const { store } = _
    await assert.rejects(
      store.transaction(async (tx) => {
        await tx.meetings.updateMeeting(meetingId('m'), { locked: true })
        throw new Error('no')
      }),
      /no/,
    )
    assert.equal((await store.meetings.meeting(meetingId('m')))?.locked, false)
  })

  it('keeps its files to itself', async () => {
    using dir = folder()
    const store = await seeded(dir.path)
    for (const file of ['anhop.db', 'anhop.db-wal', 'anhop.db-shm']) {
      assert.equal(statSync(join(dir.path, file)).mode & 0o777, 0o600, file)
    }
    await store.close()
  })
})

async function closing(store: Store): Promise<AsyncDisposable & { store: Store }> {
  return { store, [Symbol.asyncDispose]: () => store.close() }
}
