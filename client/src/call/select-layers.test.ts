import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { TrackId } from '#protocol/ids.ts'
import { trackView } from '../media/testing.ts'
import { SAVED_FACES, selectLayers } from './select-layers.ts'

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'screen']
const TRACKS = NAMES.map((name) => trackView(name, 'x', name === 'screen' ? 'screen' : 'camera'))
const idOf = (name: string) => TRACKS.find(({ id }) => id === name)?.id ?? TRACKS[0]!.id
const wants = fc
  .dictionary(fc.constantFrom(...NAMES), fc.integer({ min: 1, max: 2160 }))
  .map((heights) => new Map(Object.entries(heights).map(([name, h]) => [idOf(name), h])))
const modes = fc.constantFrom('shown' as const, 'paused' as const, 'insisted' as const)

describe('the selected layers', () => {
  it('are all that tiles show on a good connection', () => {
    const wanted = new Map<TrackId, number>([[idOf('a'), 720]])
    assert.deepEqual(
      selectLayers(wanted, TRACKS, { saving: false, pictures: 'shown' }).heights,
      wanted,
    )
  })

  it('are few and small faces when saving data, largest first; screens stay', () => {
    const wanted = new Map(NAMES.map((name, place) => [idOf(name), 100 + place * 100]))
    const { heights, held } = selectLayers(wanted, TRACKS, { saving: true, pictures: 'shown' })
    assert.deepEqual([...held].toSorted(), ['a', 'b', 'c'])
    assert.equal(heights.get(idOf('g')), 180)
    assert.equal(heights.get(idOf('screen')), 800)
  })

  it('[property] are requested or held, never both, and never above a tile’s height', () => {
    fc.assert(
      fc.property(wants, fc.boolean(), modes, (wanted, saving, pictures) => {
        const { heights, held } = selectLayers(wanted, TRACKS, { saving, pictures })
        for (const [id, height] of wanted) {
          assert.notEqual(heights.has(id), held.has(id))
          assert.ok((heights.get(id) ?? 0) <= height)
        }
        assert.equal(heights.size + held.size, wanted.size)
        if (pictures === 'paused') assert.equal(heights.size, 0)
        else if (saving) assert.ok(heights.size <= SAVED_FACES + 1)
        else assert.equal(held.size, 0)
      }),
    )
  })
})
