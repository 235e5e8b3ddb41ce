import { encode } from 'uqr'

/**
 * QR code drawn as one path. Hidden from screen readers, because the same text is written next to
 * it. Dark on light in every theme, as cameras expect.
 */
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
