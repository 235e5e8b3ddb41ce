import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { MediaError } from '../types.ts'
import type { MediaRoomEvents, SfuLog, WorkerLoad } from '../types.ts'
import { clientAgent } from './psk.ts'
import type { NodeEvents, Outcome, OwnerEvents, RoomEvent, Work } from './wire.ts'

/** Milliseconds after which a request is given up, as when a worker of the node hangs. */
const ANSWER_MAX = 10_000
/** Maximum milliseconds between two attempts to connect. */
const RECONNECT_MAX = 1000
/** Consumers an empty room is assumed to grow to: a small meeting. */
const ROOM_WEIGHT = 12

/** A part of a room as its node's link sees it. */
export type LinkedRoom = {
  tell<E extends RoomEvent>(event: E, args: Parameters<MediaRoomEvents[E]>): void
  /** The node is gone, and the part with it. */
  gone(): void
}

/** A server's connection to one media node. It is made again whenever it is lost. */
export class NodeLink {
  readonly name: string
  readonly #socket: Socket<NodeEvents, OwnerEvents>
  readonly #rooms = new Map<string, LinkedRoom>()
  #load: WorkerLoad[] = []
  #draining = false
  #closed = false

  /** @param address such as `10.0.0.11:4450` */
  constructor(address: string, secret: string, log: SfuLog) {
    this.name = address
    const about = { node: this.name }
    this.#socket = io(`https://${address}`, {
      transports: ['websocket'],
      reconnectionDelay: 100,
      reconnectionDelayMax: RECONNECT_MAX,
      // Node's own agent; the type knows only the browser's options.
      agent: clientAgent(secret) as never,
    })
    let complained = false
    this.#socket.on('connect_error', ({ message }) => {
      if (!complained) log.error({ ...about, reason: message }, 'media node not reached')
      complained = true
    })
    this.#socket.on('connect', () => {
      complained = false
      this.#draining = false
      log.info(about, 'media node connected')
    })
    this.#socket.on('disconnect', (reason) => {
      log.error({ ...about, reason }, 'media node lost')
      this.#load = []
      const rooms = [...this.#rooms.values()]
      this.#rooms.clear()
      for (const room of rooms) room.gone()
      // After a node that says goodbye, socket.io would not try again by itself.
      if (!this.#socket.active && !this.#closed) this.#socket.connect()
    })
    this.#socket.on('load', (load) => {
      this.#load = load
    })
    this.#socket.on('draining', () => {
      this.#draining = true
      log.info(about, 'media node takes no more people')
    })
    this.#socket.on('event', (room, event, args) => this.#rooms.get(room)?.tell(event, args))
  }

  /** Whether people can be placed there. */
  get open(): boolean {
    return this.connected && !this.#draining && this.#load.length > 0
  }

  get connected(): boolean {
    return this.#socket.connected
  }

  get load(): WorkerLoad[] {
    return this.#load.map((load) => ({ ...load, node: this.name }))
  }

  /** How full it is for each of its workers. Rooms opened since the last report count too. */
  get weight(): number {
    const consumers = this.#load.reduce((sum, load) => sum + load.consumers, 0)
    const rooms = Math.max(
      this.#rooms.size,
      this.#load.reduce((sum, load) => sum + load.rooms, 0),
    )
    return (consumers + rooms * ROOM_WEIGHT) / this.workers
  }

  get workers(): number {
    return Math.max(1, this.#load.length)
  }

  /** Resolves when it is connected; never rejects, because it keeps trying. */
  async ready(): Promise<void> {
    if (this.open) return
    await new Promise<void>((resolve) => void this.#socket.once('load', () => resolve()))
  }

  add(id: string, room: LinkedRoom): void {
    this.#rooms.set(id, room)
  }

  drop(id: string): void {
    this.#rooms.delete(id)
  }

  /** @throws MediaError as the node refuses, or `closed` if it is gone; Error if it fails */
  async ask(work: Work): Promise<unknown> {
    const outcome = await this.#send(work)
    if (outcome.ok) return outcome.result
    if ('code' in outcome) throw new MediaError(outcome.code)
    throw new Error(outcome.fault)
  }

  async answers(): Promise<boolean> {
    const asked = this.ask({ room: '', peer: null, what: 'answers', args: [] })
    return asked.then(
      (answer) => answer === true,
      () => false,
    )
  }

  close(): void {
    this.#closed = true
    this.#socket.disconnect()
  }

  async #send(work: Work): Promise<Outcome> {
    // What is said while it is away must not be done once it is back: it has another room then.
    if (!this.#socket.connected) throw new MediaError('closed')
    try {
      return await this.#socket.timeout(ANSWER_MAX).emitWithAck('work', work)
    } catch {
      throw new MediaError('closed')
    }
  }
}
