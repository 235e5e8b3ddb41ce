import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AccountId } from '#protocol/ids.ts'
import { RoomHarness, audits, inbox } from './testing.ts'

describe('[ADM7] one browser has one seat in a meeting', () => {
  it('someone who knocks again keeps waiting: no new row, log entry or notice to the host', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const device = { deviceHash: 'browser', name: 'Lê Bình' }
    const first = harness.waiting('Lê Bình', device)
    harness.effects = []
    for (let n = 0; n < 50; n += 1) {
      const { admission } = harness.knock({ ...device, ticketHash: `ticket ${n}` })
      assert.equal(admission.answer, 'wait')
    }
    assert.deepEqual(harness.room.counts, { participants: 1, waiting: 1 })
    assert.deepEqual(audits(harness.effects), [])
    assert.deepEqual(inbox(harness.effects, host), [])
    // The seat stays the same; only the newest ticket opens it.
    const saved = harness.effects.flatMap((one) => (one.do === 'saveSeat' ? [one] : []))
    assert.deepEqual(saved.at(-1), {
      do: 'saveSeat',
      id: first,
      change: { ticketHash: 'ticket 49' },
    })
    harness.admit(host, [first])
    assert.equal(harness.room.phaseOf(first), 'admitted')
  })

  it('under another name, or from inside, the new seat replaces the old one', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const waits = harness.waiting('Lê Bình', { deviceHash: 'browser' })
    const other = harness.waiting('Lê Bính', { deviceHash: 'browser' })
    assert.equal(harness.room.phaseOf(waits), 'closed')
    harness.admit(host, [other])
    const again = harness.waiting('Lê Bính', { deviceHash: 'browser' })
    assert.equal(harness.room.phaseOf(other), 'closed')
    assert.equal(harness.room.phaseOf(again), 'waiting')
  })

  it('a refused claim leaves the existing seat alone', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const inside = harness.guest(host, 'Lê Bình', { deviceHash: 'browser' })
    harness.do(harness.room.moderation.setLocked(host, true, harness.now))
    const { admission } = harness.knock({ name: 'Lê Bình', deviceHash: 'browser' })
    assert.deepEqual(admission, { answer: 'refuse', code: 'meeting_locked' })
    assert.equal(harness.room.phaseOf(inside), 'admitted')
  })

  it('returning during a break restarts the time allowed for the break', () => {
    const harness = new RoomHarness()
    harness.host()
    const { id } = harness.knock({ deviceHash: 'browser' })
    harness.wait(100_000)
    harness.knock({ deviceHash: 'browser' })
    harness.wait(100_000)
    assert.equal(harness.room.phaseOf(id), 'waiting')
  })
})

const asHost = (harness: RoomHarness) =>
  harness.seatRecord({
    accountId: harness.room.hostAccount,
    kind: 'account',
    role: 'host',
    state: 'admitted',
  })

describe('[ADM7] an account is there once', () => {
  it('a host is asked before the meeting moves to another device, and nothing changes until then', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const { admission, effects } = harness.seat(asHost(harness), { kind: 'host' })
    assert.deepEqual(admission, { answer: 'refuse', code: 'already_here' })
    assert.deepEqual(effects, [])
    assert.equal(harness.room.phaseOf(host), 'admitted')
  })

  it('the seat moves with everything that belongs to it, and the other device is told', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const guest = harness.guest(host)
    harness.do(harness.room.presentation.blank(host, harness.now))
    harness.publish(host, 'camera')
    const seat = asHost(harness)
    const { admission, effects } = harness.seat(seat, { kind: 'host', move: true })
    assert.deepEqual(admission, { answer: 'enter' })
    assert.equal(harness.room.counts.participants, 2)
    // Only the new ticket opens the seat, which has not changed.
    const { ticketHash, deviceHash, addressHash } = seat
    assert.deepEqual(
      effects.find((effect) => effect.do === 'saveSeat'),
      {
        do: 'saveSeat',
        id: host,
        change: { ticketHash, deviceHash, addressHash, awaySince: harness.now },
      },
    )
    // Media first, then the other device.
    const ends = effects.filter(({ do: what }) => what === 'closeMedia' || what === 'eject')
    assert.deepEqual(ends, [
      { do: 'closeMedia', id: host },
      { do: 'eject', id: host, reason: 'replaced', message: null },
    ])
    const { effects: back } = harness.connect(host)
    const entered = back.find((effect) => effect.do === 'enter')
    assert.equal(entered?.do === 'enter' && entered.snapshot.presentation.shown?.presenter, host)
    assert.equal(harness.room.actor(host)?.role, 'host')
    assert.equal(harness.room.phaseOf(guest), 'admitted')
  })

  it('after an abrupt end the host takes the same seat again, unasked', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    harness.disconnect(host)
    const { admission } = harness.seat(asHost(harness), { kind: 'host' })
    assert.deepEqual(admission, { answer: 'enter' })
    assert.deepEqual(harness.room.counts, { participants: 1, waiting: 0 })
    assert.equal(harness.room.phaseOf(host), 'admitted')
  })

  it('anyone else is asked too, and then waits again: a move is no verdict', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const account = { accountId: AccountId.parse('a'.repeat(22)), kind: 'account' } as const
    const inside = harness.guest(host, 'Lê Bình', account)
    const asked = harness.seat(harness.seatRecord(account), { kind: 'password', right: true })
    assert.deepEqual(asked.admission, { answer: 'refuse', code: 'already_here' })
    assert.equal(harness.room.phaseOf(inside), 'admitted')
    const moved = harness.waiting('Lê Bình', account)
    assert.equal(harness.room.phaseOf(inside), 'closed')
    assert.equal(harness.room.phaseOf(moved), 'waiting')
  })

  it('a host removed while the move was being written stays out', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const { change } = harness.room.admission.seat(
      asHost(harness),
      { kind: 'host', move: true },
      harness.now,
    )
    const drafted = change.draft()
    harness.do(harness.room.admission.leave(host, harness.now))
    harness.do(drafted.apply(harness.now))
    assert.equal(harness.room.phaseOf(host), 'closed')
  })
})
