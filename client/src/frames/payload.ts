/**
 * What of an encoded frame stays readable, and how a short one hides its length. The rest is sealed
 * (RFC 9605, section 4.5.1: what a server needs is left outside and authenticated).
 */

export type FrameKind = 'audio' | 'video'

/**
 * A key frame's first bytes are its tag, start code and size (RFC 6386, section 9.1). The server
 * tells key frames apart by the first; browsers read the size before they hand a frame on.
 */
const VP8_KEY_BYTES = 10
const VP8_BYTES = 1
/** The first bit of the frame tag is 0 in a key frame (RFC 6386, section 9.1). */
const isVp8Key = (frame: Uint8Array): boolean => ((frame[0] ?? 1) & 1) === 0

/** Whether a video frame can be decoded without those before it. */
export const isKeyFrame = (kind: FrameKind, frame: Uint8Array): boolean =>
  kind === 'video' && isVp8Key(frame)

/** How many bytes at the start of this frame stay readable. Opus has none. */
export function clearBytes(kind: FrameKind, frame: Uint8Array): number {
  if (kind === 'audio') return 0
  return Math.min(frame.length, isVp8Key(frame) ? VP8_KEY_BYTES : VP8_BYTES)
}

/** A frame of speech is 3 to 120 bytes long, and its length says much about what is spoken. */
export const AUDIO_BUCKET = 32

/** Zeros up to a whole bucket, the last byte says how many bytes were added: 1 to 32. */
export function pad(frame: Uint8Array): Uint8Array<ArrayBuffer> {
  const added = AUDIO_BUCKET - (frame.length % AUDIO_BUCKET)
  const padded = new Uint8Array(frame.length + added)
  padded.set(frame)
  padded[padded.length - 1] = added
  return padded
}

/** The frame without what `pad` added. Null if this is not what `pad` makes. */
export function unpad(padded: Uint8Array): Uint8Array | null {
  const added = padded.at(-1) ?? 0
  if (padded.length % AUDIO_BUCKET !== 0 || added < 1 || added > AUDIO_BUCKET) return null
  const end = padded.length - added
  return padded.subarray(end, -1).every((byte) => byte === 0) ? padded.subarray(0, end) : null
}
