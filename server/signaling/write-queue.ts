import { Mutex } from '../auth/mutex.ts'
import type { Write } from '../meeting/effects.ts'
import type { MeetingStore } from '../meeting/records.ts'
import type { MeetingId } from '#protocol/ids.ts'

/**
 * What one room writes, strictly in order. What narrows holds before it is written, so it is owed
 * until the store has it, and nothing later is written before it.
 */
export class WriteQueue {
  /** All of it or nothing. */
  readonly #store: (writes: readonly Write[]) => Promise<void>
  readonly #turns = new Mutex()
  #owed: Write[] = []

  constructor(store: (writes: readonly Write[]) => Promise<void>) {
    this.#store = store
  }

  /** Whether something is being written, or waits for that. */
  get busy(): boolean {
    return this.#turns.busy
  }

  /** Writes that the store has refused so far. */
  get owed(): number {
    return this.#owed.length
  }

  /** Runs `work` when everything before it is done, and nothing else meanwhile. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.run(work)
  }

  /** Within a turn: what is owed, and then this. */
  async write(writes: readonly Write[]): Promise<void> {
    if (this.#owed.length > 0) {
      await this.#store(this.#owed)
      this.#owed = []
    }
    if (writes.length > 0) await this.#store(writes)
  }

  /** Of something that holds already. @throws why it is not written yet; then it is owed */
  async owe(writes: readonly Write[]): Promise<void> {
    if (writes.length === 0) return
    await this.inTurn(async () => {
      try {
        await this.write(writes)
      } catch (error) {
        // Who is connected is true for a moment: written late it would be wrong.
        this.#owed.push(...writes.filter((write) => !isNote(write)))
        throw error
      }
    })
  }

  /** Tries once more to write what is owed. */
  async settle(): Promise<void> {
    if (this.#owed.length > 0) await this.inTurn(() => this.write([]))
  }

  /** The room is somebody else's: nothing is owed any more. */
  forget(): void {
    this.#owed = []
  }

  idle(): Promise<void> {
    return this.#turns.idle()
  }
}

/**
 * Who is connected is written for after a restart, when all are taken to be away (ADM6): without it
 * a meeting goes on, and people whose line broke come back.
 */
export const isNote = (write: Write): boolean =>
  write.do === 'saveSeat' && Object.keys(write.change).every((key) => key === 'awaySince')

/** One write, by the port that the store implements. */
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
