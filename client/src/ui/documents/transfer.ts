import type { DocumentId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import { documents } from '../../http/documents.ts'
import type { Failure } from '../../http/request.ts'

/** Reports progress from 0 to 100. */
export type Progress = (percent: number) => void

/** Number of parts in which a document of this size is transferred. */
const parts = (bytes: number) => Math.ceil(bytes / LIMITS.documentPart)

/** Null if the document is not available or no longer available. */
export async function fetchDocument(
  meeting: string,
  { id, bytes }: { id: DocumentId; bytes: number },
  progress: Progress,
  where: 'documents' | 'kept' = 'documents',
): Promise<Uint8Array | null> {
  const whole = new Uint8Array(bytes)
  for (let n = 0, at = 0; n < parts(bytes); n += 1) {
    const answer = await documents.takePart(meeting, id, n, where)
    if (!answer.ok || at + answer.result.length > bytes) return null
    whole.set(answer.result, at)
    at += answer.result.length
    progress(Math.round((at / bytes) * 100))
  }
  return whole
}

/** Attempts per part when the connection drops or the server is busy. */
const MAX_ATTEMPTS = 4
const PAUSE_MS = 1500

/** Null when the upload is complete; `cancelled` if the person canceled it. */
export async function sendDocument(
  meeting: string,
  file: File,
  pages: number,
  progress: Progress,
  signal: AbortSignal,
): Promise<Failure | 'cancelled' | null> {
  const begun = await documents.begin(meeting, { name: nameOf(file), bytes: file.size, pages })
  if (!begun.ok) return begun.error
  for (let n = 0; n < parts(file.size); n += 1) {
    const start = n * LIMITS.documentPart
    const part = file.slice(start, start + LIMITS.documentPart)
    const failure = await sendPart(meeting, begun.result.id, n, part, signal)
    if (signal.aborted) return 'cancelled'
    if (failure !== null) return failure
    progress(Math.round((Math.min(file.size, start + part.size) / file.size) * 100))
  }
  return null
}

async function sendPart(
  meeting: string,
  id: DocumentId,
  n: number,
  part: Blob,
  signal: AbortSignal,
): Promise<Failure | null> {
  for (let tries = 1; ; tries += 1) {
    if (signal.aborted) return null
    const answer = await documents.sendPart(meeting, id, n, part)
    if (answer.ok) return null
    // The previous attempt arrived, but its response was lost.
    if (tries > 1 && answer.error.code === 'out_of_order') return null
    const passing = answer.error.code === 'unreachable' || answer.error.code === 'busy'
    if (!passing || tries === MAX_ATTEMPTS) return answer.error
    await new Promise((resolve) => {
      setTimeout(resolve, PAUSE_MS)
    })
  }
}

/** Removes what the server would refuse in a name, which is only ever displayed. */
function nameOf({ name }: File): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}\u2800]|\p{Default_Ignorable_Code_Point}/gu, '')
    .trim()
  return [...plain].slice(0, LIMITS.documentName).join('') || '?'
}
