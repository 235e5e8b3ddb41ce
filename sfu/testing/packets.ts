import type { types as mediasoup } from 'mediasoup'

/** Hand-written RTP (RFC 3550), just enough to prove that a server forwards it. */

export const OPUS_PAYLOAD_TYPE = 100
export const VP8_PAYLOAD_TYPE = 101
const AUDIO_LEVEL_ID = 1
const TRANSPORT_CC_ID = 5
const TRANSPORT_CC = 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01'

/** Parameters a sender of one Opus stream declares, with the audio level extension (RFC 6464). */
export function opusParameters(ssrc: number): mediasoup.RtpParameters {
  return {
    codecs: [
      {
        mimeType: 'audio/opus',
        payloadType: OPUS_PAYLOAD_TYPE,
        clockRate: 48_000,
        channels: 2,
        parameters: { useinbandfec: 1, usedtx: 1 },
        rtcpFeedback: [],
      },
    ],
    headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: AUDIO_LEVEL_ID }],
    encodings: [{ ssrc }],
    rtcp: { cname: `cname-${ssrc}` },
  }
}

/** Parameters a VP8 sender declares: one stream per simulcast layer, smallest first. */
export function vp8Parameters(...ssrcs: number[]): mediasoup.RtpParameters {
  return {
    codecs: [
      {
        mimeType: 'video/VP8',
        payloadType: VP8_PAYLOAD_TYPE,
        clockRate: 90_000,
        rtcpFeedback: [
          { type: 'nack', parameter: 'pli' },
          { type: 'ccm', parameter: 'fir' },
          { type: 'transport-cc' },
        ],
      },
    ],
    headerExtensions: [{ uri: TRANSPORT_CC, id: TRANSPORT_CC_ID }],
    encodings: ssrcs.map((ssrc) => ({ ssrc })),
    rtcp: { cname: `cname-${ssrcs[0]}` },
  }
}

/**
 * Capabilities a receiver declares: both codecs, and no congestion control, which would require
 * feedback.
 */
export const RECEIVER_CAPABILITIES: mediasoup.RtpCapabilities = {
  codecs: [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      preferredPayloadType: OPUS_PAYLOAD_TYPE,
      clockRate: 48_000,
      channels: 2,
    },
    {
      kind: 'video',
      mimeType: 'video/VP8',
      preferredPayloadType: VP8_PAYLOAD_TYPE,
      clockRate: 90_000,
      rtcpFeedback: [{ type: 'nack', parameter: 'pli' }],
    },
  ],
  headerExtensions: [],
}

/** One RTP stream as its sender produces it. */
export interface RtpStream {
  readonly ssrc: number
  /** Packets per second; if undefined, one per pump tick. */
  readonly rate?: number | undefined
  next(): Buffer
}

/** An Opus stream. `level` is dB below full scale: 0 is the loudest, 127 is silence. */
export class OpusStream implements RtpStream {
  readonly ssrc: number
  level: number
  /** Payload bytes per packet. */
  size = 60
  rate: number | undefined
  readonly #header: Header

  constructor(ssrc: number, level = 30) {
    this.ssrc = ssrc
    this.level = level
    this.#header = new Header(ssrc, OPUS_PAYLOAD_TYPE, 960)
  }

  next(): Buffer {
    // One-byte header extension (RFC 8285): profile, length of one word, the element, padding.
    const voice = 0x80
    const extension = [0xbe, 0xde, 0, 1, AUDIO_LEVEL_ID << 4, voice | this.level, 0, 0]
    return Buffer.concat([
      this.#header.next({ marker: false }),
      Buffer.from(extension),
      Buffer.alloc(this.size, 0x5a),
    ])
  }
}

/** Counts packets of all streams: the server only checks that numbers are new. */
let transportSequence = 0

/** A VP8 stream (RFC 7741) with one packet of `size` bytes per frame; the first is a key frame. */
export class Vp8Stream implements RtpStream {
  readonly ssrc: number
  rate: number | undefined
  readonly #header: Header
  readonly #size: number
  #frame = 0
  #keyFrame = true

  constructor(ssrc: number, size = 1000) {
    this.ssrc = ssrc
    this.#size = size
    this.#header = new Header(ssrc, VP8_PAYLOAD_TYPE, 3000)
  }

