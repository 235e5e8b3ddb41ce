import type { ErrorCode } from '#protocol/errors.ts'
import { LIMITS } from '#protocol/limits.ts'

export type Verdict =
  'good' | Extract<ErrorCode, 'document_broken' | 'document_mixed' | 'document_too_large'>

/** What is accepted of a picture besides its structure. */
export type Bounds = {
  /** Pixels. */
  side: number
  pixels: number
  /** Whether it must be one still picture, and a JPEG's end the end of the file. */
  single: boolean
}
export const PAGE: Bounds = {
  side: LIMITS.pictureSide,
  pixels: LIMITS.picturePixels,
  single: false,
}

/** A small file may decompress to a picture that no phone can hold. */
function size(width: number, height: number, { side, pixels }: Bounds): Verdict {
  if (width === 0 || height === 0) return 'document_broken'
  const large = Math.max(width, height) > side
  return large || width * height > pixels ? 'document_too_large' : 'good'
}

const [IDAT, IEND, ACTL] = [0x49444154, 0x49454e44, 0x6163544c]

/** W3C PNG, 5: the signature, IHDR, consecutive chunks, IEND, and nothing more. */
export function judgePng(bytes: Buffer, bounds: Bounds): Verdict {
  const header = 8
  if (bytes.length < header + 25 || name(bytes, header + 4) !== 'IHDR') return 'document_broken'
  if (bytes.readUInt32BE(header) !== 13) return 'document_broken'
  let pictures = 0
  for (let at = header; at + 12 <= bytes.length;) {
    const next = at + 12 + bytes.readUInt32BE(at)
    const chunk = bytes.readUInt32BE(at + 4)
    if (chunk === IDAT) pictures += 1
    if (chunk === ACTL && bounds.single) return 'document_broken'
    if (chunk === IEND) {
      if (next !== bytes.length || pictures === 0) return 'document_broken'
      return size(bytes.readUInt32BE(header + 8), bytes.readUInt32BE(header + 12), bounds)
    }
    at = next
  }
  return 'document_broken'
}

/** Frame header markers: all SOF except DHT, JPG and DAC (ITU-T T.81, table B.1). */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** ITU-T T.81, B.1: segments up to the scan, including one frame, and an end of image. */
export function judgeJpeg(bytes: Buffer, bounds: Bounds): Verdict {
  let frame: Verdict = 'document_broken'
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return 'document_broken'
    const marker = bytes[at + 1] ?? 0
    // Any number of 0xFF may pad before a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = bytes.readUInt16BE(at + 2)
    if (length < 2 || bytes.readUInt16BE(at) === END_OF_IMAGE) return 'document_broken'
    if (isFrame(marker)) {
      if (at + 9 > bytes.length) return 'document_broken'
      frame = size(bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5), bounds)
      if (frame !== 'good') return frame
    }
    at += 2 + length
    if (marker !== START_OF_SCAN) continue
    // Data after the end is accepted, because cameras put a second picture there.
    if (!bounds.single) return bytes.includes('\xff\xd9', at, 'latin1') ? frame : 'document_broken'
    at = endOfScan(bytes, at)
    if (at + 2 === bytes.length && bytes.readUInt16BE(at) === END_OF_IMAGE) return frame
  }
  return 'document_broken'
}
const START_OF_SCAN = 0xda
const END_OF_IMAGE = 0xffd9

/**
 * Where the marker after a scan is: the first one that is neither a byte of data (0xFF00) nor a
 * restart (ITU-T T.81, F.1.2.3 and B.1.1.3).
 */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

type Frame = { width: number; height: number }
/** A RIFF chunk: its name and the location of its payload. */
type Chunk = { called: string; at: number; length: number }

/** Enough frames for an hour of animation. */
const MOST_CHUNKS = 100_000

/**
 * Null if the chunks do not fill the space exactly. Chunks of odd length are padded by one byte.
 */
function chunksOf(bytes: Buffer, from: number, to: number): Chunk[] | null {
  const chunks: Chunk[] = []
  let at = from
  while (at + 8 <= to && chunks.length < MOST_CHUNKS) {
    const length = bytes.readUInt32LE(at + 4)
    chunks.push({ called: name(bytes, at), at: at + 8, length })
    at += 8 + length + (length % 2)
  }
  return at === to && chunks.length > 0 ? chunks : null
}

/** The size in the frame itself, which is what gets drawn, whatever the file header says. */
function frameOf(bytes: Buffer, { called, at, length }: Chunk): Frame | null {
  if (called === 'VP8 ' && length >= 10) {
    return {
      width: bytes.readUInt16LE(at + 6) & 0x3fff,
      height: bytes.readUInt16LE(at + 8) & 0x3fff,
    }
  }
  if (called !== 'VP8L' || length < 5 || bytes[at] !== 0x2f) return null
  const bits = bytes.readUInt32LE(at + 1)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

/** All frames, including those of an animation in `ANMF`; null if one cannot be read. */
function framesIn(bytes: Buffer, chunks: Chunk[], moving = false): Frame[] | null {
  const frames: Frame[] = []
  for (const chunk of chunks) {
    if (chunk.called === 'ANMF') {
      const inner = chunksOf(bytes, chunk.at + 16, chunk.at + chunk.length)
      const found = inner === null || moving ? null : framesIn(bytes, inner, true)
      if (found === null) return null
      frames.push(...found)
    } else if (chunk.called === 'VP8 ' || chunk.called === 'VP8L') {
      const frame = frameOf(bytes, chunk)
      if (frame === null) return null
      frames.push(frame)
    }
  }
  return frames
}

/**
 * RFC 9649, 2.4 to 2.7: one RIFF of exactly this length, filled by chunks, with a frame of valid
 * size.
 */
export function judgeWebp(bytes: Buffer, bounds: Bounds): Verdict {
  if (bytes.length < 30 || bytes.readUInt32LE(4) + 8 !== bytes.length) return 'document_broken'
  const chunks = chunksOf(bytes, 12, bytes.length)
  const [first] = chunks ?? []
  const frames = chunks === null ? null : framesIn(bytes, chunks)
  const [frame] = frames ?? []
  if (first === undefined || frames === null || frame === undefined) return 'document_broken'
  if (first.called !== 'VP8X') return frames.length === 1 ? size(frame.width, frame.height, bounds) : 'document_broken' // prettier-ignore
  if (bounds.single && chunks?.some(({ called }) => called === 'ANMF')) return 'document_broken'
  if (first.length < 10) return 'document_broken'
  const width = bytes.readUIntLE(first.at + 4, 3) + 1
  const height = bytes.readUIntLE(first.at + 7, 3) + 1
  const within = frames.every((one) => one.width <= width && one.height <= height)
  return within ? size(width, height, bounds) : 'document_broken'
}

const name = (bytes: Buffer, at: number) => bytes.toString('latin1', at, at + 4)
