import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { exchange, follow, inFront, spokeLast, whoYields } from './order.ts'

const people = fc.uniqueArray(fc.nat(60), { maxLength: 40 })
const crowd = fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: 40 })
const sorted = (ids: number[]) => ids.toSorted((a, b) => a - b)
const moved = (a: number[], b: number[]) => a.filter((id, place) => b[place] !== id)

/** Same procedure as in the grid. */
function onFirstPage<T extends string | number>(
  order: T[],
  speaker: T | null,
  perPage: number,
  spoken: T[],
): T[] {
  const yields = whoYields(order, speaker, perPage, spoken)
  return speaker === null || yields === null ? order : exchange(order, speaker, yields)
}

describe('tile order', () => {
  it('contains exactly the people present and keeps their sequence', () => {
    fc.assert(
      fc.property(people, people, (before, present) => {
        const after = follow(before, present)
        assert.deepEqual(sorted(after), sorted(present))
        const stayed = before.filter((id) => present.includes(id))
        assert.deepEqual(after.slice(0, stayed.length), stayed)
        assert.deepEqual(follow(after, present), after)
      }),
    )
  })

  it('does not change while nobody joins or leaves and the speaker is visible', () => {
    fc.assert(
      fc.property(
        crowd,
        fc.integer({ min: 1, max: 25 }),
        fc.nat(),
        people,
        (ids, page, pick, spoken) => {
          const speaker = ids[pick % Math.min(page, ids.length)] ?? null
          assert.deepEqual(onFirstPage(ids, speaker, page, spoken), ids)
          assert.deepEqual(onFirstPage(ids, null, page, spoken), ids)
        },
      ),
    )
  })

  it('swaps at most two tiles to make an unseen speaker visible', () => {
    fc.assert(
      fc.property(
        crowd,
        fc.integer({ min: 1, max: 25 }),
        fc.nat(),
        people,
        (ids, page, pick, spoken) => {
          const speaker = ids[pick % ids.length] ?? 0
          const after = onFirstPage(ids, speaker, page, spoken)
          assert.deepEqual(sorted(after), sorted(ids))
          assert.ok(moved(ids, after).length <= 2)
          assert.ok(after.indexOf(speaker) < page)
          assert.deepEqual(onFirstPage(after, speaker, page, spoken), after, 'and stays')
        },
      ),
    )
  })

  it('moves away the person silent longest, not the one who just spoke', () => {
    assert.deepEqual(onFirstPage(['a', 'b', 'c', 'd'], 'd', 3, ['b', 'c', 'd']), [
      'd',
      'b',
      'c',
      'a',
    ])
    assert.deepEqual(onFirstPage(['a', 'b', 'c'], 'c', 2, ['a', 'b', 'c']), ['c', 'b', 'a'])
  })

  it('moves the enlarged person to the front by a swap that can be reversed', () => {
    fc.assert(
      fc.property(crowd, fc.nat(), (ids, pick) => {
        const large = ids[pick % ids.length] ?? 0
        const after = inFront(ids, large)
        assert.equal(after[0], large)
        assert.ok(moved(ids, after).length <= 2)
        assert.deepEqual(inFront(after, large), after)
        assert.deepEqual(inFront(after, ids[0] ?? 0), ids)
      }),
    )
  })

  it('lists each speaker once, however long the meeting', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 200 }), (words) => {
        const spoken = words.reduce<number[]>(spokeLast, [])
        assert.equal(new Set(spoken).size, spoken.length)
        assert.equal(spoken.at(-1), words.at(-1))
      }),
    )
  })
})
