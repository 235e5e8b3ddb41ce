import type { DocumentId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { Look, Stroke } from '#protocol/presentation.ts'
import type { PresentationFeed } from '../../call/presentation.ts'
import type { RoomValue } from '../room/context.ts'

type Place = { x: number; y: number }
type Ask = RoomValue['ask']
/** The page being presented. */
export type Page = { document: DocumentId; page: number }

/**
 * Minimum interval between two messages of the same kind: feels instant to viewers and stays well
 * below the server's rate limit.
 */
const PAUSE_MS = 50
/** Movements below this distance, in page units, add no point to a stroke. */
const LEAST = 12

/**
 * Shows the presenter's actions locally at once and sends them to the others in batches. An action
 * that the server refuses is rolled back.
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

  begin(page: Page, look: Pick<Stroke, 'tool' | 'color'>, at: Place): void {
    this.end()
    const id = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
    this.#stroke = { ...page, stroke: { id, ...look, points: [] }, unsent: [], last: at }
    this.#add(at)
  }

  /** Extends the current stroke; does nothing if there is none. */
  draw(at: Place): void {
    const now = this.#stroke
    if (now === null || Math.hypot(at.x - now.last.x, at.y - now.last.y) < LEAST) return
    // The server limits the points of a stroke, so a long line continues as a new one from its end.
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
    const { id, tool, color } = now.stroke
    const points = now.unsent.splice(0)
    void this.#ask('document.draw', { document, page, stroke: id, tool, color, points }).then(
      (done) => {
        if (done) return
        this.#feed.apply({ name: 'ink', data: { document, page, drawn: null, erased: [id] } })
        if (this.#stroke?.stroke.id === id) this.#stroke = null
      },
    )
  }

  /**
   * Runs at once if the interval since the last call of this kind has passed; otherwise the latest
   * call runs when it ends.
   */
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
