import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { GUESTS, POLICY_KEYS } from '#protocol/policy.ts'
import type { Policy } from '#protocol/policy.ts'
import { FLOOR, looser, tightest, tooLoose } from './tighten.ts'

/** Also what no schema lets through: a damaged row, a typing error in a migration. */
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

describe('[POL1] what an operator sets', () => {
  it('never makes anything looser than the floor, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(settings), (all) => {
        assert.deepEqual(looserIn(tightest(...all), FLOOR), [])
      }),
    )
  })

  it('never makes anything looser than the environment, and never undoes what else is set', () => {
    fc.assert(
      fc.property(fc.array(settings), settings, (others, one) => {
        const before = tightest(...others)
        assert.deepEqual(looserIn(tightest(...others, one), before), [])
        assert.deepEqual(looserIn(tightest(one, ...others), before), [])
      }),
    )
  })

  it('comes to the same in any order, and twice as once', () => {
    fc.assert(
      fc.property(settings, settings, (one, other) => {
        assert.deepEqual(tightest(one, other), tightest(other, one, one))
      }),
    )
  })

  it('is refused by its rule when it is looser, and only then', () => {
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

  it('has no value among guests that is looser than the floor', () => {
    assert.equal(FLOOR.guests, GUESTS[0])
    assert.equal(tightest({ guests: 'invited' }, { guests: 'named' }).guests, 'invited')
    assert.equal(tightest({ guests: 'invited' }, { guests: 'none' }).guests, 'none')
  })
})
