import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** Milliseconds that answers under way may still take. */
const ANSWERS = 3000

/**
 * A listener that can be closed while browsers are connected. They open connections ahead, by which
 * they ask nothing yet; Node counts those as busy for a minute, and a stop would wait for them.
 * @param server before it listens
 * @param close ends the listener, and resolves when its connections are gone
 */
export function closable(server: Server, close: () => Promise<unknown>): () => Promise<void> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return async () => {
    const closed = close()
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
    const late = setTimeout(() => server.closeAllConnections(), ANSWERS)
    await closed.finally(() => clearTimeout(late))
  }
}
