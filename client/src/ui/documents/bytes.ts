import type { DocumentView } from '#protocol/presentation.ts'
import { fetchDocument } from './transfer.ts'
import type { Progress } from './transfer.ts'

/**
 * How many documents stay cached, so that a layout change does not fetch them again. Memory only:
 * the cache is gone when the page closes.
 */
const KEPT = 2
const kept = new Map<string, Uint8Array>()

/** Null if the document is not available or no longer available. */
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
