// oxlint-disable typescript/no-unsafe-type-assertion -- made-up devices for tests
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { endsWith } from '../../media/ended.ts'
import { fakeTrack, settled } from '../../media/testing.ts'
import type { TestTrack } from '../../media/testing.ts'
import type { Devices } from '../../call/types.ts'
import { PreviewStore } from './preview-store.ts'

/** Connected microphones; the first is the system default. */
let plugged: string[]
let opened: TestTrack[]
let mediaDevices: EventTarget
let store: PreviewStore

const listed = (deviceId: string) => ({ kind: 'audioinput', deviceId, groupId: '' })

type Asked = { deviceId?: { ideal: string }; noiseSuppression: boolean }
const isolated = (track: TestTrack) => Reflect.get(track.getSettings(), 'voiceIsolation') as unknown

function getUserMedia({ audio }: MediaStreamConstraints) {
  const { deviceId, noiseSuppression } = audio as Asked
  const wanted = plugged.find((id) => id === deviceId?.ideal) ?? plugged[0]
  if (wanted === undefined) return Promise.reject(new DOMException('', 'NotFoundError'))
  const track = fakeTrack('audio', wanted)
  // Simulates a system that suppresses noise by itself when the browser is told not to.
  const settings = { deviceId: wanted, voiceIsolation: !noiseSuppression }
  track.getSettings = () => settings
  opened.push(track)
  return Promise.resolve({ getAudioTracks: () => [track] })
}

beforeEach(async () => {
  plugged = ['built-in', 'headset']
  opened = []
  mediaDevices = Object.assign(new EventTarget(), {
    enumerateDevices: () => Promise.resolve(plugged.map(listed)),
    getUserMedia,
  })
  Object.defineProperty(globalThis.navigator, 'mediaDevices', {
    value: mediaDevices,
    configurable: true,
  })
  const devices: Devices = {
    microphone: { on: true, deviceId: 'headset', effect: false },
    camera: { on: false, deviceId: null, effect: false },
    speakerId: null,
  }
  store = new PreviewStore(devices)
  await store.open()
  await store.start()
})

afterEach(() => {
  store.close()
  Object.defineProperty(globalThis.navigator, 'mediaDevices', {
    value: undefined,
    configurable: true,
  })
})

async function change(now: string[]): Promise<void> {
  const gone = opened.filter(
    ({ label, readyState }) => readyState === 'live' && !now.includes(label),
  )
  plugged = now
  for (const track of gone) track.unplug()
  mediaDevices.dispatchEvent(new Event('devicechange'))
  await settled()
}

/** The live microphone, and the one it replaces, if any. */
function heard(): string {
  const { microphone, lost } = store.getState()
  if (microphone.state !== 'live') return microphone.state
  const { label } = microphone.track
  return lost.microphone ? `${label} for ${lost.microphone.label}` : label
}

describe('the preview when devices are plugged in and out', () => {
  it('replaces an unplugged device and switches back when it returns', async () => {
    assert.equal(heard(), 'headset')
    await change(['built-in'])
    assert.equal(heard(), 'built-in for headset')
    await change(['built-in', 'headset'])
    assert.equal(heard(), 'headset')
    assert.equal(opened.filter(({ readyState }) => readyState === 'live').length, 1)
  })

  it('does not save a replacement as the chosen device', async () => {
    await change(['built-in'])
    assert.equal(store.getState().devices.microphone.deviceId, 'headset')
    await store.choose('microphone', 'built-in')
    await change(['built-in', 'headset'])
    assert.equal(heard(), 'built-in')
  })

  it('fails without a device and recovers when one is plugged in', async () => {
    await change([])
    assert.equal(heard(), 'failed')
    await change(['other'])
    assert.equal(heard(), 'other')
  })

  it('does not replace a device whose effect failed', async () => {
    const [microphone] = opened
    assert.ok(microphone)
    endsWith(microphone, 'effect')
    microphone.unplug()
    mediaDevices.dispatchEvent(new Event('devicechange'))
    await settled()
    assert.deepEqual(store.getState().microphone, { state: 'failed', error: 'effect' })
    assert.equal(opened.length, 1)
  })

  it('applies the effect to the replacement and to the returning device', async () => {
    await store.setEffect('microphone', true)
    await change(['built-in'])
    assert.equal(heard(), 'built-in for headset')
    await change(['built-in', 'headset'])
    assert.equal(heard(), 'headset')
    const treated = opened.map((track) => [track.label, isolated(track)])
    assert.deepEqual(treated, [
      ['headset', false],
      ['headset', true],
      ['built-in', true],
      ['headset', true],
    ])
  })

  it('does not turn on a device that was turned off', async () => {
    await store.turn('microphone', false)
    await change([])
    await change(['built-in', 'headset'])
    assert.equal(heard(), 'off')
  })
})
