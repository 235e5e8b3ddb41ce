import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fitRow, fitTiles, MOST_TILES, pageTiles } from './layout.ts'

const SURFACES = [
  { width: 360, height: 480, gap: 8 },
  { width: 1280, height: 620, gap: 8 },
  { width: 1920, height: 900, gap: 8 },
  { width: 220, height: 600, gap: 8 },
]

describe('fitTiles', () => {
  it('never overflows and has a place for everyone', () => {
    for (const surface of SURFACES)
      for (let count = 1; count <= 49; count += 1) {
        const { columns, rows, width, height } = fitTiles(count, surface)
        assert.ok(columns * rows >= count)
        assert.ok((rows - 1) * columns < count, 'no empty row')
        assert.ok(columns * width + (columns - 1) * surface.gap <= surface.width)
        assert.ok(rows * height + (rows - 1) * surface.gap <= surface.height)
        assert.ok(width > 0 && height > 0)
      }
  })
  it('puts two tiles side by side on a wide screen and stacks them on a tall one', () => {
    assert.equal(fitTiles(2, { width: 1280, height: 620, gap: 8 }).columns, 2)
    assert.equal(fitTiles(2, { width: 360, height: 560, gap: 8 }).columns, 1)
  })
  it('cuts at most a quarter off a wide picture, unless the surface is upright', () => {
    for (const surface of SURFACES)
      for (let count = 1; count <= 30; count += 1) {
        const { width, height } = fitTiles(count, surface)
        const cut = 1 - width / height / (16 / 9)
        const most = surface.height > surface.width ? 0.45 : 0.26
        assert.ok(cut <= most, `${count} on ${surface.width} x ${surface.height}: ${cut}`)
      }
  })
  it('arranges nine tiles in a square', () => {
    assert.equal(fitTiles(9, { width: 1280, height: 720, gap: 8 }).columns, 3)
  })
})

describe('fitRow', () => {
  it('gives one row that neither overflows nor loses anyone', () => {
    for (const surface of SURFACES.map((one) => ({ ...one, height: 120 })))
      for (let count = 1; count <= 60; count += 1) {
        const { perPage, pages, fit } = fitRow(count, surface, 150)
        assert.equal(fit.rows, 1)
        assert.ok(perPage * fit.width + (perPage - 1) * surface.gap <= surface.width)
        assert.ok(perPage * pages >= count && perPage * (pages - 1) < count)
      }
    assert.equal(fitRow(7, { width: 0, height: 0, gap: 8 }, 150).perPage, 1)
  })
})

describe('pageTiles', () => {
  it('adds pages instead of shrinking tiles below the readable size', () => {
    for (const surface of SURFACES)
      for (let count = 1; count <= 120; count += 7) {
        const { perPage, pages, fit } = pageTiles(count, surface, 150)
        assert.ok(perPage * pages >= count && perPage * (pages - 1) < count)
        assert.ok(perPage <= MOST_TILES)
        assert.ok(fit.width >= Math.min(150, fitTiles(1, surface).width))
      }
  })
  it('handles a surface that is not measured yet', () => {
    assert.equal(pageTiles(7, { width: 0, height: 0, gap: 8 }, 150).perPage, 1)
    assert.equal(pageTiles(0, { width: 0, height: 0, gap: 8 }, 150).pages, 1)
  })
})