  /** Makes the next frame a key frame. */
  keyFrame(): void {
    this.#keyFrame = true
  }

  next(): Buffer {
    this.#frame += 1
    const payload = Buffer.alloc(this.#size, 0x5a)
    // Descriptor: start of partition 0, then picture id (15 bits), tl0picidx, temporal layer 0.
    payload.set([0x90, 0xe0, 0x80 | ((this.#frame >> 8) & 0x7f), this.#frame & 0xff])
    payload.set([this.#frame & 0xff, 0x20], 4)
    payload.set(this.#keyFrame ? [0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a] : [0x11], 6)
    this.#keyFrame = false
    transportSequence = (transportSequence + 1) & 0xffff
    const [high, low] = [transportSequence >> 8, transportSequence & 0xff]
    const extension = [0xbe, 0xde, 0, 1, (TRANSPORT_CC_ID << 4) | 1, high, low, 0]
    return Buffer.concat([this.#header.next({ marker: true }), Buffer.from(extension), payload])
  }

  /** RTCP sender report; without it, simulcast layers cannot be synchronized. */
  senderReport(now: number): Buffer {
    const report = Buffer.alloc(28)
    report.set([0x80, 200, 0, 6])
    report.writeUInt32BE(this.ssrc, 4)
    report.writeUInt32BE(Math.floor(now / 1000), 8)
    report.writeUInt32BE(Math.floor(((now % 1000) / 1000) * 2 ** 32), 12)
    report.writeUInt32BE(this.#header.timestamp, 16)
    report.writeUInt32BE(this.#frame, 20)
    report.writeUInt32BE(this.#frame * this.#size, 24)
    return report
  }
}

class Header {
  timestamp = 0
  readonly #ssrc: number
  readonly #payloadType: number
  readonly #step: number
  #sequence = 0

  constructor(ssrc: number, payloadType: number, step: number) {
    this.#ssrc = ssrc
    this.#payloadType = payloadType
    this.#step = step
  }

  /** Sets the extension bit: every packet here has an extension. */
  next({ marker }: { marker: boolean }): Buffer {
    this.#sequence = (this.#sequence + 1) & 0xffff
    this.timestamp = (this.timestamp + this.#step) >>> 0
    const header = Buffer.alloc(12)
    header[0] = 0x90
    header[1] = (marker ? 0x80 : 0) | this.#payloadType
    header.writeUInt16BE(this.#sequence, 2)
    header.writeUInt32BE(this.timestamp, 4)
    header.writeUInt32BE(this.#ssrc, 8)
    return header
  }
}

/** A received packet: media, or feedback relevant to a sender. */
export type Incoming =
  | { type: 'rtp'; ssrc: number; sequence: number; bytes: number }
  | { type: 'keyFrameRequest'; ssrc: number }
  | { type: 'maxBitrate'; bitsPerSecond: number }

export function* parse(packet: Buffer): Generator<Incoming> {
  if (packet.length < 12) return
  const isRtcp = packet.readUInt8(1) >= 192 && packet.readUInt8(1) <= 223
  if (isRtcp) yield* parseRtcp(packet)
  else {
    const [sequence, ssrc] = [packet.readUInt16BE(2), packet.readUInt32BE(8)]
    yield { type: 'rtp', ssrc, sequence, bytes: packet.length }
  }
}

function* parseRtcp(compound: Buffer): Generator<Incoming> {
  for (let rest = compound; rest.length >= 12;) {
    const length = (rest.readUInt16BE(2) + 1) * 4
    const format = rest.readUInt8(0) & 0x1f
    const isPayloadFeedback = rest.readUInt8(1) === 206
    if (isPayloadFeedback && format === 1) {
      yield { type: 'keyFrameRequest', ssrc: rest.readUInt32BE(8) } // PLI, RFC 4585
    } else if (isPayloadFeedback && format === 4) {
      yield { type: 'keyFrameRequest', ssrc: rest.readUInt32BE(12) } // FIR, RFC 5104
    } else if (isPayloadFeedback && format === 15) {
      const mantissa = rest.readUInt32BE(16) & 0x3ffff // REMB, draft-alvestrand-rmcat-remb
      yield { type: 'maxBitrate', bitsPerSecond: mantissa * 2 ** (rest.readUInt8(17) >> 2) }
    }
    rest = rest.subarray(length)
  }
}
