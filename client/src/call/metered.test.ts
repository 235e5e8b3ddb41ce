import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isMetered } from './metered.ts'

it('[QOS4] a line is metered if the browser says so in any way, and not if it says nothing', () => {
  assert.deepEqual(
    [{ saveData: true }, { type: 'cellular' }, { metered: true, type: 'wifi' }].map(isMetered),
    [true, true, true],
  )
  const others = [undefined, {}, { saveData: false, type: 'wifi' }, { metered: false }]
  assert.ok(!others.some((line) => isMetered(line)))
})
