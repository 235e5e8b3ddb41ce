import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import type { ErrorCode } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { LIMITS, TIMES } from '#protocol/limits.ts'
import type { MeetingView, ParticipantView } from '#protocol/model.ts'
import type { Effect } from './effects.ts'
import { RoomHarness, audits, inbox, kinds } from './testing.ts'

const refusedWith = (code: ErrorCode) => (error: unknown) =>
  error instanceof Refusal && error.code === code

const handsLowered = (effects: readonly Effect[], id: ParticipantId) =>
  inbox(effects, id).flatMap(({ name, data }) => (name === 'handLowered' ? [data] : []))

describe('lobby', () => {
  it('[ADM1] the correct password puts a person in the lobby, without media or roster', () => {
    const harness = new RoomHarness()
    harness.host()
    const { id, admission } = harness.knock()
    const { effects } = harness.connect(id)
    assert.deepEqual(admission, { answer: 'wait' })
    assert.equal(harness.room.phaseOf(id), 'waiting')
    assert.deepEqual(
      inbox(effects, id).map((message) => message.name),
      ['waiting'],
    )
    assert.ok(!kinds(effects).includes('enter'))
  })

  it('[ADM3] nothing that happens inside reaches a person in the lobby', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const other = harness.guest(host, 'Lê Bình')
    const waiting = harness.waiting()
    harness.effects = []
    const track = harness.publish(other, 'camera')
    harness.do(harness.room.chat.write(host, 'xin chào', 'all', harness.now))
    harness.do(harness.room.moderation.setMode(host, 'conference', harness.now))
    harness.do(harness.room.tracks.speaker(other))
    harness.do(harness.room.chat.raiseHand(other, true, harness.now))
    harness.disconnect(other)
    assert.deepEqual(inbox(harness.effects, waiting), [])
    assert.throws(() => harness.room.tracks.mayReceive(waiting, track), refusedWith('keys_pending'))
  })

  it('[ADM3] a message from the host to a person in the lobby reaches only them', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const [one, other] = [harness.waiting('A'), harness.waiting('B')]
    const effects = harness.do(
      harness.room.admission.messageTo(host, one, 'Xin đợi 5 phút', harness.now),
    )
    const data = { message: 'Xin đợi 5 phút', returned: false, self: one, name: 'A', founder: null }
    assert.deepEqual(inbox(effects, one), [{ name: 'waiting', data }])
    assert.deepEqual(inbox(effects, other), [])
  })

  it('[ADM2] admits the selected people and nobody else', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const [a, b, c] = [harness.waiting('A'), harness.waiting('B'), harness.waiting('C')]
    const effects = harness.admit(host, [a, c])
    assert.deepEqual(
      [a, b, c].map((id) => harness.room.phaseOf(id)),
      ['admitted', 'waiting', 'admitted'],
    )
    assert.equal(effects.filter((effect) => effect.do === 'enter').length, 2)
    assert.deepEqual(audits(effects), ['lobby.admitted', 'lobby.admitted'])
  })

  it('[AUD] the verdict is stored before the person enters', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const order = kinds(harness.admit(host, [harness.waiting()]))
    assert.ok(order.indexOf('audit') < order.indexOf('enter'))
    assert.ok(order.indexOf('saveSeat') < order.indexOf('enter'))
  })

  it('[ADM2] unlocking admits nobody', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const waiting = harness.waiting()
    harness.do(harness.room.moderation.setLocked(host, true, harness.now))
    assert.throws(() => harness.admit(host, [waiting]), refusedWith('meeting_locked'))
    harness.effects = []
    const late = harness.knock({ name: 'Đến Muộn' })
    assert.deepEqual(late.admission, { answer: 'refuse', code: 'meeting_locked' })
    assert.deepEqual(inbox(harness.effects, host), [
      { name: 'notice', data: { type: 'knock_while_locked', name: 'Đến Muộn', count: 1 } },
    ])
    harness.do(harness.room.moderation.setLocked(host, false, harness.now))
    assert.equal(harness.room.phaseOf(waiting), 'waiting')
    assert.equal(harness.room.phaseOf(late.id), 'closed')
  })

  it('[ADM2] a refused person is told why and may knock again', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const { id, seat } = harness.knock()
    harness.connect(id)
    const effects = harness.do(
      harness.room.admission.refuse(host, id, false, 'Hẹn buổi khác', harness.now),
    )
    assert.deepEqual(
      effects.find((effect) => effect.do === 'eject'),
      { do: 'eject', id, reason: 'refused', message: 'Hẹn buổi khác' },
    )
    assert.deepEqual(harness.knock({ deviceHash: seat.deviceHash }).admission, { answer: 'wait' })
  })

  it('[ADM9] a person sent back waits in the same seat, without media, until a new verdict', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const [guest, other] = [harness.guest(host, 'Bình'), harness.guest(host, 'Chi')]
    harness.addCohost(host, guest)
    harness.publish(guest, 'microphone')
    const gone = harness.guest(host, 'Dũng')
    harness.do(harness.room.admission.leave(gone, harness.now))
    const effects = harness.do(
      harness.room.admission.sendBack(host, [guest, gone], 'mười phút', harness.now),
    )
    assert.equal(harness.room.phaseOf(guest), 'waiting')
    assert.equal(harness.room.phaseOf(other), 'admitted')
    const order = kinds(effects)
    assert.ok(order.indexOf('closeMedia') < order.indexOf('send'), 'media ends before the message')
    const told = (message: string) =>
      ({
        name: 'waiting',
        data: { message, returned: true, self: guest, name: 'Bình', founder: null },
      }) as const
    const group = { name: 'keyGroup', data: { group: harness.group, notice: null } }
    assert.deepEqual(inbox(effects, guest), [told('mười phút'), group])
    assert.deepEqual(audits(effects), ['lobby.returned'])
    assert.ok(inbox(effects, other).some(({ name }) => name === 'participantLeft'))
    // A lost connection changes none of this.
    harness.disconnect(guest)
    const { effects: back } = harness.connect(guest)
    assert.deepEqual(inbox(back, guest), [told('mười phút'), group])
    const said = harness.do(
      harness.room.admission.messageTo(host, guest, 'còn năm phút', harness.now),
    )
    assert.deepEqual(inbox(said, guest), [told('còn năm phút')], 'still marked as sent back')
    harness.admit(host, [guest])
    assert.equal(harness.room.actor(guest)?.role, 'participant', 'rights must be granted again')
  })

  it('[ADM9] nobody is sent back when the lobby is closed', () => {
    const at = 1_000_000
    const times = [{ at, start: at, ends: at + 60_000, opens: 0, closes: 2_000_000 }]
    const harness = new RoomHarness({ times })
    const host = harness.host()
    const guest = harness.guest(host)
    harness.wait(1_500_000)
    assert.throws(
      () => harness.do(harness.room.admission.sendBack(host, [guest], null, harness.now)),
      refusedWith('lobby_closed'),
    )
    assert.equal(harness.room.phaseOf(guest), 'admitted')
  })

  it('[ADM2] [ADM4] a blocked person is recognized by device and by account', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const account = harness.seatRecord().id as never
    const { id, seat } = harness.knock({ accountId: account })
    harness.do(harness.room.admission.refuse(host, id, true, null, harness.now))
    for (const known of [{ deviceHash: seat.deviceHash }, { accountId: account }]) {
      assert.deepEqual(harness.knock(known).admission, { answer: 'refuse', code: 'blocked' })
    }
    assert.deepEqual(harness.knock({ addressHash: seat.addressHash }).admission, { answer: 'wait' })
  })

  it('[ADM5] the host sees flags on suspicious names', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    harness.guest(host, 'Lê Bình')
    harness.effects = []
    harness.waiting('Tran Chu Toa')
    harness.waiting('LÊ  BÌNH')
    const lobby = inbox(harness.effects, host).findLast((message) => message.name === 'lobby')
    assert.ok(lobby?.name === 'lobby')
    assert.deepEqual(
      lobby.data.knocks?.map((knock) => knock.flags),
      [['like_host'], ['like_participant']],
    )
  })

  it('[ADM5] a guest’s position is shown as stated, and flagged where it reads like a name', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    harness.guest(host, 'Lê Bình', { position: 'Phó Giám đốc, Sở Tài chính' })
    const offices = inbox(harness.effects, host).flatMap((message) =>
      message.name === 'participant' ? [message.data.position] : [],
    )
    assert.equal(offices.at(-1), 'Phó Giám đốc, Sở Tài chính')
    harness.effects = []
    harness.waiting('Thư ký', { position: 'Trần Chủ Tọa' })
    harness.waiting('Mai Chi', { position: 'Văn phòng, Sở Y tế' })
    harness.waiting('An Khánh', { position: 'Sở Y tế (Lе Bình)' })
    const lobby = inbox(harness.effects, host).findLast((message) => message.name === 'lobby')
    assert.ok(lobby?.name === 'lobby')
    assert.deepEqual(
      lobby.data.knocks?.map(({ position, flags }) => [position, flags]),
      [
        ['Trần Chủ Tọa', ['like_host']],
        ['Văn phòng, Sở Y tế', []],
        ['Sở Y tế (Lе Bình)', ['mixed_scripts']],
      ],
    )
  })

  it('[ADM7] holds 50 per address and 200 in total; others are turned away', () => {
    const harness = new RoomHarness()
    for (let i = 0; i < LIMITS.lobbyPerAddress; i++) harness.knock({ addressHash: 'one office' })
    const next = harness.knock({ addressHash: 'one office' })
    assert.deepEqual(next.admission, { answer: 'refuse', code: 'lobby_full' })
    for (let i = LIMITS.lobbyPerAddress; i < LIMITS.lobby; i++) harness.knock()
    assert.deepEqual(harness.knock().admission, { answer: 'refuse', code: 'lobby_full' })
  })

  it('[ADM7] the queue survives the host leaving', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const waiting = harness.waiting()
    harness.disconnect(host)
    assert.equal(harness.room.phaseOf(waiting), 'waiting')
    harness.effects = []
    harness.connect(host)
    const entered = harness.effects.find((effect) => effect.do === 'enter')
    assert.deepEqual(
      entered?.snapshot.lobby?.map((knock) => knock.id),
      [waiting],
    )
  })

  it('[PWD5] a new password sends the lobby back to the password step; people inside stay', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const inside = harness.guest(host)
    const waiting = harness.waiting()
    const effects = harness.do(harness.room.admission.passwordRenewed(2, harness.now))
    assert.ok(effects.some((effect) => effect.do === 'backToPassword' && effect.id === waiting))
    assert.equal(harness.room.phaseOf(waiting), 'closed')
    assert.equal(harness.room.phaseOf(inside), 'admitted')
  })

  it('only moderators see the lobby, and only while they are moderators', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const guest = harness.guest(host)
    harness.effects = []
    harness.waiting('Mới')
    assert.deepEqual(inbox(harness.effects, guest), [])
    harness.effects = []
    harness.addCohost(host, guest)
    assert.ok(inbox(harness.effects, guest).some((message) => message.name === 'lobby'))
    harness.effects = []
    harness.do(harness.room.moderation.removeCohost(host, guest, harness.now))
    assert.ok(
      inbox(harness.effects, guest).some(
        (message) => message.name === 'lobby' && message.data.knocks === null,
      ),
    )
  })

  it('a full meeting admits nobody, and the host is told who was turned away', () => {
    const harness = new RoomHarness({ capacity: 2 })
    const host = harness.host()
    const waiting = harness.waiting()
    harness.guest(host)
    assert.throws(() => harness.admit(host, [waiting]), refusedWith('meeting_full'))
    harness.effects = []
    assert.deepEqual(harness.knock().admission, { answer: 'refuse', code: 'meeting_full' })
    assert.equal(inbox(harness.effects, host)[0]?.name, 'notice')
  })
})

