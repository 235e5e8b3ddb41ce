import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Sealer } from '../../auth/seal.ts'
import type { DocumentId, MeetingId } from '#protocol/ids.ts'

const NONCE = 12
const TAG = 16

/** [DOC4] A new key of a meeting, as it is kept: sealed with the server's own. */
export const newMeetingKey = (sealer: Sealer, meeting: MeetingId): string =>
  sealer.seal(randomBytes(32).toString('base64url'), aboutKey(meeting))

/** Null when it is another server's, or another meeting's. */
export function openMeetingKey(sealer: Sealer, sealed: string, meeting: MeetingId): Buffer | null {
  const key = sealer.open(sealed, aboutKey(meeting))
  return key === null ? null : Buffer.from(key, 'base64url')
}

/**
 * One part of a document: AES-256-GCM with a random nonce (a meeting has 400 parts at most at a time,
 * far below NIST SP 800-38D, 8.3). Bound to its document and place, so that none can stand for another.
 */
export function sealPart(key: Buffer, part: Buffer, document: DocumentId, n: number): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aboutPart(document, n))
  return Buffer.concat([nonce, cipher.update(part), cipher.final(), cipher.getAuthTag()])
}

/** Null when it was changed, moved, or sealed with another key. */
export function openPart(
  key: Buffer,
  sealed: Buffer,
  document: DocumentId,
  n: number,
): Buffer | null {
  if (sealed.length < NONCE + TAG) return null
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), {
    authTagLength: TAG,
  })
  decipher.setAAD(aboutPart(document, n)).setAuthTag(sealed.subarray(-TAG))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()])
  } catch {
    return null
  }
}

const aboutKey = (meeting: MeetingId) => `documents of ${meeting}`
const aboutPart = (document: DocumentId, n: number) => Buffer.from(`document ${document} part ${n}`)
