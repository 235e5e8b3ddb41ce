import { z } from 'zod'

/**
 * What may reach the mediasoup worker. Past worker crashes came from malformed parameters, so
 * shapes and sizes are checked before anything crosses the process boundary.
 */
const short = z.string().max(256)
const uint32 = z.number().int().min(0).max(0xffff_ffff)
const parameters = z
  .record(z.string().max(64), z.union([short, z.number(), z.boolean(), z.null()]))
  .refine((p) => Object.keys(p).length <= 32)
const rtcpFeedback = z.array(z.strictObject({ type: short, parameter: short.optional() })).max(32)
const mimeType = z.string().regex(/^(audio|video)\/[A-Za-z0-9-]{1,32}$/)

/**
 * The RTP header extensions (RFC 8285) the SFU supports. Clients may use only what they were
 * offered.
 */
const extensionUri = z.enum([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'urn:ietf:params:rtp-hdrext:toffset',
  'urn:3gpp:video-orientation',
  'urn:mediasoup:params:rtp-hdrext:packet-id',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
])

const rtpCodec = z.strictObject({
  mimeType,
  payloadType: z.number().int().min(0).max(127),
  clockRate: z.number().int().min(1).max(1_000_000),
  channels: z.number().int().min(1).max(8).optional(),
  parameters: parameters.optional(),
  rtcpFeedback: rtcpFeedback.optional(),
})

const rtpEncoding = z.strictObject({
  ssrc: uint32.optional(),
  rid: z
    .string()
    .regex(/^[A-Za-z0-9]{1,16}$/)
    .optional(),
  codecPayloadType: z.number().int().min(0).max(127).optional(),
  rtx: z.strictObject({ ssrc: uint32 }).optional(),
  dtx: z.boolean().optional(),
  scalabilityMode: z
    .string()
    .regex(/^[LS][1-3]T[1-3](h|_KEY|_KEY_SHIFT)?$/)
    .optional(),
  scaleResolutionDownBy: z.number().min(1).max(16).optional(),
  maxBitrate: z.number().int().min(0).max(100_000_000).optional(),
  maxFramerate: z.number().min(0).max(120).optional(),
  active: z.boolean().optional(),
  adaptivePtime: z.boolean().optional(),
  priority: z.enum(['very-low', 'low', 'medium', 'high']).optional(),
  networkPriority: z.enum(['very-low', 'low', 'medium', 'high']).optional(),
})

const headerExtension = z.strictObject({
  uri: extensionUri,
  id: z.number().int().min(1).max(255),
  encrypt: z.boolean().optional(),
  parameters: parameters.optional(),
})

/** RTP send parameters (ORTC RTCRtpParameters as mediasoup-client produces them). */
export const RtpParameters = z.strictObject({
  mid: z
    .string()
    .regex(/^[A-Za-z0-9]{1,16}$/)
    .optional(),
  codecs: z.array(rtpCodec).min(1).max(16),
  headerExtensions: z.array(headerExtension).max(32).optional(),
  encodings: z.array(rtpEncoding).min(1).max(4),
  rtcp: z
    .strictObject({
      cname: short.optional(),
      reducedSize: z.boolean().optional(),
      mux: z.boolean().optional(),
    })
    .optional(),
  msid: short.optional(),
})
export type RtpParameters = z.infer<typeof RtpParameters>

export const RtpCapabilities = z.strictObject({
  codecs: z
    .array(
      z.strictObject({
        kind: z.enum(['audio', 'video']),
        mimeType,
        preferredPayloadType: z.number().int().min(0).max(127),
        clockRate: z.number().int().min(1).max(1_000_000),
        channels: z.number().int().min(1).max(8).optional(),
        parameters: parameters.optional(),
        rtcpFeedback: rtcpFeedback.optional(),
      }),
    )
    .max(64),
  headerExtensions: z
    .array(
      z.strictObject({
        kind: z.enum(['audio', 'video']),
        uri: extensionUri,
        preferredId: z.number().int().min(1).max(255),
        preferredEncrypt: z.boolean().optional(),
        direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).optional(),
      }),
    )
    .max(64)
    .optional(),
})
export type RtpCapabilities = z.infer<typeof RtpCapabilities>

/** DTLS fingerprints (RFC 8122): hash name and colon-separated hex bytes. */
export const DtlsParameters = z.strictObject({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z
    .array(
      z.strictObject({
        algorithm: z.enum(['sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z.string().regex(/^([0-9A-Fa-f]{2}:){27,63}[0-9A-Fa-f]{2}$/),
      }),
    )
    .min(1)
    .max(8),
})
export type DtlsParameters = z.infer<typeof DtlsParameters>

export type Direction = 'send' | 'recv'

/** What a browser needs to open one transport. Written by the SFU and passed through unchanged. */
export type TransportOffer = {
  id: string
  iceParameters: unknown
  iceCandidates: unknown
  dtlsParameters: unknown
}

/** What a browser needs to receive one track. Starts paused. */
export type Subscription = { id: string; kind: 'audio' | 'video'; rtpParameters: unknown }
