import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import type { ErrorCode } from '#protocol/errors.ts'
import { LIMITS, TIMES } from '#protocol/limits.ts'
import type { MeetingView, ParticipantView } from '#protocol/model.ts'
import { RoomLab, audits, inbox, kinds } from './testing.ts'

const refusedWith = (code: ErrorCode) => (error: unknown) =>
  error instanceof Refusal && error.code === code

describe('lobby', () => {
  it('[ADM1] the right password puts a person in the lobby, with no media and no roster', () => {
    const lab = new RoomLab()
    lab.host()
    const { id, admission } = lab.knock()
    const { effects } = lab.connect(id)
    assert.deepEqual(admission, { answer: 'wait' })
    assert.equal(lab.room.phaseOf(id), 'waiting')
    assert.deepEqual(
      inbox(effects, id).map((message) => message.name),
      ['waiting'],
    )
    assert.ok(!kinds(effects).includes('enter'))
  })

  it('[ADM3] while someone waits, nothing that happens inside reaches them', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const other = lab.guest(host, 'Lê Bình')
    const waiting = lab.waiting()
    lab.effects = []
    const track = lab.publish(other, 'camera')
    lab.do(lab.room.chat.write(host, 'xin chào', 'all', lab.now))
    lab.do(lab.room.moderation.setMode(host, 'conference', lab.now))
    lab.do(lab.room.tracks.speaker(other))
    lab.do(lab.room.chat.raiseHand(other, true, lab.now))
    lab.disconnect(other)
    assert.deepEqual(inbox(lab.effects, waiting), [])
    assert.equal(lab.room.tracks.mayReceive(waiting, track), false)
  })

  it('[ADM3] the host may write to someone who waits, and only they get it', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const [one, other] = [lab.waiting('A'), lab.waiting('B')]
    const effects = lab.do(lab.room.admission.messageTo(host, one, 'Xin đợi 5 phút', lab.now))
    assert.deepEqual(inbox(effects, one), [
      { name: 'waiting', data: { message: 'Xin đợi 5 phút', returned: false } },
    ])
    assert.deepEqual(inbox(effects, other), [])
  })

  it('[ADM2] admits the ticked, and nobody else', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const [a, b, c] = [lab.waiting('A'), lab.waiting('B'), lab.waiting('C')]
    const effects = lab.do(lab.room.admission.admit(host, [a, c], null, lab.now))
    assert.deepEqual(
      [a, b, c].map((id) => lab.room.phaseOf(id)),
      ['admitted', 'waiting', 'admitted'],
    )
    assert.equal(effects.filter((effect) => effect.do === 'enter').length, 2)
    assert.deepEqual(audits(effects), ['lobby.admitted', 'lobby.admitted'])
  })

  it('[AUD] the verdict is written down before the person enters', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const order = kinds(lab.do(lab.room.admission.admit(host, [lab.waiting()], null, lab.now)))
    assert.ok(order.indexOf('audit') < order.indexOf('enter'))
    assert.ok(order.indexOf('saveSeat') < order.indexOf('enter'))
  })

  it('[ADM2] opening the lock lets nobody in', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const waiting = lab.waiting()
    lab.do(lab.room.moderation.setLocked(host, true, lab.now))
    assert.throws(
      () => lab.do(lab.room.admission.admit(host, [waiting], null, lab.now)),
      refusedWith('meeting_locked'),
    )
    lab.effects = []
    const late = lab.knock({ name: 'Đến Muộn' })
    assert.deepEqual(late.admission, { answer: 'refuse', code: 'meeting_locked' })
    assert.deepEqual(inbox(lab.effects, host), [
      { name: 'notice', data: { type: 'knock_while_locked', name: 'Đến Muộn', count: 1 } },
    ])
    lab.do(lab.room.moderation.setLocked(host, false, lab.now))
    assert.equal(lab.room.phaseOf(waiting), 'waiting')
    assert.equal(lab.room.phaseOf(late.id), 'closed')
  })

  it('[ADM2] a refused person is told why, and may knock again', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const { id, seat } = lab.knock()
    lab.connect(id)
    const effects = lab.do(lab.room.admission.refuse(host, id, false, 'Hẹn buổi khác', lab.now))
    assert.deepEqual(
      effects.find((effect) => effect.do === 'eject'),
      { do: 'eject', id, reason: 'refused', message: 'Hẹn buổi khác' },
    )
    assert.deepEqual(lab.knock({ deviceHash: seat.deviceHash }).admission, { answer: 'wait' })
  })

  it('[ADM9] who is sent back waits with the same seat, without media, and needs a new verdict', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const [guest, other] = [lab.guest(host, 'Bình'), lab.guest(host, 'Chi')]
    lab.do(lab.room.moderation.addCohost(host, guest, lab.now))
    lab.publish(guest, 'microphone')
    const gone = lab.guest(host, 'Dũng')
    lab.do(lab.room.admission.leave(gone, lab.now))
    const effects = lab.do(lab.room.admission.sendBack(host, [guest, gone], 'mười phút', lab.now))
    assert.equal(lab.room.phaseOf(guest), 'waiting')
    assert.equal(lab.room.phaseOf(other), 'admitted')
    const order = kinds(effects)
    assert.ok(order.indexOf('closeMedia') < order.indexOf('send'), 'media first, then the word')
    assert.deepEqual(inbox(effects, guest), [
      { name: 'waiting', data: { message: 'mười phút', returned: true } },
    ])
    assert.deepEqual(audits(effects), ['lobby.returned'])
    assert.ok(inbox(effects, other).some(({ name }) => name === 'participantLeft'))
    // A connection that breaks meanwhile changes nothing of it.
    lab.disconnect(guest)
    const { effects: back } = lab.connect(guest)
    assert.deepEqual(inbox(back, guest), [
      { name: 'waiting', data: { message: 'mười phút', returned: true } },
    ])
    const said = lab.do(lab.room.admission.messageTo(host, guest, 'còn năm phút', lab.now))
    const told = { name: 'waiting', data: { message: 'còn năm phút', returned: true } } as const
    assert.deepEqual(inbox(said, guest), [told], 'still one who was sent back')
    lab.do(lab.room.admission.admit(host, [guest], null, lab.now))
    assert.equal(lab.room.actor(guest)?.role, 'participant', 'rights are given anew')
  })

  it('[ADM9] nobody is sent where they could not wait', () => {
    const at = 1_000_000
    const times = [{ at, start: at, ends: at + 60_000, opens: 0, closes: 2_000_000 }]
    const lab = new RoomLab({ times })
    const host = lab.host()
    const guest = lab.guest(host)
    lab.wait(1_500_000)
    assert.throws(
      () => lab.do(lab.room.admission.sendBack(host, [guest], null, lab.now)),
      refusedWith('lobby_closed'),
    )
    assert.equal(lab.room.phaseOf(guest), 'admitted')
  })

  it('[ADM2] [ADM4] a blocked person is turned away by device and by account', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const account = lab.seatRecord().id as never
    const { id, seat } = lab.knock({ accountId: account })
    lab.do(lab.room.admission.refuse(host, id, true, null, lab.now))
    for (const known of [{ deviceHash: seat.deviceHash }, { accountId: account }]) {
      assert.deepEqual(lab.knock(known).admission, { answer: 'refuse', code: 'blocked' })
    }
    assert.deepEqual(lab.knock({ addressHash: seat.addressHash }).admission, { answer: 'wait' })
  })

  it('[ADM5] the host sees who is not who they seem', () => {
    const lab = new RoomLab()
    const host = lab.host()
    lab.guest(host, 'Lê Bình')
    lab.effects = []
    lab.waiting('Tran Chu Toa')
    lab.waiting('LÊ  BÌNH')
    const lobby = inbox(lab.effects, host).findLast((message) => message.name === 'lobby')
    assert.ok(lobby?.name === 'lobby')
    assert.deepEqual(
      lobby.data.knocks?.map((knock) => knock.flags),
      [['like_host'], ['like_participant']],
    )
  })

  it('[ADM7] holds 50 per address and 200 in all; the rest wait outside', () => {
    const lab = new RoomLab()
    for (let i = 0; i < LIMITS.lobbyPerAddress; i++) lab.knock({ addressHash: 'one office' })
    const next = lab.knock({ addressHash: 'one office' })
    assert.deepEqual(next.admission, { answer: 'refuse', code: 'lobby_full' })
    for (let i = LIMITS.lobbyPerAddress; i < LIMITS.lobby; i++) lab.knock()
    assert.deepEqual(lab.knock().admission, { answer: 'refuse', code: 'lobby_full' })
  })

  it('[ADM7] the queue survives the host', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const waiting = lab.waiting()
    lab.disconnect(host)
    assert.equal(lab.room.phaseOf(waiting), 'waiting')
    lab.effects = []
    lab.connect(host)
    const entered = lab.effects.find((effect) => effect.do === 'enter')
    assert.deepEqual(
      entered?.snapshot.lobby?.map((knock) => knock.id),
      [waiting],
    )
  })

  it('[PWD5] a new password sends those who wait back, and leaves those inside', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const inside = lab.guest(host)
    const waiting = lab.waiting()
    const effects = lab.do(lab.room.admission.passwordRenewed(2, lab.now))
    assert.ok(effects.some((effect) => effect.do === 'backToPassword' && effect.id === waiting))
    assert.equal(lab.room.phaseOf(waiting), 'closed')
    assert.equal(lab.room.phaseOf(inside), 'admitted')
  })

  it('only those who lead see the lobby, and no longer than they lead', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const guest = lab.guest(host)
    lab.effects = []
    lab.waiting('Mới')
    assert.deepEqual(inbox(lab.effects, guest), [])
    lab.effects = []
    lab.do(lab.room.moderation.addCohost(host, guest, lab.now))
    assert.ok(inbox(lab.effects, guest).some((message) => message.name === 'lobby'))
    lab.effects = []
    lab.do(lab.room.moderation.removeCohost(host, guest, lab.now))
    assert.ok(
      inbox(lab.effects, guest).some(
        (message) => message.name === 'lobby' && message.data.knocks === null,
      ),
    )
  })

  it('capacity: a full meeting admits nobody, and the host is told of those turned away', () => {
    const lab = new RoomLab({ capacity: 2 })
    const host = lab.host()
    const waiting = lab.waiting()
    lab.guest(host)
    assert.throws(
      () => lab.do(lab.room.admission.admit(host, [waiting], null, lab.now)),
      refusedWith('meeting_full'),
    )
    lab.effects = []
    assert.deepEqual(lab.knock().admission, { answer: 'refuse', code: 'meeting_full' })
    assert.equal(inbox(lab.effects, host)[0]?.name, 'notice')
  })
})

