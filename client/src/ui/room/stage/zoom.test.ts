import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { FIT, MOST_ZOOM, pan, within, zoomAt } from './zoom.ts'
import type { Zoom } from './zoom.ts'

const frame = { width: 800, height: 450 }
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const point = fc.record({ x: number(-400, 400), y: number(-225, 225) })
const anyZoom = fc
  .record({ scale: number(0.1, 20), x: number(-9000, 9000), y: number(-9000, 9000) })
  .map((zoom) => within(zoom, frame))
const close = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-6, `${a} ${b}`)

const under = (zoom: Zoom, x: number) => (x - zoom.x) / zoom.scale

describe('zooming into a shared screen', () => {
  it('always fills the frame', () => {
    fc.assert(
      fc.property(anyZoom, number(0.01, 100), point, point, (zoom, factor, at, by) => {
        for (const next of [zoomAt(zoom, factor, at, frame), pan(zoom, by, frame)]) {
          assert.ok(next.scale >= 1 && next.scale <= MOST_ZOOM)
          assert.ok(Math.abs(next.x) <= ((next.scale - 1) * frame.width) / 2 + 1e-6)
          assert.ok(Math.abs(next.y) <= ((next.scale - 1) * frame.height) / 2 + 1e-6)
        }
      }),
    )
  })

  it('keeps the point under the pointer in place', () => {
    fc.assert(
      fc.property(anyZoom, number(1, 4), point, (zoom, factor, at) => {
        const next = zoomAt(zoom, factor, at, frame)
        close(under(next, at.x), under(zoom, at.x))
      }),
    )
  })

  it('returns to the whole picture', () => {
    const close = zoomAt(zoomAt(FIT, 3, { x: 300, y: 100 }, frame), 0.01, { x: -99, y: 9 }, frame)
    assert.deepEqual({ ...close, x: close.x + 0, y: close.y + 0 }, FIT)
  })
})
