import { Mutex } from '../auth/mutex.ts'
import type { Write } from '../meeting/effects.ts'
import type { MeetingStore } from '../meeting/records.ts'
import type { MeetingId } from '#protocol/ids.ts'

/**
 * The writes of one room, strictly in order. Narrowing changes take effect before they are stored,
 * so a failed write stays owed until it succeeds, and nothing later is stored before it.
 */
export class WriteQueue {
  /** Stores all of the writes, or none. */
  readonly #store: (writes: readonly Write[]) => Promise<void>
  readonly #turns = new Mutex()
  #owed: Write[] = []

  constructor(store: (writes: readonly Write[]) => Promise<void>) {
    this.#store = store
  }

  /** Whether a write is running or waiting. */
  get busy(): boolean {
    return this.#turns.busy
  }

  /** Number of writes that the store has refused so far. */
  get owed(): number {
    return this.#owed.length
  }

  /** Runs `work` alone, after everything before it. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.run(work)
  }

  /** Call within a turn. Stores the owed writes first. */
  async write(writes: readonly Write[]): Promise<void> {
    if (this.#owed.length > 0) {
      await this.#store(this.#owed)
      this.#owed = []
    }
    if (writes.length > 0) await this.#store(writes)
  }

  /**
   * Stores writes that have already taken effect.
   * @throws the error of the store; the writes are then owed
   */
  async owe(writes: readonly Write[]): Promise<void> {
    if (writes.length === 0) return
    await this.inTurn(async () => {
      try {
        await this.write(writes)
      } catch (error) {
        // Presence is only true for a moment, so a late write would be wrong.
        this.#owed.push(...writes.filter((write) => !isNote(write)))
        throw error
      }
    })
  }

  /** Retries the owed writes. */
  async settle(): Promise<void> {
    if (this.#owed.length > 0) await this.inTurn(() => this.write([]))
  }

  /** Drops the owed writes, because another server owns the room now. */
  forget(): void {
    this.#owed = []
  }

  idle(): Promise<void> {
    return this.#turns.idle()
  }
}

/**
 * Whether a write only concerns presence. Presence is stored for a restart, when everyone counts as
 * away (ADM6). If the write fails, the meeting continues and people can still reconnect.
 */
export const isNote = (write: Write): boolean =>
  write.do === 'saveSeat' && Object.keys(write.change).every((key) => key === 'awaySince')

/** Performs one write through the store's interface. */
export function write(store: MeetingStore, meeting: MeetingId, effect: Write): Promise<void> {
  switch (effect.do) {
    case 'audit':
      return store.audit(effect.event)
    case 'createSeat':
      return store.createSeat(effect.seat)
    case 'saveSeat':
      return store.updateSeat(effect.id, effect.change)
    case 'saveMeeting':
      return store.updateMeeting(meeting, effect.change)
    case 'saveCloses':
      return store.updateCloses(meeting, effect.at, effect.closes)
    case 'saveBlock':
      return store.createBlock(effect.block)
    case 'saveVote':
      return store.writeVote(meeting, effect.write)
    case 'clearSessionBlocks':
      return store.deleteSessionBlocks(meeting)
    case 'saveDocument':
      return store.updateDocument(effect.id, effect.change)
    case 'dropDocuments':
      return store.deleteDocuments(effect.ids)
    case 'startRecording':
      return store.startRecording(effect.recording)
    case 'endRecording':
      return store.endRecording(effect.id, effect.at)
  }
}
