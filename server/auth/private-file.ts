import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs'

/** A key of the server cannot be trusted. The message is written for the operator. */
export class SecretError extends Error {
  override readonly name = 'SecretError'
}

/**
 * [SES] Reads a file that only the server may read, or creates it on the first start (mode 600).
 * @throws SecretError if other users can read it
 */
export function privateFile(path: string, make: () => Buffer): Buffer {
  const made = create(path, make)
  if (made !== null) return made
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new SecretError(`Other users can read ${path}. Run: chmod 600 ${path}`)
  }
  return readFileSync(path)
}

/** Null if the file already exists. The 'wx' flag makes this free of races. */
function create(path: string, make: () => Buffer): Buffer | null {
  let file: number
  try {
    file = openSync(path, 'wx', 0o600)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null
    throw error
  }
  try {
    const made = make()
    writeSync(file, made)
    // Stored failure counters are keyed with this file, so it must survive a power failure as they
    // do.
    fsyncSync(file)
    chmodSync(path, 0o600)
    return made
  } finally {
    closeSync(file)
  }
}
