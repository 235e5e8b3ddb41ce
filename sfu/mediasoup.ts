import { setLogEventListeners } from 'mediasoup'
import { WorkerPool } from './pool.ts'
import { Room } from './room.ts'
import { MediaError } from './types.ts'
import type { PartSfu } from './relay.ts'
import type { MediaRoomEvents, SfuLog, SfuOptions, WorkerLoad } from './types.ts'
import type { MediaWorker } from './workers.ts'

/**
 * The port implemented on real mediasoup workers. The worker binary is the one named by
 * MEDIASOUP_WORKER_BIN when mediasoup is first imported, or else mediasoup's own.
 *
 * Throws, leaving nothing running, if a worker fails to start (binary missing, port in use).
 */
export async function createSfu(options: SfuOptions): Promise<PartSfu> {
  forwardLogs(options.log)
  const rooms = new Set<Room>()
  const onDeath = (worker: MediaWorker) => {
    for (const room of rooms) room.workerDied(worker)
  }
  return new MediasoupSfu(options, await WorkerPool.open(options, onDeath), rooms)
}

class MediasoupSfu implements PartSfu {
  readonly #options: SfuOptions
  readonly #pool: WorkerPool
  readonly #rooms: Set<Room>
  #closed = false

  constructor(options: SfuOptions, pool: WorkerPool, rooms: Set<Room>) {
    this.#options = options
    this.#pool = pool
    this.#rooms = rooms
  }

  async createRoom(events: MediaRoomEvents): Promise<Room> {
    try {
      const onClose = (room: Room) => this.#rooms.delete(room)
      const room = await Room.open(this.#pool, this.#options, events, onClose)
      this.#rooms.add(room)
      return room
    } catch (error) {
      throw this.#closed ? new MediaError('closed') : error
    }
  }

  load(): WorkerLoad[] {
    return this.#pool.load
  }

  answers(): Promise<boolean> {
    return this.#pool.answers()
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const room of this.#rooms) room.close()
    await this.#pool.close()
  }
}

/** mediasoup logs per process; the most recently created Sfu receives the log. */
function forwardLogs(log: SfuLog): void {
  setLogEventListeners({
    onwarn: (source, text) => log.warn({ source }, text),
    onerror: (source, text) => log.error({ source }, text),
  })
}
