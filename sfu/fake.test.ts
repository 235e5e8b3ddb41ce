import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FakeSfu } from './fake.ts'
import type { FakePeer, FakeRoom } from './fake.ts'
import { RECEIVER_CAPABILITIES, opusParameters } from './testing/packets.ts'
import { MediaError } from './types.ts'

// What the fake adds to the port for tests.

async function join(room: FakeRoom, id: string): Promise<FakePeer> {
  const peer = room.createPeer(id)
  await peer.openTransport('send')
  await peer.openTransport('recv', RECEIVER_CAPABILITIES)
  return peer
}

const microphone = {
  source: 'microphone',
  paused: false,
  rtpParameters: opusParameters(1),
} as const

describe('the fake', () => {
  it('exposes rooms, peers, tracks and who would receive what', async () => {
    const sfu = new FakeSfu()
    const room = await sfu.createRoom({
      speaker() {},
      levels() {},
      bitrateExceeded() {},
      died() {},
    })
    const [an, binh] = [await join(room, 'an'), await join(room, 'binh')]
    const track = await an.publish(microphone)
    assert.deepEqual(sfu.rooms, [room])
    assert.deepEqual(
      room.tracks.map(({ id, owner, source, paused }) => ({ id, owner, source, paused })),
      [{ id: track, owner: 'an', source: 'microphone', paused: false }],
    )
    assert.equal(binh.receives(track), false)
    await binh.subscribe(track)
    assert.equal(binh.receives(track), false)
    await binh.show(track, true, 360)
    assert.deepEqual(binh.subscriptions.get(track)?.height, 360)
    assert.equal(binh.receives(track), true)
    await an.pauseTrack(track, true)
    assert.equal(binh.receives(track), false)
    room.close()
    assert.deepEqual(sfu.rooms, [])
  })

  it('lets a test decide who speaks, how loud voices are, who exceeds the bitrate, and when the worker dies', async () => {
    const told: (string | null)[] = []
    const exceeded: string[][] = []
    const measured: unknown[] = []
    let deaths = 0
    const events = {
      speaker: (id: string | null) => told.push(id),
      levels: (levels: unknown) => measured.push(levels),
      bitrateExceeded: (...which: string[]) => exceeded.push(which),
      died: () => (deaths += 1),
    }
    const room = await new FakeSfu().createRoom(events)
    const an = await join(room, 'an')
    room.speak('an')
    room.speak(null)
    assert.deepEqual(told, ['an', null])
    room.measure([{ peerId: 'an', level: -30 }])
    assert.deepEqual(measured, [[{ peerId: 'an', level: -30 }]])
    const track = await an.publish(microphone)
    room.bitrateExceeded(track)
    room.bitrateExceeded('no track')
    assert.deepEqual(exceeded, [['an', track]])
    room.die()
    room.die()
    assert.deepEqual([deaths, room.closed, an.closed], [1, true, true])
  })

  it('holds all asynchronous work until released', async () => {
    const sfu = new FakeSfu()
    const room = await sfu.createRoom({
      speaker() {},
      levels() {},
      bitrateExceeded() {},
      died() {},
    })
    const an = await join(room, 'an')
    const release = sfu.hold()
    const publishing = an.publish(microphone)
    an.close()
    release()
    await assert.rejects(publishing, new MediaError('closed'))
    assert.deepEqual(room.tracks, [])
  })
})
