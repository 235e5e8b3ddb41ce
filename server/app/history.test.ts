import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { History } from './history.ts'
import type { Sample } from './history.ts'
import { createSampler } from './sampling.ts'

const START = 1_800_000_000_000
const SECOND = 1000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE

const sample = (change: Partial<Sample> = {}): Sample => ({
  people: 1,
  bitsIn: 2,
  bitsOut: 3,
  load: 4,
  refused: 0,
  ...change,
})

describe('the figures that a server remembers', () => {
  it('has ten-second steps for an hour and minutes for a day, ending with the last complete one', () => {
    const history = new History()
    history.add(sample({ people: 7, load: 10 }), START)
    history.add(sample({ people: 9, load: 21 }), START + 5 * SECOND)
    const hour = history.of('hour', START + 13 * SECOND)
    assert.deepEqual([hour.end, hour.step], [START + 10 * SECOND, 10 * SECOND])
    for (const values of Object.values(hour.series)) assert.equal(values.length, 360)
    // The most people, and the average of what varies.
    assert.equal(hour.series.people.at(-1), 9)
    assert.equal(hour.series.load.at(-1), 16)
    assert.equal(history.of('hour', START + 9 * SECOND).series.people.at(-1), null)

    const day = history.of('day', START + MINUTE)
    assert.deepEqual([day.end, day.step], [START + MINUTE, MINUTE])
    for (const values of Object.values(day.series)) assert.equal(values.length, 1440)
    assert.equal(day.series.people.at(-1), 9)
  })

  it('counts refusals per minute, whatever the step', () => {
    const history = new History()
    history.add(sample({ refused: 2 }), START)
    history.add(sample({ refused: 1 }), START + 5 * SECOND)
    assert.equal(history.of('hour', START + 10 * SECOND).series.refused.at(-1), 18)
    assert.equal(history.of('day', START + MINUTE).series.refused.at(-1), 3)
  })

  it('has gaps where nothing was measured, also after turns of the ring', () => {
    const history = new History()
    history.add(sample({ people: 1 }), START)
    history.add(sample({ people: 2 }), START + 30 * SECOND)
    const { people } = history.of('hour', START + 40 * SECOND).series
    assert.deepEqual(people.slice(-5), [null, 1, null, null, 2])
    const later = history.of('hour', START + DAY)
    assert.ok(later.series.people.every((value) => value === null))
    assert.equal(history.of('day', START + DAY).series.people.at(-1440), 2)
    assert.ok(history.of('day', START + DAY + MINUTE).series.people.every((one) => one === null))
  })

  it('keeps its size, and copes with a clock that is set', () => {
    const history = new History()
    for (let at = START; at < START + 2 * DAY; at += 20 * SECOND) history.add(sample(), at)
    history.add(sample({ people: 50 }), START)
    assert.ok(JSON.stringify(history.of('day', START + 2 * DAY)).length < 60_000)
    assert.ok(!history.of('day', START + 2 * DAY).series.people.includes(50))
  })
})

it('a sample covers what happened since the one before', () => {
  let refused = 3
  let busy = 100
  let all = 1000
  const worker = { index: 0, pid: 1, rooms: 0, peers: 0, transports: 0, producers: 0, consumers: 0 }
  const take = createSampler(
    {
      totals: () => ({ participants: 12 }),
      workers: () => [
        { ...worker, bitrate: { in: 5, out: 6 } },
        { ...worker, bitrate: { in: 7, out: 8 } },
      ],
      refused: () => refused,
      now: () => START,
    },
    () => ({ busy, all }),
  )
  refused = 10
  busy = 150
  all = 1200
  assert.deepEqual(take(), { people: 12, bitsIn: 12, bitsOut: 14, load: 25, refused: 7 })
  assert.deepEqual(take(), { people: 12, bitsIn: 12, bitsOut: 14, load: 0, refused: 0 })
})
