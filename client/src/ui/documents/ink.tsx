import type { Stroke } from '#protocol/presentation.ts'
import { PLACES } from './places.ts'

/** Line width as a fraction of the page width, with a minimum so that thin lines stay visible. */
const WIDTH = { pen: 0.0035, marker: 0.016 }
export const widthOf = (tool: Stroke['tool'], page: number) => Math.max(1.5, page * WIDTH[tool])

/** The strokes drawn on a page, as an overlay. `width` is the page width in CSS pixels. */
export function Ink({ strokes, width }: { strokes: readonly Stroke[]; width: number }) {
  return (
    <svg
      className="ink"
      viewBox={`0 0 ${PLACES} ${PLACES}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {strokes.map(({ id, tool, color, points }) => (
        <polyline
          key={id}
          className="ink-stroke"
          data-tool={tool}
          data-color={color}
          strokeWidth={widthOf(tool, width)}
          // A single point becomes a zero-length line, which round caps render as a dot.
          points={(points.length > 2 ? points : [...points, ...points]).join(' ')}
        />
      ))}
    </svg>
  )
}

/** Radius of the eraser, in page units. */
const REACH = 150

/** Ids of the strokes within reach of the eraser. */
export const under = (strokes: readonly Stroke[], at: { x: number; y: number }): number[] =>
  strokes.filter(({ points }) => distance(points, at) <= REACH).map(({ id }) => id)

/** Distance from a point to a polyline, in page units. */
function distance(points: readonly number[], at: { x: number; y: number }): number {
  let least = Infinity
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [ax = 0, ay = 0] = [points[Math.max(0, i - 2)], points[Math.max(1, i - 1)]]
    const [bx = 0, by = 0] = [points[i], points[i + 1]]
    const length = (bx - ax) ** 2 + (by - ay) ** 2
    const along = length === 0 ? 0 : ((at.x - ax) * (bx - ax) + (at.y - ay) * (by - ay)) / length
    const t = Math.min(1, Math.max(0, along))
    least = Math.min(least, Math.hypot(at.x - ax - t * (bx - ax), at.y - ay - t * (by - ay)))
  }
  return least
}
