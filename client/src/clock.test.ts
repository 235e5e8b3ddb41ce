import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { deviceNow, learnServerTime, serverNow } from './clock.ts'

const HOUR = 3_600_000

describe('the server’s clock', () => {
  it('[INP3] is known from any answer to within half its round trip, and better answers win', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9 * HOUR, max: 9 * HOUR }),
        fc.array(fc.record({ there: fc.nat(5000), back: fc.nat(5000) }), { minLength: 1 }),
        (off, trips) => {
          let best = Infinity
          // Contradicts everything learned before, as if the clock had been set, so each run starts
          // fresh.
          learnServerTime(deviceNow() + 100 * HOUR, deviceNow(), deviceNow())
          for (const { there, back } of trips) {
            const sent = deviceNow()
            learnServerTime(sent + there + off, sent, sent + there + back)
            best = Math.min(best, there + back)
            // 50 ms of slack: the clock keeps running during the test.
            const error = Math.abs(serverNow() - deviceNow() - off)
            assert.ok(error <= best / 2 + 50, `${error} of ${best}`)
          }
        },
      ),
    )
  })
})
