import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from './server.ts'

const MAIN = join(import.meta.dirname, '../../sfu/main.ts')
const SECRET = 'k7Wq2mX9dR4tZ8vB1nC6yH3jL5pF0sGa'

/** A media node in its own process, on loopback. */
export class MediaNode {
  readonly address: string
  readonly output: string[] = []
  readonly #env: Record<string, string>
  #process: ChildProcess | null = null

  private constructor(address: string, env: Record<string, string>) {
    this.address = address
    this.#env = env
  }

  static async start(env: Record<string, string> = {}): Promise<MediaNode> {
    const address = `127.0.0.1:${await freePort()}`
    const node = new MediaNode(address, {
      ANHOP_MEDIA_NODE: address,
      ANHOP_MEDIA_SECRET: SECRET,
      ANHOP_MEDIA_LISTEN: '127.0.0.1',
      ANHOP_MEDIA_PORT: '0',
      ANHOP_WORKERS: '1',
      ...env,
    })
    await node.up()
    return node
  }

  /** Resolves when it listens. */
  async up(): Promise<void> {
    const { PATH, MEDIASOUP_WORKER_BIN } = process.env
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH, MEDIASOUP_WORKER_BIN, ...this.#env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#process = child
    const lines = createInterface({ input: child.stdout })
    lines.on('line', (line) => this.output.push(line))
    await new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => line.startsWith('An Họp media node listens') && resolve())
      child.once('exit', (code) => reject(new Error(`the media node ended with ${code}`)))
    })
  }

  get pid(): number {
    return this.#process?.pid ?? 0
  }

  /** Kills it and its workers, like a power failure. */
  kill9(): Promise<unknown> {
    return this.#end('SIGKILL')
  }

  /** Stops it like `docker stop`; resolves with the exit code. */
  async terminate(): Promise<number | null> {
    await this.#end('SIGTERM')
    return this.#process?.exitCode ?? null
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#process
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
}

/** What makes a server use these nodes. */
export const usingNodes = (nodes: readonly MediaNode[]): Record<string, string> => ({
  ANHOP_MEDIA_NODES: nodes.map(({ address }) => address).join(','),
  ANHOP_MEDIA_SECRET: SECRET,
})
