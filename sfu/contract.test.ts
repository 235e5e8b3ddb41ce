import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { FakeSfu } from './fake.ts'
import { RECEIVER_CAPABILITIES, opusParameters, vp8Parameters } from './testing/packets.ts'
import { remoteSfu } from './testing/nodes.ts'
import { realSfu } from './testing/real.ts'
import { MediaError } from './types.ts'
import type { Direction, MediaPeer, MediaRoom, Sfu, TrackSource } from './types.ts'

// What every implementation of the port guarantees, including the fake.

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const quiet = {
  speaker() {},
  levels() {},
  bitrateExceeded: () => assert.fail('too much'),
  died: () => assert.fail('died'),
}

let lastSsrc = 1000
const PARAMETERS = { audio: opusParameters, video: vp8Parameters }
const KINDS = {
  microphone: 'audio',
  screen_audio: 'audio',
  camera: 'video',
  screen: 'video',
} as const

function publish(peer: MediaPeer, source: TrackSource, kind: 'audio' | 'video' = KINDS[source]) {
  lastSsrc += 1
  return peer.publish({ source, paused: false, rtpParameters: PARAMETERS[kind](lastSsrc) })
}

const open = (peer: MediaPeer, direction: Direction) =>
  peer.openTransport(direction, direction === 'recv' ? RECEIVER_CAPABILITIES : undefined)

/** A peer with both transports open. */
async function join(room: MediaRoom, id: string): Promise<MediaPeer> {
  const peer = room.createPeer(id)
  await Promise.all([open(peer, 'send'), open(peer, 'recv')])
  return peer
}

const refuses = (promise: Promise<unknown>, code: MediaError['code']) =>
  assert.rejects(promise, (error) => error instanceof MediaError && error.code === code)
const refusesNow = (call: () => unknown, code: MediaError['code']) =>
  assert.throws(call, (error) => error instanceof MediaError && error.code === code)

const IMPLEMENTATIONS: [string, () => Promise<Sfu>][] = [
  ['the fake', async () => new FakeSfu()],
  ['mediasoup', () => realSfu()],
  ['a media node', () => remoteSfu(1)],
  // Everybody but the first is on the second node.
  ['two media nodes', () => remoteSfu(2, { consumersPerWorker: 1 })],
]

