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

describe('[SES] what a session must have proved', () => {
  it('operators need a second factor whatever the setting, hosts by it', () => {
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

  it('is full without a second proof only where there is no factor and none is required', () => {
    fc.assert(
      fc.property(standing, (stands) => {
        const full = wanted(stands) === null
        const passwordAlone = stands.secondAt === null
        assert.equal(full, !passwordAlone || (!stands.enrolled && !stands.required))
        // Who has one proves it; a second one is no way round it.
        if (passwordAlone && stands.enrolled) assert.equal(wanted(stands), 'prove')
      }),
    )
  })

  it('is fresh for five minutes after the strongest proof there is', () => {
    const stands = { required: true, enrolled: true, firstAt: 1000, secondAt: 1000 }
    assert.equal(isFresh(stands, 1000 + FRESH), true)
    assert.equal(isFresh(stands, 1001 + FRESH), false)
    assert.equal(isFresh({ ...stands, secondAt: null }, 1000), false)
    assert.equal(isFresh({ ...stands, enrolled: false, secondAt: null }, 1000), true)
  })
})
