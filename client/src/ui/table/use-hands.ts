import { useState } from 'react'
import type { Look, Stroke } from '#protocol/table.ts'
import { under } from './ink.tsx'
import { FIT, moved, zoomed } from './place.ts'
import type { Eye, Size } from './place.ts'
import { PLACES } from './places.ts'
import type { Presenting } from './presenting.ts'
import type { Hands } from './sheet.tsx'
import { draws } from './tools.tsx'
import type { ToolName } from './tools.tsx'

/** How far an arrow key moves: the page in CSS pixels, the cursor in places. */
const NUDGE = 60
const CURSOR_STEP = 200
const ARROWS: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}
const clamp = (value: number) => Math.min(PLACES, Math.max(0, value))

type With = {
  /** How the page is looked at here. */
  look: Look
  pages: number
  frame: Size
  page: Size
  tool: ToolName
  colour: number
  strokes: readonly Stroke[]
  /** Null for who does not present: then there is no tool but looking. */
  presenting: Presenting | null
  onLook: (look: Look) => void
}

/** Pointer and keys on the page: whoever cannot point draws with the arrow keys and Space. */
export function useHands(given: With): { hands: Hands; cursor: { x: number; y: number } | null } {
  const { look, pages, frame, page, presenting, strokes, onLook } = given
  const tool = presenting === null ? 'move' : given.tool
  const [cursor, setCursor] = useState<{ x: number; y: number } | null>(null)
  const [inked, setInked] = useState(false)
  const here = { document: look.document, page: look.page }
  const see = (eye: Eye) => onLook({ ...look, ...eye })
  const use = (at: { x: number; y: number }, first: boolean) => {
    if (tool === 'laser') presenting?.point(at)
    else if (tool === 'eraser') presenting?.erase(here, under(strokes, at))
    else if (draws(tool) && first) presenting?.begin(here, { tool, colour: given.colour }, at)
    else if (draws(tool)) presenting?.draw(at)
  }
  const turn = (to: number) => {
    if (to >= 1 && to <= pages) onLook({ ...look, ...FIT, page: to })
  }
  const nudge = (arrow: { x: number; y: number }) => {
    if (tool === 'move') {
      see(moved(look, frame, page, { x: -arrow.x * NUDGE, y: -arrow.y * NUDGE }))
      return
    }
    const from = cursor ?? { x: PLACES / 2, y: PLACES / 2 }
    const to = {
      x: clamp(from.x + arrow.x * CURSOR_STEP),
      y: clamp(from.y + arrow.y * CURSOR_STEP),
    }
    setCursor(to)
    if (tool === 'laser' || inked) use(to, false)
  }
  const press = () => {
    const at = cursor ?? { x: PLACES / 2, y: PLACES / 2 }
    setCursor(at)
    if (draws(tool) && inked) {
      presenting?.end()
      setInked(false)
      return
    }
    use(at, true)
    if (draws(tool)) setInked(true)
  }
  return {
    cursor: tool === 'move' || tool === 'laser' ? null : cursor,
    hands: {
      down(at) {
        setCursor(null)
        setInked(false)
        if (tool !== 'move') use(at, true)
      },
      drag(at, by) {
        if (tool === 'move') see(moved(look, frame, page, by))
        else use(at, false)
      },
      up: () => presenting?.end(),
      hover(at) {
        if (tool === 'laser') presenting?.point(at)
      },
      wheel: (closer) => see(zoomed(look, closer)),
      key(event) {
        if (event.ctrlKey || event.metaKey || event.altKey) return
        const arrow = ARROWS[event.key]
        if (arrow) nudge(arrow)
        else if (event.key === ' ' && tool !== 'move') press()
        else if (event.key === 'PageDown') turn(look.page + 1)
        else if (event.key === 'PageUp') turn(look.page - 1)
        else if (event.key === '+' || event.key === '=') see(zoomed(look, true))
        else if (event.key === '-') see(zoomed(look, false))
        else if (event.key === '0') see(FIT)
        else return
        event.preventDefault()
      },
    },
  }
}
