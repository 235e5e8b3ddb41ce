import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import { InviteId, MeetingId } from '#protocol/ids.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { TIMES } from '#protocol/limits.ts'
import type { InviteRecord, SeatRecord } from './records.ts'
import { RoomLab, audits, inbox, kinds } from './testing.ts'

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
const notices = (lab: RoomLab, host: ParticipantId) =>
  inbox(lab.effects, host).flatMap((m) => (m.name === 'notice' ? [m.data] : []))

/** As the host saw the lobby last. */
const flagsSeen = (lab: RoomLab, host: ParticipantId) => {
  const lobby = inbox(lab.effects, host).findLast((m) => m.name === 'lobby')
  return lobby?.name === 'lobby' ? lobby.data.knocks?.map((knock) => knock.flags) : undefined
}

describe('personal invites in the room', () => {
  it('[ADM5] the host sees who came by an invite, in the lobby and in the room', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const id = lab.waiting('Đặng Khách Mời', byInvite())
    const lobby = inbox(lab.effects, host).findLast((m) => m.name === 'lobby')
    assert.equal(lobby?.name === 'lobby' && lobby.data.knocks?.[0]?.kind, 'invited')
    lab.effects = []
    lab.do(lab.room.admission.admit(host, [id], null, lab.now))
    const joined = inbox(lab.effects, host).find((m) => m.name === 'participant')
    assert.equal(joined?.name === 'participant' && joined.data.kind, 'invited')
    assert.ok(!JSON.stringify(joined).includes(inviteId))
  })

  it('[ADM5] a guest under the name of an invitee who is not here is flagged, and nobody else', () => {
    const lab = new RoomLab({ invites: [record()] })
    const host = lab.host()
    const flags = () => flagsSeen(lab, host)
    lab.waiting('Dang  Khách Mơi')
    assert.deepEqual(flags(), [['like_invitee']])
    lab.waiting('Đặng Khách Mời', { kind: 'account' })
    assert.deepEqual(flags()?.[1], ['same_name_waiting'], 'an account is known otherwise')
    lab.waiting('Đặng Khách Mời', byInvite())
    assert.deepEqual(flags()?.[0], ['same_name_waiting'], 'the invitee has come')
  })

  it('[ADM5] names of invites made later are known at once, of revoked ones no more', () => {
    const lab = new RoomLab({ invites: [record({ id: other, name: 'Đã Thu Hồi', revokedAt: 1 })] })
    const host = lab.host()
    lab.waiting('Đặng Khách Mời')
    lab.waiting('Đã Thu Hồi')
    const flags = () => flagsSeen(lab, host)
    assert.deepEqual(flags(), [[], []])
    lab.do(lab.room.admission.invitesMade([record()], lab.now))
    assert.deepEqual(flags(), [['like_invitee'], []])
    lab.do(lab.room.admission.inviteRevoked(inviteId, lab.now))
    assert.deepEqual(flags(), [[], []])
    lab.do(lab.room.admission.invitesMade([record()], lab.now))
    assert.deepEqual(flags(), [[], []], 'revoked before the news of it came')
  })

  it('[ADM5] one use at a time: refused while the first waits or is in, and is present', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const first = lab.waiting('Đặng', byInvite({ addressHash: 'one' }))
    const refused = { answer: 'refuse', code: 'invite_in_use' }
    assert.deepEqual(lab.knock(byInvite({ addressHash: 'one' })).admission, refused)
    lab.do(lab.room.admission.admit(host, [first], null, lab.now))
    assert.deepEqual(lab.knock(byInvite({ addressHash: 'one' })).admission, refused)
    assert.equal(lab.room.phaseOf(first), 'admitted')
    assert.deepEqual(notices(lab, host), [])
    assert.deepEqual(lab.knock(byInvite({ inviteId: other })).admission, { answer: 'wait' })
  })

  it('[ADM5] who has gone makes way for themselves in another browser, through the lobby', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const first = lab.guest(host, 'Đặng', byInvite({ addressHash: 'one' }))
    lab.disconnect(first)
    lab.effects = []
    const { id, admission } = lab.knock(byInvite({ addressHash: 'one' }))
    assert.deepEqual(admission, { answer: 'wait' })
    assert.equal(lab.room.phaseOf(first), 'closed')
    assert.equal(lab.room.phaseOf(id), 'waiting')
    // The old seat ends before the new one begins: the store holds one for each invite.
    const order = kinds(lab.effects)
    assert.ok(order.indexOf('saveSeat') < order.indexOf('createSeat'))
    assert.deepEqual(notices(lab, host), [])
  })

  it('[ADM5] the host is told when one invite is used from two networks', () => {
    for (const gone of [false, true]) {
      const lab = new RoomLab()
      const host = lab.host()
      const first = lab.guest(host, 'Đặng', byInvite({ addressHash: 'one' }))
      if (gone) lab.disconnect(first)
      lab.knock(byInvite({ addressHash: 'two' }))
      assert.deepEqual(notices(lab, host), [
        { type: 'invite_two_networks', name: 'Đặng Khách Mời', invite: inviteId },
      ])
      assert.ok(audits(lab.effects).includes('invite.two_networks'))
    }
  })

  it('[ADM6] a revoked invite puts its person out at once, and opens nothing any more', () => {
    for (const inside of [false, true]) {
      const lab = new RoomLab()
      const host = lab.host()
      const id = inside ? lab.guest(host, 'Đ', byInvite()) : lab.waiting('Đ', byInvite())
      if (inside) lab.publish(id, 'camera')
      const effects = lab.do(lab.room.admission.inviteRevoked(inviteId, lab.now))
      assert.ok(
        effects.some((e) => e.do === 'eject' && e.id === id && e.reason === 'invite_revoked'),
      )
      const order = kinds(effects)
      assert.equal(order[0], 'audit')
      if (inside) assert.ok(order.indexOf('closeMedia') < order.indexOf('eject'))
      assert.deepEqual(lab.connect(id).admission, { answer: 'password' })
      assert.deepEqual(lab.knock(byInvite()).admission, { answer: 'refuse', code: 'link_invalid' })
      assert.deepEqual(lab.do(lab.room.admission.inviteRevoked(other, lab.now)), [])
    }
  })

  it('[ADM6] a removed or blocked invitee is refused by the invite, cookies cleared or not', () => {
    for (const block of [false, true]) {
      const lab = new RoomLab()
      const host = lab.host()
      const id = lab.guest(host, 'Đặng', byInvite())
      lab.do(lab.room.moderation.remove(host, id, block, null, lab.now))
      assert.deepEqual(lab.knock(byInvite()).admission, {
        answer: 'refuse',
        code: block ? 'blocked' : 'removed',
      })
      assert.deepEqual(lab.knock(byInvite({ inviteId: other })).admission, { answer: 'wait' })
    }
  })

  it('[ADM1] a meeting for the invited alone: guests are refused, those inside stay', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const inside = lab.guest(host, 'A')
    const waiting = lab.waiting('B')
    lab.do(lab.room.admission.invitedOnly(true, lab.now))
    assert.deepEqual(lab.knock().admission, { answer: 'refuse', code: 'invite_needed' })
    assert.throws(
      () => lab.do(lab.room.admission.admit(host, [waiting], null, lab.now)),
      (error: unknown) => error instanceof Refusal && error.code === 'invite_needed',
    )
    assert.equal(lab.room.phaseOf(inside), 'admitted')
    lab.disconnect(inside)
    assert.deepEqual(lab.connect(inside).admission, { answer: 'enter' })
    assert.deepEqual(lab.knock(byInvite()).admission, { answer: 'wait' })
  })

  it('[ADM1] nothing that happens in the room opens it to guests again, the end of a sitting included', () => {
    const lab = new RoomLab({ meeting: { invitedOnly: true } })
    const host = lab.host()
    lab.do(lab.room.moderation.setLocked(host, true, lab.now))
    lab.do(lab.room.moderation.setLocked(host, false, lab.now))
    lab.do(lab.room.admission.leave(host, lab.now))
    lab.wait(TIMES.hostAbsence + 1)
    assert.deepEqual(lab.knock().admission, { answer: 'refuse', code: 'invite_needed' })
    const saved = lab.effects.filter((e) => e.do === 'saveMeeting' && 'invitedOnly' in e.change)
    assert.deepEqual(saved, [])
  })
})
