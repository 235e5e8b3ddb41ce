import { existsSync } from 'node:fs'
import { mkdtemp, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { loadEvidenceKey } from '../../auth/evidence-key.ts'
import { loadSecret } from '../../auth/secret.ts'
import { checkMigrations, openLike, openReadOnly } from '../../store/database.ts'
import type { Place } from '../../store/database.ts'
import type { PostgresPlace } from '../../store/postgres-url.ts'
import { makeFolder } from '../../store/sqlite.ts'
import { FILES, MANIFEST_MAX, Manifest, factsOf, integrityOf } from './content.ts'
import { copyRows, countRows, dropTables } from './copy.ts'
import { unseal } from './seal.ts'

/** The backup cannot be restored here. The message is a sentence for the operator. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError'
}

/**
 * Restores a backup into a folder that is empty or does not exist. With `database`, the store goes
 * there and only the keys go into the folder. The backup is first read to its end, so that a wrong
 * passphrase or an altered file leaves nothing behind; the result is checked against the manifest,
 * and only then moved into place.
 * @param database must exist and contain none of our tables
 * @throws SealError, RestoreError, NewerStore, SecretError, UnfitDatabase, StoreUnavailable
 */
export async function restoreBackup(
  path: string,
  passphrase: string,
  folder: string,
  database: PostgresPlace | null = null,
): Promise<Manifest> {
  const there = existsSync(folder)
  if (there && (await readdir(folder)).length > 0) {
    throw new RestoreError(
      `${folder} is not empty. Choose another folder, or move its files away first.`,
    )
  }
  const content = await unseal(path, passphrase)
  makeFolder(folder)
  let done = false
  try {
    const staging = await mkdtemp(join(folder, 'restore-'))
    const manifest = await unpack(content, staging)
    await check(staging, manifest)
    if (database !== null) await fill(database, staging, manifest)
    // The database last: a folder without one looks like a first start, not like half a server.
    for (const name of FILES.toReversed()) {
      if (name === 'anhop.db' && database !== null) continue
      await rename(join(staging, name), join(folder, name))
    }
    await rm(staging, { recursive: true })
    done = true
    return manifest
  } finally {
    if (!done) await clear(folder, there)
  }
}

/** Restores the folder's initial state: empty or absent. */
async function clear(folder: string, wasThere: boolean): Promise<void> {
  const names = wasThere ? await readdir(folder) : ['.']
  await Promise.all(names.map((name) => rm(join(folder, name), { recursive: true, force: true })))
}

async function unpack(content: AsyncIterable<Buffer>, folder: string): Promise<Manifest> {
  const reader = new Reader(content)
  const length = (await reader.take(4)).readUInt32BE()
  if (length > MANIFEST_MAX) throw new RestoreError('The backup has no valid list of files.')
  const manifest = Manifest.parse(JSON.parse((await reader.take(length)).toString('utf8')))
  const names = manifest.files.map(({ name }) => name)
  if (!isDeepStrictEqual(names, [...FILES])) throw new RestoreError('The backup is missing files.')
  for (const { name, size } of manifest.files) {
    const file = await open(join(folder, name), 'wx', 0o600)
    try {
      for await (const chunk of reader.run(size)) await file.writeFile(chunk)
      await file.sync()
    } finally {
      await file.close()
    }
  }
  // Reads to the end, where the tag is checked again.
  if (await reader.more())
    throw new RestoreError('The backup is longer than its list of files says.')
  return manifest
}

async function check(folder: string, manifest: Manifest): Promise<void> {
  const database = join(folder, 'anhop.db')
  const integrity = integrityOf(database)
  if (integrity !== 'ok') throw new RestoreError(`The database is damaged (${integrity}).`)
  await checkStore(folder)
  loadSecret(folder)
  loadEvidenceKey(folder)
  await compare(folder, manifest)
}

async function checkStore(folder: string): Promise<void> {
  await using db = openReadOnly(folder)
  await checkMigrations(db)
}

async function compare(place: Place, manifest: Manifest): Promise<void> {
  const { audit, rows } = await factsOf(place)
  if (!isDeepStrictEqual(audit, manifest.audit) || !isDeepStrictEqual(rows, manifest.rows)) {
    throw new RestoreError('The database does not match the one that the backup describes.')
  }
}

/** Atomic: copies everything or nothing. */
async function fill(database: PostgresPlace, staging: string, manifest: Manifest): Promise<void> {
  await using before = openReadOnly(database)
  const tables = await countRows(before)
  if (Object.keys(tables).length > 0) {
    throw new RestoreError(`The database ${database.database} is not empty. Choose another one.`)
  }
  await using from = openReadOnly(staging)
  await using to = await openLike(database, from)
  try {
    await copyRows(from, to)
    await compare(database, manifest)
  } catch (error) {
    await dropTables(to)
    throw error
  }
}

/** Regroups a stream of chunks at other boundaries. */
class Reader {
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(content: AsyncIterable<Buffer>) {
    this.#chunks = content[Symbol.asyncIterator]()
  }

  /** False at the end. */
  async more(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#chunks.next()
      if (done) return false
      this.#rest = value
    }
    return true
  }

  async *run(length: number): AsyncGenerator<Buffer> {
    for (let left = length; left > 0;) {
      if (!(await this.more()))
        throw new RestoreError('The backup is shorter than its list of files says.')
      const part = this.#rest.subarray(0, left)
      this.#rest = this.#rest.subarray(part.length)
      left -= part.length
      yield part
    }
  }

  async take(length: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for await (const part of this.run(length)) parts.push(part)
    return Buffer.concat(parts)
  }
}
