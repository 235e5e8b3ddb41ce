import assert from 'node:assert/strict'
import { it } from 'node:test'
import { endedBy, endsWith } from '../ended.ts'
import { DeviceFailure } from '../fault.ts'
import { fakeTrack, settled } from '../testing.ts'
import { shared } from './shared.ts'
import { tie } from './tie.ts'

/** Opens the camera and treats it on each call. */
function camera(key: string) {
  const chains: { device: MediaStreamTrack; main: MediaStreamTrack }[] = []
  const devices: MediaStreamTrack[] = []
  const open = () => {
    const device = fakeTrack('video', 'front')
    devices.push(device)
    return shared(key, device, (taken) => {
      const main = tie(fakeTrack('video', 'made'), taken, () => undefined)
      chains.push({ device: taken, main })
      return Promise.resolve(main)
    })
  }
  const live = () => devices.filter(({ readyState }) => readyState === 'live').length
  return { open, chains, live }
}

it('shares one chain between two holders of a device, and ends it with the last', async () => {
  const { open, chains, live } = camera('two')
  const [one, other] = await Promise.all([open(), open()])
  assert.equal(chains.length, 1)
  assert.equal(live(), 1)
  assert.equal(other.getSettings().deviceId, 'front')
  one.stop()
  one.stop()
  assert.equal(other.readyState, 'live')
  assert.equal(live(), 1)
  other.stop()
  assert.equal(live(), 0)
  const again = await open()
  assert.equal(chains.length, 2)
  assert.equal(again.readyState, 'live')
  again.stop()
})

it('a holder that lets go at once does not affect one still waiting', async () => {
  const { open, chains } = camera('late')
  const first = open().then((track) => track.stop())
  const second = await open()
  await first
  assert.equal(second.readyState, 'live')
  assert.equal(chains.length, 1)
  second.stop()
  assert.equal(chains[0]?.device.readyState, 'ended')
})

it('ends every clone when the chain ends, with the reason', async () => {
  const { open, chains } = camera('ends')
  const copies = await Promise.all([open(), open()])
  const told: string[] = []
  for (const copy of copies) copy.addEventListener('ended', () => told.push(endedBy(copy)))
  const main = chains[0]?.main ?? assert.fail('no chain')
  endsWith(main, 'too_slow')
  main.stop()
  main.dispatchEvent(new Event('ended'))
  assert.deepEqual(told, ['too_slow', 'too_slow'])
  assert.ok(copies.every(({ readyState }) => readyState === 'ended'))
  const fresh = await open()
  assert.equal(chains.length, 2)
  fresh.stop()
})

it('rejects all waiting holders when the effect fails to start, and retries for the next', async () => {
  let tries = 0
  const open = () =>
    shared('fails', fakeTrack('video'), () => {
      tries += 1
      return Promise.reject(new DeviceFailure('effect'))
    })
  const both = await Promise.allSettled([open(), open()])
  assert.deepEqual(
    both.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  await settled()
  await assert.rejects(open(), new DeviceFailure('effect'))
  assert.equal(tries, 2)
})
