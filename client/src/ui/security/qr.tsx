import { encode } from 'uqr'

/** For cameras alone: the same is written beside it. As one path of squares, dark on light whatever the theme: cameras want it so. */
export function Qr({ text }: { text: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 3 })
  const squares = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])),
  )
  return (
    <svg className="qr" aria-hidden="true" focusable="false" viewBox={`0 0 ${size} ${size}`}>
      <path d={squares.join('')} shapeRendering="crispEdges" />
    </svg>
  )
}
