import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import { InviteId, MeetingId } from '#protocol/ids.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { TIMES } from '#protocol/limits.ts'
import type { InviteRecord, SeatRecord } from './records.ts'
import { RoomHarness, audits, inbox, kinds } from './testing.ts'

const inviteId = InviteId.parse('thu-moi'.padEnd(22, '0'))
const other = InviteId.parse('thu-khac'.padEnd(22, '0'))
const byInvite = (change: Partial<SeatRecord> = {}): Partial<SeatRecord> => ({
  kind: 'invited',
  inviteId,
  name: 'Đặng Khách Mời',
  ...change,
})
const record = (change: Partial<InviteRecord> = {}): InviteRecord => ({
  id: inviteId,
  meetingId: MeetingId.parse('hop'.padEnd(22, '0')),
  name: 'Đặng Khách Mời',
  tokenHash: 'hash',
  createdAt: 0,
  expiresAt: Number.MAX_SAFE_INTEGER,
  revokedAt: null,
  ...change,
})
const notices = (harness: RoomHarness, host: ParticipantId) =>
  inbox(harness.effects, host).flatMap((m) => (m.name === 'notice' ? [m.data] : []))

/** Flags in the host's most recent view of the lobby. */
const flagsSeen = (harness: RoomHarness, host: ParticipantId) => {
  const lobby = inbox(harness.effects, host).findLast((m) => m.name === 'lobby')
  return lobby?.name === 'lobby' ? lobby.data.knocks?.map((knock) => knock.flags) : undefined
}

