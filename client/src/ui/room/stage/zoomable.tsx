import { useRef, useState } from 'react'
import type { KeyboardEvent, PointerEvent, ReactNode, RefObject } from 'react'
import { useText } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { useWheel } from '../../widgets/use-wheel.ts'
import { FIT, pan, STEP, zoomAt } from './zoom.ts'
import type { Frame, Point } from './zoom.ts'

/** Distance of one arrow key press, in CSS pixels. */
const NUDGE = 60
const ARROWS: Record<string, Point> = {
  ArrowLeft: { x: NUDGE, y: 0 },
  ArrowRight: { x: -NUDGE, y: 0 },
  ArrowUp: { x: 0, y: NUDGE },
  ArrowDown: { x: 0, y: -NUDGE },
}
const MIDDLE: Point = { x: 0, y: 0 }

/** Content that can be zoomed and panned with wheel and drag, two fingers, keys, or buttons. */
export function Zoomable({ children }: { children: ReactNode }) {
  const t = useText('room')
  const frame = useRef<HTMLDivElement>(null)
  const { zoom, by, fit, hands } = useZoom(frame)
  const percent = Math.round(zoom.scale * 100)
  return (
    <>
      {/* Panning needs focus, keyboard and touch input; no HTML element has that meaning. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={frame}
        className="zoom"
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="group"
        aria-label={t.view.picture}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        data-zoomed={zoom.scale > 1 || undefined}
        {...hands}
      >
        <div
          className="zoom-picture"
          style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}
        >
          {children}
        </div>
      </div>
      <div className="zoom-tools">
        <output className="zoom-percent">{zoom.scale > 1 ? t.view.zoomed(percent) : ''}</output>
        <Button small icon="minus" aria-label={t.view.zoomOut} onPress={() => by(1 / STEP)} />
        <Button small icon="plus" aria-label={t.view.zoomIn} onPress={() => by(STEP)} />
        <Button small icon="fit" aria-label={t.view.zoomFit} onPress={fit} />
      </div>
    </>
  )
}

/** Zoom state of the content in the frame, and the handlers that change it. */
function useZoom(frame: RefObject<HTMLElement | null>) {
  const [zoom, setZoom] = useState(FIT)
  const fingers = useRef(new Map<number, Point>())
  const size = (): Frame => ({
    width: frame.current?.clientWidth ?? 0,
    height: frame.current?.clientHeight ?? 0,
  })
  const by = (factor: number, at: Point = MIDDLE) =>
    setZoom((now) => zoomAt(now, factor, at, size()))
  const fromMiddle = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const box = frame.current?.getBoundingClientRect() ?? { left: 0, top: 0, width: 0, height: 0 }
    return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 }
  }
  useWheel(frame, (event) => by(event.deltaY < 0 ? STEP : 1 / STEP, fromMiddle(event)))

  const onKey = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key]
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (arrow) setZoom((now) => pan(now, arrow, size()))
    else if (event.key === '+' || event.key === '=') by(STEP)
    else if (event.key === '-') by(1 / STEP)
    else if (event.key === '0') setZoom(FIT)
    else return
    event.preventDefault()
  }
  const onDown = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    fingers.current.set(event.pointerId, fromMiddle(event))
  }
  const onMove = (event: PointerEvent) => {
    const before = fingers.current.get(event.pointerId)
    if (!before) return
    const now = fromMiddle(event)
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1]
    fingers.current.set(event.pointerId, now)
    if (other) {
      const spread = distance(now, other) / Math.max(1, distance(before, other))
      by(spread, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 })
    } else setZoom((at) => pan(at, { x: now.x - before.x, y: now.y - before.y }, size()))
  }
  const onUp = (event: PointerEvent) => void fingers.current.delete(event.pointerId)
  return {
    zoom,
    by,
    fit: () => setZoom(FIT),
    hands: {
      onKeyDown: onKey,
      onPointerDown: onDown,
      onPointerMove: onMove,
      onPointerUp: onUp,
      onPointerCancel: onUp,
    },
  }
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y)
