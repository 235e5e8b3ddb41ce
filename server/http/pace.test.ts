import assert from 'node:assert/strict'
import { it } from 'node:test'
import { createPace } from './pace.ts'

it('allows a limited number of calls per window, and says how long to wait', () => {
  const pace = createPace(2, 60_000)
  pace('a', 1000)
  pace('a', 2000)
  pace('b', 2000)
  assert.throws(() => pace('a', 31_000), { code: 'rate_limited', retryAfter: 30 })
  pace('a', 61_000)
})

it('does not block anyone after the clock is set back', () => {
  const pace = createPace(1, 60_000)
  pace('a', 7_200_000)
  pace('a', 3_600_000)
  assert.throws(() => pace('a', 3_600_001))
})
