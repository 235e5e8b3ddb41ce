import type { DocumentView } from '#protocol/presentation.ts'
import { fetchDocument } from './transfer.ts'
import type { Progress } from './transfer.ts'

/**
 * The bytes of the last documents, so that a layout that changes does not fetch them anew. In
 * memory alone: they go with the page.
 */
const KEPT = 2
const kept = new Map<string, Uint8Array>()

/** Null when they cannot be had (any more). */
export async function bytesOf(
  meeting: string,
  document: DocumentView,
  progress: Progress,
): Promise<Uint8Array | null> {
  if (document.kind === 'blank') return new Uint8Array()
  const known = kept.get(document.id)
  if (known) return known
  const bytes = await fetchDocument(meeting, document, progress)
  if (bytes === null) return null
  kept.set(document.id, bytes)
  for (const id of [...kept.keys()].slice(0, -KEPT)) kept.delete(id)
  return bytes
}