describe('coming back', () => {
  it('[ADM6] a short break keeps the place, role and floor', () => {
    const lab = new RoomLab({ meeting: { mode: 'conference' } })
    const host = lab.host()
    const guest = lab.guest(host)
    lab.do(lab.room.floor.give(host, guest, lab.now))
    lab.disconnect(guest)
    lab.wait(TIMES.breakForgiven)
    const { admission, effects } = lab.connect(guest)
    assert.deepEqual(admission, { answer: 'enter' })
    const entered = effects.find((effect) => effect.do === 'enter')
    assert.ok(entered?.snapshot.participants.find((p) => p.id === guest)?.floor)
  })

  it('[ADM6] a longer break starts over at the password', () => {
    const lab = new RoomLab()
    const guest = lab.guest(lab.host())
    lab.disconnect(guest)
    lab.wait(TIMES.breakForgiven + 1)
    assert.deepEqual(lab.connect(guest).admission, { answer: 'password' })
  })

  it('[ADM6] a removed person is out: media first, then the connection, and no way back', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const { id, seat } = lab.knock({ name: 'Kẻ Phá' })
    lab.connect(id)
    lab.do(lab.room.admission.admit(host, [id], null, lab.now))
    lab.publish(id, 'microphone')
    const effects = lab.do(lab.room.moderation.remove(host, id, false, null, lab.now))
    const order = kinds(effects)
    assert.ok(order.indexOf('audit') < order.indexOf('closeMedia'))
    assert.ok(order.indexOf('closeMedia') < order.indexOf('eject'))
    assert.deepEqual(lab.connect(id).admission, { answer: 'password' })
    const again = lab.knock({ deviceHash: seat.deviceHash })
    assert.deepEqual(again.admission, { answer: 'refuse', code: 'removed' })
  })

  it('[ADM6] a removal lasts for the sitting, a block for the meeting', () => {
    for (const block of [false, true]) {
      const lab = new RoomLab()
      const host = lab.host()
      const { id, seat } = lab.knock()
      lab.connect(id)
      lab.do(lab.room.admission.admit(host, [id], null, lab.now))
      lab.do(lab.room.moderation.remove(host, id, block, null, lab.now))
      lab.do(lab.room.admission.leave(host, lab.now))
      const { admission } = lab.knock({ deviceHash: seat.deviceHash })
      const expected = block ? { answer: 'refuse', code: 'blocked' } : { answer: 'wait' }
      assert.deepEqual(admission, expected)
    }
  })

  it('after a restart the admitted return without a knock, the waiting still wait', () => {
    const before = new RoomLab()
    const seats = [
      before.seatRecord({ state: 'admitted', role: 'host', name: 'Chủ tọa' }),
      before.seatRecord({ state: 'admitted', name: 'A' }),
      before.seatRecord({ state: 'waiting', name: 'B' }),
    ]
    const lab = new RoomLab({ seats })
    const answers = seats.map((seat) => lab.connect(seat.id).admission.answer)
    assert.deepEqual(answers, ['enter', 'enter', 'wait'])
  })
})

