import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { DtlsParameters, RtpCapabilities, RtpParameters } from '#protocol/media.ts'
import { RECEIVER_CAPABILITIES, opusParameters, vp8Parameters } from './testing/packets.ts'
import { realSfu } from './testing/real.ts'
import { MediaError } from './types.ts'
import type { MediaPeer, MediaRoom, Sfu, TrackSource } from './types.ts'

/** Runs of each kind; more in the long run. */
const RUNS = Number(process.env['FUZZ_MEDIA'] ?? 400)
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_260)
const SOURCES: TrackSource[] = ['microphone', 'camera', 'screen', 'screen_audio']

// Inputs that the contract accepts, and no others: each is parsed by it before use.

const odd = <T>(usual: fc.Arbitrary<T>, ...unusual: fc.Arbitrary<unknown>[]) =>
  fc.oneof({ weight: 4, arbitrary: usual }, ...unusual)
const uint32 = fc.oneof(fc.constantFrom(0, 1, 2, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff), fc.nat())
const text = fc.oneof(
  fc.string({ maxLength: 256, unit: 'binary' }),
  fc
    .array(fc.integer({ min: 0xd7f0, max: 0xe010 }), { maxLength: 20 })
    .map((u) => String.fromCharCode(...u)),
  fc.constantFrom('', '\0', '__proto__', 'apt', 'x'.repeat(256)),
)
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-0, 2 ** 53, 1e308, -1),
)
const payloadType = fc.integer({ min: 0, max: 127 })
const parameters = fc.dictionary(
  fc.oneof(
    fc.constantFrom('apt', 'profile-id', 'packetization-mode', 'useinbandfec', '__proto__'),
    fc.string({ maxLength: 64 }),
  ),
  fc.oneof(text, number, fc.boolean(), fc.constant(null), payloadType),
  { maxKeys: 6 },
)
const mimeType = odd(
  fc.constantFrom('audio/opus', 'video/VP8', 'video/vp8', 'AUDIO/OPUS'.toLowerCase()),
  fc.constantFrom(
    'video/rtx',
    'audio/rtx',
    'video/VP9',
    'video/H264',
    'video/AV1',
    'audio/PCMU',
    'video/red',
    'audio/telephone-event',
  ),
)
const rtcpFeedback = fc.array(
  fc.record(
    {
      type: odd(fc.constantFrom('nack', 'ccm', 'goog-remb', 'transport-cc'), text),
      parameter: odd(fc.constantFrom('', 'pli', 'fir'), text),
    },
    { requiredKeys: ['type'] },
  ),
  { maxLength: 6 },
)
const clockRate = odd(fc.constantFrom(48_000, 90_000), fc.constantFrom(1, 1_000_000))
const channels = odd(fc.constant(2), fc.integer({ min: 1, max: 8 }))
const codec = fc.record(
  { mimeType, payloadType, clockRate, channels, parameters, rtcpFeedback },
  { requiredKeys: ['mimeType', 'payloadType', 'clockRate'] },
)
const fittingCodec = (kind: 'audio' | 'video') =>
  (kind === 'audio' ? opusParameters(1) : vp8Parameters(1)).codecs
const encoding = fc.record(
  {
    ssrc: uint32,
    rid: fc.constantFrom('a', 'r0', 'f'.repeat(16)),
    codecPayloadType: payloadType,
    rtx: fc.record({ ssrc: uint32 }),
    dtx: fc.boolean(),
    scalabilityMode: fc.constantFrom('L1T1', 'L1T3', 'S1T3', 'L3T3_KEY', 'S3T3h'),
    scaleResolutionDownBy: fc.double({ min: 1, max: 16, noNaN: true }),
    maxBitrate: fc.nat(100_000_000),
    maxFramerate: fc.double({ min: 0, max: 120, noNaN: true }),
    active: fc.boolean(),
    adaptivePtime: fc.boolean(),
    priority: fc.constantFrom('very-low', 'high'),
  },
  { requiredKeys: [] },
)
const uri = fc.constantFrom(
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'urn:ietf:params:rtp-hdrext:toffset',
  'urn:3gpp:video-orientation',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
)
const extensionId = fc.oneof(fc.integer({ min: 1, max: 14 }), fc.constantFrom(15, 255))
const usualExtensions = fc
  .uniqueArray(uri, { maxLength: 9 })
  .map((uris) => uris.map((uri, n) => ({ uri, id: n + 1 })))