describe('reconnecting', () => {
  it('[ADM6] a short break keeps seat, role and floor', () => {
    const harness = new RoomHarness({ meeting: { mode: 'conference' } })
    const host = harness.host()
    const guest = harness.guest(host)
    harness.do(harness.room.floor.give(host, guest, harness.now))
    harness.disconnect(guest)
    harness.wait(TIMES.breakForgiven)
    const { admission, effects } = harness.connect(guest)
    assert.deepEqual(admission, { answer: 'enter' })
    const entered = effects.find((effect) => effect.do === 'enter')
    assert.ok(entered?.snapshot.participants.find((p) => p.id === guest)?.floor)
  })

  it('[ADM6] after a longer break the password step starts over', () => {
    const harness = new RoomHarness()
    const guest = harness.guest(harness.host())
    harness.disconnect(guest)
    harness.wait(TIMES.breakForgiven + 1)
    assert.deepEqual(harness.connect(guest).admission, { answer: 'password' })
  })

  it('[ADM6] a removed person loses media, then the connection, and cannot return', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const { id, seat } = harness.knock({ name: 'Kẻ Phá' })
    harness.connect(id)
    harness.admit(host, [id])
    harness.publish(id, 'microphone')
    const effects = harness.do(harness.room.moderation.remove(host, id, false, null, harness.now))
    const order = kinds(effects)
    assert.ok(order.indexOf('audit') < order.indexOf('closeMedia'))
    assert.ok(order.indexOf('closeMedia') < order.indexOf('eject'))
    assert.deepEqual(harness.connect(id).admission, { answer: 'password' })
    const again = harness.knock({ deviceHash: seat.deviceHash })
    assert.deepEqual(again.admission, { answer: 'refuse', code: 'removed' })
  })

  it('[ADM6] a removal lasts for the sitting, a block for the meeting', () => {
    for (const block of [false, true]) {
      const harness = new RoomHarness()
      const host = harness.host()
      const { id, seat } = harness.knock()
      harness.connect(id)
      harness.admit(host, [id])
      harness.do(harness.room.moderation.remove(host, id, block, null, harness.now))
      harness.do(harness.room.admission.leave(host, harness.now))
      const { admission } = harness.knock({ deviceHash: seat.deviceHash })
      const expected = block ? { answer: 'refuse', code: 'blocked' } : { answer: 'wait' }
      assert.deepEqual(admission, expected)
    }
  })

  it('after a restart admitted people return without knocking, and people in the lobby keep waiting', () => {
    const before = new RoomHarness()
    const seats = [
      before.seatRecord({ state: 'admitted', role: 'host', name: 'Chủ tọa' }),
      before.seatRecord({ state: 'admitted', name: 'A' }),
      before.seatRecord({ state: 'waiting', name: 'B' }),
    ]
    const harness = new RoomHarness({ seats })
    const answers = seats.map((seat) => harness.connect(seat.id).admission.answer)
    assert.deepEqual(answers, ['enter', 'enter', 'wait'])
  })
})

