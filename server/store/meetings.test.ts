import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { FounderHash } from '#protocol/mls.ts'
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
import type { Repositories } from './store.ts'
import { onEachEngine } from './testing/engines.ts'
import type { StoreHarness } from './testing/engines.ts'

async function seed(store: Repositories): Promise<void> {
  await seedAccount(store, 'host')
  await seedMeeting(store, 'm', accountId('host'))
}

async function seeded(own: StoreHarness) {
  const store = await own.open()
  await seed(store)
  return { store, own, [Symbol.asyncDispose]: () => own[Symbol.asyncDispose]() }
}

onEachEngine('meetings in the store', (harness) => {
  it('stores a meeting unchanged', async () => {
    await using _ = await seeded(await harness())
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

  it('[E2E9] stores the hash of a founder key, and nothing that is none', async () => {
    await using _ = await seeded(await harness())
    const { store, own } = _
    const founder = FounderHash.parse('h'.repeat(43))
    const meeting = () => store.meetings.meeting(meetingId('m'))
    assert.equal((await meeting())?.founder, null)
    await store.meetings.updateMeeting(meetingId('m'), { founder })
    assert.equal((await meeting())?.founder, founder)
    await store.meetings.updateMeeting(meetingId('m'), { locked: true })
    assert.equal((await meeting())?.founder, founder)
    const forge = (text: string) => own.byHand(`update meeting set founder = '${text}'`)
    await store.close()
    await assert.rejects(forge('h'), /check constraint/i)
    await forge(`${'h'.repeat(42)}!`)
    const again = await own.open()
    await assert.rejects(again.meetings.meeting(meetingId('m')), CorruptRow)
  })

  it('[PWD1] rejects a meeting without an argon2id password', async () => {
    await using _ = await seeded(await harness())
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

  it('[PWD1] refuses to load a row without a password, whatever its origin', async () => {
    await using _ = await seeded(await harness())
    const { store, own } = _
    await store.close()

    const forge = (hash: string) => own.byHand(`update meeting set password_hash = ${hash}`)
    await assert.rejects(forge(`''`), /check constraint/i)
    await assert.rejects(forge(`'$ARGON2ID$x'`), /check constraint/i)
    await assert.rejects(forge('null'), /not.null constraint/i)
    const unchecked = {
      sqlite: 'pragma ignore_check_constraints = on',
      postgres: 'alter table meeting drop constraint meeting_password_hash_check',
    }
    await own.byHand(`${unchecked[own.engine]}; update meeting set password_hash = ''`)

    const again = await own.open()
    await assert.rejects(again.meetings.meeting(meetingId('m')), CorruptRow)
    await assert.rejects(again.meetings.meetingsOf(accountId('host'), 10), CorruptRow)
  })

  it('[PWD5] every renewal increments the version, even concurrent ones', async () => {
    await using _ = await seeded(await harness())
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

  it('finds seats by ticket and lists open ones, oldest knock first', async () => {
    await using _ = await seeded(await harness())
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

  it('[ADM5] rejects an "account" seat without an account', async () => {
    await using _ = await seeded(await harness())
    const { store } = _
    await assert.rejects(
      store.meetings.createSeat(seat('liar', meetingId('m'), { kind: 'account' })),
      /check constraint/i,
    )
  })

  it('[ADM5] rejects an "invited" seat without an invite, and any other seat with one', async () => {
    await using _ = await seeded(await harness())
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

  it('[ADM5] rejects an position from anyone but a guest, and keeps a guest’s', async () => {
    await using _ = await seeded(await harness())
    const { store } = _
    const m = meetingId('m')
    await store.invites.create([invite('an', m)])
    const liar = seat('a', m, { kind: 'invited', inviteId: inviteId('an'), position: 'Bộ trưởng' })
    await assert.rejects(store.meetings.createSeat(liar), /constraint/i)
    await store.meetings.createSeat(seat('b', m, { position: 'Sở Y tế' }))
    assert.deepEqual(
      (await store.meetings.openSeats(m)).map(({ position }) => position),
      ['Sở Y tế'],
    )
  })

  it('[ADM6] a restart restarts the break of everyone who was connected', async () => {
    await using _ = await seeded(await harness())
    const { store, own } = _
    const m = meetingId('m')
    await store.meetings.createSeat(seat('present', m, { state: 'admitted' }))
    await store.meetings.createSeat(seat('away', m, { awaySince: 7 }))
    await store.meetings.createSeat(seat('gone', m, { state: 'over' }))
    await store.close()

    const again = await own.open()
    await again.meetings.everyoneAway(1000)
    const away = async (name: string) =>
      (await again.meetings.seatByTicket(m, `ticket-${name}`))?.awaySince
    assert.deepEqual(
      [await away('present'), await away('away'), await away('gone')],
      [1000, 7, null],
    )
  })

  it('removal blocks end with the sitting, other blocks stay', async () => {
    await using _ = await seeded(await harness())
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

  it('a transaction is atomic', async () => {
    await using _ = await seeded(await harness())
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
})

describe('a store in a folder', () => {
  it('is not readable by others', async () => {
    const path = mkdtempSync(join(tmpdir(), 'anhop-store-'))
    const store = await openStore(path)
    await seed(store)
    for (const file of ['anhop.db', 'anhop.db-wal', 'anhop.db-shm']) {
      assert.equal(statSync(join(path, file)).mode & 0o777, 0o600, file)
    }
    await store.close()
    rmSync(path, { recursive: true })
  })
})
