import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { FRESH, factorRequired, isFresh, wanted } from './factors.ts'

const standing = fc.record({
  required: fc.boolean(),
  enrolled: fc.boolean(),
  firstAt: fc.integer({ min: 0, max: 1e12 }),
  secondAt: fc.option(fc.integer({ min: 0, max: 1e12 })),
})

describe('[SES] what a session must prove', () => {
  it('operators always need a second factor, hosts if configured', () => {
    assert.deepEqual(
      [
        factorRequired('operator', false),
        factorRequired('operator', true),
        factorRequired('host', false),
        factorRequired('host', true),
      ],
      [true, true, false, true],
    )
  })

  it('is full without a second factor only if the account has none and none is required', () => {
    fc.assert(
      fc.property(standing, (stands) => {
        const full = wanted(stands) === null
        const passwordAlone = stands.secondAt === null
        assert.equal(full, !passwordAlone || (!stands.enrolled && !stands.required))
        // An enrolled factor must be proven; enrolling another one is no way around it.
        if (passwordAlone && stands.enrolled) assert.equal(wanted(stands), 'prove')
      }),
    )
  })

  it("is fresh for five minutes after the account's strongest proof", () => {
    const stands = { required: true, enrolled: true, firstAt: 1000, secondAt: 1000 }
    assert.equal(isFresh(stands, 1000 + FRESH), true)
    assert.equal(isFresh(stands, 1001 + FRESH), false)
    assert.equal(isFresh({ ...stands, secondAt: null }, 1000), false)
    assert.equal(isFresh({ ...stands, enrolled: false, secondAt: null }, 1000), true)
  })
})
