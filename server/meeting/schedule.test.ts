import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import { RoomHarness } from './testing.ts'

const MINUTE = 60_000
const time = (start: number, minutes = 60) => {
  const ends = start + minutes * MINUTE
  return { at: start, start, ends, opens: start - 15 * MINUTE, closes: ends }
}
/** The harness's clock stands at 1,000,000. */
const START = 1_000_000 + 10 * MINUTE
const DAY = 24 * 60 * MINUTE

const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code

describe("a room's opening hours", () => {
  it('[CAL3] outside them only the host can enter', () => {
    const harness = new RoomHarness({ times: [time(START + DAY)] })
    const knock = harness.knock()
    assert.deepEqual(knock.admission, { answer: 'refuse', code: 'wrong_password' })
    const host = harness.seatRecord({ role: 'host', state: 'admitted' })
    const { admission } = harness.seat(host, { kind: 'host' })
    assert.equal(admission.answer, 'enter')
  })

  it('[CAL4] end the lobby, not the meeting: people inside stay, people waiting are out', () => {
    const harness = new RoomHarness({ times: [time(START), time(START + DAY)] })
    const host = harness.host()
    const guest = harness.guest(host)
    const waiting = harness.waiting()
    harness.now = START + 60 * MINUTE - 1
    harness.do(harness.room.tick(harness.now))
    assert.equal(harness.room.phaseOf(waiting), 'waiting')
    harness.effects = []
    harness.wait(1)
    assert.equal(harness.room.phaseOf(waiting), 'closed')
    assert.equal(harness.room.phaseOf(guest), 'admitted')
    assert.ok(harness.effects.some((one) => one.do === 'eject' && one.reason === 'lobby_closed'))
    assert.deepEqual(harness.room.tick(harness.now + 1), [])
  })

  it('[CAL4] people inside are told some minutes before the end, and of every extension', () => {
    const harness = new RoomHarness({ times: [time(START)] })
    const host = harness.host()
    const told = () =>
      harness.effects.flatMap((one) =>
        one.do === 'send' && one.message.name === 'meeting'
          ? [[one.message.data.closesAt, one.message.data.closing]]
          : [],
      )
    const end = START + 60 * MINUTE
    harness.now = end - 5 * MINUTE
    harness.do(harness.room.tick(harness.now))
    assert.deepEqual(told().at(-1), [end, true])
    harness.do(harness.room.schedule.prolong(host, 30, harness.now))
    assert.deepEqual(told().at(-1), [end + 30 * MINUTE, false])
    const saved = harness.effects.filter((one) => one.do === 'saveCloses')
    assert.deepEqual(saved, [{ do: 'saveCloses', at: START, closes: end + 30 * MINUTE }])
    const logged = harness.effects.flatMap((one) => (one.do === 'audit' ? one.event.action : []))
    assert.ok(logged.includes('schedule.prolonged'))
  })

  it('[CAL4] cannot be extended if no time is set', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    assert.throws(
      () => harness.do(harness.room.schedule.prolong(host, 30, harness.now)),
      refused('nothing_to_extend'),
    )
  })

  it('[CAL4] ending a recurring meeting ends only this occurrence', () => {
    const harness = new RoomHarness({ times: [time(START), time(START + DAY)] })
    const host = harness.host()
    const guest = harness.guest(host)
    harness.do(harness.room.end(host, harness.now))
    assert.deepEqual([harness.room.phaseOf(guest), harness.room.over], ['closed', false])
    const knock = harness.knock()
    assert.equal(knock.admission.answer, 'refuse')
    harness.now = START + DAY
    const again = harness.host()
    harness.do(harness.room.end(again, harness.now))
    assert.equal(harness.room.over, true)
  })

  it('[CAL3] follow a new schedule at once', () => {
    const harness = new RoomHarness({ times: [time(START)] })
    harness.host()
    const waiting = harness.waiting()
    harness.do(harness.room.schedule.rescheduled([time(START + DAY)], harness.now))
    assert.equal(harness.room.phaseOf(waiting), 'closed')
    harness.do(harness.room.schedule.rescheduled(null, harness.now))
    assert.equal(harness.knock().admission.answer, 'wait')
  })
})
