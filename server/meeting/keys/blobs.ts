import { createHash } from 'node:crypto'
import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { MLS_LIMITS, MLS_TIMES, Sha256 } from '#protocol/mls.ts'
import type { Payload } from '#protocol/mls.ts'

export const sha256 = (bytes: Uint8Array): Sha256 =>
  Sha256.parse(createHash('sha256').update(bytes).digest('base64url'))

/** A payload with its bytes, if they came as a blob: kept whatever happens to the draft. */
export type Resolved = { payload: Payload; bytes: Uint8Array | null }

const keyOf = (owner: ParticipantId, hash: Sha256) => `${owner} ${hash}`

type Draft = { bytes: Uint8Array; owner: ParticipantId; until: number }

/**
 * Bytes that are too large for a message, by their hash. A _draft_ belongs to who put it, for a
 * minute; once a commit names it, it is _held_ as long as something needs it. Whoever puts more
 * than their share loses their own oldest.
 */
export class Blobs {
  /** By owner and hash, oldest first. */
  readonly #drafts = new Map<string, Draft>()
  readonly #held = new Map<Sha256, { bytes: Uint8Array; times: number }>()

  /**
   * Repeating it keeps the draft for another minute.
   * @throws Refusal `too_large`, also for nothing at all
   */
  put(owner: ParticipantId, bytes: Uint8Array, now: number): Sha256 {
    if (bytes.length === 0 || bytes.length > MLS_LIMITS.blobBytes) throw new Refusal('too_large')
    const hash = sha256(bytes)
    this.#drafts.delete(keyOf(owner, hash))
    this.#drafts.set(keyOf(owner, hash), { bytes, owner, until: now + MLS_TIMES.draft })
    this.#trim((draft) => draft.owner === owner, MLS_LIMITS.draftBytesEach, MLS_LIMITS.draftsEach)
    this.#trim(() => true, MLS_LIMITS.draftBytes, Infinity)
    return hash
  }

  /** Drafts are for their owner alone; null if there is nothing for this person. */
  read(hash: Sha256, by: ParticipantId): Uint8Array | null {
    const found = this.#held.get(hash) ?? this.#drafts.get(keyOf(by, hash))
    return found?.bytes ?? null
  }

  /** @throws Refusal `not_found` if these bytes were not put, or not by this person */
  resolve(payload: Payload, by: ParticipantId): Resolved {
    if ('inline' in payload) return { payload, bytes: null }
    const bytes = this.read(payload.hash, by)
    if (bytes?.length !== payload.bytes) throw new Refusal('not_found')
    return { payload, bytes }
  }

  hold({ payload, bytes }: Resolved): void {
    if ('inline' in payload || bytes === null) return
    const times = this.#held.get(payload.hash)?.times ?? 0
    this.#held.set(payload.hash, { bytes, times: times + 1 })
  }

  /** Once for each time that it was held. */
  release({ payload }: Resolved): void {
    const held = 'hash' in payload ? this.#held.get(payload.hash) : undefined
    if (held === undefined || !('hash' in payload)) return
    held.times -= 1
    if (held.times === 0) this.#held.delete(payload.hash)
  }

  dropOf(owner: ParticipantId): void {
    for (const [key, draft] of this.#drafts) if (draft.owner === owner) this.#drafts.delete(key)
  }

  /** Everybody's drafts. */
  dropAll(): void {
    this.#drafts.clear()
  }

  expire(now: number): void {
    for (const [key, { until }] of this.#drafts) if (until <= now) this.#drafts.delete(key)
  }

  /** Bytes in memory. */
  get bytes(): { drafts: number; held: number } {
    return { drafts: total(this.#drafts.values()), held: total(this.#held.values()) }
  }

  /** Drops the oldest of these drafts until they are few and small enough. */
  #trim(of: (draft: Draft) => boolean, bytes: number, count: number): void {
    const drafts = [...this.#drafts].filter(([, draft]) => of(draft))
    let size = total(drafts.map(([, draft]) => draft))
    let left = drafts.length
    for (const [key, draft] of drafts) {
      if (size <= bytes && left <= count) return
      this.#drafts.delete(key)
      size -= draft.bytes.length
      left -= 1
    }
  }
}

const total = (blobs: Iterable<{ bytes: Uint8Array }>): number =>
  [...blobs].reduce((sum, { bytes }) => sum + bytes.length, 0)
