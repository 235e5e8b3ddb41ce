import { connect } from 'node:net'

/** Sends exactly these bytes to the server and reads until it closes the connection. */
export function say(url: string, bytes: string): Promise<string> {
  const { port } = new URL(url)
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes))
    socket.setEncoding('latin1')
    socket.on('data', (data: string) => (heard += data))
    // A reset counts as an answer.
    socket.on('error', () => resolve(heard))
    socket.on('close', () => resolve(heard))
  })
}

export const statusOf = (answer: string): number => Number(answer.split(' ', 2)[1] ?? 0)

/** Sends a request whose method and path are not normalized. */
export const ask = (url: string, method: string, path: string, headers: string[] = []) =>
  say(
    url,
    [`${method} ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers, '', ''].join(
      '\r\n',
    ),
  )
