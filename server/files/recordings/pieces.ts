import { mkdir, open, readFile, readdir, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { Mutex } from '../../auth/mutex.ts'
import { Refusal } from '#protocol/errors.ts'
import type { RecordingId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { Recordings, StoredRecording } from '../../store/recordings.ts'

/** Start of every age file (age-encryption.org/v1, "Header"). */
const AGE = Buffer.from('age-encryption.org/v1\n')

/** [REC5] Stores chunks of recordings as they arrive: ciphertext, in order, one file each. */
export class RecordingPieces {
  readonly #recordings: Pick<Recordings, 'append' | 'byId'>
  readonly #folder: string
  readonly #freeBytes: (folder: string) => Promise<number>
  readonly #busy = new Map<RecordingId, Mutex>()

  /** @param freeBytes returns the free disk space; tests simulate little */
  constructor(
    recordings: Pick<Recordings, 'append' | 'byId'>,
    folder: string,
    freeBytes: (folder: string) => Promise<number> = freeOn,
  ) {
    this.#recordings = recordings
    this.#folder = folder
    this.#freeBytes = freeBytes
  }

  /**
   * Stores the next chunk; it is on disk when this resolves. A chunk that already exists is
   * accepted, because its response may have been lost.
   * @throws Refusal `out_of_order` at a gap, `recording_full` if the size or disk limit is reached,
   *   `invalid_input` if it is not encrypted
   */
  async append({ id }: StoredRecording, seq: number, data: Buffer): Promise<void> {
    if (!data.subarray(0, AGE.length).equals(AGE)) throw new Refusal('invalid_input')
    const inTurn = this.#busy.get(id) ?? new Mutex()
    this.#busy.set(id, inTurn)
    await inTurn.run(() => this.#append(id, seq, data))
  }

  /** @throws Refusal `not_found` */
  async read(id: RecordingId, seq: number): Promise<Buffer> {
    const stored = await this.#recordings.byId(id)
    if (stored === null || seq >= stored.chunks) throw new Refusal('not_found')
    try {
      return await readFile(this.#fileOf(id, seq))
    } catch (error) {
      // Restored from a backup, which has the rows but not the chunks.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Refusal('not_found')
      throw error
    }
  }

  async remove(id: RecordingId): Promise<void> {
    this.#busy.delete(id)
    await rm(this.#folderOf(id), { recursive: true, force: true })
  }

  /** Deletes folders of unknown recordings; returns their number. */
  async removeUnknown(known: readonly RecordingId[]): Promise<number> {
    const there: string[] = await readdir(this.#folder).catch(() => [])
    const ids = new Set<string>(known)
    const unknown = there.filter((name) => !ids.has(name))
    for (const name of unknown) await rm(join(this.#folder, name), { recursive: true, force: true })
    return unknown.length
  }

  #folderOf(id: RecordingId) {
    return join(this.#folder, id)
  }

  #fileOf(id: RecordingId, seq: number) {
    return join(this.#folderOf(id), `${String(seq).padStart(7, '0')}.age`)
  }

  async #append(id: RecordingId, seq: number, data: Buffer): Promise<void> {
    const now = await this.#recordings.byId(id)
    if (now === null) throw new Refusal('not_found')
    if (seq < now.chunks) return
    if (seq > now.chunks) throw new Refusal('out_of_order')
    if (now.bytes + data.length > LIMITS.recordingBytes) throw new Refusal('recording_full')
    await mkdir(this.#folderOf(id), { recursive: true, mode: 0o700 })
    if ((await this.#freeBytes(this.#folder)) - data.length < LIMITS.recordingDiskFree) {
      throw new Refusal('recording_full')
    }
    await writeWhole(this.#fileOf(id, seq), data)
    if (!(await this.#recordings.append(id, seq, data.length))) throw new Refusal('out_of_order')
  }
}

/** Writes atomically: a chunk cut short by a power failure is never counted. */
async function writeWhole(path: string, data: Buffer): Promise<void> {
  const file = await open(`${path}.part`, 'w', 0o600)
  try {
    await file.writeFile(data)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.part`, path)
}

async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
