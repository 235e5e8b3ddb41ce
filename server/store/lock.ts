import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Milliseconds to wait for a stopping server. */
const WAIT = 1000

/** Another server is using this folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
}

/**
 * Ensures one server per data folder; two would each assume they own all rooms, seats and counters.
 * It is an SQLite lock on a dedicated file, which the system releases when the process dies, even
 * by kill -9, so locks never become stale. Returns a function that releases it. @throws FolderInUse
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
