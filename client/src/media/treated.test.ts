import assert from 'node:assert/strict'
import { afterEach, it } from 'node:test'
import { DeviceFailure } from './fault.ts'
import { fakeTrack } from './testing.ts'
import { canTreat, isWeak, treated } from './treated.ts'

const NAMES = ['MediaStreamTrackProcessor', 'MediaStreamTrackGenerator', 'AudioWorkletNode']
const browser = (...names: string[]) => {
  for (const name of names) Object.assign(globalThis, { [name]: () => {} })
}
afterEach(() => {
  for (const name of NAMES) Reflect.deleteProperty(globalThis, name)
})

it('offers blur only where frames can be processed in flight, which excludes Firefox', () => {
  browser('AudioWorkletNode')
  assert.equal(canTreat('blur'), false)
  assert.equal(canTreat('denoise'), true)
  browser('MediaStreamTrackProcessor')
  assert.equal(canTreat('blur'), false)
  browser('MediaStreamTrackGenerator')
  assert.equal(canTreat('blur'), true)
})

it('returns the device unchanged if it needs no effect', async () => {
  const camera = fakeTrack('video')
  assert.equal(await treated('blur', camera), camera)
  assert.equal(camera.readyState, 'live')
})

it('releases the device rather than use it without the effect', async () => {
  for (const [name, kind] of [
    ['blur', 'video'],
    ['denoise', 'audio'],
  ] as const) {
    const device = fakeTrack(kind)
    await assert.rejects(treated(name, device, true), new DeviceFailure('effect'))
    assert.equal(device.readyState, 'ended')
  }
})

it('judges a machine weak by the measured cost', () => {
  assert.equal(isWeak('blur', { ms: 33, core: 0.5 }), false)
  assert.equal(isWeak('blur', { ms: 34, core: 0.51 }), true)
  assert.equal(isWeak('denoise', { ms: 5, core: 0.5 }), false)
  assert.equal(isWeak('denoise', { ms: 6, core: 0.6 }), true)
})
