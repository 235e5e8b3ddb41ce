import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
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
    harness.do(harness.room.admission.admit(host, [first], null, harness.now))
    assert.equal(harness.room.phaseOf(first), 'admitted')
  })

  it('under another name, or from inside, the new seat replaces the old one', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const waits = harness.waiting('Lê Bình', { deviceHash: 'browser' })
    const other = harness.waiting('Lê Bính', { deviceHash: 'browser' })
    assert.equal(harness.room.phaseOf(waits), 'closed')
    harness.do(harness.room.admission.admit(host, [other], null, harness.now))
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
