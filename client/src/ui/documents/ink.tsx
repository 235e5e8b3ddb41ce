import type { Stroke } from '#protocol/presentation.ts'
import { PLACES } from './places.ts'

/** Of the page's width, and never thinner than can be seen. */
const WIDTH = { pen: 0.0035, marker: 0.016 }
export const widthOf = (tool: Stroke['tool'], page: number) => Math.max(1.5, page * WIDTH[tool])

/** What is drawn on a page, over it; `width` is the page's in CSS pixels. */
export function Ink({ strokes, width }: { strokes: readonly Stroke[]; width: number }) {
  return (
    <svg
      className="ink"
      viewBox={`0 0 ${PLACES} ${PLACES}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {strokes.map(({ id, tool, colour, points }) => (
        <polyline
          key={id}
          className="ink-stroke"
          data-tool={tool}
          data-colour={colour}
          strokeWidth={widthOf(tool, width)}
          // A dot is a line from itself to itself.
          points={(points.length > 2 ? points : [...points, ...points]).join(' ')}
        />
      ))}
    </svg>
  )
}

/** The eraser's reach, in places of the page. */
const REACH = 150

/** Which strokes lie under the eraser. */
export const under = (strokes: readonly Stroke[], at: { x: number; y: number }): number[] =>
  strokes.filter(({ points }) => distance(points, at) <= REACH).map(({ id }) => id)

/** From a point to a line through these points. */
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
