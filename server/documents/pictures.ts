import type { ErrorCode } from '../protocol/errors.ts'
import { LIMITS } from '../protocol/limits.ts'

export type Verdict =
  'good' | Extract<ErrorCode, 'document_broken' | 'document_encrypted' | 'document_too_large'>

/** A small file may unpack to a picture that no phone can hold. */
function size(width: number, height: number): Verdict {
  if (width === 0 || height === 0) return 'document_broken'
  const large = Math.max(width, height) > LIMITS.pictureSide
  return large || width * height > LIMITS.picturePixels ? 'document_too_large' : 'good'
}

/** W3C PNG, 5: the signature, IHDR, chunks one after the other, IEND, and nothing more. */
export function judgePng(bytes: Buffer): Verdict {
  const header = 8
  if (bytes.length < header + 25 || name(bytes, header + 4) !== 'IHDR') return 'document_broken'
  if (bytes.readUInt32BE(header) !== 13) return 'document_broken'
  let pictures = 0
  for (let at = header; at + 12 <= bytes.length;) {
    const next = at + 12 + bytes.readUInt32BE(at)
    const chunk = name(bytes, at + 4)
    if (chunk === 'IDAT') pictures += 1
    if (chunk === 'IEND') {
      if (next !== bytes.length || pictures === 0) return 'document_broken'
      return size(bytes.readUInt32BE(header + 8), bytes.readUInt32BE(header + 12))
    }
    at = next
  }
  return 'document_broken'
}

/** Markers of a frame's header: all SOF but DHT, JPG and DAC (ITU-T T.81, table B.1). */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** ITU-T T.81, B.1: segments up to the scan, one frame among them, and an end of the image. */
export function judgeJpeg(bytes: Buffer): Verdict {
  let frame: Verdict = 'document_broken'
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return 'document_broken'
    const marker = bytes[at + 1] ?? 0
    // Any number of 0xFF may fill up before a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = bytes.readUInt16BE(at + 2)
    if (length < 2) return 'document_broken'
    if (isFrame(marker)) {
      if (at + 9 > bytes.length) return 'document_broken'
      frame = size(bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5))
      if (frame !== 'good') return frame
    }
    at += 2 + length
    // What comes after the end is of cameras, which put a second picture there.
    if (marker === 0xda) return bytes.includes(END_OF_IMAGE, at) ? frame : 'document_broken'
  }
  return 'document_broken'
}
const END_OF_IMAGE = Buffer.from('ffd9', 'hex')

/** RFC 9649, 2.4 to 2.7: one RIFF of exactly this length, its first chunk telling the size. */
export function judgeWebp(bytes: Buffer): Verdict {
  if (bytes.length < 30 || bytes.readUInt32LE(4) + 8 !== bytes.length) return 'document_broken'
  switch (name(bytes, 12)) {
    case 'VP8X':
      return size(bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1)
    case 'VP8 ':
      return size(bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff)
    case 'VP8L': {
      if (bytes[20] !== 0x2f) return 'document_broken'
      const bits = bytes.readUInt32LE(21)
      return size((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1)
    }
    default:
      return 'document_broken'
  }
}

const name = (bytes: Buffer, at: number) => bytes.toString('latin1', at, at + 4)
