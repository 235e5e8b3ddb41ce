import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { Tapped } from './sfu-tap.ts'

/** What the server needs so that a test can read all that its SFU forwards. */
export const tapTo = (file: string): Record<string, string> => ({
  NODE_OPTIONS: `--import=${join(import.meta.dirname, 'sfu-tap.ts')}`,
  SFU_TAP: file,
})

/** What went through the SFU so far, by producer. */
export async function tapped(file: string): Promise<Map<string, { kind: string; rtp: Rtp[] }>> {
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').slice(0, -1)
  const all = new Map<string, { kind: string; rtp: Rtp[] }>()
  for (const line of lines) {
    const { producer, kind, packet } = JSON.parse(line) as Tapped
    const known = all.get(producer) ?? { kind, rtp: [] }
    known.rtp.push(rtpOf(Buffer.from(packet, 'base64')))
    all.set(producer, known)
  }
  return all
}

export type Rtp = { marker: boolean; sequence: number; payload: Buffer }

/** RFC 3550, section 5.1. */
function rtpOf(packet: Buffer): Rtp {
  const sources = packet.readUInt8(0) & 0x0f
  const extended = (packet.readUInt8(0) & 0x10) !== 0
  let at = 12 + 4 * sources
  if (extended) at += 4 + 4 * packet.readUInt16BE(at + 2)
  const padding = (packet.readUInt8(0) & 0x20) === 0 ? 0 : (packet.at(-1) ?? 0)
  return {
    marker: (packet.readUInt8(1) & 0x80) !== 0,
    sequence: packet.readUInt16BE(2),
    payload: packet.subarray(at, packet.length - padding),
  }
}

/** Whole frames, put together again from consecutive packets (RFC 7741, section 4). */
export function vp8Frames(packets: readonly Rtp[]): Buffer[] {
  const frames: Buffer[] = []
  let parts: Buffer[] | null = null
  let before = -1
  for (const { marker, sequence, payload } of packets) {
    if (payload.length === 0) continue
    const follows = sequence === (before + 1) % 65536
    before = sequence
    const { starts, length } = descriptorOf(payload)
    if (starts) parts = []
    else if (!follows) parts = null
    parts?.push(payload.subarray(length))
    if (marker && parts) frames.push(Buffer.concat(parts))
    if (marker) parts = null
  }
  return frames
}

/** RFC 7741, section 4.2. */
function descriptorOf(payload: Buffer): { starts: boolean; length: number } {
  const first = payload.readUInt8(0)
  const starts = (first & 0x1f) === 0x10
  if ((first & 0x80) === 0) return { starts, length: 1 }
  const extensions = payload.readUInt8(1)
  let length = 2
  if ((extensions & 0x80) !== 0) length += (payload.readUInt8(length) & 0x80) === 0 ? 1 : 2
  if ((extensions & 0x40) !== 0) length += 1
  if ((extensions & 0x30) !== 0) length += 1
  return { starts, length }
}

/** Brightness over the picture, from 0 to 255, in 16 times 9 fields. */
type Sketch = number[]

/**
 * Decodes frames in a browser, from the first key frame on. Frames that are no VP8 leave nothing, or
 * a picture of noise.
 */
export async function decode(page: Page, frames: readonly Buffer[]): Promise<Sketch[]> {
  return page.evaluate(
    async (all) => {
      const canvas = new OffscreenCanvas(16, 9)
      const context = canvas.getContext('2d', { willReadFrequently: true })
      const sketches: number[][] = []
      const output = (frame: VideoFrame) => {
        context?.drawImage(frame, 0, 0, 16, 9)
        frame.close()
        const { data = [] } = context?.getImageData(0, 0, 16, 9) ?? {}
        sketches.push(Array.from({ length: 144 }, (_, n) => data[4 * n + 1] ?? 0))
      }
      const begin = () => {
        const decoder = new VideoDecoder({ output, error: () => {} })
        decoder.configure({ codec: 'vp8' })
        return decoder
      }
      let decoder = begin()
      let keyed = false
      for (const [n, text] of all.entries()) {
        const data = Uint8Array.from(atob(text), (one) => one.charCodeAt(0))
        const isKey = ((data[0] ?? 1) & 1) === 0
        keyed ||= isKey
        if (!keyed) continue
        // It closes itself at what it cannot decode.
        if (decoder.state === 'closed') decoder = begin()
        try {
          decoder.decode(
            new EncodedVideoChunk({ type: isKey ? 'key' : 'delta', timestamp: n * 1000, data }),
          )
          await decoder.flush()
        } catch {
          keyed = false
        }
      }
      return sketches
    },
    frames.map((frame) => frame.toString('base64')),
  )
}

/** The same of what a video element shows. */
export async function sketchOf(video: Locator): Promise<Sketch> {
  return video.evaluate((element) => {
    const context = new OffscreenCanvas(16, 9).getContext('2d')
    context?.drawImage(element as HTMLVideoElement, 0, 0, 16, 9)
    const { data = [] } = context?.getImageData(0, 0, 16, 9) ?? {}
    return Array.from({ length: 144 }, (_, n) => data[4 * n + 1] ?? 0)
  })
}

/** Correlation, from -1 to 1: how alike two pictures are. */
export function likeness(one: Sketch, other: Sketch): number {
  const mean = (all: Sketch) => all.reduce((sum, value) => sum + value, 0) / all.length
  const [a, b] = [mean(one), mean(other)]
  let [both, ofOne, ofOther] = [0, 0, 0]
  for (const [n, value] of one.entries()) {
    const [x, y] = [value - a, (other[n] ?? 0) - b]
    both += x * y
    ofOne += x * x
    ofOther += y * y
  }
  return both / Math.sqrt(ofOne * ofOther) || 0
}
