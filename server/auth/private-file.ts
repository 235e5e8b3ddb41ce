import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs'

/** The server's key is not one to trust. The message is a sentence for the operator. */
export class SecretError extends Error {
  override readonly name = 'SecretError'
}

/**
 * [SES] Reads a file that is the server's alone, or makes it at the very first start (mode 600).
 * @throws SecretError when other users can read it
 */
export function privateFile(path: string, make: () => Buffer): Buffer {
  const made = create(path, make)
  if (made !== null) return made
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new SecretError(`Other users can read ${path}. Run: chmod 600 ${path}`)
  }
  return readFileSync(path)
}

/** Null when the file is there already; 'wx' decides that without a race. */
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
    // Counters of wrong tries are keyed with one: it must survive a power cut as they do.
    fsyncSync(file)
    chmodSync(path, 0o600)
    return made
  } finally {
    closeSync(file)
  }
}
