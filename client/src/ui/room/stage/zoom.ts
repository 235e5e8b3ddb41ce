/**
 * Zoom into a shared screen. `x` and `y` are the offset of the picture's center from the frame's,
 * in frame pixels. Pure.
 */
export type Zoom = { scale: number; x: number; y: number }
export type Point = { x: number; y: number }
export type Frame = { width: number; height: number }

export const FIT: Zoom = { scale: 1, x: 0, y: 0 }
export const MOST_ZOOM = 6
export const STEP = 1.25

/** Clamps the zoom: never smaller than the frame, never panned so far that part of it is empty. */
export function within(zoom: Zoom, frame: Frame): Zoom {
  const scale = Math.min(MOST_ZOOM, Math.max(1, zoom.scale))
  const most = { x: ((scale - 1) * frame.width) / 2, y: ((scale - 1) * frame.height) / 2 }
  return { scale, x: clamp(zoom.x, most.x), y: clamp(zoom.y, most.y) }
}

const clamp = (value: number, limit: number) => Math.min(limit, Math.max(-limit, value))

/**
 * Zooms around `at` (relative to the frame's center), which stays put as far as the edges allow.
 */
export function zoomAt(zoom: Zoom, factor: number, at: Point, frame: Frame): Zoom {
  const scale = Math.min(MOST_ZOOM, Math.max(1, zoom.scale * factor))
  const by = scale / zoom.scale
  return within({ scale, x: at.x - (at.x - zoom.x) * by, y: at.y - (at.y - zoom.y) * by }, frame)
}

export const pan = (zoom: Zoom, by: Point, frame: Frame): Zoom =>
  within({ ...zoom, x: zoom.x + by.x, y: zoom.y + by.y }, frame)
