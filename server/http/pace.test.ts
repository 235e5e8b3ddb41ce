import assert from 'node:assert/strict'
import { it } from 'node:test'
import { createPace } from './pace.ts'

it('lets so many through in a window, and says how long to wait', () => {
  const pace = createPace(2, 60_000)
  pace('a', 1000)
  pace('a', 2000)
  pace('b', 2000)
  assert.throws(() => pace('a', 31_000), { code: 'rate_limited', retryAfter: 30 })
  pace('a', 61_000)
})

it('a clock that is set back keeps nobody waiting', () => {
  const pace = createPace(1, 60_000)
  pace('a', 7_200_000)
  pace('a', 3_600_000)
  assert.throws(() => pace('a', 3_600_001))
})
