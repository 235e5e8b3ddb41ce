import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 16 random bytes, base64url, 22 characters: ids of all kinds. */
export const id128 = (): string => randomBytes(16).toString('base64url')

/** 32 random bytes, base64url, 43 characters: sessions, tickets, devices, one-time links. */
export const token256 = (): string => randomBytes(32).toString('base64url')

/**
 * What the store keeps of a token, base64url. A plain hash is enough for 256 random bits: there is
 * nothing to guess. Things that can be guessed (addresses) take the keyed hash of `secret.ts`.
 */
export const sha256 = (text: string): string =>
  createHash('sha256').update(text, 'utf8').digest('base64url')

/** Compares two strings without telling by time where they differ. */
export const sameText = (a: string, b: string): boolean =>
  timingSafeEqual(
    createHash('sha256').update(a, 'utf8').digest(),
    createHash('sha256').update(b, 'utf8').digest(),
  )
