import type { types } from 'mediasoup-client'
import type { MediaKind, Source } from '#protocol/model.ts'

/** What each source is sent as, and at which heights others ask for it. Pure. */

/** The same table as the contract's KIND_OF, which cannot be imported without its schemas. */
export function kindOf(source: Source): MediaKind {
  return source === 'microphone' || source === 'screen_audio' ? 'audio' : 'video'
}

/**
 * Heights asked for. Few steps, so that dragging a window's edge does not ask on every pixel; the
 * lower three are the camera's layers, the rest are for screens.
 */
const HEIGHTS = [180, 360, 720, 1080, 1440, 2160] as const

/** The smallest step that fills the tile, stretched by a quarter at most, as the server does it. */
export function quantiseHeight(pixels: number): number {
  return HEIGHTS.find((height) => pixels <= height * 1.25) ?? 2160
}

export type SendSettings = {
  /** One layer as the browser likes it, where there are none. */
  encodings: readonly types.RtpEncodingParameters[]
  codecOptions: types.ProducerCodecOptions
  mimeType: string
}

/** Within what the server lets in for each source; more would only be thrown away there. */
export const SEND: Record<Source, SendSettings> = {
  camera: {
    // A thumbnail, a tile, the speaker.
    encodings: [
      { scaleResolutionDownBy: 4, maxBitrate: 120_000 },
      { scaleResolutionDownBy: 2, maxBitrate: 350_000 },
      { scaleResolutionDownBy: 1, maxBitrate: 1_200_000 },
    ],
    codecOptions: { videoGoogleStartBitrate: 1000 },
    mimeType: 'video/vp8',
  },
  screen: {
    // Text must stay sharp: one layer, more bits, fewer pictures.
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
    // No DTX: a film's quiet passages are not silence.
    codecOptions: { opusStereo: true, opusDtx: false, opusFec: true },
    mimeType: 'audio/opus',
  },
}
