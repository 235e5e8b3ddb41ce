import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import { accountId, seat, seedAccount, seedSession } from '../store/fixtures.ts'
import { openStore } from '../store/store.ts'
import { Bench } from './testing.ts'

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
  const bench = await Bench.open(store)
  const { id } = await seedAccount(store, 'lan')
  const theirs = seat('lan', bench.meeting.id, { accountId: id, kind: 'account', awaySince: 1 })
  await store.meetings.createSeat({ ...theirs, state: 'admitted', knockedAt: bench.now })
  await store.meetings.updateSeat(theirs.id, { awaySince: bench.now })

  const loading = bench.meetings.room(bench.meeting.id)
  await read.promise
  await store.accounts.setDisabled(id, true)
  await store.meetings.closeSeatsOf(id)
  const disabled = bench.meetings.accountDisabled(id)
  gate.resolve()
  await disabled
  assert.equal((await loading)?.room.phaseOf(theirs.id), 'closed')
  await bench.close()
})

it('[ADM1] who was the host when the request came is not, when the meeting is another’s by now', async () => {
  const bench = await Bench.open()
  const host = await bench.host()
  const { id } = await seedAccount(bench.store, 'lan')
  const heir = await bench.guest(host, { accountId: id })
  await host.ok('host.handOver', { id: await bench.idOf(heir) })
  await assert.rejects(
    bench.ticket({ claim: { kind: 'host' }, accountId: accountId('host') }),
    refused('wrong_password'),
  )
  await bench.ticket({ claim: { kind: 'host' }, accountId: id })
  await bench.close()
})

it('[SES] a session that was signed out, or whose account was disabled, gets no seat', async () => {
  const bench = await Bench.open()
  const { id } = await seedAccount(bench.store, 'lan')
  const sessionId = await seedSession(bench.store, id)
  await bench.store.sessions.deleteOne(id, sessionId)
  await assert.rejects(bench.ticket({ accountId: id, sessionId }), refused('unauthenticated'))
  await bench.store.accounts.setDisabled(id, true)
  await assert.rejects(bench.ticket({ accountId: id }), refused('unauthenticated'))
  // Whatever was asked before: nothing is written for it.
  const late = seat('lan', bench.meeting.id, { accountId: id, kind: 'account' })
  await assert.rejects(bench.store.meetings.createSeat(late), refused('unauthenticated'))
  await bench.close()
})
