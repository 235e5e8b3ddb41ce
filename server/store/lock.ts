import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Milliseconds to wait for a server that is just stopping. */
const WAIT = 1000

/** Another server works on this folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
}

/**
 * One server per data folder: a second one would believe itself alone with rooms, seats and counts.
 * The lock is SQLite's on a file of its own; the system lets go of it when the process dies, even
 * by kill -9, so no stale lock is ever left. Returns what lets go of it.
 * @throws FolderInUse
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'lock.db')
  const file = new DatabaseSync(path, { timeout: WAIT })
  try {
    chmodSync(path, 0o600)
    file.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    file.close()
    if (error instanceof Error && /locked|busy/i.test(error.message)) {
      throw new FolderInUse(
        `Another An Họp server is using the data folder ${folder}. Stop it first.`,
      )
    }
    throw error
  }
  return () => file.close()
}
