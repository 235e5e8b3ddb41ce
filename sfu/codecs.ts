import type { types as mediasoup } from 'mediasoup'
import { MediaError } from './types.ts'
import type { PublishOptions, TrackSource } from './types.ts'

/**
 * Every codec and every media bound in one place. VP8 and Opus only: each browser has them, and the
 * headers a server needs (VP8's descriptor, the audio level extension) stay readable when the
 * browser encrypts the frames, so end-to-end encryption stays possible.
 *
 * Opus (RFC 7587): in-band FEC repairs single losses, DTX sends almost nothing in silence.
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

/** What each source must be on the wire; its codecs may be joined by RTX (RFC 4588), nothing else. */
const WIRE: Record<TrackSource, { kind: mediasoup.MediaKind; mimeType: string }> = {
  microphone: { kind: 'audio', mimeType: 'audio/opus' },
  screen_audio: { kind: 'audio', mimeType: 'audio/opus' },
  camera: { kind: 'video', mimeType: 'video/vp8' },
  screen: { kind: 'video', mimeType: 'video/vp8' },
}

/**
 * Bits per second that one source may use, all its layers together. A camera is 720p at most: about
 * 1.2 Mbit/s, and 350 and 120 kbit/s for the layers below. A screen sent as a camera gets no more.
 */
const MAX_BITRATE: Record<TrackSource, number> = {
  microphone: 64_000,
  screen_audio: 128_000,
  camera: 1_700_000,
  screen: 2_500_000,
}

/** Retransmissions and headers count too, so media alone may not fill the whole allowance. */
const OVERHEAD = 1.15

/**
 * How far above its limit a track is cut, and not only told. Far enough that no browser gets there:
 * repairs on a bad line, probing and a late REMB stay below. Sound is so small that a multiple of it
 * burdens nobody, and not every browser counts it alike.
 */
const TOLERANCE: Record<mediasoup.MediaKind, number> = { video: 1.5, audio: 4 }

/** Simulcast layers of one video at most. */
const MAX_ENCODINGS = 3
/** Height in pixels of the best camera layer; each layer below has half. */
const TOP_LAYER_HEIGHT = 720
/** How far a layer may be stretched before the next better one is worth its bits. */
const STRETCH = 1.25

/** Subscriptions of one peer at most. */
export const MAX_SUBSCRIPTIONS = 400

/** Milliseconds between key frames that viewers can force a publisher to send. */
export const KEY_FRAME_INTERVAL = 1000

/** Bits per second assumed to be free towards a browser until measured: a good 360p at once. */
export const INITIAL_OUTGOING_BITRATE = 1_000_000

/**
 * Bits per second that a send transport may bring in, by what it publishes. Never below microphone
 * and camera, lest a camera that is switched on starts under the old, lower cap (the worker repeats
 * its limit only every 1.5 seconds). Told to the sender as REMB, which browsers obey.
 */
export function maxIncomingBitrate(sources: Iterable<TrackSource>): number {
  const counted = new Set<TrackSource>(['microphone', 'camera', ...sources])
  const sum = [...counted].reduce((total, source) => total + MAX_BITRATE[source], 0)
  return Math.round(sum * OVERHEAD)
}

/** [SHR2] Bits per second above which a sender does not do what it was told. */
export function highestBitrate(source: TrackSource): number {
  return MAX_BITRATE[source] * TOLERANCE[WIRE[source].kind]
}

/**
 * What a track claims to be against what it brings: kind, codec and number of layers. A light check
 * on purpose, for fake and real alike; the worker checks the rest.
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
 * One spatial layer per encoding: VP8 has no other, and the worker would take the track for SVC.
 * A bitrate that is not an integer throws half way through mediasoup's serialisation, which leaves
 * the buffer that all requests to this worker share unusable.
 */
function encodingFits({ scalabilityMode, maxBitrate }: mediasoup.RtpEncodingParameters): boolean {
  const oneSpatialLayer = scalabilityMode === undefined || /^[LS]1T[1-3]$/.test(scalabilityMode)
  return oneSpatialLayer && (maxBitrate === undefined || Number.isSafeInteger(maxBitrate))
}

/**
 * The spatial layer to send for a video shown at `height` device pixels: the smallest that need not
 * be stretched by more than a quarter; the best when the height is not known. A camera that
 * captures less than 720p has smaller layers than assumed here and is shown a little softer.
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
