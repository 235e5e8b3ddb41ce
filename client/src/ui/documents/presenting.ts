import type { DocumentId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { Look, Stroke } from '#protocol/presentation.ts'
import type { PresentationFeed } from '../../call/presentation.ts'
import type { RoomValue } from '../room/context.ts'

type Place = { x: number; y: number }
type Ask = RoomValue['ask']
/** The page that is presented. */
export type Page = { document: DocumentId; page: number }

/** Between two messages of the same kind: others see it at once, and the server's limit is far. */
const PAUSE_MS = 50
/** Moves smaller than this, in places of the page, are no points of a stroke. */
const LEAST = 12

/**
 * What the presenter does, on its way to the others: shown here at once, sent in batches. What the
 * server refuses is taken back.
 */
export class Presenting {
  readonly #feed: PresentationFeed
  readonly #ask: Ask
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()
  readonly #waiting = new Map<string, () => void>()
  #stroke: (Page & { stroke: Stroke; unsent: number[]; last: Place }) | null = null

  constructor(feed: PresentationFeed, ask: Ask) {
    this.#feed = feed
    this.#ask = ask
  }

  turn(look: Look): void {
    this.end()
    this.#feed.apply({ name: 'pageTurned', data: look })
    this.#soon('turn', () => void this.#ask('document.turn', look))
  }

  point(at: Place | null): void {
    this.#feed.apply({ name: 'laser', data: { at } })
    this.#soon('point', () => void this.#ask('document.point', { at }))
  }

  begin(page: Page, look: Pick<Stroke, 'tool' | 'colour'>, at: Place): void {
    this.end()
    const id = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
    this.#stroke = { ...page, stroke: { id, ...look, points: [] }, unsent: [], last: at }
    this.#add(at)
  }

  /** On to here; nothing when no stroke was begun. */
  draw(at: Place): void {
    const now = this.#stroke
    if (now === null || Math.hypot(at.x - now.last.x, at.y - now.last.y) < LEAST) return
    // One line as long as the server takes: the next goes on from its end.
    if (now.stroke.points.length >= 2 * LIMITS.strokePoints) {
      const { document, page, stroke, last } = now
      this.begin({ document, page }, stroke, last)
    }
    this.#add(at)
  }

  end(): void {
    if (this.#stroke === null) return
    this.#flush()
    this.#stroke = null
  }

  erase(page: Page, strokes: number[]): void {
    if (strokes.length === 0) return
    this.#feed.apply({ name: 'ink', data: { ...page, drawn: null, erased: strokes } })
    void this.#ask('document.erase', { ...page, strokes: strokes.slice(0, LIMITS.eraseBatch) })
  }

  undo(page: Page): void {
    this.end()
    void this.#ask('document.undo', page)
  }

  clear(page: Page): void {
    this.end()
    void this.#ask('document.clear', page)
  }

  #add(at: Place): void {
    const now = this.#stroke
    if (now === null) return
    now.last = at
    now.stroke.points.push(at.x, at.y)
    now.unsent.push(at.x, at.y)
    const { document, page, stroke } = now
    const drawn = { ...stroke, points: [at.x, at.y] }
    this.#feed.apply({ name: 'ink', data: { document, page, drawn, erased: [] } })
    if (now.unsent.length >= 2 * LIMITS.strokeBatch) this.#flush()
    else this.#soon('draw', () => this.#flush())
  }

  #flush(): void {
    const now = this.#stroke
    if (now === null || now.unsent.length === 0) return
    const { document, page } = now
    const { id, tool, colour } = now.stroke
    const points = now.unsent.splice(0)
    void this.#ask('document.draw', { document, page, stroke: id, tool, colour, points }).then(
      (done) => {
        if (done) return
        this.#feed.apply({ name: 'ink', data: { document, page, drawn: null, erased: [id] } })
        if (this.#stroke?.stroke.id === id) this.#stroke = null
      },
    )
  }

  /** At once when nothing of the kind was sent just now; else the latest, when the pause is over. */
  #soon(kind: string, run: () => void): void {
    if (this.#timers.has(kind)) {
      this.#waiting.set(kind, run)
      return
    }
    run()
    const over = () => {
      this.#timers.delete(kind)
      const next = this.#waiting.get(kind)
      this.#waiting.delete(kind)
      if (next) this.#soon(kind, next)
    }
    this.#timers.set(kind, setTimeout(over, PAUSE_MS))
  }
}
