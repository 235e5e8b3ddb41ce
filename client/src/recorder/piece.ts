/**
 * What is encrypted: 16 bytes of the recording's id, 4 with the piece's number (big-endian), then
 * media. So that a server which swaps, repeats or leaves out pieces is found out: age says that
 * nobody has changed a piece, not which one it is.
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

/** Null when it is not this piece of this recording. */
export function unwrap(recording: string, seq: number, piece: Uint8Array): Uint8Array | null {
  const head = headOf(recording, seq)
  return head.every((byte, at) => piece[at] === byte) ? piece.subarray(HEAD) : null
}
