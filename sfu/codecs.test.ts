import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { layerFor, maxIncomingBitrate } from './codecs.ts'

describe('the simulcast layer for a height', () => {
  const TABLE: [height: number | undefined, layers: number, layer: number][] = [
    [0, 3, 0],
    [180, 3, 0],
    [225, 3, 0],
    [226, 3, 1],
    [360, 3, 1],
    [450, 3, 1],
    [451, 3, 2],
    [720, 3, 2],
    [4320, 3, 2],
    [undefined, 3, 2],
    [180, 2, 0],
    [360, 2, 0],
    [720, 2, 1],
    [1, 1, 0],
    [4320, 1, 0],
  ]
  for (const [height, layers, layer] of TABLE) {
    it(`of ${layers}, ${height ?? 'unknown'} pixels take layer ${layer}`, () => {
      assert.equal(layerFor(height, layers), layer)
    })
  }
})

describe('[SHR2] the bitrate a sender may use', () => {
  it('covers microphone and camera, whether they are on or not', () => {
    assert.equal(maxIncomingBitrate([]), maxIncomingBitrate(['microphone', 'camera']))
    assert.ok(maxIncomingBitrate([]) <= 2_100_000)
  })

  it('grows by a screen and its audio, each counted once', () => {
    const withScreen = maxIncomingBitrate(['screen', 'screen_audio'])
    assert.ok(withScreen > maxIncomingBitrate(['screen']))
    assert.ok(maxIncomingBitrate(['screen']) > maxIncomingBitrate([]))
    assert.equal(maxIncomingBitrate(['screen', 'screen', 'screen_audio']), withScreen)
  })
})
