import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { trackView } from '../media/testing.ts'
import { BAD_SAMPLES, UP_SAMPLES, WAIT } from '../media/pictures.ts'
import type { Strain } from '../media/pictures.ts'
import { EASE, HARD_SAMPLES } from '../media/cpu-pressure.ts'
import { VideoSubscriptions } from './video-subscriptions.ts'

const FACE = trackView('face', 'lan', 'camera')
const SCREEN = trackView('screen', 'lan', 'screen')
let changes: string[]
let subscriptions: VideoSubscriptions
const looks = (n: number, strain: Strain) => {
  for (let look = 0; look < n; look++) subscriptions.sample(strain)
}

function open(saving = false): void {
  changes = []
  subscriptions = new VideoSubscriptions(
    { saving, metered: false },
    {
      onHeight: (id, height) => changes.push(`${id} ${String(height)}`),
      onBandwidth: ({ pictures, held }) => changes.push(`${pictures}, ${held.size} held`),
    },
  )
  subscriptions.sync([FACE, SCREEN])
  subscriptions.show(FACE.id, 360)
  subscriptions.show(SCREEN.id, 1080)
}

describe('remote video', () => {
  beforeEach(() => open())

  it('is requested as tiles show it', () => {
    assert.deepEqual(changes, ['face 360', 'screen 1080'])
    subscriptions.show(FACE.id, null)
    assert.equal(changes.at(-1), 'face null')
    assert.equal(subscriptions.thin, false)
  })

  it('is paused in audio-only mode, and resumes by itself', () => {
    changes = []
    looks(BAD_SAMPLES, 'bad')
    assert.deepEqual(changes, ['face null', 'screen null', 'paused, 2 held'])
    assert.equal(subscriptions.thin, true)
    changes = []
    subscriptions.show(FACE.id, 720)
    assert.deepEqual(changes, [])
    looks(WAIT.first, 'good')
    // First it is said that it is about to.
    assert.deepEqual(changes, ['paused, 2 held', 'face 720', 'screen 1080', 'shown, 0 held'])
  })

  it('[QOS2] is reduced under CPU pressure, after the local camera; a screen stays', () => {
    changes = []
    for (let look = 0; look < HARD_SAMPLES; look++) subscriptions.cpuPressure('hard')
    assert.deepEqual(
      [subscriptions.thin, subscriptions.bandwidth.machine, changes],
      [true, 1, ['shown, 0 held']],
    )
    changes = []
    for (let look = 0; look < HARD_SAMPLES; look++) subscriptions.cpuPressure('hard')
    assert.deepEqual([subscriptions.bandwidth.machine, subscriptions.bandwidth.saving], [2, false])
    assert.deepEqual(changes, ['face 180', 'shown, 0 held'])
    for (let look = 0; look < 3 * EASE.first; look++) subscriptions.cpuPressure('easy')
    assert.deepEqual([subscriptions.thin, subscriptions.heightOf(FACE.id)], [false, 360])
  })

  it('is paused together with the local camera when that is still too much, until the person insists', () => {
    looks(BAD_SAMPLES, 'bad_up')
    assert.equal(subscriptions.bandwidth.resting, false)
    looks(UP_SAMPLES, 'bad_up')
    assert.equal(subscriptions.bandwidth.resting, true)
    assert.equal(changes.length, 6)
    subscriptions.insist()
    assert.equal(subscriptions.bandwidth.resting, false)
    assert.equal(subscriptions.thin, false)
  })

  it('resumes at once when the person insists', () => {
    looks(BAD_SAMPLES, 'bad')
    subscriptions.insist()
    assert.equal(subscriptions.heightOf(FACE.id), 360)
    looks(50, 'bad')
    assert.equal(subscriptions.heightOf(FACE.id), 360)
  })

  it('is small when saving data, and so is the local camera; ended tracks are forgotten', () => {
    open(true)
    assert.deepEqual(changes, ['face 180', 'screen 1080'])
    assert.equal(subscriptions.thin, true)
    subscriptions.save({ saving: false, metered: false })
    assert.equal(subscriptions.heightOf(FACE.id), 360)
    subscriptions.sync([])
    subscriptions.sync([FACE])
    assert.equal(subscriptions.heightOf(FACE.id), null)
  })
})
