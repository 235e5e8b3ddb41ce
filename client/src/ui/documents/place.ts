import { PLACES } from './places.ts'

/** How a page is looked at: `scale` in percent of fitting, `x` and `y` the place in the middle. */
export type Eye = { scale: number; x: number; y: number }
export type Size = { width: number; height: number }
/** Where a page lies in its frame, in CSS pixels. */
export type Box = Size & { left: number; top: number }

export const MOST = 600
export const LEAST = 100
const STEP = 1.25
export const FIT: Eye = { scale: LEAST, x: PLACES / 2, y: PLACES / 2 }

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))
const whole = (value: number) => Math.round(clamp(value, 0, PLACES))

/** Along one side: in the middle of the room there is, or over all of it. */
const along = (room: number, length: number, at: number) =>
  length <= room ? (room - length) / 2 : clamp(room / 2 - (at / PLACES) * length, room - length, 0)

/** The page in its frame: what is smaller lies in the middle, what is larger leaves no gap. */
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

/** The place of the page under a point of the frame, whole numbers within the page. */
export const placeAt = (box: Box, left: number, top: number) => ({
  x: whole(((left - box.left) / box.width) * PLACES),
  y: whole(((top - box.top) / box.height) * PLACES),
})

export const zoomed = (eye: Eye, more: boolean): Eye => {
  const scale = Math.round(clamp(eye.scale * (more ? STEP : 1 / STEP), LEAST, MOST))
  return scale === LEAST ? FIT : { ...eye, scale }
}

/** The place of a page that is in the middle of its room once it is moved by so much. */
const middle = (room: number, start: number, length: number, move: number) =>
  whole(((room / 2 - start - move) / length) * PLACES)

/** Moved by so many pixels of the frame, from where the page really lies. */
export function moved(eye: Eye, frame: Size, page: Size, by: { x: number; y: number }): Eye {
  const box = boxOf(frame, page, eye)
  const next = {
    ...eye,
    x: middle(frame.width, box.left, box.width, by.x),
    y: middle(frame.height, box.top, box.height, by.y),
  }
  // Not beyond the edge: there a push the other way would seem to do nothing.
  const held = boxOf(frame, page, next)
  return {
    ...next,
    x: middle(frame.width, held.left, held.width, 0),
    y: middle(frame.height, held.top, held.height, 0),
  }
}
