import type { Server, Socket } from 'socket.io'
import type { PartSfu, RoomPart } from '../relay.ts'
import { MediaError } from '../types.ts'
import type { MediaPeer, MediaRoomEvents, SfuLog } from '../types.ts'
import { PART_METHODS, PEER_METHODS } from './wire.ts'
import type { NodeEvents, Outcome, OwnerEvents, RoomEvent, Work } from './wire.ts'

export type NodeServer = Server<OwnerEvents, NodeEvents>
type OwnerSocket = Socket<OwnerEvents, NodeEvents>

/** Milliseconds between reports of the load. */
const LOAD_EVERY = 1000

/**
 * How servers connect. A machine that is silent for five seconds is gone: meetings on it begin anew
 * elsewhere.
 */
export const SOCKETS = {
  serveClient: false,
  transports: ['websocket' as const],
  pingInterval: 1000,
  pingTimeout: 4000,
}

type Held = { room: RoomPart; peers: Map<string, MediaPeer> }

/**
 * Lends the node's workers to the servers that connect. A room belongs to one connection and ends
 * with it: whoever owned it has restarted, or believes this node to be gone.
 * @returns a function that tells all owners to place nobody here any more
 */
export function serve(io: NodeServer, sfu: PartSfu, log: SfuLog): () => void {
  // For as long as the process runs.
  setInterval(() => io.emit('load', sfu.load()), LOAD_EVERY).unref()
  io.on('connection', (socket) => {
    const owner = new Owner(socket, sfu, log)
    log.info({ owner: socket.handshake.address }, 'a server connected')
    socket.on('work', (work, done) => void owner.does(work).then(done))
    socket.on('disconnect', (reason) => {
      log.warn({ owner: socket.handshake.address, reason }, 'a server is gone')
      owner.close()
    })
    socket.emit('load', sfu.load())
  })
  return () => io.emit('draining')
}

/** The rooms of one connection. */
class Owner {
  readonly #socket: OwnerSocket
  readonly #sfu: PartSfu
  readonly #log: SfuLog
  readonly #rooms = new Map<string, Held>()
  #closed = false

  constructor(socket: OwnerSocket, sfu: PartSfu, log: SfuLog) {
    this.#socket = socket
    this.#sfu = sfu
    this.#log = log
  }

  async does(work: Work): Promise<Outcome> {
    try {
      const result = await this.#run(work)
      return { ok: true, ...(result !== undefined && { result }) }
    } catch (error) {
      if (error instanceof MediaError) return { ok: false, code: error.code }
      this.#log.error({ err: error, what: work.what }, 'work for a server failed')
      return { ok: false, fault: error instanceof Error ? error.message : 'not an error' }
    }
  }

  close(): void {
    this.#closed = true
    for (const { room } of this.#rooms.values()) room.close()
    this.#rooms.clear()
  }

  #run({ room: id, peer, what, args }: Work): unknown {
    if (what === 'open') return this.#open(id)
    if (what === 'answers') return this.#sfu.answers()
    const held = this.#rooms.get(id)
    if (held === undefined) throw new MediaError('closed')
    if (peer !== null) return onPeer(held, peer, what, args)
    if (what === 'carry')
      return held.room.carry(args[0] === null ? null : new Set(args[0] as string[]))
    const method = PART_METHODS.find((one) => one === what)
    if (method === undefined) throw new Error(`no such work: ${what}`)
    if (method === 'close') this.#rooms.delete(id)
    return Reflect.apply(held.room[method], held.room, args)
  }

  async #open(id: string): Promise<unknown> {
    const tells =
      <E extends RoomEvent>(event: E) =>
      (...args: Parameters<MediaRoomEvents[E]>) =>
        void this.#socket.emit('event', id, event, args)
    const room = await this.#sfu.createRoom({
      speaker: tells('speaker'),
      levels: tells('levels'),
      bitrateExceeded: tells('bitrateExceeded'),
      died: tells('died'),
    })
    if (this.#closed) {
      room.close()
      throw new MediaError('closed')
    }
    this.#rooms.set(id, { room, peers: new Map() })
    return room.rtpCapabilities
  }
}

function onPeer({ room, peers }: Held, id: string, what: string, args: unknown[]): unknown {
  if (what === 'create') return void peers.set(id, room.createPeer(id))
  const peer = peers.get(id)
  const method = PEER_METHODS.find((one) => one === what)
  if (method === undefined) throw new Error(`no such work: ${what}`)
  if (peer === undefined) throw new MediaError('closed')
  if (method === 'close') peers.delete(id)
  return Reflect.apply(
    peer[method],
    peer,
    args.map((arg) => arg ?? undefined),
  )
}
