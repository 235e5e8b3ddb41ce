import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { serverTls } from '../nodes/psk.ts'
import { connectNodes } from '../nodes/remote.ts'
import { SOCKETS, serve } from '../nodes/serve.ts'
import type { NodeServer } from '../nodes/serve.ts'
import type { Sfu, SfuOptions } from '../types.ts'
import { realSfu, silent } from './real.ts'

const SECRET = 'what the server and its media nodes share'

/** A media node in this process: its real workers, behind its real connection. */
export class TestNode {
  readonly address: string
  readonly sfu: Awaited<ReturnType<typeof realSfu>>
  readonly #io: NodeServer
  readonly #close: () => Promise<void>
  readonly drain: () => void
  #closing: Promise<void> | undefined

  private constructor(
    address: string,
    sfu: TestNode['sfu'],
    io: NodeServer,
    drain: () => void,
    close: () => Promise<void>,
  ) {
    this.address = address
    this.sfu = sfu
    this.#io = io
    this.drain = drain
    this.#close = close
  }

  static async start(options: Partial<SfuOptions> = {}): Promise<TestNode> {
    const sfu = await realSfu(options)
    const https = createServer(serverTls(SECRET))
    const io: NodeServer = new Server(https, SOCKETS)
    const drain = serve(io, sfu, silent)
    https.listen(0, '127.0.0.1')
    await once(https, 'listening')
    const { port } = https.address() as AddressInfo
    return new TestNode(`127.0.0.1:${port}`, sfu, io, drain, async () => {
      await io.close()
      await sfu.close()
    })
  }

  /** Cuts all connections, as when the machine is gone. */
  cut(): void {
    this.#io.disconnectSockets(true)
  }

  /** Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }
}

/** The port on media nodes that are there already, as another server has it. */
export const connectedTo = (...nodes: readonly TestNode[]): Promise<Sfu> =>
  connectNodes({ nodes: nodes.map(({ address }) => address), secret: SECRET, consumersPerWorker: 400, log: silent }) // prettier-ignore

/** The port on media nodes of its own. Closing it closes them. */
export async function remoteSfu(
  count: number,
  { consumersPerWorker = 400, ...options }: Partial<SfuOptions> = {},
): Promise<Sfu & { nodes: readonly TestNode[] }> {
  const nodes = await Promise.all(
    Array.from({ length: count }, () => TestNode.start({ consumersPerWorker, ...options })),
  )
  const addresses = nodes.map(({ address }) => address)
  const sfu = await connectNodes({
    nodes: addresses,
    secret: SECRET,
    consumersPerWorker,
    log: silent,
  })
  return {
    nodes,
    createRoom: (events) => sfu.createRoom(events),
    load: () => sfu.load(),
    answers: () => sfu.answers(),
    close: async () => {
      await sfu.close()
      await Promise.all(nodes.map((node) => node.close()))
    },
  }
}
