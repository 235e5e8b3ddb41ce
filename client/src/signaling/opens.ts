const PATIENCE_MS = 8000

/**
 * Whether a WebSocket to this server opens and the server speaks on it, as calls need. It asks for no
 * meeting, so that the server closes it by itself.
 */
export function socketOpens(): Promise<boolean> {
  return new Promise((resolve) => {
    const address = new URL('/signal/?EIO=4&transport=websocket', location.href)
    address.protocol = address.protocol.replace('http', 'ws')
    let socket: WebSocket
    try {
      socket = new WebSocket(address)
    } catch {
      return resolve(false)
    }
    const done = (opens: boolean) => {
      clearTimeout(timer)
      socket.close()
      resolve(opens)
    }
    const timer = setTimeout(() => done(false), PATIENCE_MS)
    socket.addEventListener('message', () => done(true))
    socket.addEventListener('error', () => done(false))
    socket.addEventListener('close', () => done(false))
  })
}
