import assert from 'node:assert/strict'
import { it } from 'node:test'
import { KIND_OF } from '#protocol/model.ts'
import { SEND, kindOf, quantizeHeight } from './layers.ts'

it('[SHR2] maps sources to the same kinds as the contract', () => {
  const sources = ['microphone', 'camera', 'screen', 'screen_audio'] as const
  for (const source of sources) assert.equal(kindOf(source), KIND_OF[source])
})

it('requests one of a few heights that fill the tile', () => {
  const asked = [1, 180, 225, 226, 360, 450, 451, 720, 900, 1000, 5000].map(quantizeHeight)
  assert.deepEqual(asked, [180, 180, 180, 360, 360, 360, 720, 720, 720, 1080, 2160])
})

it('halves the camera’s resolution per layer, best layer last', () => {
  assert.deepEqual(
    SEND.camera.encodings.map(({ scaleResolutionDownBy }) => scaleResolutionDownBy),
    [4, 2, 1],
  )
  assert.equal(SEND.screen.encodings.length, 1)
})
