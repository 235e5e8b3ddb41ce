import { createHmac, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { SecretError, privateFile } from './private-file.ts'

export { SecretError }

const BYTES = 32
/** 32 random bytes hold about 30 different values; fewer than 16 means that nobody rolled dice. */
const DIFFERENT_VALUES_MIN = 16

/**
 * Hashes with the server's own key, for things few enough to be guessed by whoever has the
 * database alone: addresses, devices, user names. `kind` keeps equal texts of different kinds apart.
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
 * [SES] Reads `secret.key` in the data folder, or makes it at the very first start (mode 600).
 * The folder must exist.
 * @throws SecretError when the file is short, shipped-looking, or readable by other users
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
