import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Sealer } from '../../auth/seal.ts'
import type { DocumentId, MeetingId } from '#protocol/ids.ts'

const NONCE = 12
const TAG = 16

/** [DOC4] Creates a meeting's key, encrypted with the server's key for storage. */
export const newMeetingKey = (sealer: Sealer, meeting: MeetingId): string =>
  sealer.seal(randomBytes(32).toString('base64url'), aboutKey(meeting))

/** Null if it belongs to another server or another meeting. */
export function openMeetingKey(sealer: Sealer, sealed: string, meeting: MeetingId): Buffer | null {
  const key = sealer.open(sealed, aboutKey(meeting))
  return key === null ? null : Buffer.from(key, 'base64url')
}

/**
 * Encrypts one part of a document: AES-256-GCM with a random nonce (a meeting has at most 400 parts
 * at a time, far below the limit in NIST SP 800-38D, 8.3). Bound to its document and position, so
 * that parts cannot be swapped.
 */
export function sealPart(key: Buffer, part: Buffer, document: DocumentId, n: number): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aboutPart(document, n))
  return Buffer.concat([nonce, cipher.update(part), cipher.final(), cipher.getAuthTag()])
}

/** Null if it was modified, moved, or encrypted with another key. */
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
