import { PLACES } from './places.ts'

/** The view of a page: `scale` in percent of fit, `x` and `y` the page position at the center. */
export type Eye = { scale: number; x: number; y: number }
export type Size = { width: number; height: number }
/** Position and size of a page within its frame, in CSS pixels. */
export type Box = Size & { left: number; top: number }

export const MOST = 600
export const LEAST = 100
const STEP = 1.25
export const FIT: Eye = { scale: LEAST, x: PLACES / 2, y: PLACES / 2 }

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))
const whole = (value: number) => Math.round(clamp(value, 0, PLACES))

/** Along one axis: centered if it fits the available space, otherwise covering all of it. */
const along = (room: number, length: number, at: number) =>
  length <= room ? (room - length) / 2 : clamp(room / 2 - (at / PLACES) * length, room - length, 0)

/** The page within its frame. A smaller page is centered; a larger one leaves no gap. */
export function boxOf(frame: Size, page: Size, eye: Eye): Box {
  const fit = Math.min(frame.width / page.width, frame.height / page.height)
  const width = (page.width * fit * eye.scale) / 100
  const height = (page.height * fit * eye.scale) / 100
  return {
    width,
    height,
    left: along(frame.width, width, eye.x),
    top: along(frame.height, height, eye.y),
  }
}

/** The page position under a point of the frame, as integers clamped to the page. */
export const placeAt = (box: Box, left: number, top: number) => ({
  x: whole(((left - box.left) / box.width) * PLACES),
  y: whole(((top - box.top) / box.height) * PLACES),
})

export const zoomed = (eye: Eye, more: boolean): Eye => {
  const scale = Math.round(clamp(eye.scale * (more ? STEP : 1 / STEP), LEAST, MOST))
  return scale === LEAST ? FIT : { ...eye, scale }
}

/** Along one axis: the page position at the center after moving by `move` pixels. */
const middle = (room: number, start: number, length: number, move: number) =>
  whole(((room / 2 - start - move) / length) * PLACES)

/** Pans by CSS pixels of the frame, starting from where the page is actually displayed. */
export function moved(eye: Eye, frame: Size, page: Size, by: { x: number; y: number }): Eye {
  const box = boxOf(frame, page, eye)
  const next = {
    ...eye,
    x: middle(frame.width, box.left, box.width, by.x),
    y: middle(frame.height, box.top, box.height, by.y),
  }
  // Clamp at the edge. Otherwise a push in the opposite direction would seem to do nothing at
  // first.
  const held = boxOf(frame, page, next)
  return {
    ...next,
    x: middle(frame.width, held.left, held.width, 0),
    y: middle(frame.height, held.top, held.height, 0),
  }
}
