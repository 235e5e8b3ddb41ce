import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = join(import.meta.dirname, '..', '..')

/** True of a server alone, and no news to who has pages from elsewhere and the demo's operator. */
const NO_NEWS = /no built client|^There is no operator yet|\/setup#/

export type Place = { url: string; port: number; data: string }

export type Server = {
  /** The link by which the first operator is made, if there is none yet. */
  setupToken: Promise<string>
  close(): Promise<void>
}

/** Called each time. */
export type Watcher = { up(): void; down(): void }

/** The server as its own process, begun again by Node whenever a file that it has loaded changes. */
export function runServer({ url, port, data }: Place, watcher: Watcher): Server {
  const main = join(ROOT, 'server', 'app', 'main.ts')
  const child = spawn(process.execPath, ['--watch', '--watch-preserve-output', main], {
    cwd: ROOT,
    env: {
      ANHOP_LOG_LEVEL: 'warn',
      ANHOP_WORKERS: '1',
      // Any free one: a server beside us has the usual.
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
    if (!NO_NEWS.test(line)) console.info(line)
    if (line.startsWith('Restarting ')) watcher.down()
    if (line.startsWith('An Họp listens')) watcher.up()
    if (line.startsWith('Failed running '))
      console.info('If the data are those of another branch: npm run dev -- --new')
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

/** A port on loopback that nobody uses now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
