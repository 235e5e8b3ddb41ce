import assert from 'node:assert/strict'
import { it } from 'node:test'
import { parseDevices } from './stored.ts'

const DEFAULTS = parseDevices(null)

it('takes anything spoiled for nothing', () => {
  for (const json of ['', '{', '7', 'null', '"x"', '[]', '{"camera":5,"speakerId":{}}'])
    assert.deepEqual(parseDevices(json), DEFAULTS)
})
it('returns what was saved', () => {
  const devices = {
    microphone: { on: false, deviceId: 'a', effect: true },
    camera: { on: true, deviceId: null, effect: false },
    speakerId: 's',
  }
  assert.deepEqual(parseDevices(JSON.stringify(devices)), devices)
})