for (const [name, create] of IMPLEMENTATIONS) {
  describe(name, () => {
    let sfu: Sfu
    before(async () => {
      sfu = await create()
    })
    after(() => sfu.close())

    /** Runs a test in its own room and always closes it. */
    const inRoom = (sentence: string, run: (room: MediaRoom) => Promise<void>): void => {
      it(sentence, async () => {
        const room = await sfu.createRoom(quiet)
        try {
          await run(room)
        } finally {
          room.close()
        }
      })
    }

    inRoom('a room offers Opus with FEC and DTX, and VP8 with retransmission', async (room) => {
      const codecs = room.rtpCapabilities.codecs ?? []
      const names = codecs.map(({ mimeType }) => mimeType)
      assert.deepEqual(names, ['audio/opus', 'video/VP8', 'video/rtx'])
      assert.deepEqual(codecs[0]?.parameters, { useinbandfec: 1, usedtx: 1 })
    })

    inRoom('a person has one peer, and may get another after it is closed', async (room) => {
      const peer = room.createPeer('an')
      refusesNow(() => room.createPeer('an'), 'too_many')
      peer.close()
      assert.equal(room.createPeer('an').closed, false)
    })

    inRoom('a transport offer has everything a browser needs to open it', async (room) => {
      const offer = await open(room.createPeer('an'), 'send')
      assert.match(offer.id, UUID)
      assert.equal(offer.iceParameters.iceLite, true)
      assert.ok(offer.iceCandidates.length > 0)
      assert.ok(offer.dtlsParameters.fingerprints.length > 0)
    })

    inRoom('a receiving transport needs the capabilities of the browser', async (room) => {
      const peer = room.createPeer('an')
      await refuses(peer.openTransport('recv'), 'incompatible')
    })

    inRoom('nothing can be connected, sent or received without a transport', async (room) => {
      const peer = room.createPeer('an')
      const other = await join(room, 'binh')
      const track = await publish(other, 'microphone')
      await refuses(peer.connectTransport('send', { fingerprints: [] }), 'no_transport')
      await refuses(peer.restartIce('recv'), 'no_transport')
      await refuses(publish(peer, 'microphone'), 'no_transport')
      await refuses(peer.pauseTrack(track, true), 'no_transport')
      await refuses(peer.subscribe(track), 'no_transport')
      await refuses(peer.show(track, true), 'no_transport')
    })

    inRoom('malformed DTLS parameters are refused', async (room) => {
      const peer = await join(room, 'an')
      await refuses(peer.connectTransport('send', { fingerprints: [] }), 'incompatible')
    })

    inRoom('an ICE restart changes the credentials', async (room) => {
      const peer = room.createPeer('an')
      const { iceParameters } = await open(peer, 'send')
      const restarted = await peer.restartIce('send')
      assert.notEqual(restarted.usernameFragment, iceParameters.usernameFragment)
    })

    inRoom('every source is published once, with its own id', async (room) => {
      const peer = await join(room, 'an')
      const sources: TrackSource[] = ['microphone', 'camera', 'screen', 'screen_audio']
      const ids = await Promise.all(sources.map((source) => publish(peer, source)))
      assert.equal(new Set(ids).size, 4)
      for (const id of ids) assert.match(id, UUID)
      for (const source of sources) await refuses(publish(peer, source), 'too_many')
    })

    inRoom('one of two concurrent publications of a source is refused', async (room) => {
      const peer = await join(room, 'an')
      const results = await Promise.allSettled([publish(peer, 'camera'), publish(peer, 'camera')])
      assert.deepEqual(
        results.map(({ status }) => status),
        ['fulfilled', 'rejected'],
      )
    })

    inRoom('[SHR2] a source of the wrong kind is refused and its slot stays free', async (room) => {
      const peer = await join(room, 'an')
      await refuses(publish(peer, 'camera', 'audio'), 'incompatible')
      await refuses(publish(peer, 'screen', 'audio'), 'incompatible')
      await refuses(publish(peer, 'microphone', 'video'), 'incompatible')
      await refuses(publish(peer, 'screen_audio', 'video'), 'incompatible')
      await publish(peer, 'camera')
    })

    inRoom('[SHR2] a camera has at most three layers, one per encoding', async (room) => {
      const peer = await join(room, 'an')
      const camera = (rtpParameters: ReturnType<typeof vp8Parameters>) =>
        peer.publish({ source: 'camera', paused: false, rtpParameters })
      await refuses(camera(vp8Parameters(1, 2, 3, 4)), 'incompatible')
      await refuses(camera({ ...vp8Parameters(1), encodings: [] }), 'incompatible')
      const layered = [{ ssrc: 1, scalabilityMode: 'S3T3' }]
      await refuses(camera({ ...vp8Parameters(1), encodings: layered }), 'incompatible')
      await camera(vp8Parameters(1, 2, 3))
    })

    inRoom('a codec that was not offered is refused', async (room) => {
      const peer = await join(room, 'an')
      const rtpParameters = vp8Parameters(1)
      for (const codec of rtpParameters.codecs) codec.mimeType = 'video/H264'
      const camera = peer.publish({ source: 'camera', paused: false, rtpParameters })
      await refuses(camera, 'incompatible')
    })

    inRoom('a non-integer bitrate is refused without affecting others', async (room) => {
      const peer = await join(room, 'an')
      const encodings = [{ ssrc: 1, maxBitrate: 0.5 }]
      const rtpParameters = { ...vp8Parameters(1), encodings }
      await refuses(
        peer.publish({ source: 'camera', paused: false, rtpParameters }),
        'incompatible',
      )
      await publish(peer, 'camera')
    })

    inRoom('a subscription has everything a browser needs to receive', async (room) => {
      const [an, binh] = await Promise.all([join(room, 'an'), join(room, 'binh')])
      const offer = await binh.subscribe(await publish(an, 'camera'))
      assert.equal(offer.kind, 'video')
      assert.match(offer.id, UUID)
      assert.equal(offer.rtpParameters.codecs[0]?.mimeType, 'video/VP8')
      assert.equal(offer.rtpParameters.encodings?.length, 1)
    })

    inRoom('a browser cannot subscribe to a track it cannot decode', async (room) => {
      const [an, binh] = [await join(room, 'an'), room.createPeer('binh')]
      const audioOnly = RECEIVER_CAPABILITIES.codecs?.filter(({ kind }) => kind === 'audio') ?? []
      await binh.openTransport('recv', { codecs: audioOnly })
      await refuses(binh.subscribe(await publish(an, 'camera')), 'incompatible')
      await binh.subscribe(await publish(an, 'microphone'))
    })

    inRoom('a track can be subscribed to once, and again after unsubscribing', async (room) => {
      const [an, binh] = await Promise.all([join(room, 'an'), join(room, 'binh')])
      const track = await publish(an, 'camera')
      const [, second] = await Promise.allSettled([binh.subscribe(track), binh.subscribe(track)])
      assert.equal(second.status, 'rejected')
      await refuses(binh.subscribe(track), 'too_many')
      binh.unsubscribe(track)
      binh.unsubscribe(track)
      await refuses(binh.show(track, true), 'no_track')
      await binh.subscribe(track)
      await binh.show(track, true, 180)
      await binh.show(track, false)
    })

    inRoom('a key frame can be asked for of a subscribed track, shown or not', async (room) => {
      const [an, binh] = await Promise.all([join(room, 'an'), join(room, 'binh')])
      for (const source of ['camera', 'microphone'] as const) {
        const track = await publish(an, source)
        await refuses(binh.requestKeyFrame(track), 'no_track')
        await binh.subscribe(track)
        await binh.requestKeyFrame(track)
        await binh.show(track, true)
        await binh.requestKeyFrame(track)
        await refuses(an.requestKeyFrame(track), 'no_track')
        binh.unsubscribe(track)
        await refuses(binh.requestKeyFrame(track), 'no_track')
      }
    })

    inRoom('unknown tracks cannot be paused, subscribed to or shown', async (room) => {
      const peer = await join(room, 'an')
      const nothing = '00000000-0000-4000-8000-00000000ffff'
      await refuses(peer.pauseTrack(nothing, true), 'no_track')
      await refuses(peer.subscribe(nothing), 'no_track')
      await refuses(peer.show(nothing, true), 'no_track')
      await refuses(peer.requestKeyFrame(nothing), 'no_track')
      peer.closeTrack(nothing)
      peer.unsubscribe(nothing)
    })

    inRoom('only its own peer can pause or close a track', async (room) => {
      const [an, binh] = await Promise.all([join(room, 'an'), join(room, 'binh')])
      const track = await publish(an, 'microphone')
      await refuses(binh.pauseTrack(track, true), 'no_track')
      binh.closeTrack(track)
      await binh.subscribe(track)
    })

    inRoom('closing a track ends every subscription and frees its source', async (room) => {
      const [an, binh] = await Promise.all([join(room, 'an'), join(room, 'binh')])
      const track = await publish(an, 'screen')
      await binh.subscribe(track)
      an.closeTrack(track)
      an.closeTrack(track)
      await refuses(binh.show(track, true), 'no_track')
      await refuses(binh.subscribe(track), 'no_track')
      await refuses(an.pauseTrack(track, true), 'no_track')
      await publish(an, 'screen')
    })

    inRoom('opening a transport again closes the first and all it carried', async (room) => {
      const [an, binh] = await Promise.all([join(room, 'an'), join(room, 'binh')])
      const track = await publish(an, 'camera')
      await binh.subscribe(track)
      await open(binh, 'recv')
      await refuses(binh.show(track, true), 'no_track')
      await binh.subscribe(track)
      await open(an, 'send')
      await refuses(binh.show(track, true), 'no_track')
      await publish(an, 'camera')
    })

    inRoom('the later of two concurrent openings wins', async (room) => {
      const peer = room.createPeer('an')
      const [first, second] = await Promise.allSettled([open(peer, 'send'), open(peer, 'send')])
      assert.equal(first.status, 'rejected')
      assert.equal(second.status, 'fulfilled')
      await publish(peer, 'camera')
    })

    inRoom('a closed peer can do nothing, and its tracks end for others', async (room) => {
      const [an, binh] = await Promise.all([join(room, 'an'), join(room, 'binh')])
      const track = await publish(an, 'camera')
      await binh.subscribe(track)
      an.close()
      an.close()
      assert.equal(an.closed, true)
      await refuses(binh.show(track, true), 'no_track')
      await refuses(binh.subscribe(track), 'no_track')
      await refuses(open(an, 'send'), 'closed')
      await refuses(an.connectTransport('send', { fingerprints: [] }), 'closed')
      await refuses(an.restartIce('send'), 'closed')
      await refuses(publish(an, 'microphone'), 'closed')
      await refuses(an.pauseTrack(track, true), 'closed')
      await refuses(an.subscribe(track), 'closed')
      await refuses(an.show(track, true), 'closed')
      await refuses(an.requestKeyFrame(track), 'closed')
      an.closeTrack(track)
      an.unsubscribe(track)
    })

    inRoom('operations in progress when a peer closes are refused', async (room) => {
      const other = await join(room, 'other')
      const [heard, seen] = [await publish(other, 'microphone'), await publish(other, 'camera')]
      const peer = await join(room, 'an')
      const own = await publish(peer, 'screen')
      await peer.subscribe(seen)
      const underWay = [
        publish(peer, 'microphone'),
        peer.pauseTrack(own, true),
        peer.subscribe(heard),
        peer.show(seen, true),
        peer.requestKeyFrame(seen),
        peer.restartIce('send'),
      ]
      peer.close()
      await Promise.all(underWay.map((operation) => refuses(operation, 'closed')))

      const opening = room.createPeer('binh')
      const opened = open(opening, 'send')
      opening.close()
      await refuses(opened, 'closed')
    })

    inRoom('operations in progress when a track ends are refused', async (room) => {
      const [an, binh] = await Promise.all([join(room, 'an'), join(room, 'binh')])
      const track = await publish(an, 'camera')
      const subscribing = binh.subscribe(track)
      an.closeTrack(track)
      await refuses(subscribing, 'no_track')
      const again = await publish(an, 'camera')
      await binh.subscribe(again)
    })

    inRoom('a closed room closes everyone in it', async (room) => {
      const [an, binh] = await Promise.all([join(room, 'an'), join(room, 'binh')])
      room.close()
      room.close()
      assert.deepEqual([room.closed, an.closed, binh.closed], [true, true, true])
      refusesNow(() => room.createPeer('cuc'), 'closed')
      await refuses(publish(an, 'camera'), 'closed')
    })

    it('a closed SFU has closed its rooms and opens no new ones', async () => {
      const own = await create()
      const room = await own.createRoom(quiet)
      const opening = own.createRoom(quiet)
      const closing = own.close()
      await refuses(opening, 'closed')
      await closing
      assert.equal(room.closed, true)
      assert.deepEqual(own.load(), [])
      assert.equal(await own.answers(), false)
      await refuses(own.createRoom(quiet), 'closed')
    })

    // A room on two nodes counts on both.
    if (name === 'two media nodes') return

    /** Rooms, transports, producers and consumers, in all. */
    const now = () =>
      sfu
        .load()
        .map((load) => [load.rooms, load.transports, load.producers, load.consumers])
        .reduce((all, one) => all.map((sum, at) => sum + (one[at] ?? 0)), [0, 0, 0, 0])

    const loads = async (...wanted: [number, number, number, number]) => {
      // A media node reports its load every second.
      while (now().join() !== wanted.join()) await delay(20)
      assert.deepEqual(now(), wanted)
    }

    it('the load counts rooms, transports, producers and consumers, and drops what is closed', async () => {
      const room = await sfu.createRoom(quiet)
      const [an, binh] = await Promise.all([join(room, 'an'), join(room, 'binh')])
      await loads(1, 4, 0, 0)
      await binh.subscribe(await publish(an, 'camera'))
      await binh.subscribe(await publish(an, 'microphone'))
      await loads(1, 4, 2, 2)
      binh.close()
      await loads(1, 2, 2, 0)
      room.close()
      await loads(0, 0, 0, 0)
    })
  })
}
