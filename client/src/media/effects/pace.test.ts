import assert from 'node:assert/strict'
import { it } from 'node:test'
import { median, Pace } from './pace.ts'
import type { Second } from './pace.ts'

/** Pictures one after another, each of `ms`, for so many seconds. @returns what was advised */
function play(pace: Pace, from: number, ms: number, seconds: number): Second['advice'][] {
  const said: Second['advice'][] = []
  for (let now = from + ms; now <= from + seconds * 1000; now += ms) {
    const second = pace.add(ms, now)
    if (second) said.push(second.advice)
  }
  return said
}

/** One that was told to send small pictures, at the third second. */
function small(): Pace {
  const pace = new Pace()
  assert.deepEqual(play(pace, 0, 100, 2), ['keep', 'smaller'])
  return pace
}

it('takes the middle', () => {
  assert.equal(median([]), 0)
  assert.equal(median([9, 1, 5]), 5)
})

it('tells the cost of each second', () => {
  const pace = new Pace()
  let told = null
  // Ten pictures a second, 20 ms each.
  for (let now = 20; !told; now += 100) told = pace.add(20, now)
  assert.equal(told.cost.ms, 20)
  assert.ok(Math.abs(told.cost.core - 0.2) < 0.05, String(told.cost.core))
  assert.equal(told.advice, 'keep')
})

it('wants smaller pictures after two slow seconds, once', () => {
  const pace = new Pace()
  assert.deepEqual(play(pace, 0, 10, 3), ['keep', 'keep', 'keep'])
  assert.deepEqual(play(pace, 3000, 50, 5), ['keep', 'smaller', 'keep', 'keep', 'keep'])
})

it('gives up after ten slow seconds of small pictures, not before', () => {
  assert.equal(play(small(), 2000, 100, 12).indexOf('stop'), 9)
})

it('a second that keeps up forgives those before', () => {
  const pace = small()
  const all = [
    ...play(pace, 2000, 100, 8),
    ...play(pace, 10_000, 50, 2),
    ...play(pace, 12_000, 100, 8),
  ]
  assert.ok(!all.includes('stop'))
})
