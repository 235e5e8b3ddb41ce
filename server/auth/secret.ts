import { createHmac, randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

const BYTES = 32
/** 32 random bytes hold about 30 different values; fewer than 16 means that nobody rolled dice. */
const DIFFERENT_VALUES_MIN = 16

/** The server's key is not one to trust. The message is a sentence for the operator. */
export class SecretError extends Error {
  override readonly name = 'SecretError'
}

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
  const made = makeSecret(path)
  if (made !== null) return made
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new SecretError(`${path} can be read by other users. Run: chmod 600 ${path}`)
  }
  const key = readFileSync(path)
  checkKey(key, path)
  return key
}

/** Null when the file is there already; 'wx' decides that without a race. */
function makeSecret(path: string): Buffer | null {
  let file: number
  try {
    file = openSync(path, 'wx', 0o600)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null
    throw error
  }
  try {
    const key = randomBytes(BYTES)
    writeSync(file, key)
    // Counters of wrong tries are keyed with it: it must survive a power cut as they do.
    fsyncSync(file)
    chmodSync(path, 0o600)
    return key
  } finally {
    closeSync(file)
  }
}

function checkKey(key: Buffer, what: string): void {
  if (key.length < BYTES) {
    throw new SecretError(
      `${what} is ${key.length} bytes long and must be ${BYTES}. Restore it from a backup, or delete it: wrong tries and blocks by device are then forgotten.`,
    )
  }
  if (new Set(key).size < DIFFERENT_VALUES_MIN) {
    throw new SecretError(`${what} is not random. Delete it and start again to have one made.`)
  }
}
