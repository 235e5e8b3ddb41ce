import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import type { ErrorCode } from '#protocol/errors.ts'
import { accountId, invite, inviteId, seedMeeting } from '../store/fixtures.ts'
import { SignalingHarness } from './testing.ts'

const refusedWith = (code: ErrorCode) => (error: unknown) =>
  error instanceof Refusal && error.code === code

describe('personal invites in signaling', () => {
  let harness: SignalingHarness
  const an = { inviteId: inviteId('an'), name: 'An' }
  beforeEach(async () => {
    harness = await SignalingHarness.open()
    await harness.store.invites.create([invite('an', harness.meeting.id)])
  })
  afterEach(() => harness.close())

  it('[ADM5] mark the seat as invited', async () => {
    const host = await harness.host()
    const guest = await harness.guest(host, an)
    const seat = await harness.store.meetings.seatByTicket(harness.meeting.id, guest.ticket)
    assert.deepEqual([seat?.kind, seat?.inviteId, seat?.name], ['invited', inviteId('an'), 'An'])
  })

  it('[ADM6] an invite that was revoked or expired while the password was verified is refused', async () => {
    await harness.store.invites.revoke(harness.meeting.id, inviteId('an'), harness.now)
    await assert.rejects(harness.ticket(an), refusedWith('link_invalid'))
    const binh = { inviteId: inviteId('binh') }
    await harness.store.invites.create([
      invite('binh', harness.meeting.id, { expiresAt: harness.now }),
    ])
    await assert.rejects(harness.ticket(binh), refusedWith('link_invalid'))
    const other = await seedMeeting(harness.store, 'other', accountId('host'))
    await harness.store.invites.create([invite('chi', other.id)])
    await assert.rejects(harness.ticket({ inviteId: inviteId('chi') }), refusedWith('link_invalid'))
  })

  it('[ADM6] a revocation closes media and connection before it is acknowledged', async () => {
    const host = await harness.host()
    const guest = await harness.guest(host, an)
    const peer = harness.peer(await harness.idOf(guest))
    await guest.ok('transport.open', { direction: 'send' })
    await harness.store.invites.revoke(harness.meeting.id, inviteId('an'), harness.now)
    await harness.meetings.inviteRevoked(harness.meeting.id, inviteId('an'))
    assert.equal(peer?.closed, true)
    assert.deepEqual(await guest.next('closed'), { reason: 'invite_revoked', message: null })
    await guest.cut()
    assert.deepEqual(await harness.connect(guest.ticket).refused(), { code: 'ticket_invalid' })
  })

  it('[ADM5] the name on an invite is known to a room being loaded and to an active one', async () => {
    const host = await harness.host()
    const flagsOf = async (name: string) => {
      await harness.waiting({ name })
      const knock = await host.until(() =>
        host.heard
          .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
          .findLast((view) => view.name === name),
      )
      return knock.flags
    }
    const [first] = await harness.store.invites.of(harness.meeting.id)
    assert.deepEqual(await flagsOf(first?.name.toUpperCase() ?? ''), ['like_invitee'])
    const later = invite('later', harness.meeting.id, { name: 'Phạm Mời Sau' })
    await harness.store.invites.create([later])
    await harness.meetings.invitesMade(harness.meeting.id, [later])
    assert.deepEqual(await flagsOf('Pham Moi Sau'), ['like_invitee'])
  })

  it('[ADM1] the switch reaches an active room, and one that is loaded later', async () => {
    await harness.host()
    await harness.meetings.invitedOnly(harness.meeting.id, true)
    await assert.rejects(harness.ticket(), refusedWith('invite_needed'))
    const later = await seedMeeting(harness.store, 'later', accountId('host'), {
      invitedOnly: true,
    })
    await assert.rejects(harness.ticket({ meetingId: later.id }), refusedWith('invite_needed'))
    await harness.ticket({ meetingId: later.id, accountId: accountId('host') })
  })
})
