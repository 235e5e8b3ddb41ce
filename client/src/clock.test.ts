import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { deviceNow, learnServerTime, serverNow } from './clock.ts'

const HOUR = 3_600_000

describe('the clock of the server', () => {
  it('[INP3] is known from any answer to half of its round trip, and better answers stay', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9 * HOUR, max: 9 * HOUR }),
        fc.array(fc.record({ there: fc.nat(5000), back: fc.nat(5000) }), { minLength: 1 }),
        (off, trips) => {
          let best = Infinity
          // Anything that was known before contradicts it, as when a clock was set.
          learnServerTime(deviceNow() + 100 * HOUR, deviceNow(), deviceNow())
          for (const { there, back } of trips) {
            const sent = deviceNow()
            learnServerTime(sent + there + off, sent, sent + there + back)
            best = Math.min(best, there + back)
            // The test itself takes a moment of this clock.
            const error = Math.abs(serverNow() - deviceNow() - off)
            assert.ok(error <= best / 2 + 50, `${error} of ${best}`)
          }
        },
      ),
    )
  })
})
