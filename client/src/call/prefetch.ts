import type { TrackId } from '#protocol/ids.ts'
import type { TrackView } from '#protocol/model.ts'

/** One page of faces; the others are requested when their tiles are drawn. */
const FACES = 9
/** Maximum height of a face beside a shared screen, in CSS pixels. */
const STRIP = 180

/**
 * The video tracks the room will probably show first, with their heights in pixels, as far as can
 * be known before it is drawn: a shared screen, and the first faces in tile order.
 */
export function likelyHeights(others: TrackView[], windowHeight: number): Map<TrackId, number> {
  const screen = others.find(({ source }) => source === 'screen')
  const faces = others.filter(({ source }) => source === 'camera').slice(0, FACES)
  // Plus one for the local tile.
  const rows = Math.ceil(Math.sqrt(faces.length + 1))
  const height = screen ? STRIP : Math.ceil(windowHeight / rows)
  const likely = new Map(faces.map(({ id }) => [id, height]))
  if (screen) likely.set(screen.id, windowHeight)
  return likely
}
