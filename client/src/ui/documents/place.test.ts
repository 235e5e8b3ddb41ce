import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { PLACES as CONTRACT } from '#protocol/presentation.ts'
import { FIT, LEAST, MOST, boxOf, moved, placeAt, zoomed } from './place.ts'
import { PLACES } from './places.ts'

const size = fc.record({
  width: fc.integer({ min: 50, max: 4000 }),
  height: fc.integer({ min: 50, max: 4000 }),
})
const at = fc.integer({ min: 0, max: PLACES })
const eye = fc.record({ scale: fc.integer({ min: LEAST, max: MOST }), x: at, y: at })

const covers = (room: number, start: number, length: number) =>
  length <= room ? start >= -1e-6 : start <= 1e-6 && start + length >= room - 1e-6

describe('page placement', () => {
  it('[DOC5] uses the page units of the protocol', () => assert.equal(PLACES, CONTRACT))

  it('starts fitted and centered', () => {
    const box = boxOf({ width: 1000, height: 500 }, { width: 100, height: 100 }, FIT)
    assert.deepEqual(box, { width: 500, height: 500, left: 250, top: 0 })
  })

  it('leaves no gap when larger than its frame and never shrinks below fit', () => {
    fc.assert(
      fc.property(size, size, eye, (frame, page, looked) => {
        const box = boxOf(frame, page, looked)
        assert.ok(covers(frame.width, box.left, box.width))
        assert.ok(covers(frame.height, box.top, box.height))
      }),
    )
  })

  it('[DOC5] maps the pointer to the same page position on any screen', () => {
    fc.assert(
      fc.property(size, size, eye, at, at, (frame, page, looked, x, y) => {
        const box = boxOf(frame, page, looked)
        const left = box.left + (x / PLACES) * box.width
        const top = box.top + (y / PLACES) * box.height
        assert.deepEqual(placeAt(box, left, top), { x, y })
      }),
    )
  })

  it('[DOC5] stays within protocol limits however it is panned and zoomed', () => {
    const by = fc.record({ x: fc.integer(), y: fc.integer() })
    fc.assert(
      fc.property(size, size, eye, by, fc.boolean(), (frame, page, looked, push, more) => {
        for (const next of [moved(looked, frame, page, push), zoomed(looked, more)]) {
          assert.ok(Number.isInteger(next.x) && next.x >= 0 && next.x <= PLACES)
          assert.ok(Number.isInteger(next.y) && next.y >= 0 && next.y <= PLACES)
          assert.ok(Number.isInteger(next.scale) && next.scale >= LEAST && next.scale <= MOST)
        }
      }),
    )
  })
})
