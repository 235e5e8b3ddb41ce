import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Source } from '#protocol/model.ts'
import type { TrackId } from '#protocol/ids.ts'
import { closeEndpoints } from '#sfu/testing/endpoint.ts'
import {
  OpusStream,
  RECEIVER_CAPABILITIES,
  opusParameters,
  vp8Parameters,
} from '#sfu/testing/packets.ts'
import { Pump } from '#sfu/testing/pump.ts'
import type { RawSocket } from '../support/raw-socket.ts'
import { ServerHarness } from '../support/harness.ts'
import type { Sitting } from '../support/harness.ts'
import { Wire, newSsrc } from '../support/wire.ts'

const DTLS = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array<string>(32).fill('AB').join(':') }],
}
const noTrack = '00000000-0000-4000-8000-00000000ffff' as TrackId
let lastSsrc = 90_000
/** [QOS5] A room is large with so many guests beside the host; of its voices, so many are carried. */
const [LARGE, CARRIED] = [30, 12]

const publish = async (
  socket: RawSocket,
  source: Source,
  kind: 'audio' | 'video',
  change: (parameters: Record<string, unknown>) => unknown = (parameters) => parameters,
): Promise<string> => {
  lastSsrc += 10
  const plain = kind === 'audio' ? opusParameters(lastSsrc) : vp8Parameters(lastSsrc)
  const rtpParameters = change({ ...plain })
  const reply = await socket.raw('track.publish', { source, kind, paused: false, rtpParameters })
  return reply.ok ? (reply.result as { id: string }).id : reply.error.code
}
const codec = (mimeType: string) => ({ mimeType, payloadType: 96, clockRate: 90_000 })
const UUID = /^[0-9a-f-]{36}$/

const opened = async (sitting: Sitting, name: string) => {
  const guest = await sitting.guest(name)
  await guest.socket.ok('transport.open', { direction: 'send' })
  await guest.socket.ok('transport.open', {
    direction: 'recv',
    rtpCapabilities: RECEIVER_CAPABILITIES as never,
  })
  return guest
}

