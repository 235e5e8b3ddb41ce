/**
 * A piece before encryption: 16 bytes recording id, 4 bytes piece number (big-endian), then media.
 * The header exposes a server that swaps, repeats or omits pieces: age proves that a piece is
 * unmodified, but not which piece it is.
 */
export const HEAD = 20

function headOf(recording: string, seq: number): Uint8Array {
  const head = new Uint8Array(HEAD)
  const id = atob(recording.replaceAll('-', '+').replaceAll('_', '/'))
  head.set(Uint8Array.from(id, (char) => char.codePointAt(0) ?? 0))
  new DataView(head.buffer).setUint32(HEAD - 4, seq)
  return head
}

export function wrap(recording: string, seq: number, media: Uint8Array): Uint8Array {
  const piece = new Uint8Array(HEAD + media.length)
  piece.set(headOf(recording, seq))
  piece.set(media, HEAD)
  return piece
}

/** Returns the media; null if the header names another recording or piece. */
export function unwrap(recording: string, seq: number, piece: Uint8Array): Uint8Array | null {
  const head = headOf(recording, seq)
  return head.every((byte, at) => piece[at] === byte) ? piece.subarray(HEAD) : null
}
