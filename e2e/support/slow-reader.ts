import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { CONTRACT } from '#protocol/contract.ts'

const OPCODE = { text: 1, ping: 9 } as const

/**
 * A hand-written WebSocket (RFC 6455) that can stop reading, which no client library does. It can
 * still send, but receives nothing once it has stopped.
 */
export class SlowReader {
  readonly #socket: Socket
  readonly #url: string
  heard = ''
  closed = false

  private constructor(url: string, socket: Socket) {
    this.#url = url
    this.#socket = socket
    socket.on('data', (data: Buffer) => (this.heard += data.toString('latin1')))
    socket.on('error', () => {})
    socket.on('close', () => (this.closed = true))
  }

  /** Connects to the meeting like a client; reads until told not to. */
  static async open(
    url: string,
    cookie: string,
    meeting: string,
    origin = url,
  ): Promise<SlowReader> {
    const { port, hostname } = new URL(url)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    const reader = new SlowReader(url, socket)
    socket.write(
      [
        `GET /signal/?EIO=4&transport=websocket&meeting=${meeting} HTTP/1.1`,
        `Host: ${new URL(url).host}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        `Origin: ${origin}`,
        `Cookie: ${cookie}`,
        '',
        '',
      ].join('\r\n'),
    )
    await reader.hears('"sid"')
    reader.say(`40${JSON.stringify({ meeting, contract: CONTRACT })}`)
    await reader.hears('40{"sid"')
    return reader
  }

  /** Resolves when this text has arrived, whatever surrounds it. */
  async hears(text: string): Promise<void> {
    while (!this.heard.includes(text)) {
      if (this.closed) throw new Error(`${this.#url} hung up before: ${text}`)
      await Promise.race([once(this.#socket, 'data'), once(this.#socket, 'close')])
    }
  }

  /** In the lobby: waits for the group, and offers keys to it. */
  async offerKeys(): Promise<void> {
    await this.hears('"keyGroup"')
    const group = /"group":"([\w-]{22})"/.exec(this.heard)?.[1]
    const proof = { link: null, invite: null }
    const offer = { group, keyPackage: 'AAAA', proof, commitment: null }
    this.say(`420${JSON.stringify(['keys.offer', offer])}`)
    await this.hears('430')
  }

  stopReading(): void {
    this.#socket.pause()
  }
  readOn(): void {
    this.#socket.resume()
  }

  /** Sends an engine.io packet: `3` is a pong, `42[…]` an event. */
  say(packet: string): boolean {
    return this.#frame(OPCODE.text, Buffer.from(packet))
  }
  /** The server must answer a ping. */
  ping(bytes = 125): boolean {
    return this.#frame(OPCODE.ping, Buffer.alloc(bytes))
  }

  /** Masked with zeros, which is a valid mask. Returns false if the socket's buffer is full. */
  #frame(opcode: number, payload: Buffer): boolean {
    const long = payload.length > 125
    const head = Buffer.alloc(long ? 8 : 6)
    head[0] = 0x80 | opcode
    head[1] = 0x80 | (long ? 126 : payload.length)
    if (long) head.writeUInt16BE(payload.length, 2)
    return this.#socket.write(Buffer.concat([head, payload]))
  }

  /**
   * Resolves when the server has closed the connection. A socket that does not read notices only by
   * writing.
   */
  async cut(): Promise<void> {
    while (!this.closed) {
      this.say('3')
      await new Promise((done) => setTimeout(done, 20))
    }
  }

  close(): void {
    this.#socket.destroy()
  }
}
