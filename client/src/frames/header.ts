/**
 * The SFrame header (RFC 9605, section 4.3): which key a frame is sealed with, and its counter.
 *
 * Key identifiers and counters are whole numbers below 2^53, although the format has room for 2^64:
 * ours stay far below, and a header that names a larger one is not ours.
 */
export type Header = {
  /** KID. */
  key: number
  /** CTR. */
  counter: number
}

/** Below this, a value stands in the first byte itself. */
const INLINE = 8

const bytesOf = (value: number): number[] => {
  const bytes: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return bytes
}

/** One half of the first byte, and the bytes that follow if the value does not fit into it. */
const fieldOf = (value: number): { half: number; bytes: number[] } => {
  if (value < INLINE) return { half: value, bytes: [] }
  const bytes = bytesOf(value)
  return { half: INLINE | (bytes.length - 1), bytes }
}

/** At most 17 bytes. Throws RangeError for a value that is no whole number below 2^53. */
export function encodeHeader({ key, counter }: Header): Uint8Array<ArrayBuffer> {
  for (const value of [key, counter])
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a header: ${value}`)
  const [kid, ctr] = [fieldOf(key), fieldOf(counter)]
  return Uint8Array.of((kid.half << 4) | ctr.half, ...kid.bytes, ...ctr.bytes)
}

/**
 * The header at the start of a frame and its length in bytes. Null if the frame is too short, a
 * value has leading zeros or would have fit into a shorter form (so that each header has one
 * encoding, which the tag covers), or is 2^53 or more.
 */
export function decodeHeader(frame: Uint8Array): { header: Header; length: number } | null {
  const [first] = frame
  if (first === undefined) return null
  let at = 1
  const read = (half: number): number | null => {
    if (half < INLINE) return half
    const length = (half & 7) + 1
    const bytes = frame.subarray(at, at + length)
    at += length
    if (bytes.length < length || bytes[0] === 0) return null
    const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
    return value < INLINE || !Number.isSafeInteger(value) ? null : value
  }
  const key = read(first >> 4)
  const counter = read(first & 15)
  return key === null || counter === null ? null : { header: { key, counter }, length: at }
}
