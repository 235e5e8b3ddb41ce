import { randomBytes } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createLogger, createServer } from 'vite'
import type { Logger, ViteDevServer } from 'vite'
import { NotHere } from './options.ts'

const ROOT = join(import.meta.dirname, '..', '..')

/** Headers from the server that affect browser behavior. */
const HEADERS = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'permissions-policy',
  'referrer-policy',
  'x-content-type-options',
  'x-frame-options',
]

/** Paths served by the server itself; everything else is a page or a file of the client. */
const SERVERS = ['/api', '/health']

/** Milliseconds a request waits for a restarting server before it fails. */
const WAIT = 10_000

export type Pages = {
  /** Makes requests wait for the server. */
  serverDown(): void
  /**
   * Serves pages with the server's current headers, so that what they forbid is noticed here too.
   */
  serverUp(): Promise<void>
  close(): Promise<void>
}

/**
 * Runs Vite on the public port with the server behind it: one origin, as in production, so that
 * cookies, the Origin check and the socket behave the same.
 * @throws NotHere if the port is in use
 */
export async function servePages(port: number, behind: number): Promise<Pages> {
  const server = `http://127.0.0.1:${behind}`
  // Allows only what Vite itself injects into pages, scripts and styles for hot updates;
  // `unsafe-inline` would hide what breaks in production.
  const nonce = randomBytes(16).toString('base64')
  let headers: [string, string][] = []
  let up = Promise.withResolvers<void>()
  const vite = await createServer({
    configFile: join(ROOT, 'client', 'vite.config.ts'),
    clearScreen: false,
    customLogger: quietOnRestart(),
    html: { cspNonce: nonce },
    plugins: [
      {
        name: 'headers-of-the-server',
        configureServer({ middlewares }) {
          middlewares.use((_request, response, next) => {
            for (const [name, value] of headers) response.setHeader(name, value)
            next()
          })
          for (const path of SERVERS)
            middlewares.use(path, (_request, _response, next) => {
              void Promise.race([up.promise, pause(WAIT, null, { ref: false })]).then(() => next())
            })
        },
      },
    ],
    server: {
      host: '127.0.0.1',
      port,
      strictPort: true,
      // Excludes the demo's passwords in data/ and anything else outside the client. Real paths,
      // because node_modules may be a link in a second work tree.
      fs: {
        allow: ['client', 'protocol', 'node_modules'].map((one) => realpathSync(join(ROOT, one))),
      },
      proxy: {
        ...Object.fromEntries(SERVERS.map((path) => [path, server])),
        '/signal': { target: server, ws: true },
      },
      // Pre-transforms what the first page needs.
      warmup: { clientFiles: ['src/main.tsx'] },
    },
  })
  await listen(vite, port)
  return {
    serverDown() {
      up.resolve()
      up = Promise.withResolvers()
    },
    async serverUp() {
      const answer = await fetch(`${server}/health/live`)
      headers = HEADERS.flatMap((name): [string, string][] => {
        const value = answer.headers.get(name)
        return value === null ? [] : [[name, withNonce(value, nonce)]]
      })
      up.resolve()
    },
    close: () => vite.close(),
  }
}

const withNonce = (policy: string, nonce: string): string =>
  policy.replace(/\b(?:script|style)-src /g, `$&'nonce-${nonce}' `)

/** Sockets reconnect automatically after a restart; do not log that. */
function quietOnRestart(): Logger {
  const logger = createLogger('info')
  return {
    ...logger,
    error(text, options) {
      if (!text.includes('ECONNREFUSED') && !text.includes('ECONNRESET'))
        logger.error(text, options)
    },
  }
}

async function listen(vite: ViteDevServer, port: number): Promise<void> {
  try {
    await vite.listen()
  } catch {
    await vite.close()
    throw new NotHere(`Another program uses port ${port}. Stop it, or set ANHOP_PORT.`)
  }
}
