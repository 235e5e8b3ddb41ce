import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { RoomLab, audits, inbox } from './testing.ts'

describe('[ADM7] one browser has one seat in a meeting', () => {
  it('who waits and knocks again waits on: no row, no entry, no word to the host', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const device = { deviceHash: 'browser', name: 'Lê Bình' }
    const first = lab.waiting('Lê Bình', device)
    lab.effects = []
    for (let n = 0; n < 50; n += 1) {
      const { admission } = lab.knock({ ...device, ticketHash: `ticket ${n}` })
      assert.equal(admission.answer, 'wait')
    }
    assert.deepEqual(lab.room.counts, { participants: 1, waiting: 1 })
    assert.deepEqual(audits(lab.effects), [])
    assert.deepEqual(inbox(lab.effects, host), [])
    // The seat is the one they had; what opens it is the newest ticket.
    const saved = lab.effects.flatMap((one) => (one.do === 'saveSeat' ? [one] : []))
    assert.deepEqual(saved.at(-1), {
      do: 'saveSeat',
      id: first,
      change: { ticketHash: 'ticket 49' },
    })
    lab.do(lab.room.admission.admit(host, [first], null, lab.now))
    assert.equal(lab.room.phaseOf(first), 'admitted')
  })

  it('under another name, or from inside, the new seat takes the place of the old one', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const waits = lab.waiting('Lê Bình', { deviceHash: 'browser' })
    const other = lab.waiting('Lê Bính', { deviceHash: 'browser' })
    assert.equal(lab.room.phaseOf(waits), 'closed')
    lab.do(lab.room.admission.admit(host, [other], null, lab.now))
    const again = lab.waiting('Lê Bính', { deviceHash: 'browser' })
    assert.equal(lab.room.phaseOf(other), 'closed')
    assert.equal(lab.room.phaseOf(again), 'waiting')
  })

  it('who is turned away keeps the seat they have', () => {
    const lab = new RoomLab()
    const host = lab.host()
    const inside = lab.guest(host, 'Lê Bình', { deviceHash: 'browser' })
    lab.do(lab.room.moderation.setLocked(host, true, lab.now))
    const { admission } = lab.knock({ name: 'Lê Bình', deviceHash: 'browser' })
    assert.deepEqual(admission, { answer: 'refuse', code: 'meeting_locked' })
    assert.equal(lab.room.phaseOf(inside), 'admitted')
  })

  it('who comes back while the break lasts has it begin anew', () => {
    const lab = new RoomLab()
    lab.host()
    const { id } = lab.knock({ deviceHash: 'browser' })
    lab.wait(100_000)
    lab.knock({ deviceHash: 'browser' })
    lab.wait(100_000)
    assert.equal(lab.room.phaseOf(id), 'waiting')
  })
})
