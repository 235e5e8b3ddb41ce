import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import type { ErrorCode } from '#protocol/errors.ts'
import { accountId, invite, inviteId, seedMeeting } from '../store/fixtures.ts'
import { Bench } from './testing.ts'

const refusedWith = (code: ErrorCode) => (error: unknown) =>
  error instanceof Refusal && error.code === code

describe('personal invites on the signalling side', () => {
  let bench: Bench
  const an = { inviteId: inviteId('an'), name: 'An' }
  beforeEach(async () => {
    bench = await Bench.open()
    await bench.store.invites.create([invite('an', bench.meeting.id)])
  })
  afterEach(() => bench.close())

  it('[ADM5] stamps the seat as invited', async () => {
    const host = await bench.host()
    const guest = await bench.guest(host, an)
    const seat = await bench.store.meetings.seatByTicket(bench.meeting.id, guest.ticket)
    assert.deepEqual([seat?.kind, seat?.inviteId, seat?.name], ['invited', inviteId('an'), 'An'])
  })

  it('[ADM6] an invite revoked or run out while the password was verified opens nothing', async () => {
    await bench.store.invites.revoke(bench.meeting.id, inviteId('an'), bench.now)
    await assert.rejects(bench.ticket(an), refusedWith('link_invalid'))
    const binh = { inviteId: inviteId('binh') }
    await bench.store.invites.create([invite('binh', bench.meeting.id, { expiresAt: bench.now })])
    await assert.rejects(bench.ticket(binh), refusedWith('link_invalid'))
    const other = await seedMeeting(bench.store, 'other', accountId('host'))
    await bench.store.invites.create([invite('chi', other.id)])
    await assert.rejects(bench.ticket({ inviteId: inviteId('chi') }), refusedWith('link_invalid'))
  })

  it('[ADM6] a revocation closes media and connection before it is acknowledged', async () => {
    const host = await bench.host()
    const guest = await bench.guest(host, an)
    const peer = bench.peer(await bench.idOf(guest))
    await guest.ok('transport.open', { direction: 'send' })
    await bench.store.invites.revoke(bench.meeting.id, inviteId('an'), bench.now)
    await bench.meetings.inviteRevoked(bench.meeting.id, inviteId('an'))
    assert.equal(peer?.closed, true)
    assert.deepEqual(await guest.next('closed'), { reason: 'invite_revoked', message: null })
    await guest.cut()
    assert.deepEqual(await bench.connect(guest.ticket).refused(), { code: 'ticket_invalid' })
  })

  it('[ADM5] a name on an invite is known to a room that is loaded, and to one that is alive', async () => {
    const host = await bench.host()
    const flagsOf = async (name: string) => {
      await bench.waiting({ name })
      const knock = await host.until(() =>
        host.heard
          .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
          .findLast((view) => view.name === name),
      )
      return knock.flags
    }
    const [first] = await bench.store.invites.of(bench.meeting.id)
    assert.deepEqual(await flagsOf(first?.name.toUpperCase() ?? ''), ['like_invitee'])
    const later = invite('later', bench.meeting.id, { name: 'Phạm Mời Sau' })
    await bench.store.invites.create([later])
    await bench.meetings.invitesMade(bench.meeting.id, [later])
    assert.deepEqual(await flagsOf('Pham Moi Sau'), ['like_invitee'])
  })

  it('[ADM1] the switch reaches a room that is alive, and one that is loaded later', async () => {
    await bench.host()
    await bench.meetings.invitedOnly(bench.meeting.id, true)
    await assert.rejects(bench.ticket(), refusedWith('invite_needed'))
    const later = await seedMeeting(bench.store, 'later', accountId('host'), { invitedOnly: true })
    await assert.rejects(bench.ticket({ meetingId: later.id }), refusedWith('invite_needed'))
    await bench.ticket({ meetingId: later.id, accountId: accountId('host') })
  })
})
