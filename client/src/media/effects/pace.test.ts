import assert from 'node:assert/strict'
import { it } from 'node:test'
import { HOPELESS_MS, median, Pace } from './pace.ts'
import type { Second } from './pace.ts'

/** Sends frames of `ms` each, as soon as allowed, for so many seconds. @returns the advice given */
function play(pace: Pace, from: number, ms: number, seconds: number): Second['advice'][] {
  const said: Second['advice'][] = []
  for (let now = from + ms; now <= from + seconds * 1000; now += ms) {
    if (pace.rests(now - ms)) continue
    const second = pace.add(ms, now)
    if (second) said.push(second.advice)
  }
  return said
}

/** A pace at the step of small frames, reached in the third second. */
function small(): Pace {
  const pace = new Pace()
  assert.deepEqual(play(pace, 0, 100, 2), ['keep', 'smaller'])
  return pace
}

/** A pace that skips frames. */
function few(): Pace {
  const pace = small()
  assert.ok(play(pace, 2000, 100, 4).includes('fewer'))
  return pace
}

it('computes the median', () => {
  assert.equal(median([]), 0)
  assert.equal(median([9, 1, 5]), 5)
})

it('reports the cost of each second', () => {
  const pace = new Pace()
  let told = null
  // Ten frames a second, 20 ms each.
  for (let now = 20; !told; now += 100) told = pace.add(20, now)
  assert.equal(told.cost.ms, 20)
  assert.ok(Math.abs(told.cost.core - 0.2) < 0.05, String(told.cost.core))
  assert.equal(told.advice, 'keep')
})

it('advises smaller frames after two slow seconds, once', () => {
  const pace = new Pace()
  assert.deepEqual(play(pace, 0, 10, 3), ['keep', 'keep', 'keep'])
  assert.deepEqual(play(pace, 3000, 50, 5), ['keep', 'smaller', 'keep', 'keep', 'keep'])
})

it('[QOS3] then fewer, after two slow seconds of small ones, and keeps the camera on', () => {
  assert.deepEqual(
    play(small(), 2000, 100, 60).filter((advice) => advice !== 'keep'),
    ['fewer'],
  )
})

it('[QOS3] uses at most half a core once frames are skipped, however slow a frame is', () => {
  for (const ms of [70, 150, 400]) {
    const pace = few()
    let spent = 0
    for (let now = 100_000; now < 160_000;) {
      if (pace.rests(now)) {
        now += 1
        continue
      }
      now += ms
      spent += ms
      pace.add(ms, now)
    }
    assert.ok(spent <= 30_000 + ms, `${ms}: ${spent}`)
    assert.ok(spent > 25_000, `${ms}: ${spent}`)
  }
})

it('[QOS3] gives up only after ten seconds at less than one frame in two seconds', () => {
  assert.ok(!play(few(), 10_000, HOPELESS_MS, 60).includes('stop'))
  const said = play(few(), 10_000, HOPELESS_MS + 100, 90)
  assert.ok(said.indexOf('stop') >= 4, said.join())
})

it('forgets earlier slow seconds after one that keeps up', () => {
  const pace = few()
  const all = [
    ...play(pace, 10_000, 1100, 8),
    ...play(pace, 20_000, 50, 3),
    ...play(pace, 24_000, 1100, 8),
  ]
  assert.ok(!all.includes('stop'))
})
