import type { Socket } from 'socket.io'
import type { Message } from '../meeting/effects.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { BATCH } from '#protocol/contract.ts'
import type { Batch } from '#protocol/messages.ts'

/** The connections of one room, one socket per person. */
export class RoomSockets {
  readonly #sockets = new Map<ParticipantId, Socket>()

  get size(): number {
    return this.#sockets.size
  }

  ids(): ParticipantId[] {
    return [...this.#sockets.keys()]
  }

  get(id: ParticipantId): Socket | undefined {
    return this.#sockets.get(id)
  }

  isCurrent(id: ParticipantId, socket: Socket): boolean {
    return this.#sockets.get(id) === socket
  }

  /** Replaces an older connection of the same person, which is notified and closed. */
  attach(id: ParticipantId, socket: Socket): void {
    const older = this.#sockets.get(id)
    this.#sockets.set(id, socket)
    if (older !== undefined)
      cut(older, { name: 'closed', data: { reason: 'replaced', message: null } })
  }

  /** False if another connection has taken over in the meantime. */
  detach(id: ParticipantId, socket: Socket): boolean {
    return this.isCurrent(id, socket) && this.#sockets.delete(id)
  }

  send(id: ParticipantId, message: Message, volatile = false): void {
    const socket = this.#sockets.get(id)
    if (socket !== undefined) emit(socket, message, volatile)
  }

  /** Serializes the message once, however many people it is for. */
  sendTo(ids: Iterable<ParticipantId>, message: Message, volatile = false): void {
    const these = this.#to(ids)
    ;(volatile ? these?.volatile : these)?.emit(message.name, message.data)
  }

  /** Likewise, as one frame. */
  sendBatch(ids: Iterable<ParticipantId>, messages: readonly Message[]): void {
    const batch: Batch = messages.map(({ name, data }) => [name, data])
    this.#to(ids)?.emit(BATCH, batch)
  }

  #to(ids: Iterable<ParticipantId>) {
    const sockets = [...ids].flatMap((id) => this.#sockets.get(id) ?? [])
    // The sockets of a room are all on this server.
    return sockets[0]?.nsp.local.to(sockets.map((socket) => socket.id))
  }

  sendAll(message: Message): void {
    this.sendTo(this.#sockets.keys(), message)
  }

  cut(id: ParticipantId, last: Message): void {
    const socket = this.#sockets.get(id)
    this.#sockets.delete(id)
    if (socket !== undefined) cut(socket, last)
  }

  cutAll(): void {
    for (const socket of this.#sockets.values()) socket.disconnect(true)
    this.#sockets.clear()
  }
}

function emit(socket: Socket, message: Message, volatile = false): void {
  ;(volatile ? socket.volatile : socket).emit(message.name, message.data)
}

/** Sends a final message and disconnects. engine.io flushes its buffer before closing. */
function cut(socket: Socket, last: Message): void {
  emit(socket, last)
  socket.disconnect(true)
}
