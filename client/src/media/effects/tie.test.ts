import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fakeTrack } from '../testing.ts'
import { shared } from './shared.ts'
import { tie } from './tie.ts'

function tied() {
  const [treated, device] = [fakeTrack('video', 'made'), fakeTrack('video', 'front')]
  const count = { ends: 0, told: 0 }
  const track = tie(treated, device, () => (count.ends += 1))
  track.addEventListener('ended', () => (count.told += 1))
  return { track, device, count }
}

it('releases the device once when the track is stopped', () => {
  const { track, device, count } = tied()
  track.stop()
  track.stop()
  assert.equal(device.readyState, 'ended')
  assert.deepEqual(count, { ends: 1, told: 0 })
})

it('ends the track when the device is unplugged', () => {
  const { track, device, count } = tied()
  device.dispatchEvent(new Event('ended'))
  assert.equal(track.readyState, 'ended')
  assert.deepEqual(count, { ends: 1, told: 1 })
})

it('reports the device’s label and ids, even after it has ended', () => {
  const { track, device } = tied()
  device.getSettings = () => ({})
  track.stop()
  assert.equal(track.label, 'front')
  assert.equal(track.getSettings().deviceId, 'front')
})

it('is muted while the system holds the device, and so is a clone', async () => {
  const [treated, device] = [fakeTrack('audio', 'made'), fakeTrack('audio', 'front')]
  const copy = await shared('held', device, async () => tie(treated, device, () => undefined))
  const told: [string, boolean][] = []
  for (const type of ['mute', 'unmute']) {
    copy.addEventListener(type, () => told.push([type, copy.muted]))
  }
  device.interrupt(true)
  device.interrupt(false)
  copy.stop()
  device.interrupt(true)
  assert.deepEqual(told, [
    ['mute', true],
    ['unmute', false],
  ])
})
