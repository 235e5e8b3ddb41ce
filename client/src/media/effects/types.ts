/** What an effect costs while it runs. */
export type Cost = {
  /** Milliseconds of work for one picture, or for ten milliseconds of sound. */
  ms: number
  /** Share of one core, from 0. */
  core: number
}

export type EffectName = 'blur' | 'denoise'

/** What a camera sends: pixels, and pictures a second. */
export type Size = { width: number; height: number; frameRate: number }

export const LARGE: Size = { width: 1280, height: 720, frameRate: 30 }
/**
 * Where there is no graphics chip every pixel costs: of a large picture painting takes twice what
 * finding the person in it does. A quarter of the pixels at half the rate is within an old
 * office machine.
 */
export const SMALL: Size = { width: 640, height: 360, frameRate: 15 }

export type ToBlurWorker =
  | { type: 'measure' }
  | { type: 'run'; readable: ReadableStream<VideoFrame>; writable: WritableStream<VideoFrame> }

/** Where the worklet's module is, absolute, and the WebAssembly that it runs. Answered with a Cost, or null. */
export type ToDenoiseWorker = { worklet: string; wasmBinary: ArrayBuffer }

export type FromBlurWorker =
  /** Of a second of pictures that were made up for it, small ones where large ones cost too much. */
  | { type: 'measured'; cost: Cost }
  /** The first treated picture is out. */
  | { type: 'running' }
  | { type: 'cost'; cost: Cost }
  /** Large pictures cost too much: the camera is to send small ones. */
  | { type: 'smaller' }
  /** Small ones too. */
  | { type: 'behind' }
  | { type: 'failed' }
