import type { Section } from './section.ts'

type Shown = { current: Section | undefined }

/** While one page replaces another, both may be there for a moment. */
let shown: readonly Shown[] = []
const listeners = new Set<() => void>()

function set(next: readonly Shown[]): void {
  shown = next
  for (const listener of listeners) listener()
}

/** A page is on screen until the returned function is called. */
export function pageShown(page: Shown): () => void {
  set([...shown, page])
  return () => set(shown.filter((one) => one !== page))
}

/** Null in a call, which has no page around it. */
export const currentPage = (): Shown | null => shown.at(-1) ?? null

export function watchPages(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