describe('media', () => {
  it('[SHR1] sharing needs a grant, and revoking it ends the share in the server', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const guest = harness.guest(host)
    assert.throws(
      () => harness.room.tracks.check(guest, 'screen', 'video'),
      refusedWith('not_granted'),
    )
    harness.do(harness.room.moderation.grantShare(host, guest, null, harness.now))
    const track = harness.publish(guest, 'screen')
    const effects = harness.do(harness.room.moderation.revokeShare(host, guest, harness.now))
    assert.ok(effects.some((effect) => effect.do === 'closeTrack' && effect.track === track))
    assert.deepEqual(inbox(effects, guest).find((message) => message.name === 'ownTrack')?.data, {
      source: 'screen',
      action: 'closed',
      by: 'share_revoked',
      name: 'Trần Chủ Tọa',
    })
    assert.throws(
      () => harness.room.tracks.check(guest, 'screen', 'video'),
      refusedWith('not_granted'),
    )
  })

  it('[SHR1] a time limit ends the share automatically', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const guest = harness.guest(host)
    harness.do(harness.room.moderation.grantShare(host, guest, 5, harness.now))
    const track = harness.publish(guest, 'screen')
    assert.deepEqual(audits(harness.wait(5 * 60_000 - 1)), [])
    const effects = harness.wait(1)
    assert.ok(effects.some((effect) => effect.do === 'closeTrack' && effect.track === track))
    assert.deepEqual(audits(effects), ['share.expired'])
  })

  it('[SHR1] one shared screen at a time, its audio only together with it', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const guest = harness.guest(host)
    harness.do(harness.room.moderation.grantShare(host, guest, null, harness.now))
    assert.throws(
      () => harness.room.tracks.check(guest, 'screen_audio', 'audio'),
      refusedWith('not_granted'),
    )
    harness.publish(guest, 'screen')
    harness.publish(guest, 'screen_audio')
    assert.throws(
      () => harness.room.tracks.check(host, 'screen', 'video'),
      refusedWith('share_taken'),
    )
    const effects = harness.do(harness.room.tracks.unpublish(guest, 'screen', harness.now))
    assert.equal(effects.filter((effect) => effect.do === 'closeTrack').length, 2)
  })

  it('[SHR1] sharing grants lapse when no moderator is connected', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const guest = harness.guest(host)
    harness.do(harness.room.moderation.grantShare(host, guest, null, harness.now))
    harness.publish(guest, 'screen')
    harness.disconnect(host)
    assert.deepEqual(harness.wait(TIMES.hostGrace), [])
    const effects = harness.wait(1)
    assert.ok(kinds(effects).includes('closeTrack'))
    assert.throws(
      () => harness.room.tracks.check(guest, 'screen', 'video'),
      refusedWith('not_granted'),
    )
  })

  it('[SHR2] kind and source are checked together', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    harness.found(host)
    for (const [source, kind] of [
      ['microphone', 'video'],
      ['camera', 'audio'],
      ['screen', 'audio'],
      ['screen_audio', 'video'],
    ] as const) {
      assert.throws(
        () => harness.room.tracks.check(host, source, kind),
        refusedWith('source_kind_mismatch'),
      )
    }
  })

  it('[SHR2] one camera per person', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    harness.publish(host, 'camera')
    assert.throws(
      () => harness.room.tracks.check(host, 'camera', 'video'),
      refusedWith('source_taken'),
    )
  })

  it('[SHR2] a camera that exceeds its bitrate is ended and logged, and its owner is told', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const guest = harness.guest(host)
    const [voice, face] = [harness.publish(guest, 'microphone'), harness.publish(guest, 'camera')]
    const effects = harness.room.tracks.bitrateExceeded(guest, face, harness.now)
    assert.deepEqual(audits(effects), ['participant.overrun'])
    assert.deepEqual(
      effects.filter((effect) => effect.do === 'closeTrack'),
      [{ do: 'closeTrack', id: guest, track: face }],
    )
    assert.deepEqual(inbox(effects, guest)[0], {
      name: 'ownTrack',
      data: { source: 'camera', action: 'closed', by: 'bitrate_exceeded', name: null },
    })
    assert.equal(harness.room.tracks.trackOf(guest, 'microphone'), voice)
    assert.deepEqual(
      harness.room.tracks.bitrateExceeded(guest, face, harness.now),
      [],
      'ended already',
    )
  })

  it('[SHR2] after the third time that source stays off, but no other', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    for (let times = 1; times <= LIMITS.bitrateCuts; times++) {
      harness.do(
        harness.room.tracks.bitrateExceeded(host, harness.publish(host, 'camera'), harness.now),
      )
    }
    assert.throws(
      () => harness.room.tracks.check(host, 'camera', 'video'),
      refusedWith('sent_too_much'),
    )
    harness.publish(host, 'microphone')
    harness.publish(host, 'screen')
  })

  it('[SHR2] a screen that exceeds its bitrate ends together with its audio, and the end is logged', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const screen = harness.publish(host, 'screen')
    harness.publish(host, 'screen_audio')
    const effects = harness.room.tracks.bitrateExceeded(host, screen, harness.now)
    assert.deepEqual(audits(effects), ['participant.overrun', 'share.stopped'])
    assert.equal(effects.filter((effect) => effect.do === 'closeTrack').length, 2)
  })

  it('[FLR1] a mute takes effect in the server, and the muted person is told', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const guest = harness.guest(host)
    const track = harness.publish(guest, 'microphone')
    const effects = harness.do(harness.room.moderation.mute(host, guest, harness.now))
    assert.ok(
      effects.some((e) => e.do === 'pauseTrack' && e.track === track && e.paused && e.id === guest),
    )
    assert.deepEqual(audits(effects), ['participant.muted'])
    assert.ok(inbox(effects, guest).some((message) => message.name === 'ownTrack'))
    assert.ok(inbox(effects, host).some((m) => m.name === 'track' && m.data.paused))
  })

  it('[FLR1] a change of mode closes what it no longer allows, for everyone at once', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const guests = [harness.guest(host, 'A'), harness.guest(host, 'B')]
    const tracks = guests.map((guest) => harness.publish(guest, 'microphone'))
    const own = harness.publish(host, 'microphone')
    const effects = harness.do(harness.room.moderation.setMode(host, 'conference', harness.now))
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
    const harness = new RoomHarness()
    const host = harness.host()
    const [a, b] = [harness.guest(host, 'A'), harness.guest(host, 'B')]
    harness.do(harness.room.moderation.setMode(host, 'lecture', harness.now))
    harness.room.tracks.check(host, 'microphone', 'audio')
    harness.do(harness.room.floor.give(host, a, harness.now))
    harness.publish(a, 'microphone')
    for (const silent of [host, b]) {
      assert.throws(
        () => harness.room.tracks.check(silent, 'microphone', 'audio'),
        refusedWith('not_granted'),
      )
    }
    const effects = harness.do(harness.room.floor.take(host, a, harness.now))
    assert.ok(kinds(effects).includes('closeTrack'))
    harness.do(harness.room.floor.fallTo(host))
    harness.room.tracks.check(host, 'microphone', 'audio')
  })

  it('[FLR1] a lecture starts with a host who may speak', () => {
    const harness = new RoomHarness({ meeting: { mode: 'lecture' } })
    const host = harness.host()
    harness.found(host)
    harness.room.tracks.check(host, 'microphone', 'audio')
  })

  it('[FLR1] raised hands keep their order; being given the floor lowers the hand', () => {
    const harness = new RoomHarness({ meeting: { mode: 'conference' } })
    const host = harness.host()
    const [a, b] = [harness.guest(host, 'A'), harness.guest(host, 'B')]
    harness.do(harness.room.chat.raiseHand(b, true, harness.now))
    harness.now += 5
    harness.effects = []
    harness.do(harness.room.chat.raiseHand(a, true, harness.now))
    const hand = (id: string) =>
      inbox(harness.effects, host)
        .filter((m) => m.name === 'participant')
        .map((m): ParticipantView => m.data)
        .findLast((view) => view.id === id)?.hand
    assert.equal(hand(a), 2)
    harness.do(harness.room.floor.give(host, b, harness.now))
    assert.equal(hand(b), null)
    assert.equal(hand(a), 1)
  })

  it('[FLR1] being given the floor is counted; a lowered hand is not, whoever lowered it', () => {
    const harness = new RoomHarness({ meeting: { mode: 'conference' } })
    const host = harness.host()
    const guest = harness.guest(host)
    const turns = () =>
      inbox(harness.effects, host)
        .filter((m) => m.name === 'participant')
        .map((m): ParticipantView => m.data)
        .findLast((view) => view.id === guest)?.turns
    harness.do(harness.room.chat.raiseHand(guest, true, harness.now))
    harness.do(harness.room.chat.raiseHand(guest, false, harness.now))
    harness.do(harness.room.chat.raiseHand(guest, true, harness.now))
    harness.do(harness.room.chat.lowerHand(host, guest, harness.now))
    assert.equal(turns(), 0)
    harness.do(harness.room.floor.give(host, guest, harness.now))
    assert.equal(turns(), 1)
    // They have it already.
    harness.do(harness.room.floor.give(host, guest, harness.now))
    assert.equal(turns(), 1)
    harness.do(harness.room.floor.take(host, guest, harness.now))
    harness.do(harness.room.floor.give(host, guest, harness.now))
    assert.equal(turns(), 2)
  })

  it('[FLR1] a lowered hand tells its person who did it, one or all', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const [a, b, c] = [harness.guest(host), harness.guest(host), harness.guest(host)]
    const name = 'Trần Chủ Tọa'
    for (const id of [host, a, b]) harness.do(harness.room.chat.raiseHand(id, true, harness.now))
    const one = harness.do(harness.room.chat.lowerHand(host, a, harness.now))
    assert.deepEqual(handsLowered(one, a), [{ name }])
    assert.deepEqual(handsLowered(one, b), [])
    assert.deepEqual(
      handsLowered(harness.do(harness.room.chat.lowerHand(host, a, harness.now)), a),
      [],
    )
    const all = harness.do(harness.room.chat.lowerAllHands(host, harness.now))
    assert.deepEqual(handsLowered(all, b), [{ name }])
    for (const id of [host, a, c]) assert.deepEqual(handsLowered(all, id), [])
    const view = harness.connect(host).effects.find((effect) => effect.do === 'enter')
    assert.ok(view?.snapshot.participants.every(({ hand }) => hand === null))
  })
})

