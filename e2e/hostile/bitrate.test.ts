import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Source } from '#protocol/model.ts'
import type { TrackId } from '#protocol/ids.ts'
import { RtpEndpoint, closeEndpoints } from '#sfu/testing/endpoint.ts'
import {
  OpusStream,
  RECEIVER_CAPABILITIES,
  Vp8Stream,
  opusParameters,
  vp8Parameters,
} from '#sfu/testing/packets.ts'
import { Pump } from '#sfu/testing/pump.ts'
import type { Direction, TransportOffer } from '#sfu/types.ts'
import type { RawSocket } from '../support/raw-socket.ts'
import { ServerHarness } from '../support/harness.ts'

const offer = (socket: RawSocket, source: Source, rtpParameters: unknown) =>
  socket.raw('track.publish', {
    source,
    kind: source === 'camera' ? 'video' : 'audio',
    paused: false,
    rtpParameters,
  })

const publish = async (socket: RawSocket, source: Source, rtpParameters: unknown) => {
  const reply = await offer(socket, source, rtpParameters)
  return reply.ok ? (reply.result as { id: TrackId }).id : assert.fail(reply.error.code)
}

/** Subscribes to a track and counts its packets. */
const receive = async (socket: RawSocket, endpoint: RtpEndpoint, id: TrackId) => {
  const { rtpParameters } = await socket.ok('track.subscribe', { id })
  await socket.ok('track.show', { id, shown: true })
  const { encodings } = rtpParameters as { encodings: { ssrc: number }[] }
  return () => endpoint.packets(encodings[0]?.ssrc ?? assert.fail('no SSRC'))
}

/**
 * A client that sends anything: real packets over ICE and DTLS-SRTP, with no browser to limit it.
 */
describe('media above its bitrate limit', () => {
  const harness = new ServerHarness()
  const endpoints: RtpEndpoint[] = []
  let pump: Pump
  before(() => (pump = new Pump()))
  after(() => {
    pump.close()
    for (const endpoint of endpoints) endpoint.close()
    closeEndpoints()
  })

  it('[SHR2] a camera far above its limit is cut off, after three times for good, and honest tracks continue', async () => {
    const sitting = await harness.sitting()
    const honest = sitting.bystander.socket
    const line = await wire(honest, 'send')
    const voice = new OpusStream(71)
    const voiceId = await publish(honest, 'microphone', opusParameters(71))
    const layers = [new Vp8Stream(72, 100), new Vp8Stream(73, 300), new Vp8Stream(74, 600)]
    const faceId = await publish(honest, 'camera', vp8Parameters(72, 73, 74))
    pump.start(line, voice, ...layers)

    const ear = await wire(sitting.host, 'recv')
    const heard = await receive(sitting.host, ear, voiceId)
    const seen = await receive(sitting.host, ear, faceId)
    const { socket } = await sitting.guest('Kẻ Chiếu Lậu')
    const pipe = await wire(socket, 'send')
    const screens = [81, 82, 83].map((ssrc) => new Vp8Stream(ssrc, 2500))
    sitting.forget()

    for (let times = 1; times <= 3; times++) {
      // 600 packets of 2500 bytes a second, ignoring REMB: 12 Mbit/s, enough on a busy machine too.
      await publish(socket, 'camera', vp8Parameters(81, 82, 83))
      pump.start(pipe, ...screens)
      const told = await socket.next('ownTrack')
      assert.deepEqual(told, {
        source: 'camera',
        action: 'closed',
        by: 'bitrate_exceeded',
        name: null,
      })
      for (const stream of screens) pump.halt(stream)
      await goesOn(heard)
      await goesOn(seen)
    }
    const again = await offer(socket, 'camera', vp8Parameters(81))
    assert.deepEqual(again, { ok: false, error: { code: 'sent_too_much' } })
    const ended = sitting.bystander.socket.heard.filter(({ name }) => name === 'trackEnded')
    assert.equal(ended.length, 3, 'the camera of the one and nothing else')
    await sitting.unharmed('track', 'trackEnded', 'speaker')
  })

  const wire = async (socket: RawSocket, direction: Direction) => {
    const ask = {
      direction,
      ...(direction === 'recv' && { rtpCapabilities: RECEIVER_CAPABILITIES }),
    }
    const opened = (await socket.ok('transport.open', ask as never)) as unknown as TransportOffer
    const endpoint = await RtpEndpoint.open(opened, async (dtlsParameters) => {
      await socket.ok('transport.connect', { direction, dtlsParameters } as never)
    })
    endpoints.push(endpoint)
    return endpoint
  }

  const goesOn = async (count: () => number) => {
    const goal = count() + 100
    await pump.until('a hundred more packets', () => count() >= goal)
  }
})
