import { createReadStream } from 'node:fs'
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync, backup } from 'node:sqlite'
import { FILES, factsOf } from './content.ts'
import type { Manifest } from './content.ts'
import { seal } from './seal.ts'

/** All in one step: a database that is written to meanwhile would make SQLite begin again and again. */
const ALL_PAGES = 2 ** 31 - 1

export type Made = { manifest: Manifest; bytes: number }

/**
 * Takes a copy of a data folder as it is at one moment, while the server runs or not, and writes it
 * encrypted. SQLite's online backup reads a snapshot (WAL), so nobody waits for it. The copy lies
 * unencrypted beside the database until it is written, under the same protection, and is then
 * removed. Throws what the file system throws.
 * @param write takes the file's bytes in order
 */
export async function makeBackup(
  data: string,
  passphrase: string,
  { server, now }: { server: string; now: number },
  write: (chunk: Buffer) => Promise<void>,
): Promise<Made> {
  const folder = await mkdtemp(join(data, 'backup-'))
  try {
    await copyDatabase(data, folder)
    for (const name of FILES) {
      if (name !== 'anhop.db') await copyFile(join(data, name), join(folder, name))
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

async function copyDatabase(data: string, folder: string): Promise<void> {
  const copy = join(folder, 'anhop.db')
  const source = new DatabaseSync(join(data, 'anhop.db'), { readOnly: true, timeout: 5000 })
  try {
    await backup(source, copy, { rate: ALL_PAGES })
  } finally {
    source.close()
  }
  // One file, with no -wal beside it; the server sets the mode anew when it opens it.
  const made = new DatabaseSync(copy)
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
