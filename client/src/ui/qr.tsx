import { encode } from 'uqr'

/**
 * QR code drawn as one path. Without a label it is hidden from screen readers, for codes whose text
 * is written next to them. Dark on light in every theme, as cameras expect.
 */
export function Qr({ text, label }: { text: string; label?: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 3 })
  const squares = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])),
  )
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return (
    <svg className="qr" {...named} focusable="false" viewBox={`0 0 ${size} ${size}`}>
      <path d={squares.join('')} shapeRendering="crispEdges" />
    </svg>
  )
}
