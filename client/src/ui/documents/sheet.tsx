import { useEffect, useRef } from 'react'
import type { KeyboardEvent, PointerEvent, RefObject } from 'react'
import type { Stroke } from '#protocol/presentation.ts'
import { useWheel } from '../widgets/use-wheel.ts'
import { Ink } from './ink.tsx'
import { placeAt } from './place.ts'
import type { Box } from './place.ts'
import { PLACES } from './places.ts'
import type { PageNow } from './use-page.ts'

type Place = { x: number; y: number }

/** Handlers for pointer and keyboard input on the page. */
export type Hands = {
  /** Pressed, dragged and released, in page positions. */
  down: (at: Place) => void
  drag: (at: Place, by: Place) => void
  up: () => void
  /** Moved without being pressed; null when the pointer leaves the page. */
  hover: (at: Place | null) => void
  key: (event: KeyboardEvent) => void
  wheel: (closer: boolean) => void
}

type Props = {
  frame: RefObject<HTMLDivElement | null>
  label: string
  hint: string
  page: PageNow | null
  box: Box
  strokes: readonly Stroke[]
  laser: Place | null
  cursor: Place | null
  tool: string
  hands: Hands
}

/** The page in its frame, with its ink and the laser pointer. */
export function Sheet(props: Props) {
  const { frame, label, hint, page, box, strokes, laser, cursor, tool, hands } = props
  const last = useRef<Place | null>(null)
  useWheel(frame, (event) => hands.wheel(event.deltaY < 0))
  const inFrame = ({ clientX, clientY }: PointerEvent): Place => {
    const { left, top } = frame.current?.getBoundingClientRect() ?? { left: 0, top: 0 }
    return { x: clientX - left, y: clientY - top }
  }
  const placeOf = (event: PointerEvent) => {
    const { x, y } = inFrame(event)
    return placeAt(box, x, y)
  }
  const onUp = () => {
    last.current = null
    hands.up()
  }
  return (
    // A page to draw on needs focus, keyboard and touch input; no HTML element has that meaning.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={frame}
      className="sheet"
      data-tool={tool}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="group"
      aria-label={label}
      aria-describedby="sheet-hint"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={hands.key}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        last.current = inFrame(event)
        hands.down(placeOf(event))
      }}
      onPointerMove={(event) => {
        const before = last.current
        if (before === null) return hands.hover(placeOf(event))
        const now = inFrame(event)
        last.current = now
        hands.drag(placeOf(event), { x: now.x - before.x, y: now.y - before.y })
      }}
      onPointerLeave={() => hands.hover(null)}
      onPointerUp={onUp}
      onPointerCancel={onUp}
    >
      <span id="sheet-hint" className="visually-hidden">
        {hint}
      </span>
      {page && (
        <div className="sheet-page" style={styleOf(box)}>
          <Picture picture={page.picture} page={page.page} />
          <Ink strokes={strokes} width={box.width} />
          {laser && <span className="laser" style={percent(laser)} />}
          {cursor && <span className="sheet-cursor" style={percent(cursor)} />}
        </div>
      )}
    </div>
  )
}

const styleOf = ({ left, top, width, height }: Box) => ({ left, top, width, height })
const percent = ({ x, y }: Place) => ({
  left: `${(x / PLACES) * 100}%`,
  top: `${(y / PLACES) * 100}%`,
})

/** Inserts a finished off-screen canvas as a whole, so that no partial page is visible. */
function Picture({ picture, page }: { picture: HTMLCanvasElement; page: number }) {
  const place = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const canvas = place.current
    if (!canvas) return
    canvas.width = picture.width
    canvas.height = picture.height
    canvas.getContext('2d')?.drawImage(picture, 0, 0)
    canvas.dataset['page'] = String(page)
  }, [picture, page])
  return <canvas ref={place} className="sheet-picture" aria-hidden="true" />
}
