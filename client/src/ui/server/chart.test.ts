import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { extremesOf, pathsOf, rowsOf, runsOf, topOf } from './chart.ts'

describe('a chart of a server’s figures', () => {
  it('never bridges a gap', () => {
    assert.deepEqual(runsOf([null, 1, 2, null, null, 0, null]), [
      { from: 1, values: [1, 2] },
      { from: 5, values: [0] },
    ])
    assert.deepEqual(runsOf([null, null]), [])
    assert.deepEqual(runsOf([]), [])
  })

  it('has a round scale that holds its values and its threshold', () => {
    const tops = [0, 1, 3, 9, 10, 11, 480, 501, 3_400_000].map((most) => topOf(most, 0))
    assert.deepEqual(tops, [1, 1, 5, 10, 10, 20, 500, 1000, 5_000_000])
    assert.equal(topOf(3, 500), 500)
  })

  it('draws the middles of steps, and a lone step too', () => {
    const run = { from: 1, values: [0, 5, 10] }
    assert.equal(pathsOf(run, 6, 10).line, 'M150 120L250 60L350 0')
    assert.equal(pathsOf(run, 6, 10).area, 'M150 120L250 60L350 0L350 120L150 120Z')
    assert.equal(pathsOf({ from: 0, values: [10] }, 6, 10).line, 'M0 0L100 0')
    // What is above the scale stays inside the drawing.
    assert.equal(pathsOf({ from: 0, values: [99] }, 6, 10).line, 'M0 0L100 0')
  })

  it('names the newest and the highest value, and says when there is none', () => {
    assert.deepEqual(extremesOf([1, 7, null, 3]), { now: 3, most: { value: 7, at: 1 } })
    assert.deepEqual(extremesOf([1, null]), { now: null, most: { value: 1, at: 0 } })
    assert.deepEqual(extremesOf([null]), { now: null, most: null })
  })

  it('is a table of the highest values of equal parts', () => {
    assert.deepEqual(rowsOf([1, 5, null, null, 2, 2], 3), [
      { from: 0, most: 5 },
      { from: 2, most: null },
      { from: 4, most: 2 },
    ])
    assert.equal(
      rowsOf(
        Array.from({ length: 360 }, () => 1),
        12,
      ).length,
      12,
    )
  })
})
