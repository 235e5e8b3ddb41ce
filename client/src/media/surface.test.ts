import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { surfaceOf } from './surface.ts'

const settings = (displaySurface?: string) => () => (displaySurface ? { displaySurface } : {})

describe('the shared surface', () => {
  it('is recognized as our own page by its capture handle', () => {
    const track = { getSettings: settings('browser'), getCaptureHandle: () => ({ handle: 'x' }) }
    assert.equal(surfaceOf(track, 'x'), 'self')
    assert.equal(surfaceOf(track, 'another page'), 'other')
  })

  it('is a whole screen where the browser says so, and `other` where it does not', () => {
    assert.equal(surfaceOf({ getSettings: settings('monitor') }), 'monitor')
    assert.equal(surfaceOf({ getSettings: settings('window') }), 'other')
    assert.equal(surfaceOf({ getSettings: settings() }), 'other')
    const none = { getSettings: settings('browser'), getCaptureHandle: () => null }
    assert.equal(surfaceOf(none), 'other')
  })
})
