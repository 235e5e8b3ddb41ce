import { createHmac, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { SecretError, privateFile } from './private-file.ts'

export { SecretError }

const BYTES = 32
/** 32 random bytes hold about 30 different values. Fewer than 16 means that they are not random. */
const DIFFERENT_VALUES_MIN = 16

/**
 * Hashes with the server key. Used for values that could be guessed from a stolen database:
 * addresses, devices, usernames. `kind` separates equal texts of different kinds.
 */
export interface KeyedHash {
  (kind: 'device' | 'address' | 'username', text: string): string
}

export const keyedHash = (key: Buffer): KeyedHash => {
  checkKey(key, 'The key')
  return (kind, text) =>
    createHmac('sha256', key).update(`${kind}\0${text}`, 'utf8').digest('base64url')
}

/**
 * [SES] Reads `secret.key` from the data folder, or creates it on the first start (mode 600). The
 * folder must exist.
 * @throws SecretError if the file is short, not random, or readable by other users
 */
export function loadSecret(folder: string): Buffer {
  const path = join(folder, 'secret.key')
  const key = privateFile(path, () => randomBytes(BYTES))
  checkKey(key, path)
  return key
}

function checkKey(key: Buffer, what: string): void {
  if (key.length < BYTES) {
    throw new SecretError(
      `${what} must be at least ${BYTES} bytes long and has ${key.length}. Restore it from a backup, or delete it: failed attempts and blocked devices will be forgotten, and authenticator apps must be set up again.`,
    )
  }
  if (new Set(key).size < DIFFERENT_VALUES_MIN) {
    throw new SecretError(
      `${what} is not random. Delete it and restart the server, which creates a new one.`,
    )
  }
}
