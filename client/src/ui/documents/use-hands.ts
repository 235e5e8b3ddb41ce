import { useState } from 'react'
import type { Look, Stroke } from '#protocol/presentation.ts'
import { under } from './ink.tsx'
import { FIT, moved, zoomed } from './place.ts'
import type { Eye, Size } from './place.ts'
import { PLACES } from './places.ts'
import type { Presenting } from './presenting.ts'
import type { Hands } from './sheet.tsx'
import { draws } from './tools.tsx'
import type { Tool, ToolName } from './tools.tsx'

/** Distance of one arrow key press: CSS pixels for the page, page units for the cursor. */
const NUDGE = 60
const CURSOR_STEP = 200
const ARROWS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}
type Point = { x: number; y: number }
const MIDDLE: Point = { x: PLACES / 2, y: PLACES / 2 }
const clamp = (value: number) => Math.min(PLACES, Math.max(0, value))

type With = {
  /** How this person views the page. */
  look: Look
  pages: number
  frame: Size
  page: Size
  tool: Tool
  strokes: readonly Stroke[]
  /** Null for viewers, who can only pan and zoom. */
  presenting: Presenting | null
  onLook: (look: Look) => void
}

/** Pointer and keyboard input on the page. The arrow keys and Space draw without a pointer. */
export function useHands(given: With): { hands: Hands; cursor: Point | null } {
  const { look, pages, frame, page, presenting, onLook } = given
  const tool = presenting === null ? 'move' : given.tool.name
  const act = actionOf(given)
  const cursor = useCursor(tool, act, () => presenting?.end())
  const see = (eye: Eye) => onLook({ ...look, ...eye })
  const turn = (to: number) => {
    if (to >= 1 && to <= pages) onLook({ ...look, ...FIT, page: to })
  }
  const nudge = (arrow: Point) => {
    if (tool !== 'move') cursor.move(arrow)
    else see(moved(look, frame, page, { x: -arrow.x * NUDGE, y: -arrow.y * NUDGE }))
  }
  return {
    cursor: tool === 'move' || tool === 'laser' ? null : cursor.at,
    hands: {
      down(at) {
        cursor.hide()
        if (tool !== 'move') act(at, true)
      },
      drag(at, by) {
        if (tool === 'move') see(moved(look, frame, page, by))
        else act(at, false)
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
        else if (event.key === ' ' && tool !== 'move') cursor.press()
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

/** Applies the tool at a position; `first` marks the start of a stroke. */
type Action = (at: Point, first: boolean) => void

function actionOf({ look, tool: { name, color }, strokes, presenting }: With): Action {
  const here = { document: look.document, page: look.page }
  return (at, first) => {
    if (name === 'laser') presenting?.point(at)
    else if (name === 'eraser') presenting?.erase(here, under(strokes, at))
    else if (draws(name) && first) presenting?.begin(here, { tool: name, color }, at)
    else if (draws(name)) presenting?.draw(at)
  }
}

/** Keyboard cursor: the arrow keys move it, Space puts the tool down and lifts it. */
function useCursor(tool: ToolName, act: Action, lift: () => void) {
  const [at, setAt] = useState<Point | null>(null)
  const [inked, setInked] = useState(false)
  return {
    at,
    hide() {
      setAt(null)
      setInked(false)
    },
    move(arrow: Point) {
      const from = at ?? MIDDLE
      const to = {
        x: clamp(from.x + arrow.x * CURSOR_STEP),
        y: clamp(from.y + arrow.y * CURSOR_STEP),
      }
      setAt(to)
      if (tool === 'laser' || inked) act(to, false)
    },
    press() {
      const place = at ?? MIDDLE
      setAt(place)
      if (draws(tool) && inked) {
        lift()
        setInked(false)
        return
      }
      act(place, true)
      if (draws(tool)) setInked(true)
    },
  }
}
