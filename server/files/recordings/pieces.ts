import { mkdir, open, readFile, readdir, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { createMutex } from '../../auth/mutex.ts'
import type { Mutex } from '../../auth/mutex.ts'
import { Refusal } from '#protocol/errors.ts'
import type { RecordingId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { Recordings, StoredRecording } from '../../store/recordings.ts'

/** What every age file begins with (age-encryption.org/v1, "Header"). */
const AGE = Buffer.from('age-encryption.org/v1\n')

/** [REC5] The pieces of recordings as they arrive: ciphertext, in order, one file each. */
export interface RecordingPieces {
  /**
   * The next piece, on disk when this resolves. One that is there already is taken for the answer
   * that got lost.
   * @throws Refusal `out_of_order` at a gap, `recording_full` where size or disk end,
   *   `invalid_input` for what is not encrypted
   */
  append(recording: StoredRecording, seq: number, data: Buffer): Promise<void>
  /** @throws Refusal `not_found` */
  read(id: RecordingId, seq: number): Promise<Buffer>
  remove(id: RecordingId): Promise<void>
  /** Folders whose recording nobody knows of any more. */
  removeUnknown(known: readonly RecordingId[]): Promise<number>
}

/** @param freeBytes how much room the disk has; tests have little */
export function createRecordingPieces(
  recordings: Pick<Recordings, 'append' | 'byId'>,
  folder: string,
  freeBytes: (folder: string) => Promise<number> = freeOn,
): RecordingPieces {
  const busy = new Map<RecordingId, Mutex>()
  const folderOf = (id: RecordingId) => join(folder, id)
  const fileOf = (id: RecordingId, seq: number) =>
    join(folderOf(id), `${String(seq).padStart(7, '0')}.age`)

  async function append(id: RecordingId, seq: number, data: Buffer): Promise<void> {
    const now = await recordings.byId(id)
    if (now === null) throw new Refusal('not_found')
    if (seq < now.chunks) return
    if (seq > now.chunks) throw new Refusal('out_of_order')
    if (now.bytes + data.length > LIMITS.recordingBytes) throw new Refusal('recording_full')
    await mkdir(folderOf(id), { recursive: true, mode: 0o700 })
    if ((await freeBytes(folder)) - data.length < LIMITS.recordingDiskFree) {
      throw new Refusal('recording_full')
    }
    await writeWhole(fileOf(id, seq), data)
    if (!(await recordings.append(id, seq, data.length))) throw new Refusal('out_of_order')
  }

  return {
    async append({ id }, seq, data) {
      if (!data.subarray(0, AGE.length).equals(AGE)) throw new Refusal('invalid_input')
      const inTurn = busy.get(id) ?? createMutex()
      busy.set(id, inTurn)
      await inTurn(() => append(id, seq, data))
    },
    async read(id, seq) {
      const stored = await recordings.byId(id)
      if (stored === null || seq >= stored.chunks) throw new Refusal('not_found')
      try {
        return await readFile(fileOf(id, seq))
      } catch (error) {
        // Restored from a backup, which has the rows and not the pieces.
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Refusal('not_found')
        throw error
      }
    },
    async remove(id) {
      busy.delete(id)
      await rm(folderOf(id), { recursive: true, force: true })
    },
    async removeUnknown(known) {
      const there: string[] = await readdir(folder).catch(() => [])
      const ids = new Set<string>(known)
      const unknown = there.filter((name) => !ids.has(name))
      for (const name of unknown) await rm(join(folder, name), { recursive: true, force: true })
      return unknown.length
    },
  }
}

/** Whole or not at all: a piece that a power cut has halved is never counted. */
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
