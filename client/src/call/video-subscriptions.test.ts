import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { trackView } from '../media/testing.ts'
import { BAD_LOOKS, UP_LOOKS, WAIT } from '../media/pictures.ts'
import type { Strain } from '../media/pictures.ts'
import { EASE, HARD_LOOKS } from '../media/cpu-pressure.ts'
import { VideoSubscriptions } from './video-subscriptions.ts'

const FACE = trackView('face', 'lan', 'camera')
const SCREEN = trackView('screen', 'lan', 'screen')
let told: string[]
let sight: VideoSubscriptions
const looks = (n: number, strain: Strain) => {
  for (let look = 0; look < n; look++) sight.look(strain)
}

function open(saving = false): void {
  told = []
  sight = new VideoSubscriptions(saving, {
    onHeight: (id, height) => told.push(`${id} ${String(height)}`),
    onBandwidth: ({ pictures, held }) => told.push(`${pictures}, ${held.size} held`),
  })
  sight.sync([FACE, SCREEN])
  sight.show(FACE.id, 360)
  sight.show(SCREEN.id, 1080)
}

describe('remote video', () => {
  beforeEach(() => open())

  it('is requested as tiles show it', () => {
    assert.deepEqual(told, ['face 360', 'screen 1080'])
    sight.show(FACE.id, null)
    assert.equal(told.at(-1), 'face null')
    assert.equal(sight.thin, false)
  })

  it('is paused in audio-only mode, and resumes by itself', () => {
    told = []
    looks(BAD_LOOKS, 'bad')
    assert.deepEqual(told, ['face null', 'screen null', 'paused, 2 held'])
    assert.equal(sight.thin, true)
    told = []
    sight.show(FACE.id, 720)
    assert.deepEqual(told, [])
    looks(WAIT.first, 'good')
    assert.deepEqual(told, ['face 720', 'screen 1080', 'shown, 0 held'])
  })

  it('[QOS2] is reduced under CPU pressure, after the local camera; a screen stays', () => {
    told = []
    for (let look = 0; look < HARD_LOOKS; look++) sight.cpuPressure('hard')
    assert.deepEqual([sight.thin, sight.bandwidth.machine, told], [true, 1, ['shown, 0 held']])
    told = []
    for (let look = 0; look < HARD_LOOKS; look++) sight.cpuPressure('hard')
    assert.deepEqual([sight.bandwidth.machine, sight.bandwidth.saving], [2, false])
    assert.deepEqual(told, ['face 180', 'shown, 0 held'])
    for (let look = 0; look < 3 * EASE.first; look++) sight.cpuPressure('easy')
    assert.deepEqual([sight.thin, sight.heightOf(FACE.id)], [false, 360])
  })

  it('is paused together with the local camera when that is still too much, until the person insists', () => {
    looks(BAD_LOOKS, 'bad_up')
    assert.equal(sight.bandwidth.resting, false)
    looks(UP_LOOKS, 'bad_up')
    assert.equal(sight.bandwidth.resting, true)
    assert.equal(told.length, 6)
    sight.insist()
    assert.equal(sight.bandwidth.resting, false)
    assert.equal(sight.thin, false)
  })

  it('resumes at once when the person insists', () => {
    looks(BAD_LOOKS, 'bad')
    sight.insist()
    assert.equal(sight.heightOf(FACE.id), 360)
    looks(50, 'bad')
    assert.equal(sight.heightOf(FACE.id), 360)
  })

  it('is small when saving data, and so is the local camera; ended tracks are forgotten', () => {
    open(true)
    assert.deepEqual(told, ['face 180', 'screen 1080'])
    assert.equal(sight.thin, true)
    sight.save(false)
    assert.equal(sight.heightOf(FACE.id), 360)
    sight.sync([])
    sight.sync([FACE])
    assert.equal(sight.heightOf(FACE.id), null)
  })
})
