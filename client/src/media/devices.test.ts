import assert from 'node:assert/strict'
import { afterEach, it } from 'node:test'
import { DeviceFailure, faultOf, listDevices, openBoth, openMicrophone } from './devices.ts'
import { loudness } from './level.ts'

const named = (name: string, message = '') => new DOMException(message, name)

afterEach(() => setDevices(undefined))

function setDevices(mediaDevices: object | undefined): void {
  Object.defineProperty(globalThis.navigator, 'mediaDevices', {
    value: mediaDevices,
    configurable: true,
  })
}

it('reads the browser’s errors', () => {
  assert.equal(faultOf(named('NotAllowedError'), 'device'), 'denied')
  assert.equal(faultOf(named('NotFoundError'), 'device'), 'not_found')
  assert.equal(faultOf(named('OverconstrainedError'), 'device'), 'not_found')
  assert.equal(faultOf(named('NotReadableError'), 'device'), 'in_use')
  assert.equal(faultOf(named('AbortError'), 'device'), 'in_use')
  assert.equal(faultOf(named('TypeError'), 'device'), 'unknown')
  assert.equal(faultOf('what', 'device'), 'unknown')
})

it('tells a cancelled screen picker from a screen the system forbids', () => {
  assert.equal(faultOf(named('NotAllowedError', 'Permission denied'), 'screen'), 'cancelled')
  const bySystem = named('NotAllowedError', 'Permission denied by system')
  assert.equal(faultOf(bySystem, 'screen'), 'denied')
})

it('reports insecure where the browser hides its devices', async () => {
  await assert.rejects(openMicrophone({ deviceId: null }), new DeviceFailure('insecure'))
  assert.deepEqual(await listDevices(), { microphones: [], cameras: [], speakers: [] })
})

it('opens the microphone even if the camera is missing', async () => {
  const heard = { kind: 'audio', contentHint: '' }
  setDevices({
    getUserMedia: ({ video }: MediaStreamConstraints) =>
      video
        ? Promise.reject(named('NotFoundError'))
        : Promise.resolve({ getAudioTracks: () => [heard] }),
  })
  const both = openBoth({ deviceId: null }, { deviceId: null })
  await assert.rejects(both.camera, new DeviceFailure('not_found'))
  assert.equal(await both.microphone, heard)
})

it('measures loudness on a logarithmic scale', () => {
  assert.equal(loudness(new Float32Array(0)), 0)
  assert.equal(loudness(new Float32Array(64)), 0)
  assert.equal(loudness(new Float32Array(64).fill(1)), 1)
  const half = loudness(new Float32Array(64).fill(0.0316))
  assert.ok(Math.abs(half - 0.5) < 0.01)
})
