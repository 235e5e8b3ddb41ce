import type { types as mediasoup } from 'mediasoup'
import { MediaError } from './types.ts'
import type { PublishOptions, TrackSource } from './types.ts'

/**
 * All codecs and media limits in one place. VP8 and Opus only: every browser has them, and the
 * headers a server needs (the VP8 descriptor, the audio level extension) stay readable when the
 * browser encrypts the frames, so end-to-end encryption remains possible.
 *
 * Opus (RFC 7587): in-band FEC repairs single losses, and DTX sends almost nothing during silence.
 */
export const ROUTER_CODECS: mediasoup.RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { useinbandfec: 1, usedtx: 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
]

/** What each source must be on the wire. RTX (RFC 4588) may accompany its codec, nothing else. */
const WIRE: Record<TrackSource, { kind: mediasoup.MediaKind; mimeType: string }> = {
  microphone: { kind: 'audio', mimeType: 'audio/opus' },
  screen_audio: { kind: 'audio', mimeType: 'audio/opus' },
  camera: { kind: 'video', mimeType: 'video/vp8' },
  screen: { kind: 'video', mimeType: 'video/vp8' },
}

/**
 * Bits per second per source, all layers together. A camera is 720p at most: about 1.2 Mbit/s, plus
 * 350 and 120 kbit/s for the lower layers. A screen sent as a camera gets no more.
 */
const MAX_BITRATE: Record<TrackSource, number> = {
  microphone: 64_000,
  screen_audio: 128_000,
  camera: 1_700_000,
  screen: 2_500_000,
}

/** Allowance for retransmissions and headers, which also count against the limit. */
const OVERHEAD = 1.15

/**
 * Factor above the limit at which a track is cut instead of just being throttled. High enough that
 * no browser reaches it: repairs on a bad network, probing and a late REMB stay below. Audio is so
 * small that a multiple of it is harmless, and browsers do not all count it the same way.
 */
const TOLERANCE: Record<mediasoup.MediaKind, number> = { video: 1.5, audio: 4 }

/** Maximum simulcast layers per video. */
const MAX_ENCODINGS = 3
/** Height in pixels of the top camera layer; each lower layer has half. */
const TOP_LAYER_HEIGHT = 720
/** How far a layer may be upscaled before the next layer is worth its bits. */
const STRETCH = 1.25

/** Maximum subscriptions per peer. */
export const MAX_SUBSCRIPTIONS = 400

/** Minimum milliseconds between key frames that viewers can request from a publisher. */
export const KEY_FRAME_INTERVAL = 1000

/**
 * Initial estimate of the bandwidth to a browser, in bits per second: enough for a good 360p at
 * once.
 */
export const INITIAL_OUTGOING_BITRATE = 1_000_000

/**
 * Maximum incoming bits per second of a send transport, given what it publishes. Never below
 * microphone plus camera, because a newly enabled camera would otherwise start under the old cap
 * (the worker repeats its limit only every 1.5 seconds). Sent to the sender as REMB, which browsers
 * obey.
 */
export function maxIncomingBitrate(sources: Iterable<TrackSource>): number {
  const counted = new Set<TrackSource>(['microphone', 'camera', ...sources])
  const sum = [...counted].reduce((total, source) => total + MAX_BITRATE[source], 0)
  return Math.round(sum * OVERHEAD)
}

/** [SHR2] Bits per second above which a sender is considered to ignore its limit. */
export function highestBitrate(source: TrackSource): number {
  return MAX_BITRATE[source] * TOLERANCE[WIRE[source].kind]
}

/**
 * Checks that a track's kind, codec and number of layers match its declared source. Deliberately
 * light, for fake and real alike; the worker checks the rest.
 * @throws MediaError 'incompatible'
 */
export function checkPublish({ source, rtpParameters }: PublishOptions): mediasoup.MediaKind {
  const { kind, mimeType } = WIRE[source]
  const { codecs, encodings = [] } = rtpParameters
  const [media] = codecs
  const codecsFit =
    media?.mimeType.toLowerCase() === mimeType &&
    codecs.every(({ mimeType: name }) => [mimeType, `${kind}/rtx`].includes(name.toLowerCase()))
  const encodingsFit =
    encodings.length >= 1 &&
    encodings.length <= (kind === 'video' ? MAX_ENCODINGS : 1) &&
    encodings.every(encodingFits)
  if (!codecsFit || !encodingsFit) throw new MediaError('incompatible')
  return kind
}

/**
 * One spatial layer per encoding: VP8 has no more, and the worker would treat the track as SVC. A
 * non-integer bitrate throws midway through mediasoup's serialization and corrupts the buffer
 * shared by all requests to that worker.
 */
function encodingFits({ scalabilityMode, maxBitrate }: mediasoup.RtpEncodingParameters): boolean {
  const oneSpatialLayer = scalabilityMode === undefined || /^[LS]1T[1-3]$/.test(scalabilityMode)
  return oneSpatialLayer && (maxBitrate === undefined || Number.isSafeInteger(maxBitrate))
}

/**
 * The spatial layer to send for a video displayed at `height` device pixels: the smallest that is
 * upscaled by at most a quarter, or the top layer if the height is unknown. A camera that captures
 * less than 720p has smaller layers than assumed here and looks slightly softer.
 */
export function layerFor(height: number | undefined, layers: number): number {
  const best = layers - 1
  if (height === undefined) return best
  for (let layer = 0; layer < best; layer++) {
    const layerHeight = TOP_LAYER_HEIGHT / 2 ** (best - layer)
    if (height <= layerHeight * STRETCH) return layer
  }
  return best
}
