import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 16 random bytes, base64url, 22 characters. Used for all IDs. */
export const id128 = (): string => randomBytes(16).toString('base64url')

/**
 * 32 random bytes, base64url, 43 characters. Used for sessions, tickets, devices, and one-time
 * links.
 */
export const token256 = (): string => randomBytes(32).toString('base64url')

/**
 * The hash of a token that the store keeps, base64url. A plain hash is enough for 256 random bits,
 * which cannot be guessed. Guessable values such as addresses use the keyed hash of `secret.ts`.
 */
export const sha256 = (text: string): string =>
  createHash('sha256').update(text, 'utf8').digest('base64url')

/** Compares two strings in constant time. */
export const sameText = (a: string, b: string): boolean =>
  timingSafeEqual(
    createHash('sha256').update(a, 'utf8').digest(),
    createHash('sha256').update(b, 'utf8').digest(),
  )
