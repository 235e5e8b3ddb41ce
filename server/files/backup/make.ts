import { createReadStream } from 'node:fs'
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync, backup } from 'node:sqlite'
import { openLike, openReadOnly } from '../../store/database.ts'
import type { PostgresPlace } from '../../store/postgres-url.ts'
import { FILES, factsOf } from './content.ts'
import type { Manifest } from './content.ts'
import { copyRows } from './copy.ts'
import { seal } from './seal.ts'

/** All pages in one step, because SQLite restarts an incremental backup on every write. */
const ALL_PAGES = 2 ** 31 - 1

export type Made = { manifest: Manifest; bytes: number }

/**
 * Takes a consistent copy of the store and the keys, whether or not the server is running, and
 * writes it encrypted. SQLite's online backup and a PostgreSQL transaction both read a snapshot, so
 * nobody is blocked. The copy is always an SQLite file, so it can be restored to either engine in
 * any version. Until written, it is in the data folder unencrypted, with the same protection as the
 * data, and is then removed. Throws file system errors.
 * @param write receives the file's bytes in order
 */
export async function makeBackup(
  { data, database, keys = data }: { data: string; database: PostgresPlace | null; keys?: string },
  passphrase: string,
  { server, now }: { server: string; now: number },
  write: (chunk: Buffer) => Promise<void>,
): Promise<Made> {
  const folder = await mkdtemp(join(data, 'backup-'))
  try {
    await (database === null ? copyFolder(data, folder) : copyDatabase(database, folder))
    oneFile(join(folder, 'anhop.db'))
    for (const name of FILES) {
      if (name !== 'anhop.db') await copyFile(join(keys, name), join(folder, name))
    }
    const files = await Promise.all(
      FILES.map(async (name) => ({ name, size: (await stat(join(folder, name))).size })),
    )
    const madeAt = new Date(now).toISOString()
    const manifest = { madeAt, server, files, ...(await factsOf(folder)) }
    let bytes = 0
    for await (const chunk of seal(contentOf(folder, manifest), passphrase)) {
      bytes += chunk.length
      await write(chunk)
    }
    return { manifest, bytes }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function copyFolder(data: string, folder: string): Promise<void> {
  const source = new DatabaseSync(join(data, 'anhop.db'), { readOnly: true, timeout: 5000 })
  try {
    await backup(source, join(folder, 'anhop.db'), { rate: ALL_PAGES })
  } finally {
    source.close()
  }
}

async function copyDatabase(database: PostgresPlace, folder: string): Promise<void> {
  await using from = openReadOnly(database)
  const moment = from.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  await moment.execute(async (tx) => {
    await using to = await openLike(folder, tx)
    await copyRows(tx, to)
  })
}

/** Removes the need for a -wal file; the server sets the mode again when it opens the database. */
function oneFile(path: string): void {
  const made = new DatabaseSync(path)
  made.exec('PRAGMA journal_mode = DELETE')
  made.close()
}

async function* contentOf(folder: string, manifest: Manifest): AsyncGenerator<Buffer> {
  const text = Buffer.from(JSON.stringify(manifest))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  yield Buffer.concat([length, text])
  for (const { name, size } of manifest.files) {
    if (size === 0) continue
    for await (const chunk of createReadStream(join(folder, name), { end: size - 1 })) {
      if (chunk instanceof Buffer) yield chunk
    }
  }
}
