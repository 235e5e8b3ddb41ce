import type { types } from 'mediasoup-client'
import type { MediaKind, Source } from '#protocol/model.ts'

/** Encodings per source, and the heights at which others request it. Pure. */

/** Same as the contract's KIND_OF, which cannot be imported without its schemas. */
export function kindOf(source: Source): MediaKind {
  return source === 'microphone' || source === 'screen_audio' ? 'audio' : 'video'
}

/**
 * Heights that can be requested. Only a few, so that resizing a window does not send a request per
 * pixel. The lower three are the camera's layers; the rest are for screens.
 */
const HEIGHTS = [180, 360, 720, 1080, 1440, 2160] as const

/**
 * Smallest height that fills a tile of `pixels`, upscaled by a quarter at most, as the server does.
 */
export function quantizeHeight(pixels: number): number {
  return HEIGHTS.find((height) => pixels <= height * 1.25) ?? 2160
}

export type SendSettings = {
  /** A single encoding uses the browser's default layers. */
  encodings: readonly types.RtpEncodingParameters[]
  codecOptions: types.ProducerCodecOptions
  mimeType: string
}

/** Within the bitrate limits the server enforces per source; it would discard anything above. */
export const SEND: Record<Source, SendSettings> = {
  camera: {
    // Thumbnail, tile, active speaker.
    encodings: [
      { scaleResolutionDownBy: 4, maxBitrate: 120_000 },
      { scaleResolutionDownBy: 2, maxBitrate: 350_000 },
      { scaleResolutionDownBy: 1, maxBitrate: 1_200_000 },
    ],
    codecOptions: { videoGoogleStartBitrate: 1000 },
    mimeType: 'video/vp8',
  },
  screen: {
    // Text must stay sharp: one layer, more bits, fewer frames.
    encodings: [{ maxBitrate: 2_500_000, maxFramerate: 15 }],
    codecOptions: { videoGoogleStartBitrate: 1500 },
    mimeType: 'video/vp8',
  },
  microphone: {
    encodings: [],
    codecOptions: { opusStereo: false, opusDtx: true, opusFec: true },
    mimeType: 'audio/opus',
  },
  screen_audio: {
    encodings: [],
    // No DTX: quiet passages in a film are not silence.
    codecOptions: { opusStereo: true, opusDtx: false, opusFec: true },
    mimeType: 'audio/opus',
  },
}
