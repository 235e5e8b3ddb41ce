/** The cost of a running effect. */
export type Cost = {
  /** Milliseconds of work per frame, or per 10 ms of audio. */
  ms: number
  /** Share of one CPU core; 1 is a full core. */
  core: number
}

export type EffectName = 'blur' | 'denoise'

/** Pixels, and frames per second. */
export type Size = { width: number; height: number; frameRate: number }

export const LARGE: Size = { width: 1280, height: 720, frameRate: 30 }
/**
 * Without a GPU every pixel costs: on a large frame, painting takes twice as long as segmentation.
 * A quarter of the pixels at half the rate is within reach of an old office machine.
 */
export const SMALL: Size = { width: 640, height: 360, frameRate: 15 }

export type ToBlurWorker =
  | { type: 'measure' }
  | { type: 'run'; readable: ReadableStream<VideoFrame>; writable: WritableStream<VideoFrame> }

/**
 * `worklet`: absolute URL of the module; `wasmBinary`: the WebAssembly it runs. Answered with a
 * Cost, or null on failure.
 */
export type ToDenoiseWorker = { worklet: string; wasmBinary: ArrayBuffer }

export type FromBlurWorker =
  /** Cost over a second of synthetic frames; small ones if large ones cost too much. */
  | { type: 'measured'; cost: Cost }
  /** The first treated frame has been delivered. */
  | { type: 'running' }
  | { type: 'cost'; cost: Cost }
  /** Large frames cost too much: switch the camera to small ones. */
  | { type: 'smaller' }
  /** Small frames cost too much as well. */
  | { type: 'behind' }
  | { type: 'failed' }
