import { spawn } from 'node:child_process'
import { buffer } from 'node:stream/consumers'

/** A few seconds of real VP8 that can be played again and again: the first frame is a key frame. */
export type Film = { width: number; height: number; rate: number; frames: Buffer[] }

type Wanted = { width: number; height: number; rate: number; kilobits: number; seconds: number }

/** Encodes a moving test picture with ffmpeg and libvpx. */
export async function encode({ width, height, rate, kilobits, seconds }: Wanted): Promise<Film> {
  const size = `${width}x${height}`
  const source = `-f lavfi -i testsrc2=size=${size}:rate=${rate} -t ${seconds} -pix_fmt yuv420p`
  // As a browser encodes: at once, one key frame, no frame that nobody is shown.
  const codec = `-c:v libvpx -b:v ${kilobits}k -deadline realtime -cpu-used 8 -g 9999 -auto-alt-ref 0`
  const encoder = spawn('ffmpeg', `-v error ${source} ${codec} -f ivf -`.split(' '), {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const frames = framesOf(await buffer(encoder.stdout))
  if (frames.length === 0) throw new Error('ffmpeg with libvpx is needed to make a film')
  return { width, height, rate, frames }
}

/** IVF: a header of 32 bytes, and one of 12 before each frame that begins with its length. */
function framesOf(ivf: Buffer): Buffer[] {
  const frames: Buffer[] = []
  for (let at = 32; at + 12 <= ivf.length;) {
    const length = ivf.readUInt32LE(at)
    frames.push(ivf.subarray(at + 12, at + 12 + length))
    at += 12 + length
  }
  return frames
}
