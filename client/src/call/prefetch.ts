import type { TrackId } from '#protocol/ids.ts'
import type { TrackView } from '#protocol/model.ts'

/** A first page of faces; who comes later waits for their tile. */
const FACES = 9
/** CSS pixels: what a face beside a shared screen has at most. */
const STRIP = 180

/**
 * The pictures that the room will show first, and how high in pixels, as far as can be told before
 * it is drawn: a shared screen, and the first faces in the order in which tiles are laid out.
 */
export function likelyHeights(others: TrackView[], windowHeight: number): Map<TrackId, number> {
  const screen = others.find(({ source }) => source === 'screen')
  const faces = others.filter(({ source }) => source === 'camera').slice(0, FACES)
  // The own tile is one of them.
  const rows = Math.ceil(Math.sqrt(faces.length + 1))
  const height = screen ? STRIP : Math.ceil(windowHeight / rows)
  const likely = new Map(faces.map(({ id }) => [id, height]))
  if (screen) likely.set(screen.id, windowHeight)
  return likely
}
