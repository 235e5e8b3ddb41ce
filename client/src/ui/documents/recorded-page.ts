import type { DocumentView, Look, Stroke } from '#protocol/presentation.ts'
import { pageKey } from '../../call/presentation.ts'
import type { Call } from '../../call/types.ts'
import { bytesOf } from './bytes.ts'
import { widthOf } from './ink.tsx'
import { openDocument } from './open.ts'
import type { Opened } from './opened.ts'
import { boxOf } from './place.ts'
import type { Box, Size } from './place.ts'
import { PLACES } from './places.ts'

type Frame = { x: number; y: number; width: number; height: number }
type Page = {
  document: string
  page: number
  width: number
  size: Size
  picture: HTMLCanvasElement
}

/** In the order of their numbers; same order as in documents.css. */
const COLORS = ['red', 'blue', 'green', 'orange', 'purple', 'black']
const MARKER = 0.35
const LASER = 8
/** Rendered widths are rounded up to this many pixels, so that not every zoom step renders. */
const STEP = 256
const AGAIN_MS = 3000

/**
 * [REC5] Renders the presented page for a recording: the presenter's view with ink and laser
 * pointer, whatever the recording host is viewing. Opens documents on its own and follows the call.
 * Until a new page is ready, the last one stays.
 */
export class RecordedPage {
  readonly #call: Call
  readonly #inks: string[]
  #document: string | null = null
  #opened: Opened | null = null
  #page: Page | null = null
  #drawing = false
  #over = false

  constructor(call: Call) {
    this.#call = call
    const style = getComputedStyle(document.documentElement)
    this.#inks = COLORS.map((color) => style.getPropertyValue(`--ink-${color}`))
  }

  readonly paint = (context: CanvasRenderingContext2D, frame: Frame): void => {
    const { look, ink, laser } = this.#call.presentation.get()
    if (!look) return
    this.#follow(look, frame)
    const page = this.#page
    if (page?.document !== look.document) return
    const there = page.page === look.page
    const box = boxOf(frame, page.size, look)
    context.translate(frame.x + box.left, frame.y + box.top)
    context.drawImage(page.picture, 0, 0, box.width, box.height)
    for (const stroke of ink.get(pageKey(look.document, page.page)) ?? [])
      this.#stroke(context, stroke, box)
    if (laser && there) this.#dot(context, laser, box)
  }

  close(): void {
    this.#over = true
    this.#opened?.close()
  }

  #stroke(context: CanvasRenderingContext2D, { tool, color, points }: Stroke, box: Box): void {
    context.beginPath()
    for (let i = 0; i + 1 < points.length; i += 2) context.lineTo(...placed(points, i, box))
    // A single point becomes a zero-length line, which round caps render as a dot.
    if (points.length === 2) context.lineTo(...placed(points, 0, box))
    context.globalAlpha = tool === 'marker' ? MARKER : 1
    context.lineWidth = widthOf(tool, box.width)
    context.lineCap = 'round'
    context.lineJoin = 'round'
    context.strokeStyle = this.#inks[color] ?? ''
    context.stroke()
    context.globalAlpha = 1
  }

  #dot(context: CanvasRenderingContext2D, { x, y }: { x: number; y: number }, box: Box): void {
    context.beginPath()
    context.arc(...placed([x, y], 0, box), LASER, 0, 2 * Math.PI)
    context.fillStyle = this.#inks[0] ?? ''
    context.fill()
  }

  #follow(look: Look, frame: Frame): void {
    if (this.#document !== look.document) void this.#open(look.document)
    const opened = this.#opened
    if (!opened || this.#drawing) return
    const width = Math.ceil((frame.width * Math.min(3, look.scale / 100)) / STEP) * STEP
    const page = Math.min(look.page, opened.pages)
    const now = this.#page
    if (now?.document === look.document && now.page === page && now.width === width) return
    void this.#draw(opened, look.document, page, width)
  }

  async #open(id: string): Promise<void> {
    this.#document = id
    this.#opened?.close()
    this.#opened = null
    const found = this.#find(id)
    if (!found) return
    try {
      const bytes = await bytesOf(found.meeting, found.document, () => undefined)
      if (bytes === null) return this.#later(id)
      const opened = await openDocument(found.document.kind, bytes)
      if (this.#document === id && !this.#over) this.#opened = opened
      else opened.close()
    } catch {
      // A document that cannot be opened is not visible to anyone else either.
    }
  }

  /** Retries after a failed download. */
  #later(id: string): void {
    setTimeout(() => {
      if (this.#document === id) this.#document = null
    }, AGAIN_MS)
  }

  #find(id: string): { meeting: string; document: DocumentView } | null {
    const state = this.#call.getState()
    if (state.phase !== 'admitted') return null
    const found = state.presentation.documents.find((one) => one.id === id)
    return found ? { meeting: state.meeting.id, document: found } : null
  }

  async #draw(opened: Opened, id: string, page: number, width: number): Promise<void> {
    this.#drawing = true
    try {
      const [size, picture] = await Promise.all([opened.size(page), opened.draw(page, width)])
      if (this.#opened === opened) this.#page = { document: id, page, width, size, picture }
    } catch {
      // The document was closed while rendering; another one replaces it.
    } finally {
      this.#drawing = false
    }
  }
}

const placed = (
  points: readonly number[],
  at: number,
  { width, height }: Size,
): [number, number] => [
  ((points[at] ?? 0) / PLACES) * width,
  ((points[at + 1] ?? 0) / PLACES) * height,
]
