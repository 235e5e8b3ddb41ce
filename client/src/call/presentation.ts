import type { DocumentId } from '#protocol/ids.ts'
import type { ServerEvents } from '#protocol/messages.ts'
import type { InkPage, Look, Shown, Stroke } from '#protocol/presentation.ts'
import type { ServerEvent } from '../signaling/socket.ts'

/**
 * The part of the presentation that changes many times a second, kept out of the call's state so that the
 * room need not redraw.
 */
export type PresentationNow = {
  /** The presenter’s view of the shown document; null if none is shown. */
  look: Look | null
  /** Strokes by `pageKey`, in drawing order. */
  ink: ReadonlyMap<string, readonly Stroke[]>
  laser: { x: number; y: number } | null
}

export const NOTHING: PresentationNow = { look: null, ink: new Map(), laser: null }
export const pageKey = (document: DocumentId, page: number) => `${document} ${page}`

/** The events of the presentation; the others belong to the call's state. */
type PresentationEvent = Extract<
  ServerEvent,
  { name: 'snapshot' | 'presentation' | 'pageTurned' | 'ink' | 'laser' }
>

const ofPresentation = (event: ServerEvent): event is PresentationEvent =>
  ['snapshot', 'presentation', 'pageTurned', 'ink', 'laser'].includes(event.name)

/** Pure; returns the same object if nothing changed. */
export function presentationAfter(now: PresentationNow, event: ServerEvent): PresentationNow {
  if (!ofPresentation(event)) return now
  switch (event.name) {
    case 'snapshot': {
      const { shown, ink } = event.data.presentation
      return { look: lookOf(shown), ink: new Map(ink.map(entryOf)), laser: null }
    }
    case 'presentation': {
      const { shown, documents } = event.data
      const there = new Set(documents.map(({ id }) => id))
      const ink = [...now.ink].filter(([key]) => there.has(key.split(' ')[0] as DocumentId))
      const still = shown !== null && shown.document === now.look?.document
      return { look: lookOf(shown), ink: new Map(ink), laser: still ? now.laser : null }
    }
    case 'pageTurned': {
      // The laser points at a place on one page, so it does not survive a page change.
      const turned = event.data.page !== now.look?.page
      return { ...now, look: event.data, laser: turned ? null : now.laser }
    }
    case 'ink':
      return { ...now, ink: inkAfter(now.ink, event.data) }
    case 'laser':
      return { ...now, laser: event.data.at }
  }
}

/** Leaves out the presenter: the result is sent back to the server, which rejects extra fields. */
const lookOf = (shown: Shown | null): Look | null =>
  shown && {
    document: shown.document,
    page: shown.page,
    scale: shown.scale,
    x: shown.x,
    y: shown.y,
  }

const entryOf = ({ document, page, strokes }: InkPage) =>
  [pageKey(document, page), strokes] as const

function inkAfter(
  ink: PresentationNow['ink'],
  { document, page, drawn, erased }: ServerEvents['ink'],
): PresentationNow['ink'] {
  const key = pageKey(document, page)
  const left = (ink.get(key) ?? []).filter(({ id }) => !erased.includes(id))
  return new Map(ink).set(key, drawn === null ? left : withStroke(left, drawn))
}

function withStroke(strokes: readonly Stroke[], drawn: Stroke): Stroke[] {
  if (!strokes.some(({ id }) => id === drawn.id)) return [...strokes, drawn]
  return strokes.map((one) =>
    one.id === drawn.id ? { ...one, points: [...one.points, ...drawn.points] } : one,
  )
}

/** For `useSyncExternalStore` in the components that show the page. */
export class PresentationFeed {
  #now = NOTHING
  readonly #listeners = new Set<() => void>()

  readonly get = (): PresentationNow => this.#now
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Applies a server event, or a local action before the server has confirmed it. */
  apply(event: ServerEvent): void {
    const next = presentationAfter(this.#now, event)
    if (next === this.#now) return
    this.#now = next
    for (const listener of this.#listeners) listener()
  }
}
