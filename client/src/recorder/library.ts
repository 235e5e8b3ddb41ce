import { Decrypter } from 'age-encryption'
import type { RecordingSummary } from '#protocol/recording.ts'
import { api } from '../http/api.ts'
import type { Failure } from '../http/api.ts'
import { openKey } from './keys.ts'
import { unwrap } from './piece.ts'

export type Opened =
  { ok: true; file: Blob } | { ok: false; why: Failure | 'wrong_key' | 'damaged' }

/** Maximum size in bytes of a file that is indexed here, because that happens in memory. */
const INDEXED_MAX = 400 * 1024 * 1024

/** [REC7] Downloads and decrypts a recording in this page. The secret key never leaves it. */
export async function openRecording(
  { id, chunks, sealedKey }: Pick<RecordingSummary, 'id' | 'chunks' | 'sealedKey'>,
  secret: string,
  onProgress: (done: number) => void,
): Promise<Opened> {
  const decrypter = new Decrypter()
  try {
    decrypter.addIdentity(await openKey(sealedKey, secret))
  } catch {
    return { ok: false, why: 'wrong_key' }
  }
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (let seq = 0; seq < chunks; seq += 1) {
    const answer = await api.piece(id, seq)
    if (!answer.ok) return { ok: false, why: answer.error }
    const media = await decrypter.decrypt(answer.result).then(
      (piece) => unwrap(id, seq, piece),
      () => null,
    )
    if (media === null) return { ok: false, why: 'damaged' }
    parts.push(new Uint8Array(media))
    onProgress(seq + 1)
  }
  return { ok: true, file: await indexed(new Blob(parts, { type: 'video/webm' })) }
}

/** Adds length and index: a file as recorded has neither, so players cannot seek in it. */
async function indexed(file: Blob): Promise<Blob> {
  if (file.size > INDEXED_MAX) return file
  try {
    const { withIndex } = await import('./remux.ts')
    return await withIndex(file)
  } catch {
    // The file is truncated; it still plays without an index.
    return file
  }
}
