import { useId } from 'react'
import { useTime } from '../../../i18n/text.ts'
import { useServerNow } from '../../use-server-now.ts'
import { useRoom } from '../context.ts'

/** Short enough for a clock without seconds. */
const TICK_MS = 20_000
/** In CSS pixels; the average letter of the watermark is narrower than this. */
const LETTER = 9
const GAP = 60
const ROW = 130

/**
 * The viewer's name, the meeting and the time, drawn over shared content in their own browser, so
 * that a photo of the screen reveals who took it. A deterrent only: it cannot stop someone who
 * modifies their browser.
 */
export function Watermark() {
  const id = useId()
  const { state, me } = useRoom()
  const { dateTime } = useTime()
  const now = useServerNow(TICK_MS)
  const lines = [me.name, `${state.meeting.title} · ${dateTime(now)}`]
  const width = Math.max(...lines.map((line) => line.length)) * LETTER + GAP
  return (
    <svg className="watermark" aria-hidden="true">
      <defs>
        <pattern
          id={id}
          width={width}
          height={ROW}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-20)"
        >
          <text x="10" y="60">
            {lines[0]}
          </text>
          <text x="10" y="82">
            {lines[1]}
          </text>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>
  )
}
