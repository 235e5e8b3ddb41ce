import { MLS_LIMITS, sizeOf } from '#protocol/mls.ts'
import type { ReplayPage } from '#protocol/mls.ts'
import type { Blobs, Resolved } from './blobs.ts'

type Entry = { epoch: number; commit: Resolved }

/**
 * The last commits of a group, one per epoch and without a gap, for those who missed some. The
 * oldest make room.
 */
export class Log {
  readonly #blobs: Blobs
  #entries: Entry[] = []
  #bytes = 0
  /** Of the group: one more than that of the last commit. */
  #epoch: number

  constructor(blobs: Blobs, epoch: number) {
    this.#blobs = blobs
    this.#epoch = epoch
  }

  get epoch(): number {
    return this.#epoch
  }
  /** The earliest epoch from which somebody can catch up. */
  get since(): number {
    return this.#epoch - this.#entries.length
  }
  get bytes(): number {
    return this.#bytes
  }

  append(commit: Resolved): void {
    this.#blobs.hold(commit)
    this.#entries.push({ epoch: this.#epoch, commit })
    this.#bytes += sizeOf(commit.payload)
    this.#epoch += 1
    while (this.#entries.length > MLS_LIMITS.logEntries || this.#bytes > MLS_LIMITS.logBytes)
      this.#forget()
  }

  /** As much as fits into one message, from this epoch on; null if that is no longer known. */
  from(epoch: number): ReplayPage | null {
    if (epoch < this.since || epoch > this.#epoch) return null
    const entries: ReplayPage['entries'] = []
    let size = 0
    for (const { epoch: at, commit } of this.#entries.slice(epoch - this.since)) {
      const { payload } = commit
      size += 'inline' in payload ? payload.inline.length : 0
      if (size > MLS_LIMITS.inline && entries.length > 0) break
      entries.push({ epoch: at, commit: payload })
    }
    return { entries, next: epoch + entries.length }
  }

  clear(): void {
    while (this.#entries.length > 0) this.#forget()
  }

  #forget(): void {
    const oldest = this.#entries.shift()
    if (oldest === undefined) return
    this.#bytes -= sizeOf(oldest.commit.payload)
    this.#blobs.release(oldest.commit)
  }
}
