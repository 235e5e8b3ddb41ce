import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { GUESTS, POLICY_KEYS } from '#protocol/policy.ts'
import type { Policy } from '#protocol/policy.ts'
import { FLOOR, looser, tightest, tooLoose } from './tighten.ts'

/** Includes values no schema accepts, as from a damaged row or a faulty migration. */
const number = fc.oneof(fc.integer(), fc.double(), fc.constant(NaN))
const guests = fc.oneof(
  fc.constantFrom(...GUESTS),
  fc.string().map((text) => text as 'named'),
)
const settings: fc.Arbitrary<Partial<Policy>> = fc.record(
  { passwordMin: number, lobby: number, guests, keepDays: number, recordingDays: number },
  { requiredKeys: [] },
)
const looserIn = (one: Policy, other: Policy) =>
  POLICY_KEYS.filter((key) => looser(key, one[key], other[key]))

describe('[POL1] operator settings', () => {
  it('never make anything looser than the floor, whatever their value', () => {
    fc.assert(
      fc.property(fc.array(settings), (all) => {
        assert.deepEqual(looserIn(tightest(...all), FLOOR), [])
      }),
    )
  })

  it('never make anything looser than the environment or undo other settings', () => {
    fc.assert(
      fc.property(fc.array(settings), settings, (others, one) => {
        const before = tightest(...others)
        assert.deepEqual(looserIn(tightest(...others, one), before), [])
        assert.deepEqual(looserIn(tightest(one, ...others), before), [])
      }),
    )
  })

  it('combine commutatively and idempotently', () => {
    fc.assert(
      fc.property(settings, settings, (one, other) => {
        assert.deepEqual(tightest(one, other), tightest(other, one, one))
      }),
    )
  })

  it('are refused with the rule number if too loose, and only then', () => {
    const loosest = tightest({ keepDays: 90 })
    for (const [change, key] of [
      [{ passwordMin: 14 }, 'passwordMin'],
      [{ lobby: 201 }, 'lobby'],
      [{ keepDays: 91 }, 'keepDays'],
      [{ guests: 'none', keepDays: 3650 }, 'keepDays'],
      [{ passwordMin: 15, lobby: 200, guests: 'named', keepDays: 90 }, null],
      [{ passwordMin: 64, lobby: 1, guests: 'none', keepDays: 1 }, null],
    ] as const) {
      assert.equal(tooLoose(change, loosest), key)
    }
    fc.assert(
      fc.property(settings, (change) => {
        if (tooLoose(change, loosest) !== null) return
        const after = tightest(loosest, change)
        for (const key of POLICY_KEYS) {
          if (change[key] !== undefined) assert.equal(after[key], change[key])
        }
      }),
    )
  })

  it('have no value for guests that is looser than the floor', () => {
    assert.equal(FLOOR.guests, GUESTS[0])
    assert.equal(tightest({ guests: 'invited' }, { guests: 'named' }).guests, 'invited')
    assert.equal(tightest({ guests: 'invited' }, { guests: 'none' }).guests, 'none')
  })
})
