import { Refusal } from '#protocol/errors.ts'
import type { DocumentId, ParticipantId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { InkPage, Stroke } from '#protocol/presentation.ts'

type Drawn = Stroke & { by: ParticipantId }
/** `strokes` is in the order in which they were started. */
type Page = { document: DocumentId; page: number; strokes: Map<number, Drawn> }

const pointsOf = ({ points }: Stroke): number => points.length / 2
const sum = (page: Page): number =>
  [...page.strokes.values()].reduce((total, stroke) => total + pointsOf(stroke), 0)

/**
 * [DOC5] Drawings on the pages of one meeting's documents, limited per stroke, per page and in
 * total.
 */
export class Ink {
  readonly #pages = new Map<string, Page>()

  /**
   * Adds a stroke or continues one of the author's own.
   * @throws Refusal `ink_full`, or `forbidden` if the stroke is someone else's
   */
  draw(by: ParticipantId, document: DocumentId, page: number, drawn: Stroke): void {
    const key = keyOf(document, page)
    const found = this.#pages.get(key) ?? { document, page, strokes: new Map<number, Drawn>() }
    const begun = found.strokes.get(drawn.id)
    if (begun !== undefined && begun.by !== by) throw new Refusal('forbidden')
    const added = pointsOf(drawn)
    if (
      (begun === undefined && found.strokes.size >= LIMITS.pageStrokes) ||
      (begun === undefined ? 0 : pointsOf(begun)) + added > LIMITS.strokePoints ||
      sum(found) + added > LIMITS.pagePoints ||
      this.points + added > LIMITS.inkPoints
    )
      throw new Refusal('ink_full')
    this.#pages.set(key, found)
    if (begun === undefined)
      found.strokes.set(drawn.id, { ...drawn, points: [...drawn.points], by })
    else begun.points.push(...drawn.points)
  }

  /** Returns the ids that existed. */
  erase(document: DocumentId, page: number, ids: readonly number[]): number[] {
    const found = this.#pages.get(keyOf(document, page))
    return found === undefined ? [] : ids.filter((id) => found.strokes.delete(id))
  }

  /** Removes the author's last stroke on the page; returns an empty list if there is none. */
  undo(by: ParticipantId, document: DocumentId, page: number): number[] {
    const strokes = this.#pages.get(keyOf(document, page))?.strokes.values() ?? []
    const last = [...strokes].findLast((stroke) => stroke.by === by)
    return last === undefined ? [] : this.erase(document, page, [last.id])
  }

  clear(document: DocumentId, page: number): number[] {
    const strokes = this.#pages.get(keyOf(document, page))?.strokes.keys() ?? []
    return this.erase(document, page, [...strokes])
  }

  /** Called when the document is removed. */
  forget(document: DocumentId): void {
    for (const [key, page] of this.#pages) if (page.document === document) this.#pages.delete(key)
  }

  get points(): number {
    return [...this.#pages.values()].reduce((total, page) => total + sum(page), 0)
  }

  /** For late joiners; does not include authors. */
  pages(): InkPage[] {
    return [...this.#pages.values()]
      .filter(({ strokes }) => strokes.size > 0)
      .map(({ document, page, strokes }) => ({
        document,
        page,
        strokes: [...strokes.values()].map(({ id, tool, color, points }) => ({
          id,
          tool,
          color,
          points: [...points],
        })),
      }))
  }
}

const keyOf = (document: DocumentId, page: number) => `${document} ${page}`