describe('moderators', () => {
  it('[ADM1] a handover makes another account the host', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const account = harness.seatRecord().id as never
    const heir = harness.guest(host, 'Phó', { accountId: account, kind: 'account' })
    const effects = harness.handOver(host, heir)
    assert.ok(effects.some((e) => e.do === 'saveMeeting' && e.change.hostAccount === account))
    assert.equal(harness.room.actor(heir)?.role, 'host')
    assert.equal(harness.room.actor(host)?.role, 'cohost')
  })

  it('without a host the meeting closes after 15 minutes, and the lobby keeps waiting', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const guest = harness.guest(host)
    const waiting = harness.waiting()
    harness.do(harness.room.admission.leave(host, harness.now))
    assert.ok(
      inbox(harness.effects, guest).some(
        (m) => m.name === 'meeting' && !(m.data satisfies MeetingView).hostPresent,
      ),
    )
    harness.wait(TIMES.hostAbsence)
    assert.equal(harness.room.phaseOf(guest), 'admitted')
    const effects = harness.wait(1)
    assert.ok(effects.some((e) => e.do === 'eject' && e.id === guest && e.reason === 'host_absent'))
    assert.equal(harness.room.phaseOf(waiting), 'waiting')
  })

  it('ending a meeting is for everyone and final', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const [guest, waiting] = [harness.guest(host), harness.waiting()]
    const effects = harness.do(harness.room.moderation.end(host, harness.now))
    for (const id of [host, guest, waiting]) {
      assert.ok(effects.some((e) => e.do === 'eject' && e.id === id && e.reason === 'ended'))
    }
    assert.deepEqual(harness.knock().admission, { answer: 'refuse', code: 'wrong_password' })
  })

  it('the spotlight is shown to everyone, including late joiners, and ends when the person leaves', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const [one, other] = [harness.guest(host, 'A'), harness.guest(host, 'B')]
    const effects = harness.do(harness.room.moderation.setSpotlight(one, harness.now))
    for (const id of [host, one, other]) {
      const told = inbox(effects, id).find((message) => message.name === 'meeting')
      assert.equal(told?.name === 'meeting' && told.data.spotlight, one)
    }
    assert.deepEqual(audits(effects), [])
    harness.guest(host, 'C')
    const snapshot = harness.effects.findLast((e) => e.do === 'enter')?.snapshot
    assert.equal(snapshot?.meeting.spotlight, one)
    const gone = inbox(harness.do(harness.room.admission.leave(one, harness.now)), host)
    assert.ok(gone.some((m) => m.name === 'meeting' && m.data.spotlight === null))
    assert.throws(
      () => harness.do(harness.room.moderation.setSpotlight(one, harness.now)),
      refusedWith('target_gone'),
    )
  })

  it('chat off silences everyone but moderators', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const guest = harness.guest(host)
    harness.do(harness.room.moderation.setChat(host, false, harness.now))
    assert.throws(
      () => harness.room.chat.write(guest, 'a', 'all', harness.now),
      refusedWith('chat_off'),
    )
    assert.equal(
      inbox(harness.room.chat.write(host, 'a', 'all', harness.now), guest)[0]?.name,
      'chat',
    )
  })

  it('chat ends with the sitting, and its history is limited', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    for (let i = 0; i < LIMITS.chatHistory + 5; i++)
      harness.room.chat.write(host, `${i}`, 'all', harness.now)
    const guest = harness.guest(host)
    const snapshot = harness.effects.findLast((e) => e.do === 'enter')?.snapshot
    assert.equal(snapshot?.self, guest)
    assert.equal(snapshot?.chat.length, LIMITS.chatHistory)
    harness.do(harness.room.admission.leave(guest, harness.now))
    harness.do(harness.room.admission.leave(host, harness.now))
    harness.host()
    assert.deepEqual(harness.effects.findLast((e) => e.do === 'enter')?.snapshot.chat, [])
  })
})