describe('personal invites in the room', () => {
  it('[ADM5] the host sees who used an invite, in the lobby and in the room', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const id = harness.waiting('Đặng Khách Mời', byInvite())
    const lobby = inbox(harness.effects, host).findLast((m) => m.name === 'lobby')
    assert.equal(lobby?.name === 'lobby' && lobby.data.knocks?.[0]?.kind, 'invited')
    harness.effects = []
    harness.admit(host, [id])
    const joined = inbox(harness.effects, host).find((m) => m.name === 'participant')
    assert.equal(joined?.name === 'participant' && joined.data.kind, 'invited')
    assert.ok(!JSON.stringify(joined).includes(inviteId))
  })

  it('[ADM5] only a guest with the name of an absent invitee is flagged', () => {
    const harness = new RoomHarness({ invites: [record()] })
    const host = harness.host()
    const flags = () => flagsSeen(harness, host)
    harness.waiting('Dang  Khách Mơi')
    assert.deepEqual(flags(), [['like_invitee']])
    harness.waiting('Đặng Khách Mời', { kind: 'account' })
    assert.deepEqual(flags()?.[1], ['same_name_waiting'], 'an account is recognized by its id')
    harness.waiting('Đặng Khách Mời', byInvite())
    assert.deepEqual(flags()?.[0], ['same_name_waiting'], 'the invitee has come')
  })

  it('[ADM5] names on new invites count at once, and those on revoked ones no longer', () => {
    const harness = new RoomHarness({
      invites: [record({ id: other, name: 'Đã Thu Hồi', revokedAt: 1 })],
    })
    const host = harness.host()
    harness.waiting('Đặng Khách Mời')
    harness.waiting('Đã Thu Hồi')
    const flags = () => flagsSeen(harness, host)
    assert.deepEqual(flags(), [[], []])
    harness.do(harness.room.admission.invitesMade([record()], harness.now))
    assert.deepEqual(flags(), [['like_invitee'], []])
    harness.do(harness.room.admission.inviteRevoked(inviteId, harness.now))
    assert.deepEqual(flags(), [[], []])
    harness.do(harness.room.admission.invitesMade([record()], harness.now))
    assert.deepEqual(flags(), [[], []], 'revoked before the notice arrived')
  })

  it('[ADM5] an invite is refused while its first user is waiting or inside, and connected', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const first = harness.waiting('Đặng', byInvite({ addressHash: 'one' }))
    const refused = { answer: 'refuse', code: 'invite_in_use' }
    assert.deepEqual(harness.knock(byInvite({ addressHash: 'one' })).admission, refused)
    harness.admit(host, [first])
    assert.deepEqual(harness.knock(byInvite({ addressHash: 'one' })).admission, refused)
    assert.equal(harness.room.phaseOf(first), 'admitted')
    assert.deepEqual(notices(harness, host), [])
    assert.deepEqual(harness.knock(byInvite({ inviteId: other })).admission, { answer: 'wait' })
  })

  it('[ADM5] a disconnected invitee is replaced by themselves in another browser, through the lobby', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const first = harness.guest(host, 'Đặng', byInvite({ addressHash: 'one' }))
    harness.disconnect(first)
    harness.effects = []
    const { id, admission } = harness.knock(byInvite({ addressHash: 'one' }))
    assert.deepEqual(admission, { answer: 'wait' })
    assert.equal(harness.room.phaseOf(first), 'closed')
    assert.equal(harness.room.phaseOf(id), 'waiting')
    // The old seat ends before the new one begins, because the store allows one per invite.
    const order = kinds(harness.effects)
    assert.ok(order.indexOf('saveSeat') < order.indexOf('createSeat'))
    assert.deepEqual(notices(harness, host), [])
  })

  it('[ADM5] the host is notified when one invite is used from two networks', () => {
    for (const gone of [false, true]) {
      const harness = new RoomHarness()
      const host = harness.host()
      const first = harness.guest(host, 'Đặng', byInvite({ addressHash: 'one' }))
      if (gone) harness.disconnect(first)
      harness.knock(byInvite({ addressHash: 'two' }))
      assert.deepEqual(notices(harness, host), [
        { type: 'invite_two_networks', name: 'Đặng Khách Mời', invite: inviteId },
      ])
      assert.ok(audits(harness.effects).includes('invite.two_networks'))
    }
  })

  it('[ADM6] revoking an invite removes its user at once and makes it unusable', () => {
    for (const inside of [false, true]) {
      const harness = new RoomHarness()
      const host = harness.host()
      const id = inside ? harness.guest(host, 'Đ', byInvite()) : harness.waiting('Đ', byInvite())
      if (inside) harness.publish(id, 'camera')
      const effects = harness.do(harness.room.admission.inviteRevoked(inviteId, harness.now))
      assert.ok(
        effects.some((e) => e.do === 'eject' && e.id === id && e.reason === 'invite_revoked'),
      )
      const order = kinds(effects)
      assert.equal(order[0], 'audit')
      if (inside) assert.ok(order.indexOf('closeMedia') < order.indexOf('eject'))
      assert.deepEqual(harness.connect(id).admission, { answer: 'password' })
      assert.deepEqual(harness.knock(byInvite()).admission, {
        answer: 'refuse',
        code: 'link_invalid',
      })
      assert.deepEqual(harness.do(harness.room.admission.inviteRevoked(other, harness.now)), [])
    }
  })

  it('[ADM6] the invite of a removed or blocked person is refused, even with cleared cookies', () => {
    for (const block of [false, true]) {
      const harness = new RoomHarness()
      const host = harness.host()
      const id = harness.guest(host, 'Đặng', byInvite())
      harness.do(harness.room.moderation.remove(host, id, block, null, harness.now))
      assert.deepEqual(harness.knock(byInvite()).admission, {
        answer: 'refuse',
        code: block ? 'blocked' : 'removed',
      })
      assert.deepEqual(harness.knock(byInvite({ inviteId: other })).admission, { answer: 'wait' })
    }
  })

  it('[ADM1] an invited-only meeting refuses guests; people inside stay', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const inside = harness.guest(host, 'A')
    const waiting = harness.waiting('B')
    harness.do(harness.room.admission.invitedOnly(true, harness.now))
    assert.deepEqual(harness.knock().admission, { answer: 'refuse', code: 'invite_needed' })
    assert.throws(
      () => harness.admit(host, [waiting]),
      (error: unknown) => error instanceof Refusal && error.code === 'invite_needed',
    )
    assert.equal(harness.room.phaseOf(inside), 'admitted')
    harness.disconnect(inside)
    assert.deepEqual(harness.connect(inside).admission, { answer: 'enter' })
    assert.deepEqual(harness.knock(byInvite()).admission, { answer: 'wait' })
  })

  it('[ADM1] nothing that happens in the room reopens it to guests, not even the end of a sitting', () => {
    const harness = new RoomHarness({ meeting: { invitedOnly: true } })
    const host = harness.host()
    harness.do(harness.room.moderation.setLocked(host, true, harness.now))
    harness.do(harness.room.moderation.setLocked(host, false, harness.now))
    harness.do(harness.room.admission.leave(host, harness.now))
    harness.wait(TIMES.hostAbsence + 1)
    assert.deepEqual(harness.knock().admission, { answer: 'refuse', code: 'invite_needed' })
    const saved = harness.effects.filter((e) => e.do === 'saveMeeting' && 'invitedOnly' in e.change)
    assert.deepEqual(saved, [])
  })
})
