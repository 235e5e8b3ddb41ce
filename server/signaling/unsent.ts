import type { EventEmitter } from 'node:events'
import type { Socket as TcpSocket } from 'node:net'
import { LIMITS } from '#protocol/limits.ts'

/** As much of an engine.io connection as is looked at here. */
export type Connection = Pick<EventEmitter, 'on'> & {
  request: { socket: Pick<TcpSocket, 'on' | 'writableLength' | 'destroy'> }
}

type Packet = { data?: string | Buffer }
const bytesOf = ({ data }: Packet): number =>
  data === undefined ? 0 : typeof data === 'string' ? Buffer.byteLength(data) : data.length

/**
 * [ADM6] Cuts a connection whose other end does not take what it is sent: a reader that has stopped,
 * but still answers pings, would have the server keep everything for it. What waits is counted where
 * it waits: in engine.io, until the WebSocket takes it, and then in the TCP socket, until the system
 * does. The largest message so far is not counted, for on a thin line a snapshot may be on its way
 * for a while. Whoever is cut comes back by themselves, to a snapshot instead of old news.
 *
 * Asked whenever something is added: by the server (a packet), or by the other end, to whose
 * WebSocket pings `ws` answers by itself.
 * @param cut told of each that was cut, with the bytes that waited
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
    // A polite end would wait in the same queue.
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
