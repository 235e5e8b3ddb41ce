import type { EventEmitter } from 'node:events'
import type { Socket as TcpSocket } from 'node:net'
import { LIMITS } from '#protocol/limits.ts'

/** The parts of an engine.io connection that are used here. */
export type Connection = Pick<EventEmitter, 'on'> & {
  request: { socket: Pick<TcpSocket, 'on' | 'writableLength' | 'destroy'> }
}

type Packet = { data?: string | Buffer }
const bytesOf = ({ data }: Packet): number =>
  data === undefined ? 0 : typeof data === 'string' ? Buffer.byteLength(data) : data.length

/**
 * [ADM6] Closes a connection whose client does not read what it is sent. A client that stops
 * reading but still answers pings would make the server buffer everything for it. Unsent bytes are
 * counted in engine.io until the WebSocket takes them, and then in the TCP socket until the system
 * does. The largest message so far is allowed on top, because a snapshot may take a while on a slow
 * connection. A client that is cut reconnects and gets a new snapshot instead of outdated messages.
 *
 * Checked whenever data is added: by the server (a packet), or by the client, since `ws` answers
 * WebSocket pings automatically.
 * @param cut called with the number of unsent bytes for each closed connection
 */
export function cutSlowReaders(connection: Connection, cut: (bytes: number) => void): void {
  const { socket } = connection.request
  let queued = 0
  let largest = 0
  let done = false
  const look = () => {
    const unsent = queued + socket.writableLength
    if (done || unsent <= LIMITS.unsentBytes + largest) return
    done = true
    // A graceful close would wait in the same queue.
    socket.destroy()
    cut(unsent)
  }
  connection.on('packetCreate', (packet: Packet) => {
    const bytes = bytesOf(packet)
    queued += bytes
    largest = Math.max(largest, bytes)
    look()
  })
  connection.on('flush', () => {
    queued = 0
  })
  socket.on('data', look)
}