describe('media', () => {
  it('[SHR1] nobody shares without a grant, and a revoke ends it in the server', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const guest = lab.guest(host)
    assert.throws(() => lab.room.tracks.check(guest, 'screen', 'video'), refusedWith('not_granted'))
    lab.do(lab.room.moderation.grantShare(host, guest, null, lab.now))
    const track = lab.publish(guest, 'screen')
    const effects = lab.do(lab.room.moderation.revokeShare(host, guest, lab.now))
    assert.ok(effects.some((effect) => effect.do === 'closeTrack' && effect.track === track))
    assert.deepEqual(inbox(effects, guest).find((message) => message.name === 'ownTrack')?.data, {
      source: 'screen',
      action: 'closed',
      by: 'share_revoked',
      name: 'Trần Chủ Tọa',
    })
    assert.throws(() => lab.room.tracks.check(guest, 'screen', 'video'), refusedWith('not_granted'))
  })

  it('[SHR1] a time limit ends the share by itself', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const guest = lab.guest(host)
    lab.do(lab.room.moderation.grantShare(host, guest, 5, lab.now))
    const track = lab.publish(guest, 'screen')
    assert.deepEqual(lab.wait(5 * 60_000 - 1), [])
    const effects = lab.wait(1)
    assert.ok(effects.some((effect) => effect.do === 'closeTrack' && effect.track === track))
    assert.deepEqual(audits(effects), ['share.expired'])
  })

  it('[SHR1] one shared screen at a time, its sound with it and never alone', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const guest = lab.guest(host)
    lab.do(lab.room.moderation.grantShare(host, guest, null, lab.now))
    assert.throws(
      () => lab.room.tracks.check(guest, 'screen_audio', 'audio'),
      refusedWith('not_granted'),
    )
    lab.publish(guest, 'screen')
    lab.publish(guest, 'screen_audio')
    assert.throws(() => lab.room.tracks.check(host, 'screen', 'video'), refusedWith('share_taken'))
    const effects = lab.do(lab.room.tracks.unpublish(guest, 'screen', lab.now))
    assert.equal(effects.filter((effect) => effect.do === 'closeTrack').length, 2)
  })

  it('[SHR1] sharing grants lapse when no host is there', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const guest = lab.guest(host)
    lab.do(lab.room.moderation.grantShare(host, guest, null, lab.now))
    lab.publish(guest, 'screen')
    lab.disconnect(host)
    assert.deepEqual(lab.wait(TIMES.hostGrace), [])
    const effects = lab.wait(1)
    assert.ok(kinds(effects).includes('closeTrack'))
    assert.throws(() => lab.room.tracks.check(guest, 'screen', 'video'), refusedWith('not_granted'))
  })

  it('[SHR2] kind and source are checked together', () => {
    const lab = new RoomLab()
    const host = lab.host()
    for (const [source, kind] of [
      ['microphone', 'video'],
      ['camera', 'audio'],
      ['screen', 'audio'],
      ['screen_audio', 'video'],
    ] as const) {
      assert.throws(
        () => lab.room.tracks.check(host, source, kind),
        refusedWith('source_kind_mismatch'),
      )
    }
  })

  it('[SHR2] one camera per person', () => {
    const lab = new RoomLab()
    const host = lab.host()
    lab.publish(host, 'camera')
    assert.throws(() => lab.room.tracks.check(host, 'camera', 'video'), refusedWith('source_taken'))
  })

  it('[SHR2] a camera that brings too much is ended and written down, and its owner is told', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const guest = lab.guest(host)
    const [voice, face] = [lab.publish(guest, 'microphone'), lab.publish(guest, 'camera')]
    const effects = lab.room.tracks.overrun(guest, face, lab.now)
    assert.deepEqual(audits(effects), ['participant.overrun'])
    assert.deepEqual(
      effects.filter((effect) => effect.do === 'closeTrack'),
      [{ do: 'closeTrack', id: guest, track: face }],
    )
    assert.deepEqual(inbox(effects, guest)[0], {
      name: 'ownTrack',
      data: { source: 'camera', action: 'closed', by: 'overrun', name: null },
    })
    assert.equal(lab.room.tracks.trackOf(guest, 'microphone'), voice)
    assert.deepEqual(lab.room.tracks.overrun(guest, face, lab.now), [], 'ended already')
  })

  it('[SHR2] after the third time that source stays off, and no other', () => {
    const lab = new RoomLab()
    const host = lab.host()
    for (let times = 1; times <= LIMITS.overruns; times++) {
      lab.do(lab.room.tracks.overrun(host, lab.publish(host, 'camera'), lab.now))
    }
    assert.throws(
      () => lab.room.tracks.check(host, 'camera', 'video'),
      refusedWith('sent_too_much'),
    )
    lab.publish(host, 'microphone')
    lab.publish(host, 'screen')
  })

  it('[SHR2] a screen that brings too much takes its sound along, and its end is written down', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const screen = lab.publish(host, 'screen')
    lab.publish(host, 'screen_audio')
    const effects = lab.room.tracks.overrun(host, screen, lab.now)
    assert.deepEqual(audits(effects), ['participant.overrun', 'share.stopped'])
    assert.equal(effects.filter((effect) => effect.do === 'closeTrack').length, 2)
  })

  it('[FLR1] a mute acts in the server and tells the muted', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const guest = lab.guest(host)
    const track = lab.publish(guest, 'microphone')
    const effects = lab.do(lab.room.moderation.mute(host, guest, lab.now))
    assert.ok(
      effects.some((e) => e.do === 'pauseTrack' && e.track === track && e.paused && e.id === guest),
    )
    assert.deepEqual(audits(effects), ['participant.muted'])
    assert.ok(inbox(effects, guest).some((message) => message.name === 'ownTrack'))
    assert.ok(inbox(effects, host).some((m) => m.name === 'track' && m.data.paused))
  })

  it('[FLR1] a change of mode closes what it no longer allows, for everyone at once', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const guests = [lab.guest(host, 'A'), lab.guest(host, 'B')]
    const tracks = guests.map((guest) => lab.publish(guest, 'microphone'))
    const own = lab.publish(host, 'microphone')
    const effects = lab.do(lab.room.moderation.setMode(host, 'conference', lab.now))
    const closed = effects.flatMap((effect) => (effect.do === 'closeTrack' ? [effect.track] : []))
    assert.deepEqual(closed, tracks)
    assert.ok(!closed.includes(own))
    for (const guest of guests) {
      assert.ok(
        inbox(effects, guest).some((m) => m.name === 'grant' && m.data.sources.length === 0),
      )
    }
  })

  it('[FLR1] in a lecture one person has the floor', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const [a, b] = [lab.guest(host, 'A'), lab.guest(host, 'B')]
    lab.do(lab.room.moderation.setMode(host, 'lecture', lab.now))
    lab.room.tracks.check(host, 'microphone', 'audio')
    lab.do(lab.room.floor.give(host, a, lab.now))
    lab.publish(a, 'microphone')
    for (const silent of [host, b]) {
      assert.throws(
        () => lab.room.tracks.check(silent, 'microphone', 'audio'),
        refusedWith('not_granted'),
      )
    }
    const effects = lab.do(lab.room.floor.take(host, a, lab.now))
    assert.ok(kinds(effects).includes('closeTrack'))
    lab.do(lab.room.floor.fallTo(host))
    lab.room.tracks.check(host, 'microphone', 'audio')
  })

  it('[FLR1] a lecture begins with a host who may speak', () => {
    const lab = new RoomLab({ meeting: { mode: 'lecture' } })
    const host = lab.host()
    lab.room.tracks.check(host, 'microphone', 'audio')
  })

  it('[FLR1] raised hands keep their order; being given the floor lowers the hand', () => {
    const lab = new RoomLab({ meeting: { mode: 'conference' } })
    const host = lab.host()
    const [a, b] = [lab.guest(host, 'A'), lab.guest(host, 'B')]
    lab.do(lab.room.chat.raiseHand(b, true, lab.now))
    lab.now += 5
    lab.effects = []
    lab.do(lab.room.chat.raiseHand(a, true, lab.now))
    const hand = (id: string) =>
      inbox(lab.effects, host)
        .filter((m) => m.name === 'participant')
        .map((m): ParticipantView => m.data)
        .findLast((view) => view.id === id)?.hand
    assert.equal(hand(a), 2)
    lab.do(lab.room.floor.give(host, b, lab.now))
    assert.equal(hand(b), null)
    assert.equal(hand(a), 1)
  })

  it('[FLR1] who was called upon is counted, who took their own hand down is not', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const guest = lab.guest(host)
    const turns = () =>
      inbox(lab.effects, host)
        .filter((m) => m.name === 'participant')
        .map((m): ParticipantView => m.data)
        .findLast((view) => view.id === guest)?.turns
    lab.do(lab.room.chat.raiseHand(guest, true, lab.now))
    lab.do(lab.room.chat.raiseHand(guest, false, lab.now))
    assert.equal(turns(), 0)
    lab.do(lab.room.chat.raiseHand(guest, true, lab.now))
    lab.do(lab.room.chat.lowerHand(guest, lab.now))
    lab.do(lab.room.chat.lowerHand(guest, lab.now))
    assert.equal(turns(), 1)
  })
})

