import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import { accountId, seat, seedAccount, seedSession } from '../store/fixtures.ts'
import { openStore } from '../store/store.ts'
import { SignalingHarness } from './testing.ts'

const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code

it('[SES] disabling an account reaches a room that is being loaded', async () => {
  const store = await openStore(':memory:')
  const read = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const { meetings } = store
  const openSeats = meetings.openSeats.bind(meetings)
  meetings.openSeats = async (id) => {
    const seats = await openSeats(id)
    read.resolve()
    await gate.promise
    return seats
  }
  const harness = await SignalingHarness.open(store)
  const { id } = await seedAccount(store, 'lan')
  const theirs = seat('lan', harness.meeting.id, { accountId: id, kind: 'account', awaySince: 1 })
  await store.meetings.createSeat({ ...theirs, state: 'admitted', knockedAt: harness.now })
  await store.meetings.updateSeat(theirs.id, { awaySince: harness.now })

  const loading = harness.meetings.room(harness.meeting.id)
  await read.promise
  await store.accounts.setDisabled(id, true)
  await store.meetings.closeSeatsOf(id)
  const disabled = harness.meetings.accountDisabled(id)
  gate.resolve()
  await disabled
  assert.equal((await loading)?.room.phaseOf(theirs.id), 'closed')
  await harness.close()
})

it('[ADM1] a former host is not admitted as host if the meeting was handed over in the meantime', async () => {
  const harness = await SignalingHarness.open()
  const host = await harness.host()
  const { id } = await seedAccount(harness.store, 'lan')
  const heir = await harness.guest(host, { accountId: id })
  await host.ok('host.handOver', { id: await harness.idOf(heir) })
  await assert.rejects(
    harness.ticket({ claim: { kind: 'host' }, accountId: accountId('host') }),
    refused('wrong_password'),
  )
  await harness.ticket({ claim: { kind: 'host', move: true }, accountId: id })
  await harness.close()
})

it('[SES] a session that was signed out, or whose account was disabled, gets no seat', async () => {
  const harness = await SignalingHarness.open()
  const { id } = await seedAccount(harness.store, 'lan')
  const sessionId = await seedSession(harness.store, id)
  await harness.store.sessions.deleteOne(id, sessionId)
  await assert.rejects(harness.ticket({ accountId: id, sessionId }), refused('unauthenticated'))
  await harness.store.accounts.setDisabled(id, true)
  await assert.rejects(harness.ticket({ accountId: id }), refused('unauthenticated'))
  // The store refuses the seat too, whatever was checked before.
  const late = seat('lan', harness.meeting.id, { accountId: id, kind: 'account' })
  await assert.rejects(harness.store.meetings.createSeat(late), refused('unauthenticated'))
  await harness.close()
})
