import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { SfuHarness } from './testing/harness.ts'
import { remoteSfu } from './testing/nodes.ts'

// Real packets over ICE and DTLS-SRTP through real workers.

const PLACES = [
  ['on one worker', {}],
  // Everybody but the first is on the second node.
  ['on two media nodes', () => remoteSfu(2, { consumersPerWorker: 1 })],
] as const

for (const [where, make] of PLACES)
  describe(where, () => {
    const here = new SfuHarness(make)

    it('packets flow only after subscribing and showing', async () => {
      const { owner, viewer, other } = await scene()
      const { track } = await here.film(owner, 'screen', 1000)
      const watched = await here.watch(viewer, track)
      await here.stopped(watched, other)
      assert.equal(watched.count(), 0)
      await viewer.peer.show(track, true, 360)
      await here.more(watched, 20)
    })

    it('lost audio can be requested again (NACK), as lost video can', async () => {
      const { track } = await here.speak(await here.join('an'))
      const viewer = here.room.createPeer('binh')
      // The server's own capabilities, as an equally capable browser declares them.
      await viewer.openTransport('recv', here.room.rtpCapabilities)
      const [opus] = (await viewer.subscribe(track)).rtpParameters.codecs
      assert.ok(opus?.rtcpFeedback?.some(({ type, parameter }) => type === 'nack' && !parameter))
    })

    it('traffic through a worker is measured in both directions', async () => {
      const { watched } = await scene()
      await here.more(watched, 20)
      const measured = () =>
        here.sfu.load().some(({ bitrate }) => bitrate.in > 0 && bitrate.out > 0)
      while (!measured()) await here.more(watched, 20)
      const peers = here.sfu.load().reduce((sum, load) => sum + load.peers, 0)
      assert.ok(peers >= 2, String(peers))
    })

    it('a hidden track stops and resumes when shown', async () => {
      const { viewer, watched, other, track } = await scene()
      await viewer.peer.show(track, false)
      await here.stopped(watched, other)
      await viewer.peer.show(track, true, 720)
      await here.more(watched, 20)
    })

    it('[FLR1] a paused track is silent on the wire until it is resumed', async () => {
      const { owner, watched, other, track } = await scene()
      await owner.peer.pauseTrack(track, true)
      await here.stopped(watched, other)
      await owner.peer.pauseTrack(track, false)
      await here.more(watched, 20)
    })

    it('[QOS5] a voice that is not carried reaches nobody, whatever they ask for, until it is', async () => {
      const owner = await here.join('an')
      const viewer = await here.join('binh')
      const { track } = await here.speak(owner)
      const { track: carried } = await here.speak(await here.join('chi'))
      here.room.carry(new Set([carried]))
      const [watched, other] = [await here.watch(viewer, track), await here.watch(viewer, carried)]
      for (const id of [track, carried]) await viewer.peer.show(id, true)
      await here.stopped(watched, other)
      assert.equal(watched.count(), 0)
      here.room.carry(new Set([track, carried]))
      await here.more(watched, 20)
      here.room.carry(new Set([carried]))
      await here.stopped(watched, other)
      here.room.carry(null)
      await here.more(watched, 20)
    })

    it('[QOS5] a screen’s sound is carried always', async () => {
      here.room.carry(new Set())
      const viewer = await here.join('binh')
      const { track } = await here.speak(await here.join('an'), 'screen_audio')
      const watched = await here.watch(viewer, track)
      await viewer.peer.show(track, true)
      await here.more(watched, 20)
    })

    it('a track published as paused does not flow until it is resumed', async () => {
      const { owner, viewer, other } = await scene()
      const { track } = await here.speak(owner, 'screen_audio', true)
      const watched = await here.watch(viewer, track)
      await viewer.peer.show(track, true)
      await here.stopped(watched, other)
      assert.equal(watched.count(), 0)
      await owner.peer.pauseTrack(track, false)
      await here.more(watched, 20)
    })

    it('[SHR2] a closed track stops', async () => {
      const { owner, watched, other, track } = await scene()
      owner.peer.closeTrack(track)
      await here.stopped(watched, other)
    })

    it('an unsubscribed track stops', async () => {
      const { viewer, watched, other, track } = await scene()
      viewer.peer.unsubscribe(track)
      await here.stopped(watched, other)
    })

    it('[ADM6] a closed peer is no longer heard', async () => {
      const { owner, watched, other } = await scene()
      owner.peer.close()
      await here.stopped(watched, other)
    })

    it('[ADM6] a closed peer no longer hears anything', async () => {
      const { viewer, watched, owner, track } = await scene()
      const third = await here.join('third')
      const other = await here.watch(third, track)
      await third.peer.show(track, true)
      viewer.peer.close()
      await here.stopped(
        { name: 'all that the removed peer gets', count: () => viewer.receiver.totalPackets },
        other,
      )
      await here.stopped(watched, other)
      assert.equal(owner.peer.closed, false)
    })

    it('the displayed height of a video selects its layer', async () => {
      const [an, binh] = await Promise.all([here.join('an'), here.join('binh')])
      const { track } = await here.film(an, 'camera', 100, 400, 700)
      const { ssrc } = await here.watch(binh, track)
      const layer = (size: number) => () => {
        const last = binh.receiver.received.get(ssrc)?.lastBytes ?? 0
        return last >= size && last < size + 100
      }
      await binh.peer.show(track, true, 180)
      await here.pump.until('the smallest layer', layer(100))
      await binh.peer.show(track, true, 400)
      await here.pump.until('the middle layer', layer(400))
      await binh.peer.show(track, true, 1080)
      await here.pump.until('the best layer', layer(700))
      await binh.peer.show(track, true, 100)
      await here.pump.until('the smallest layer again', layer(100))
    })

    it('[E2E14] a viewer who asks for a key frame gets one', async () => {
      const { viewer, owner, watched, track, streams } = await scene()
      const requests = () => owner.sender.keyFrameRequests.get(streams[0].ssrc) ?? 0
      await here.more(watched, 20)
      const before = requests()
      await viewer.peer.requestKeyFrame(track)
      await here.pump.until('a request', () => requests() > before)
      await here.more(watched, 20)
    })

    it('viewers cannot make a publisher send more than one key frame per second', async () => {
      const { viewer, owner, watched, track, streams } = await scene()
      const requests = () => owner.sender.keyFrameRequests.get(streams[0].ssrc) ?? 0
      await here.more(watched, 20)
      const [before, from] = [requests(), performance.now()]
      for (let round = 0; round < 300; round++) {
        await viewer.peer.show(track, false)
        await viewer.peer.show(track, true)
        await viewer.peer.requestKeyFrame(track)
      }
      await here.more(watched, 20)
      const seconds = (performance.now() - from) / 1000
      assert.ok(requests() - before <= seconds + 1, `${requests() - before} in ${seconds} s`)
    })

    it('[SHR2] a sender is told a limit, higher while a screen is shared', async () => {
      const an = await here.join('an')
      await here.film(an, 'camera', 500)
      const near = (bits: number) => () => Math.abs((an.sender.maxBitrate ?? 0) / bits - 1) < 0.01
      await here.pump.until('the limit of a camera', near((1_700_000 + 64_000) * 1.15))
      const { track } = await here.film(an, 'screen', 500)
      await here.pump.until(
        'the limit with a screen',
        near((1_700_000 + 64_000 + 2_500_000) * 1.15),
      )
      an.peer.closeTrack(track)
      await here.pump.until('the limit of a camera again', near((1_700_000 + 64_000) * 1.15))
    })

    it('[SHR2] a camera far above its limit is reported once; compliant tracks beside it are not', async () => {
      const [honest, altered] = await Promise.all([here.join('honest'), here.join('altered')])
      const { track: voice } = await here.speak(honest)
      await here.film(honest, 'camera', 100, 300, 600)
      const watched = await here.watch(altered, voice)
      await altered.peer.show(voice, true)
      // 12 Mbit/s; still well above the limit on a busy machine.
      const { track } = await here.film(altered, 'camera', 2500, 2500, 2500)
      await here.pump.until('the report', () => here.exceeded.length > 0)
      assert.deepEqual(here.exceeded, [track])
      altered.peer.closeTrack(track)
      await here.more(watched, 600)
      assert.deepEqual(here.exceeded, [track])
    })

    it('[SHR2] so are a microphone and a screen', async () => {
      const [an, binh] = await Promise.all([here.join('an'), here.join('binh')])
      const { track: screen } = await here.film(an, 'screen', 2500, 2500, 2500)
      const { track: voice, stream } = await here.speak(binh)
      stream.size = 1100
      await here.pump.until('both reports', () => here.exceeded.length === 2)
      assert.deepEqual(new Set(here.exceeded), new Set([screen, voice]))
    })

    it('the reported speaker is the person heard, changes with them, and is null in silence', async () => {
      const [an, binh] = await Promise.all([here.join('an'), here.join('binh')])
      const [a, b] = [await here.speak(an), await here.speak(binh)]
      b.stream.level = 127
      const now = () => here.heard.at(-1)
      await here.pump.until('an speaks', () => now() === 'an')
      a.stream.level = 127
      b.stream.level = 20
      await here.pump.until('binh speaks', () => now() === 'binh')
      b.stream.level = 127
      await here.pump.until('nobody speaks', () => now() === null)
      a.stream.level = 20
      await here.pump.until('an speaks again', () => now() === 'an')
      an.peer.closeTrack(a.track)
      assert.equal(now(), null)
    })

    it('every audible voice is measured, the loudest first, and none in silence', async () => {
      const [an, binh] = await Promise.all([here.join('an'), here.join('binh')])
      const [a, b] = [await here.speak(an), await here.speak(binh)]
      Object.assign(a.stream, { level: 40 })
      Object.assign(b.stream, { level: 20 })
      const both = [
        { peerId: 'binh', level: -20 },
        { peerId: 'an', level: -40 },
      ]
      const last = () => here.levels.at(-1)
      await here.pump.until('both are measured', () => isDeepStrictEqual(last(), both))
      a.stream.level = 127
      await here.pump.until('only binh is', () => isDeepStrictEqual(last(), both.slice(0, 1)))
      b.stream.level = 127
      await here.pump.until('nobody is', () => last()?.length === 0)
    })

    it('screen audio does not count as a speaker', async () => {
      const [an, binh] = await Promise.all([here.join('an'), here.join('binh')])
      const screen = await here.speak(an, 'screen_audio')
      screen.stream.level = 0
      await here.speak(binh)
      await here.pump.until('somebody speaks', () => here.heard.length > 0)
      assert.deepEqual(here.heard, ['binh'])
    })

    /** An owner's camera, plus a third person's audio as the reference stream; both are shown. */
    async function scene() {
      const [owner, voice, viewer] = await Promise.all(
        ['owner', 'voice', 'viewer'].map((id) => here.join(id)),
      )
      assert.ok(owner && voice && viewer)
      const { track, streams } = await here.film(owner, 'camera', 1000)
      const { track: voiceTrack } = await here.speak(voice)
      const watched = await here.watch(viewer, track)
      const other = await here.watch(viewer, voiceTrack)
      await Promise.all([viewer.peer.show(track, true), viewer.peer.show(voiceTrack, true)])
      await Promise.all([here.more(watched, 1), here.more(other, 1)])
      const [stream] = streams
      assert.ok(stream)
      return { owner, viewer, track, streams: [stream] as const, watched, other }
    }
  })