describe('leading', () => {
  it('[ADM1] hands the meeting over to an account, who is its host from then on', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const account = lab.seatRecord().id as never
    const heir = lab.guest(host, 'Phó', { accountId: account, kind: 'account' })
    const effects = lab.do(lab.room.moderation.handOver(host, heir, lab.now))
    assert.ok(effects.some((e) => e.do === 'saveMeeting' && e.change.hostAccount === account))
    assert.equal(lab.room.actor(heir)?.role, 'host')
    assert.equal(lab.room.actor(host)?.role, 'cohost')
  })

  it('without a host the meeting closes after 15 minutes, and those who wait go on waiting', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const guest = lab.guest(host)
    const waiting = lab.waiting()
    lab.do(lab.room.admission.leave(host, lab.now))
    assert.ok(
      inbox(lab.effects, guest).some(
        (m) => m.name === 'meeting' && !(m.data satisfies MeetingView).hostPresent,
      ),
    )
    lab.wait(TIMES.hostAbsence)
    assert.equal(lab.room.phaseOf(guest), 'admitted')
    const effects = lab.wait(1)
    assert.ok(effects.some((e) => e.do === 'eject' && e.id === guest && e.reason === 'host_absent'))
    assert.equal(lab.room.phaseOf(waiting), 'waiting')
  })

  it('the end is for all, and for good', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const [guest, waiting] = [lab.guest(host), lab.waiting()]
    const effects = lab.do(lab.room.moderation.end(host, lab.now))
    for (const id of [host, guest, waiting]) {
      assert.ok(effects.some((e) => e.do === 'eject' && e.id === id && e.reason === 'ended'))
    }
    assert.deepEqual(lab.knock().admission, { answer: 'refuse', code: 'wrong_password' })
  })

  it('the spotlight is shown to everyone, late comers too, and goes with the person', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const [one, other] = [lab.guest(host, 'A'), lab.guest(host, 'B')]
    const effects = lab.do(lab.room.moderation.setSpotlight(one, lab.now))
    for (const id of [host, one, other]) {
      const told = inbox(effects, id).find((message) => message.name === 'meeting')
      assert.equal(told?.name === 'meeting' && told.data.spotlight, one)
    }
    assert.deepEqual(audits(effects), [])
    lab.guest(host, 'C')
    const snapshot = lab.effects.findLast((e) => e.do === 'enter')?.snapshot
    assert.equal(snapshot?.meeting.spotlight, one)
    const gone = inbox(lab.do(lab.room.admission.leave(one, lab.now)), host)
    assert.ok(gone.some((m) => m.name === 'meeting' && m.data.spotlight === null))
    assert.throws(
      () => lab.do(lab.room.moderation.setSpotlight(one, lab.now)),
      refusedWith('target_gone'),
    )
  })

  it('chat off silences all but those who lead', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const guest = lab.guest(host)
    lab.do(lab.room.moderation.setChat(host, false, lab.now))
    assert.throws(() => lab.room.chat.write(guest, 'a', 'all', lab.now), refusedWith('chat_off'))
    assert.equal(inbox(lab.room.chat.write(host, 'a', 'all', lab.now), guest)[0]?.name, 'chat')
  })

  it('chat goes with the sitting, and the history is bounded', () => {
    const lab = new RoomLab()
    const host = lab.host()
    for (let i = 0; i < LIMITS.chatHistory + 5; i++)
      lab.room.chat.write(host, `${i}`, 'all', lab.now)
    const guest = lab.guest(host)
    const snapshot = lab.effects.findLast((e) => e.do === 'enter')?.snapshot
    assert.equal(snapshot?.self, guest)
    assert.equal(snapshot?.chat.length, LIMITS.chatHistory)
    lab.do(lab.room.admission.leave(guest, lab.now))
    lab.do(lab.room.admission.leave(host, lab.now))
    lab.host()
    assert.deepEqual(lab.effects.findLast((e) => e.do === 'enter')?.snapshot.chat, [])
  })
})

