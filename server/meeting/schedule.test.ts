import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import { RoomLab } from './testing.ts'

const MINUTE = 60_000
const time = (start: number, minutes = 60) => {
  const ends = start + minutes * MINUTE
  return { at: start, start, ends, opens: start - 15 * MINUTE, closes: ends }
}
/** The lab's clock stands at 1,000,000. */
const START = 1_000_000 + 10 * MINUTE
const DAY = 24 * 60 * MINUTE

const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code

describe('the hours of a room', () => {
  it('[CAL3] let nobody knock outside of them, and the host in at any time', () => {
    const lab = new RoomLab({ times: [time(START + DAY)] })
    const knock = lab.knock()
    assert.deepEqual(knock.admission, { answer: 'refuse', code: 'wrong_password' })
    const host = lab.seatRecord({ role: 'host', state: 'admitted' })
    const { admission } = lab.seat(host, { kind: 'host' })
    assert.equal(admission.answer, 'enter')
  })

  it('[CAL4] end the lobby and not the meeting: who is inside stays, who waits is out', () => {
    const lab = new RoomLab({ times: [time(START), time(START + DAY)] })
    const host = lab.host()
    const guest = lab.guest(host)
    const waiting = lab.waiting()
    lab.now = START + 60 * MINUTE - 1
    lab.do(lab.room.tick(lab.now))
    assert.equal(lab.room.phaseOf(waiting), 'waiting')
    lab.effects = []
    lab.wait(1)
    assert.equal(lab.room.phaseOf(waiting), 'closed')
    assert.equal(lab.room.phaseOf(guest), 'admitted')
    assert.ok(lab.effects.some((one) => one.do === 'eject' && one.reason === 'lobby_closed'))
    assert.deepEqual(lab.room.tick(lab.now + 1), [])
  })

  it('[CAL4] tell those inside some minutes before, and of every prolongation', () => {
    const lab = new RoomLab({ times: [time(START)] })
    const host = lab.host()
    const told = () =>
      lab.effects.flatMap((one) =>
        one.do === 'send' && one.message.name === 'meeting'
          ? [[one.message.data.closesAt, one.message.data.closing]]
          : [],
      )
    const end = START + 60 * MINUTE
    lab.now = end - 5 * MINUTE
    lab.do(lab.room.tick(lab.now))
    assert.deepEqual(told().at(-1), [end, true])
    lab.do(lab.room.schedule.prolong(host, 30, lab.now))
    assert.deepEqual(told().at(-1), [end + 30 * MINUTE, false])
    const saved = lab.effects.filter((one) => one.do === 'saveCloses')
    assert.deepEqual(saved, [{ do: 'saveCloses', at: START, closes: end + 30 * MINUTE }])
    const logged = lab.effects.flatMap((one) => (one.do === 'audit' ? one.event.action : []))
    assert.ok(logged.includes('schedule.prolonged'))
  })

  it('[CAL4] have nothing to prolong where no time is set', () => {
    const lab = new RoomLab()
    const host = lab.host()
    assert.throws(
      () => lab.do(lab.room.schedule.prolong(host, 30, lab.now)),
      refused('nothing_to_extend'),
    )
  })

  it('[CAL4] of what comes again: ending it ends this time alone', () => {
    const lab = new RoomLab({ times: [time(START), time(START + DAY)] })
    const host = lab.host()
    const guest = lab.guest(host)
    lab.do(lab.room.end(host, lab.now))
    assert.deepEqual([lab.room.phaseOf(guest), lab.room.over], ['closed', false])
    const knock = lab.knock()
    assert.equal(knock.admission.answer, 'refuse')
    lab.now = START + DAY
    const again = lab.host()
    lab.do(lab.room.end(again, lab.now))
    assert.equal(lab.room.over, true)
  })

  it('[CAL3] follow a new plan at once', () => {
    const lab = new RoomLab({ times: [time(START)] })
    lab.host()
    const waiting = lab.waiting()
    lab.do(lab.room.schedule.rescheduled([time(START + DAY)], lab.now))
    assert.equal(lab.room.phaseOf(waiting), 'closed')
    lab.do(lab.room.schedule.rescheduled(null, lab.now))
    assert.equal(lab.knock().admission.answer, 'wait')
  })
})
