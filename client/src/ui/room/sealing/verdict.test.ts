import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ParticipantId } from '#protocol/ids.ts'
import type { Verdict } from '../../../call/types.ts'
import { nobody } from '../../../keys/verdict.ts'
import { toldOf } from './verdict.ts'

const [lan, minh, hoa] = ['lan', 'minh', 'hoa'] as ParticipantId[] as [
  ParticipantId,
  ParticipantId,
  ParticipantId,
]
const verdict = (change: Partial<Verdict>): Verdict => ({ ...nobody(), ...change })
const all = new Set([lan, minh, hoa])

describe('what a host is told after letting people in', () => {
  it('is nothing if all came in', () => {
    assert.deepEqual(toldOf(verdict({ admitted: [lan, minh] }), all), {
      compare: null,
      more: 0,
      foreign: [],
      unready: [],
      gone: [],
      error: null,
    })
  })

  it('is to compare words with the first of those who show no proof', () => {
    const { compare, more } = toldOf(verdict({ admitted: [lan], unproven: [minh, hoa] }), all)
    assert.deepEqual({ compare, more }, { compare: minh, more: 1 })
  })

  it('tells those whose keys are not here yet from those who have gone', () => {
    const { unready, gone } = toldOf(verdict({ unready: [lan, minh] }), new Set([lan]))
    assert.deepEqual({ unready, gone }, { unready: [lan], gone: [minh] })
  })

  it('names the reason, if there is one, instead of those whom it concerns', () => {
    const error = { code: 'meeting_full' as const }
    assert.deepEqual(toldOf(verdict({ refused: [lan] }), all).gone, [lan])
    const { gone, error: why } = toldOf(verdict({ refused: [lan], error }), all)
    assert.deepEqual({ gone, why }, { gone: [], why: error })
  })

  it('warns of keys that are not those of the name', () => {
    assert.deepEqual(toldOf(verdict({ foreign: [hoa] }), all).foreign, [hoa])
  })
})
