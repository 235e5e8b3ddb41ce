import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { hasReturned, isGone, presenceOf, wantedOf, withLost } from './presence.ts'
import { fakeTrack } from './testing.ts'

const there = (...ids: string[]) => new Set(ids)
const device = (deviceId: string, groupId: string) => ({ deviceId, groupId }) as MediaDeviceInfo
const ids = fc.array(fc.constantFrom('a', 'b', 'box', 'default'), { maxLength: 4 })

describe('devices that come and go', () => {
  it('are known by their id and by their box', () => {
    const { microphone, camera } = presenceOf({
      microphones: [device('default', 'box'), device('a', 'box'), device('b', '')],
      cameras: [],
      speakers: [device('s', 't')],
    })
    assert.deepEqual(microphone, there('default', 'box', 'a', 'b'))
    assert.deepEqual(camera, there())
  })

  it('are gone when they were there and are not now', () => {
    assert.equal(isGone({ deviceId: 'a' }, there('a', 'b'), there('b')), true)
    assert.equal(isGone({ deviceId: 'a' }, there('a', 'b'), there('a')), false)
    assert.equal(isGone({ deviceId: 'a' }, there(), there('b')), false)
    assert.equal(isGone({}, there('a'), there()), false)
  })

  it('are gone with their box, whatever else is called default now', () => {
    const using = { deviceId: 'default', groupId: 'headset' }
    const before = there('default', 'headset', 'a', 'laptop', 'b')
    assert.equal(isGone(using, before, there('default', 'laptop', 'b')), true)
  })

  it('are back when they come while another is in use', () => {
    assert.equal(hasReturned('a', { deviceId: 'b' }, there('b'), there('a', 'b')), true)
    assert.equal(hasReturned('a', { deviceId: 'a' }, there('b'), there('a', 'b')), false)
    assert.equal(hasReturned('a', { deviceId: 'b' }, there('a', 'b'), there('a', 'b')), false)
    assert.equal(hasReturned(null, { deviceId: 'b' }, there('b'), there('a', 'b')), false)
  })

  it('are never gone and back by the same change, and nothing happens without one', () => {
    fc.assert(
      fc.property(ids, ids, fc.constantFrom('a', 'b'), (before, now, wanted) => {
        const [was, is] = [there(...before), there(...now)]
        const using = { deviceId: wanted === 'a' ? 'b' : 'a' }
        assert.ok(!isGone(using, is, is) && !hasReturned(wanted, using, is, is))
        assert.ok(!(isGone({ deviceId: wanted }, was, is) && hasReturned(wanted, using, was, is)))
      }),
    )
  })

  it('that end again are given up, and the first of them is the one to go back to', () => {
    const first = withLost(null, fakeTrack('audio', 'a'))
    const second = withLost(first, fakeTrack('audio', 'b'))
    assert.deepEqual(second, { label: 'a', ids: ['a', 'b'] })
    assert.equal(withLost(second, fakeTrack('audio', 'b')), null)
    assert.equal(wantedOf(null, second), 'a')
    assert.equal(wantedOf('c', second), 'c')
    assert.equal(wantedOf(null, null), null)
  })
})