/**
 * A sharing host, a guest with microphone, camera and grant, a suspect, and someone in the lobby.
 */
const leaking = () => {
  const harness = new RoomHarness()
  const host = harness.host()
  const [guest, suspect] = [harness.guest(host, 'Lê Bình'), harness.guest(host, 'Kẻ Nghe')]
  const waiting = harness.waiting('Người Chờ')
  const mic = harness.publish(guest, 'microphone')
  const own = harness.publish(host, 'microphone')
  const camera = harness.publish(guest, 'camera')
  const screen = harness.publish(host, 'screen')
  harness.do(harness.room.moderation.grantShare(host, guest, null, harness.now))
  const contain = (remove: Parameters<typeof harness.room.moderation.contain>[1]) => {
    const { removed, change } = harness.room.moderation.contain('operator', remove, harness.now)
    return { removed, effects: harness.do(change) }
  }
  return { harness, host, guest, suspect, waiting, mic, own, camera, screen, contain }
}

describe('[AUD] the response to a leak', () => {
  it('locks, mutes, turns cameras off, revokes and removes, with a log entry for each step', () => {
    const { harness, guest, suspect, waiting, mic, own, camera, screen, contain } = leaking()
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
      [guest, suspect, waiting].map((id) => harness.room.phaseOf(id)),
      ['admitted', 'closed', 'closed'],
    )
    assert.throws(
      () => harness.room.tracks.check(guest, 'screen', 'video'),
      refusedWith('not_granted'),
    )
    // Everyone else continues: in a discussion they may turn cameras on again.
    harness.room.tracks.check(guest, 'camera', 'video')
    assert.deepEqual(harness.knock().admission, { answer: 'refuse', code: 'meeting_locked' })
  })

  it('removes the suspects before changing anything for the others', () => {
    const { suspect, contain } = leaking()
    const order = kinds(contain([suspect]).effects)
    assert.ok(order.indexOf('eject') < order.indexOf('pauseTrack'))
    assert.ok(order.indexOf('closeMedia') < order.indexOf('eject'))
  })

  it('keeps removed people out, even with the new password', () => {
    const { harness, contain } = leaking()
    const { id, seat } = harness.knock()
    harness.connect(id)
    contain([id])
    harness.do(harness.room.moderation.setLocked('host' as never, false, harness.now))
    const { deviceHash } = seat
    assert.deepEqual(harness.knock({ deviceHash }).admission, { answer: 'refuse', code: 'blocked' })
  })

  it('does nothing at all if a host is among the suspects', () => {
    const { harness, host, guest, contain } = leaking()
    assert.throws(() => contain([guest, host]), refusedWith('forbidden'))
    assert.equal(harness.room.phaseOf(guest), 'admitted')
    assert.notEqual(harness.room.tracks.trackOf(host, 'screen'), undefined)
  })

  it('repeated, or naming people who have left, only does what remains to be done', () => {
    const { suspect, contain } = leaking()
    contain([suspect])
    const again = contain([suspect])
    assert.deepEqual([again.removed, again.effects], [0, []])
  })
})

describe('published views', () => {
  it('[ADM5] never contain an address, device, account or ticket', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const guest = harness.guest(host, 'A', {
      deviceHash: 'SECRET-device',
      addressHash: 'SECRET-address',
      ticketHash: 'SECRET-ticket',
    })
    harness.publish(guest, 'camera')
    harness.waiting('B', { deviceHash: 'SECRET-device-2', addressHash: 'SECRET-address-2' })
    const told = harness.effects.filter((effect) => effect.do === 'send' || effect.do === 'enter')
    assert.ok(!JSON.stringify(told).includes('SECRET'))
    assert.ok(!JSON.stringify(told).includes('argon2'))
  })

  it('a change is sent once, to those inside, and a repetition not at all', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const guest = harness.guest(host)
    const first = harness.do(harness.room.chat.raiseHand(guest, true, harness.now))
    assert.equal(inbox(first, host).length, 1)
    assert.deepEqual(harness.room.chat.raiseHand(guest, true, harness.now), [])
  })
})
