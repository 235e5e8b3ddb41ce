import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = join(import.meta.dirname, '..', '..')

/**
 * Messages that are only useful for a standalone server, not with Vite's pages and the demo's
 * operator.
 */
const IRRELEVANT = /no built client|^There is no operator yet|\/setup#/

export type Place = { url: string; port: number; data: string }

export type Server = {
  /** Token of the link that creates the first operator; only resolves if there is none yet. */
  setupToken: Promise<string>
  close(): Promise<void>
}

/** Called on every start and stop. */
export type Watcher = { up(): void; down(): void }

/** Runs the server as a separate process, which Node restarts when a file it has loaded changes. */
export function runServer({ url, port, data }: Place, watcher: Watcher): Server {
  const main = join(ROOT, 'server', 'app', 'main.ts')
  const child = spawn(process.execPath, ['--watch', '--watch-preserve-output', main], {
    cwd: ROOT,
    env: {
      ANHOP_LOG_LEVEL: 'warn',
      ANHOP_WORKERS: '1',
      // Any free port, because another server may use the default.
      ANHOP_MEDIA_PORT: '0',
      ...process.env,
      ANHOP_HOST: '127.0.0.1',
      ANHOP_PORT: String(port),
      ANHOP_PUBLIC_URL: url,
      ANHOP_DATA: data,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const found = Promise.withResolvers<string>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    const token = /\/setup#(\S+)/.exec(line)?.[1]
    if (token !== undefined) found.resolve(token)
    if (!IRRELEVANT.test(line)) console.info(line)
    if (line.startsWith('Restarting ')) watcher.down()
    if (line.startsWith('An Họp listens')) watcher.up()
    if (line.startsWith('Failed running '))
      console.info('If the data is from another branch, run: npm run dev -- --new')
  })
  const ended = once(child, 'exit')
  return {
    setupToken: found.promise,
    async close() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** A free port on loopback. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
