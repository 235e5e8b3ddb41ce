import { HEIGHT, WIDTH } from './segmenter.ts'
import type { Segmenter } from './segmenter.ts'

/** At 256 pixels width, strong enough that faces and print in the background are unrecognizable. */
const BLUR = 'blur(6px)'
/** Extra background on each side: beyond the frame's edge the blur would mix in black. */
const MARGIN = 12

function context(width: number, height: number, read = false): OffscreenCanvasRenderingContext2D {
  const made = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: read })
  if (!made) throw new Error('no canvas')
  return made
}

/** Paints people sharp over a blurred background. */
export class Painter {
  readonly #segment: Segmenter
  readonly #small = context(WIDTH, HEIGHT, true)
  readonly #room = context(WIDTH, HEIGHT)
  readonly #mask = context(WIDTH, HEIGHT)
  readonly #alpha = new ImageData(WIDTH, HEIGHT)
  readonly #out = context(2, 2)

  constructor(segment: Segmenter) {
    this.#segment = segment
    this.#room.filter = BLUR
  }

  /** @returns a canvas that the next call overwrites */
  paint(picture: CanvasImageSource, width: number, height: number): OffscreenCanvas {
    this.#small.drawImage(picture, 0, 0, WIDTH, HEIGHT)
    this.#segment(this.#small.getImageData(0, 0, WIDTH, HEIGHT), (person) => {
      const { data } = this.#alpha
      for (let i = 0; i < person.length; i += 1) data[4 * i + 3] = edge(person[i] ?? 0)
    })
    this.#mask.putImageData(this.#alpha, 0, 0)
    this.#room.drawImage(
      this.#small.canvas,
      -MARGIN,
      -MARGIN,
      WIDTH + 2 * MARGIN,
      HEIGHT + 2 * MARGIN,
    )
    const out = this.#out
    if (out.canvas.width !== width) out.canvas.width = width
    if (out.canvas.height !== height) out.canvas.height = height
    out.globalCompositeOperation = 'copy'
    out.drawImage(this.#mask.canvas, 0, 0, width, height)
    out.globalCompositeOperation = 'source-in'
    out.drawImage(picture, 0, 0, width, height)
    out.globalCompositeOperation = 'destination-over'
    out.drawImage(this.#room.canvas, 0, 0, width, height)
    return out.canvas
  }
}

/**
 * Alpha from confidence: 0 below 0.4, opaque from 0.8, and soft in between, because hair has no
 * hard edge.
 */
export const edge = (sure: number): number => Math.min(1, Math.max(0, (sure - 0.4) / 0.4)) * 255
