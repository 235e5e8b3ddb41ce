import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { hasReturned, isGone, presenceOf, wantedOf, withLost } from './presence.ts'
import { fakeTrack } from './testing.ts'

const there = (...ids: string[]) => new Set(ids)
const device = (deviceId: string, groupId: string) => ({ deviceId, groupId }) as MediaDeviceInfo
const ids = fc.array(fc.constantFrom('a', 'b', 'box', 'default'), { maxLength: 4 })

describe('device presence', () => {
  it('covers device ids and group ids', () => {
    const { microphone, camera } = presenceOf({
      microphones: [device('default', 'box'), device('a', 'box'), device('b', '')],
      cameras: [],
      speakers: [device('s', 't')],
    })
    assert.deepEqual(microphone, there('default', 'box', 'a', 'b'))
    assert.deepEqual(camera, there())
  })

  it('reports a device gone when it was present before and is not now', () => {
    assert.equal(isGone({ deviceId: 'a' }, there('a', 'b'), there('b')), true)
    assert.equal(isGone({ deviceId: 'a' }, there('a', 'b'), there('a')), false)
    assert.equal(isGone({ deviceId: 'a' }, there(), there('b')), false)
    assert.equal(isGone({}, there('a'), there()), false)
  })

  it('reports the default device gone with its group, even if another is now called default', () => {
    const using = { deviceId: 'default', groupId: 'headset' }
    const before = there('default', 'headset', 'a', 'laptop', 'b')
    assert.equal(isGone(using, before, there('default', 'laptop', 'b')), true)
  })

  it('reports a device returned when it appears while another is in use', () => {
    assert.equal(hasReturned('a', { deviceId: 'b' }, there('b'), there('a', 'b')), true)
    assert.equal(hasReturned('a', { deviceId: 'a' }, there('b'), there('a', 'b')), false)
    assert.equal(hasReturned('a', { deviceId: 'b' }, there('a', 'b'), there('a', 'b')), false)
    assert.equal(hasReturned(null, { deviceId: 'b' }, there('b'), there('a', 'b')), false)
  })

  it('never reports gone and returned for the same change, nor anything without one', () => {
    fc.assert(
      fc.property(ids, ids, fc.constantFrom('a', 'b'), (before, now, wanted) => {
        const [was, is] = [there(...before), there(...now)]
        const using = { deviceId: wanted === 'a' ? 'b' : 'a' }
        assert.ok(!isGone(using, is, is) && !hasReturned(wanted, using, is, is))
        assert.ok(!(isGone({ deviceId: wanted }, was, is) && hasReturned(wanted, using, was, is)))
      }),
    )
  })

  it('gives up on a device that is lost twice, and returns to the first one lost', () => {
    const first = withLost(null, fakeTrack('audio', 'a'))
    const second = withLost(first, fakeTrack('audio', 'b'))
    assert.deepEqual(second, { label: 'a', ids: ['a', 'b'] })
    assert.equal(withLost(second, fakeTrack('audio', 'b')), null)
    assert.equal(wantedOf(null, second), 'a')
    assert.equal(wantedOf('c', second), 'c')
    assert.equal(wantedOf(null, null), null)
  })
})