/** A host who shares, a guest with microphone, camera and a grant, one suspect, one who waits. */
const leaking = () => {
  const lab = new RoomLab()
  const host = lab.host()
  const [guest, suspect] = [lab.guest(host, 'Lê Bình'), lab.guest(host, 'Kẻ Nghe')]
  const waiting = lab.waiting('Người Chờ')
  const mic = lab.publish(guest, 'microphone')
  const own = lab.publish(host, 'microphone')
  const camera = lab.publish(guest, 'camera')
  const screen = lab.publish(host, 'screen')
  lab.do(lab.room.moderation.grantShare(host, guest, null, lab.now))
  const contain = (remove: Parameters<typeof lab.room.moderation.contain>[1]) => {
    const { removed, change } = lab.room.moderation.contain('operator', remove, lab.now)
    return { removed, effects: lab.do(change) }
  }
  return { lab, host, guest, suspect, waiting, mic, own, camera, screen, contain }
}

describe('[AUD] something has leaked', () => {
  it('locks, silences, darkens, revokes and puts out, each step in the log', () => {
    const { lab, guest, suspect, waiting, mic, own, camera, screen, contain } = leaking()
    const { removed, effects } = contain([suspect, waiting, suspect])
    assert.equal(removed, 2)
    assert.deepEqual(audits(effects), [
      'meeting.setting',
      'participant.removed_and_blocked',
      'lobby.refused_and_blocked',
      'participant.muted',
      'share.revoked',
      'participant.muted',
      'participant.camera_off',
      'share.revoked',
    ])
    const touched = (kind: 'pauseTrack' | 'closeTrack') =>
      effects.flatMap((effect) => (effect.do === kind ? [effect.track] : [])).toSorted()
    assert.deepEqual(touched('pauseTrack'), [mic, own].toSorted())
    assert.deepEqual(touched('closeTrack'), [camera, screen].toSorted())
    assert.deepEqual(
      [guest, suspect, waiting].map((id) => lab.room.phaseOf(id)),
      ['admitted', 'closed', 'closed'],
    )
    assert.throws(() => lab.room.tracks.check(guest, 'screen', 'video'), refusedWith('not_granted'))
    // Everyone else goes on: in a discussion they may be seen again.
    lab.room.tracks.check(guest, 'camera', 'video')
    assert.deepEqual(lab.knock().admission, { answer: 'refuse', code: 'meeting_locked' })
  })

  it('the suspects are out before anything else is done to the others', () => {
    const { suspect, contain } = leaking()
    const order = kinds(contain([suspect]).effects)
    assert.ok(order.indexOf('eject') < order.indexOf('pauseTrack'))
    assert.ok(order.indexOf('closeMedia') < order.indexOf('eject'))
  })

  it('whoever is put out stays out, also with the new password', () => {
    const { lab, contain } = leaking()
    const { id, seat } = lab.knock()
    lab.connect(id)
    contain([id])
    lab.do(lab.room.moderation.setLocked('host' as never, false, lab.now))
    const { deviceHash } = seat
    assert.deepEqual(lab.knock({ deviceHash }).admission, { answer: 'refuse', code: 'blocked' })
  })

  it('does nothing at all when a host is among those named', () => {
    const { lab, host, guest, contain } = leaking()
    assert.throws(() => contain([guest, host]), refusedWith('forbidden'))
    assert.equal(lab.room.phaseOf(guest), 'admitted')
    assert.notEqual(lab.room.tracks.trackOf(host, 'screen'), undefined)
  })

  it('a second time, and with people who are gone, it only does what is left', () => {
    const { suspect, contain } = leaking()
    contain([suspect])
    const again = contain([suspect])
    assert.deepEqual([again.removed, again.effects], [0, []])
  })
})

describe('what people are told', () => {
  it('[ADM5] no view carries an address, a device, an account or a ticket', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const guest = lab.guest(host, 'A', {
      deviceHash: 'SECRET-device',
      addressHash: 'SECRET-address',
      ticketHash: 'SECRET-ticket',
    })
    lab.publish(guest, 'camera')
    lab.waiting('B', { deviceHash: 'SECRET-device-2', addressHash: 'SECRET-address-2' })
    const told = lab.effects.filter((effect) => effect.do === 'send' || effect.do === 'enter')
    assert.ok(!JSON.stringify(told).includes('SECRET'))
    assert.ok(!JSON.stringify(told).includes('argon2'))
  })

  it('a change is told once, to those inside, and a repetition not at all', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const guest = lab.guest(host)
    const first = lab.do(lab.room.chat.raiseHand(guest, true, lab.now))
    assert.equal(inbox(first, host).length, 1)
    assert.deepEqual(lab.room.chat.raiseHand(guest, true, lab.now), [])
  })
})
