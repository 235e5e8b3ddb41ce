import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const MAIN = join(import.meta.dirname, '../../server/app/main.ts')

/** The real server in its own process, with free ports and its own data folder. */
export class TestServer {
  readonly url: string
  readonly data: string
  readonly #env: Record<string, string>
  #process: ChildProcess | null = null
  /** Everything it has printed, across restarts. */
  readonly output: string[] = []

  private constructor(url: string, data: string, env: Record<string, string>) {
    this.url = url
    this.data = data
    this.#env = env
  }

  static async start(env: Record<string, string> = {}): Promise<TestServer> {
    const data = await mkdtemp(join(tmpdir(), 'anhop-'))
    const [port, media] = await freePorts()
    const name = env['ANHOP_HOST'] === '::1' ? '[::1]' : 'localhost'
    const url = `http://${name}:${env['ANHOP_PORT'] ?? port}`
    const server = new TestServer(url, data, {
      ANHOP_PORT: String(port),
      ANHOP_MEDIA_PORT: String(media),
      ANHOP_WORKERS: '1',
      ANHOP_DATA: data,
      // Behind a proxy the server needs its public URL.
      ...('ANHOP_TRUSTED_PROXY' in env ? { ANHOP_PUBLIC_URL: `http://localhost:${port}` } : {}),
      ...env,
    })
    await server.up()
    return server
  }

  /** Resolves when the server is listening. */
  async up(): Promise<void> {
    const child = spawn(process.execPath, [MAIN], {
      env: { ...withoutAnhop(process.env), ...this.#env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#process = child
    const lines = createInterface({ input: child.stdout })
    lines.on('line', (line) => this.output.push(line))
    await new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => line.startsWith('An Họp listens') && resolve())
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    })
  }

  get running(): boolean {
    const { exitCode = 0, signalCode = null } = this.#process ?? {}
    return exitCode === null && signalCode === null
  }

  get pid(): number {
    return this.#process?.pid ?? 0
  }

  /** The one-time setup token printed on the first start. */
  async setupToken(): Promise<string> {
    for (;;) {
      const found = this.output.map((line) => /\/setup#(\S+)/.exec(line)?.[1]).find(Boolean)
      if (found !== undefined) return found
      await new Promise((resolve) => this.#process?.stdout?.once('data', resolve))
    }
  }

  /** Kills it without warning, like a power failure. */
  kill9(): Promise<void> {
    return this.#end('SIGKILL')
  }

  /** Stops it like `docker stop`; resolves with the exit code. */
  async terminate(): Promise<number | null> {
    const child = this.#process
    await this.#end('SIGTERM')
    return child?.exitCode ?? null
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM')
    await rm(this.data, { recursive: true, force: true })
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process
    if (child === null || !this.running) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
  }
}

/** A free TCP port. */
export async function freePort(): Promise<number> {
  const { port, close } = await probe()
  await close()
  return port
}

/** Two free ports: one for TCP, one for media on UDP and TCP. */
async function freePorts(): Promise<[number, number]> {
  const probes = await Promise.all([probe(), probe()])
  await Promise.all(probes.map(({ close }) => close()))
  return [probes[0].port, probes[1].port]
}

/**
 * Below the ephemeral range (RFC 6335: from 49152; Linux: from 32768), so that no outgoing
 * connection takes the port a moment later.
 */
const OURS = { from: 10_000, to: 32_000 }

async function probe() {
  for (;;) {
    const port = randomInt(OURS.from, OURS.to)
    const server = createServer()
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (free) return { port, close: () => new Promise((resolve) => server.close(resolve)) }
  }
}

const withoutAnhop = (env: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(env).filter(([key]) => !key.startsWith('ANHOP_')))
