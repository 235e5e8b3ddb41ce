import assert from 'node:assert/strict'
import { it } from 'node:test'
import { parseDevices } from './stored.ts'

const DEFAULTS = parseDevices(null)

it('falls back to the defaults for corrupt data', () => {
  for (const json of ['', '{', '7', 'null', '"x"', '[]', '{"camera":5,"speakerId":{}}'])
    assert.deepEqual(parseDevices(json), DEFAULTS)
})
it('returns the saved devices', () => {
  const devices = {
    microphone: { on: false, deviceId: 'a', effect: true },
    camera: { on: true, deviceId: null, effect: false },
    speakerId: 's',
  }
  assert.deepEqual(parseDevices(JSON.stringify(devices)), devices)
})
