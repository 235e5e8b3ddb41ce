import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'

/** A proxy in front of a server, like the TLS edge, that can be stopped and started again. */
export class Edge {
  /** Port of the server behind it; set it before the first request. */
  target = 0
  readonly port: number
  readonly #server: Server
  readonly #open = new Set<Socket>()

  private constructor(server: Server, port: number) {
    this.#server = server
    this.port = port
    server.on('connection', (near) => this.#carry(near))
  }

  static async start(): Promise<Edge> {
    const server = createServer()
    await once(server.listen(0, '127.0.0.1'), 'listening')
    return new Edge(server, (server.address() as AddressInfo).port)
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  /** Stops serving and cuts every connection. */
  async stop(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    for (const socket of this.#open) socket.destroy()
    await closed
  }

  async startAgain(): Promise<void> {
    await once(this.#server.listen(this.port, '127.0.0.1'), 'listening')
  }

  #carry(near: Socket): void {
    const far = connect(this.target, 'localhost')
    near.pipe(far).pipe(near)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#open.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        this.#open.delete(one)
        other.destroy()
      })
    }
  }
}