const oddExtensions = fc.array(
  fc.record(
    { uri, id: extensionId, encrypt: fc.boolean(), parameters },
    { requiredKeys: ['uri', 'id'] },
  ),
  { maxLength: 32 },
)
const rtpParameters = fc.constantFrom('audio' as const, 'video' as const).chain((kind) =>
  fc.record(
    {
      mid: fc.constantFrom('0', 'm1', 'x'.repeat(16)),
      codecs: fc.oneof(
        fc.constant(fittingCodec(kind)),
        fc.array(codec, { minLength: 1, maxLength: 16 }),
      ),
      headerExtensions: fc.oneof(usualExtensions, oddExtensions),
      encodings: fc.oneof(
        fc
          .uniqueArray(uint32, { minLength: 1, maxLength: kind === 'audio' ? 1 : 3 })
          .map((ssrcs) => ssrcs.map((ssrc) => ({ ssrc }))),
        fc.array(encoding, { minLength: 1, maxLength: 4 }),
      ),
      rtcp: fc.record(
        { cname: text, reducedSize: fc.boolean(), mux: fc.boolean() },
        { requiredKeys: [] },
      ),
      msid: text,
    },
    { requiredKeys: ['codecs', 'encodings'] },
  ),
)
const capabilityCodec = fc.record(
  {
    kind: fc.constantFrom('audio', 'video'),
    mimeType,
    preferredPayloadType: payloadType,
    clockRate,
    channels,
    parameters,
    rtcpFeedback,
  },
  { requiredKeys: ['kind', 'mimeType', 'preferredPayloadType', 'clockRate'] },
)
const rtpCapabilities = fc.record(
  {
    codecs: fc.oneof(
      fc.constant(RECEIVER_CAPABILITIES.codecs),
      fc.array(capabilityCodec, { maxLength: 64 }),
    ),
    headerExtensions: fc.array(
      fc.record(
        {
          kind: fc.constantFrom('audio', 'video'),
          uri,
          preferredId: extensionId,
          preferredEncrypt: fc.boolean(),
          direction: fc.constantFrom('sendrecv', 'sendonly', 'recvonly', 'inactive'),
        },
        { requiredKeys: ['kind', 'uri', 'preferredId'] },
      ),
      { maxLength: 64 },
    ),
  },
  { requiredKeys: ['codecs'] },
)
const dtlsParameters = fc.record(
  {
    role: fc.constantFrom('auto', 'client', 'server'),
    fingerprints: fc.array(
      fc.record({
        algorithm: fc.constantFrom('sha-224', 'sha-256', 'sha-384', 'sha-512'),
        value: fc
          .integer({ min: 28, max: 64 })
          .chain((bytes) => fc.uint8Array({ minLength: bytes, maxLength: bytes }))
          .map((bytes) => Buffer.from(bytes).toString('hex').match(/../g)?.join(':') ?? ''),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  },
  { requiredKeys: ['fingerprints'] },
)

/** True if accepted. Only a `MediaError` may be thrown. */
async function accepted(work: Promise<unknown>, input: unknown): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    if (error instanceof MediaError) return false
    throw new Error(`seed ${SEED}: ${JSON.stringify(input)}`, { cause: error })
  }
}

describe('the worker under generated parameters', { timeout: 1_800_000 }, () => {
  let sfu: Sfu
  let deaths = 0
  let lastSsrc = 1_000_000
  before(async () => {
    sfu = await realSfu()
  })
  after(() => sfu.close())

  const newRoom = () =>
    sfu.createRoom({ speaker() {}, levels() {}, bitrateExceeded() {}, died: () => (deaths += 1) })

  /** Checks that an uninvolved person can publish and be received on the same worker. */
  async function expectUnharmed(room: MediaRoom): Promise<void> {
    const [speaker, listener] = [room.createPeer('speaker'), room.createPeer('listener')]
    await speaker.openTransport('send')
    await listener.openTransport('recv', RECEIVER_CAPABILITIES)
    for (const [source, make] of [
      ['microphone', opusParameters],
      ['camera', vp8Parameters],
    ] as const) {
      lastSsrc += 1
      const id = await speaker.publish({ source, paused: false, rtpParameters: make(lastSsrc) })
      await listener.subscribe(id)
      await listener.show(id, true, 360)
    }
    speaker.close()
    listener.close()
    assert.equal(deaths, 0, 'the worker died')
  }

  /** Runs `attack` on a new peer each time, and checks on other people regularly. */
  async function storm<T>(
    t: { diagnostic(text: string): void },
    inputs: T[],
    attack: (peer: MediaPeer, input: T) => Promise<boolean>,
  ): Promise<void> {
    const room = await newRoom()
    let took = 0
    for (const [n, input] of inputs.entries()) {
      const peer = room.createPeer('attacker')
      if (await attack(peer, input)) took += 1
      peer.close()
      if (n % 50 === 0) await expectUnharmed(room)
    }
    await expectUnharmed(room)
    room.close()
    t.diagnostic(`${inputs.length} sent, ${took} accepted by the worker`)
  }

  it('[SHR2] RTP parameters accepted by the contract', async (t) => {
    const sample = fc.sample(rtpParameters, { numRuns: RUNS, seed: SEED })
    const inputs = sample
      .map((raw) => RtpParameters.safeParse(raw).data)
      .filter((p) => p !== undefined)
    assert.ok(inputs.length > RUNS / 3, `only ${inputs.length} pass the contract`)
    await storm(t, inputs, async (peer, parsed) => {
      await peer.openTransport('send')
      let any = false
      for (const source of SOURCES) {
        const publish = peer.publish({
          source,
          paused: false,
          rtpParameters: parsed,
        })
        any = (await accepted(publish, parsed)) || any
      }
      return any
    })
  })

  it('capabilities accepted by the contract', async (t) => {
    const sample = fc.sample(rtpCapabilities, { numRuns: RUNS, seed: SEED })
    const inputs = sample
      .map((raw) => RtpCapabilities.safeParse(raw).data)
      .filter((c) => c !== undefined)
    assert.ok(inputs.length > RUNS / 3, `only ${inputs.length} pass the contract`)
    await storm(t, inputs, async (peer, parsed) =>
      accepted(peer.openTransport('recv', parsed), parsed),
    )
  })

  it('accepted capabilities, followed by a track to receive with them', async (t) => {
    const sample = fc.sample(rtpCapabilities, { numRuns: RUNS, seed: SEED + 1 })
    const inputs = sample
      .map((raw) => RtpCapabilities.safeParse(raw).data)
      .filter((c) => c !== undefined)
    const room = await newRoom()
    const owner = room.createPeer('owner')
    await owner.openTransport('send')
    const tracks = [
      await owner.publish({
        source: 'microphone',
        paused: false,
        rtpParameters: opusParameters(7),
      }),
      await owner.publish({
        source: 'camera',
        paused: false,
        rtpParameters: vp8Parameters(8, 9, 10),
      }),
    ]
    let took = 0
    for (const parsed of inputs) {
      const peer = room.createPeer('attacker')
      if (await accepted(peer.openTransport('recv', parsed), parsed)) {
        for (const track of tracks) if (await accepted(peer.subscribe(track), parsed)) took += 1
      }
      peer.close()
    }
    await expectUnharmed(room)
    room.close()
    t.diagnostic(`${inputs.length} sent, ${took} subscriptions made`)
  })

  it('DTLS parameters accepted by the contract', async (t) => {
    const sample = fc.sample(dtlsParameters, { numRuns: RUNS, seed: SEED })
    const inputs = sample
      .map((raw) => DtlsParameters.safeParse(raw).data)
      .filter((d) => d !== undefined)
    assert.ok(inputs.length > RUNS / 3, `only ${inputs.length} pass the contract`)
    await storm(t, inputs, async (peer, parsed) => {
      await peer.openTransport('send')
      return accepted(peer.connectTransport('send', parsed), parsed)
    })
  })
})