describe('media parameters', () => {
  const harness = new ServerHarness()
  let pump: Pump
  const wires: Wire[] = []
  before(() => (pump = new Pump()))
  afterEach(() => {
    pump.clear()
    for (const wire of wires.splice(0)) wire.close()
  })
  after(() => {
    pump.close()
    closeEndpoints()
  })

  const wire = async (socket: RawSocket): Promise<Wire> => {
    const opened = await Wire.open(socket, pump)
    wires.push(opened)
    return opened
  }
  /** The victim speaks and the host receives it: real packets throughout. */
  const speaks = async (sitting: Sitting) => {
    const track = await (await wire(sitting.bystander.socket)).speak()
    const heard = await (await wire(sitting.host)).watch(track)
    await sitting.bystander.socket.ok('track.unsubscribe', { id: noTrack })
    sitting.forget()
    return { track, heard }
  }
  /** The victim can still be heard. */
  const isHeard = ({ heard }: Awaited<ReturnType<typeof speaks>>) => pump.more(heard, 20)

  it('[SHR1] a screen without a grant is not published', async () => {
    const sitting = await harness.sitting()
    const voice = await speaks(sitting)
    const { socket } = await opened(sitting, 'Kẻ Chiếu Trộm')
    assert.equal(await publish(socket, 'screen', 'video'), 'not_granted')
    assert.equal(await publish(socket, 'screen_audio', 'audio'), 'not_granted')
    await isHeard(voice)
    await sitting.unharmed('participant')
  })

  it('[QOS5] of a large room’s voices nobody receives one that is not carried, and none that speaks loses its place to who only turns on', async () => {
    const sitting = await harness.sitting()
    const voice = await speaks(sitting)
    const crowd: RawSocket[] = []
    while (crowd.length < LARGE) crowd.push((await sitting.guest(`Người ${crowd.length}`)).socket)
    const [late, spy, ...others] = crowd
    if (!late || !spy) assert.fail()
    for (const socket of others.slice(0, CARRIED - 1)) {
      await socket.ok('transport.open', { direction: 'send' })
      assert.match(await publish(socket, 'microphone', 'audio'), UUID)
    }
    const sent = await wire(late)
    const track = await sent.speak(new OpusStream(newSsrc(), 127))
    const ear = await wire(spy)
    const ssrc = await ear.receive(track)
    const stolen = { name: 'a voice not carried', count: () => ear.receiver.packets(ssrc) }
    await pump.stopped(stolen, voice.heard)
    assert.equal(stolen.count(), 0)
    for (let times = 0; times < 3; times++)
      for (const paused of [true, false])
        await late.ok('track.pause', { source: 'microphone', paused })
    await pump.stopped(stolen, voice.heard)
    await isHeard(voice)
    await sitting.unharmed('participant', 'track')
  })

  it('[SHR2] kind and source cannot be swapped', async () => {
    const sitting = await harness.sitting()
    const voice = await speaks(sitting)
    const { socket } = await opened(sitting, 'Kẻ Tráo')
    assert.equal(await publish(socket, 'microphone', 'video'), 'source_kind_mismatch')
    assert.equal(await publish(socket, 'camera', 'audio'), 'source_kind_mismatch')
    // Declared as audio, with video parameters.
    assert.equal(
      await publish(socket, 'microphone', 'audio', () => vp8Parameters(1)),
      'media_failed',
    )
    assert.equal(await publish(socket, 'camera', 'video', () => opusParameters(1)), 'media_failed')
    await isHeard(voice)
    await sitting.unharmed('participant')
  })

  it('[SHR2] a screen cannot be published as a second camera, nor its audio as a second microphone', async () => {
    const sitting = await harness.sitting()
    const voice = await speaks(sitting)
    const { socket } = await opened(sitting, 'Kẻ Hai Camera')
    assert.match(await publish(socket, 'camera', 'video'), UUID)
    assert.equal(await publish(socket, 'camera', 'video'), 'source_taken')
    assert.match(await publish(socket, 'microphone', 'audio'), UUID)
    assert.equal(await publish(socket, 'microphone', 'audio'), 'source_taken')
    await isHeard(voice)
    await sitting.unharmed('participant', 'track')
  })

  it('[FLR1] in a lecture, a screen declared as a camera is refused like any camera', async () => {
    const sitting = await harness.sitting('lecture')
    const { socket } = await opened(sitting, 'Kẻ Giả Camera')
    assert.equal(await publish(socket, 'camera', 'video'), 'not_granted')
    assert.equal(await publish(socket, 'microphone', 'audio'), 'not_granted')
    await sitting.unharmed('participant')
  })

  it('[FLR1] a mode change unpublishes what the new mode does not allow', async () => {
    const sitting = await harness.sitting()
    const { socket } = await opened(sitting, 'Người Nói')
    assert.match(await publish(socket, 'camera', 'video'), UUID)
    await sitting.host.ok('meeting.mode', { mode: 'conference' })
    assert.deepEqual(await socket.next('ownTrack'), {
      source: 'camera',
      action: 'closed',
      by: 'mode',
      name: null,
    })
    assert.equal(await publish(socket, 'camera', 'video'), 'not_granted')
    assert.equal(await socket.code('track.pause', { source: 'camera', paused: false }), 'not_found')
    await sitting.unharmed('participant', 'track', 'trackEnded', 'meeting', 'grant')
  })

  it('[SHR1] a revoked screen is closed and cannot return by itself', async () => {
    const sitting = await harness.sitting()
    const { socket, id } = await opened(sitting, 'Người Chiếu')
    await sitting.host.ok('share.grant', { id })
    const screen = await publish(socket, 'screen', 'video')
    assert.match(screen, UUID)
    await sitting.host.ok('share.revoke', { id })
    assert.equal((await socket.next('ownTrack')).by, 'share_revoked')
    assert.equal(await publish(socket, 'screen', 'video'), 'not_granted')
    assert.equal(await socket.code('track.pause', { source: 'screen', paused: false }), 'not_found')
    assert.equal(await sitting.host.code('track.subscribe', { id: screen }), 'not_found')
    await sitting.unharmed('participant', 'track', 'trackEnded')
  })

  it('[SHR1] one screen at a time: a second one is refused, and so is its audio alone', async () => {
    const sitting = await harness.sitting()
    const [one, two] = [await opened(sitting, 'Người Một'), await opened(sitting, 'Người Hai')]
    await sitting.host.ok('share.grant', { id: one.id })
    await sitting.host.ok('share.grant', { id: two.id })
    assert.equal(await publish(two.socket, 'screen_audio', 'audio'), 'not_granted')
    const both = await Promise.all([
      publish(one.socket, 'screen', 'video'),
      publish(two.socket, 'screen', 'video'),
    ])
    assert.equal(both.filter((id) => UUID.test(id)).length, 1, both.join(' '))
    assert.ok(both.includes('share_taken'), both.join(' '))
    await sitting.unharmed('participant', 'track')
  })

  it('[SHR2] other codecs, extra layers and scalable layers are refused', async () => {
    const sitting = await harness.sitting()
    const voice = await speaks(sitting)
    const { socket } = await opened(sitting, 'Kẻ Đổi Codec')
    for (const mimeType of [
      'video/H264',
      'video/VP9',
      'video/AV1',
      'video/rtx',
      'video/red',
      'audio/opus',
    ]) {
      const answer = await publish(socket, 'camera', 'video', (p) => ({
        ...p,
        codecs: [codec(mimeType)],
      }))
      assert.equal(answer, 'media_failed', mimeType)
    }
    for (const encodings of [
      [1, 2, 3, 4].map((ssrc) => ({ ssrc })),
      [{ ssrc: 1, scalabilityMode: 'L3T3' }],
      [{ ssrc: 1, scalabilityMode: 'S2T1' }],
    ]) {
      assert.equal(
        await publish(socket, 'camera', 'video', (p) => ({ ...p, encodings })),
        'media_failed',
      )
    }
    await isHeard(voice)
    await sitting.unharmed('participant')
  })

  it('parameters known to have crashed workers are rejected by the contract', async () => {
    const sitting = await harness.sitting()
    const voice = await speaks(sitting)
    const { socket } = await opened(sitting, 'Kẻ Phá Worker')
    const video = vp8Parameters(1)
    for (const part of [
      { encodings: [] },
      { encodings: Array.from({ length: 500 }, (_, n) => ({ ssrc: n + 1 })) },
      { encodings: [{ ssrc: -1 }] },
      { encodings: [{ ssrc: 2 ** 32 }] },
      { encodings: [{ ssrc: 1.5 }] },
      { encodings: [{ ssrc: 1, maxBitrate: 1e300 }] },
      { encodings: [{ ssrc: 1, scalabilityMode: 'L9T9' }] },
      { encodings: [{ ssrc: 1, rid: '../../x' }] },
      { mid: 'a'.repeat(1000) },
      { mid: '\u0000' },
      { codecs: [] },
      { codecs: [{ mimeType: 'video/VP8', payloadType: 400, clockRate: 90_000 }] },
      { codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 0 }] },
      { codecs: [{ ...video.codecs[0], parameters: { apt: { deep: [] } } }] },
      { headerExtensions: [{ uri: 'urn:example:own', id: 1 }] },
      { headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 0 }] },
      { rtcp: { cname: 'x'.repeat(5000) } },
      { extra: true },
    ]) {
      const answer = await publish(socket, 'camera', 'video', (p) => ({ ...p, ...part }))
      assert.equal(answer, 'invalid_input', JSON.stringify(part).slice(0, 80))
    }
    await isHeard(voice)
    await sitting.unharmed('participant')
  })

  it('what passes the contract but not the worker is refused, and the worker survives', async () => {
    const sitting = await harness.sitting()
    const voice = await speaks(sitting)
    const { socket } = await opened(sitting, 'Kẻ Trùng Số')
    const mid = { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 3 }
    assert.match(await publish(socket, 'microphone', 'audio', () => opusParameters(4242)), UUID)
    assert.equal(
      await publish(socket, 'camera', 'video', () => vp8Parameters(4242)),
      'media_failed',
    )
    assert.equal(
      await publish(socket, 'camera', 'video', () => vp8Parameters(51, 51)),
      'media_failed',
    )
    const without = await publish(socket, 'camera', 'video', (p) => ({ ...p, encodings: [{}] }))
    assert.equal(without, 'media_failed')
    await publish(socket, 'camera', 'video', (p) => ({ ...p, headerExtensions: [mid, mid, mid] }))
    await isHeard(voice)
    await sitting.unharmed('participant', 'track', 'trackEnded')
  })

  it('a malformed fingerprint, or one with a wrong count or hash, is refused', async () => {
    const sitting = await harness.sitting()
    const voice = await speaks(sitting)
    const { socket } = await opened(sitting, 'Kẻ Giả Vân Tay')
    const [fingerprint] = DTLS.fingerprints
    for (const dtlsParameters of [
      { fingerprints: [] },
      { fingerprints: Array.from({ length: 9 }, () => fingerprint) },
      { fingerprints: [{ algorithm: 'md5', value: fingerprint?.value }] },
      { fingerprints: [{ algorithm: 'sha-1', value: fingerprint?.value }] },
      { fingerprints: [{ algorithm: 'sha-256', value: 'AB' }] },
      { fingerprints: [{ algorithm: 'sha-256', value: 'x'.repeat(5000) }] },
      { role: 'everyone', fingerprints: [fingerprint] },
      {},
      null,
    ]) {
      const reply = await socket.raw('transport.connect', { direction: 'send', dtlsParameters })
      assert.partialDeepStrictEqual(reply, { ok: false, error: { code: 'invalid_input' } })
    }
    // Well-formed, but the wrong digest length for its hash.
    const short = { ...fingerprint, algorithm: 'sha-512' }
    await socket.raw('transport.connect', {
      direction: 'send',
      dtlsParameters: { fingerprints: [short] },
    })
    await isHeard(voice)
    await sitting.unharmed('participant')
  })

  it('a transport can be connected once, and is closed when another is opened', async () => {
    const sitting = await harness.sitting()
    const { socket } = await opened(sitting, 'Kẻ Dùng Lại')
    const connect = () =>
      socket.raw('transport.connect', { direction: 'send', dtlsParameters: DTLS })
    assert.equal((await connect()).ok, true)
    assert.deepEqual(await connect(), { ok: false, error: { code: 'media_failed' } })
    const before = await publish(socket, 'camera', 'video')
    assert.match(before, UUID)
    await socket.ok('transport.open', { direction: 'send' })
    assert.equal(await socket.code('track.pause', { source: 'camera', paused: false }), 'not_found')
    await sitting.unharmed('participant', 'track', 'trackEnded')
  })

  it('without a transport, nothing can be published, received, connected or restarted', async () => {
    const sitting = await harness.sitting()
    const voice = await speaks(sitting)
    const { socket } = await sitting.guest('Kẻ Nóng Vội')
    assert.equal(await publish(socket, 'camera', 'video'), 'media_failed')
    assert.equal(await socket.code('track.subscribe', { id: voice.track }), 'media_failed')
    assert.equal(await socket.code('transport.restartIce', { direction: 'send' }), 'media_failed')
    assert.deepEqual(
      await socket.raw('transport.connect', { direction: 'recv', dtlsParameters: DTLS }),
      {
        ok: false,
        error: { code: 'media_failed' },
      },
    )
    assert.equal(await socket.code('transport.open', { direction: 'recv' }), 'media_failed')
    await isHeard(voice)
    await sitting.unharmed('participant')
  })

  it('[ADM3] a track of another meeting, of nobody or one’s own cannot be received', async () => {
    const [mine, other] = [await harness.sitting(), await harness.sitting()]
    const secret = await speaks(other)
    const { socket } = await opened(mine, 'Kẻ Nghe Lén')
    const own = (await publish(socket, 'microphone', 'audio')) as TrackId
    for (const id of [secret.track, own, noTrack]) {
      assert.equal(await socket.code('track.subscribe', { id }), 'not_found')
      assert.equal(await socket.code('track.show', { id, shown: true }), 'not_found')
      assert.equal(await socket.code('track.keyFrame', { id }), 'not_found')
      await socket.ok('track.unsubscribe', { id })
    }
    await isHeard(secret)
    await mine.unharmed('participant', 'track')
    await other.unharmed()
  })

  it('[ADM3] a waiting person cannot receive a track by knowing its id', async () => {
    const sitting = await harness.sitting()
    const voice = await speaks(sitting)
    const { socket } = await sitting.knock('Kẻ Chờ Nghe')
    const ask = { direction: 'recv', rtpCapabilities: RECEIVER_CAPABILITIES }
    for (const [name, input] of [
      ['transport.open', ask],
      ['track.subscribe', { id: voice.track }],
      ['track.show', { id: voice.track, shown: true }],
      ['track.keyFrame', { id: voice.track }],
    ] as const) {
      // prettier-ignore
      assert.deepEqual(await socket.raw(name, input), { ok: false, error: { code: 'wrong_phase' } })
    }
    await isHeard(voice)
    await sitting.unharmed()
  })

  it('[ADM6] a person removed while receiving can neither receive nor publish any more', async () => {
    const sitting = await harness.sitting()
    const voice = await speaks(sitting)
    const { socket, id } = await opened(sitting, 'Kẻ Bị Mời Ra')
    await socket.ok('track.subscribe', { id: voice.track })
    const camera = (await publish(socket, 'camera', 'video')) as TrackId
    const removal = sitting.host.ok('participant.remove', { id, block: false })
    const late = socket.raw('track.show', { id: voice.track, shown: true }).catch(() => null)
    await removal
    await socket.cut()
    await late
    assert.equal(await sitting.host.code('track.subscribe', { id: camera }), 'not_found')
    await isHeard(voice)
    await sitting.unharmed('participant', 'participantLeft', 'track', 'trackEnded')
  })

  it("another person's track cannot be paused, closed or replaced", async () => {
    const sitting = await harness.sitting()
    const voice = await speaks(sitting)
    const { socket } = await opened(sitting, 'Kẻ Tắt Tiếng')
    assert.equal(
      await socket.code('track.pause', { source: 'microphone', paused: true }),
      'not_found',
    )
    await socket.ok('track.unpublish', { source: 'microphone' })
    for (const extra of [{ id: voice.track }, { participant: sitting.bystander.id }]) {
      const reply = await socket.raw('track.unpublish', { source: 'microphone', ...extra })
      assert.partialDeepStrictEqual(reply, { ok: false, error: { code: 'invalid_input' } })
    }
    await isHeard(voice)
    await sitting.unharmed('participant')
  })

  it('endless transport requests open two at most, and disturb nobody', async () => {
    const sitting = await harness.sitting()
    const voice = await speaks(sitting)
    const { socket } = await sitting.guest('Kẻ Mở Cửa')
    const opened = await Promise.all(
      Array.from({ length: 100 }, () => socket.code('transport.open', { direction: 'send' })),
    )
    assert.equal(opened.at(-1), 'ok')
    await isHeard(voice)
    await sitting.unharmed('participant')
  })

  it('[SHR2] viewers cannot request more than is sent', async () => {
    const sitting = await harness.sitting()
    const voice = await speaks(sitting)
    const { socket } = await opened(sitting, 'Kẻ Đòi Hình')
    await socket.ok('track.subscribe', { id: voice.track })
    assert.equal(await socket.code('track.subscribe', { id: voice.track }), 'too_many_tracks')
    for (const height of [-1, 4321, 1.5, 1e300, '720', null]) {
      const reply = await socket.raw('track.show', { id: voice.track, shown: true, height })
      assert.partialDeepStrictEqual(
        reply,
        { ok: false, error: { code: 'invalid_input' } },
        String(height),
      )
    }
    await isHeard(voice)
    await sitting.unharmed('participant')
  })
})
