import { once } from 'node:events'
import { createServer } from 'node:https'
import { Server } from 'socket.io'
import { ConfigError, readNodeConfig } from '#server/config/config.ts'
import type { NodeConfig } from '#server/config/config.ts'
import { LogLines, complain, reason, say } from '#server/app/log.ts'
import { serverTls } from './nodes/psk.ts'
import { SOCKETS, serve } from './nodes/serve.ts'
import type { NodeServer } from './nodes/serve.ts'
import type { SfuLog } from './types.ts'

/**
 * A media node: media workers that servers on other machines use (ANHOP_MEDIA_NODES). It has no
 * store, no accounts and no keys, and decides nothing: whoever has its secret drives it.
 */

/** Milliseconds that meetings have to end once it is told to stop. */
const DRAIN_MAX = 8000
/** How often it looks whether they have. */
const DRAIN_EVERY = 200

async function start({ listen, secret, media, logLevel }: NodeConfig): Promise<void> {
  const log = logTo(new LogLines(process.stdout), logLevel)
  // Imported late, so that errors of the configuration come first.
  const { createSfu } = await import('./mediasoup.ts')
  const sfu = await createSfu({ ...media, log })
  const https = createServer(serverTls(secret))
  const io: NodeServer = new Server(https, SOCKETS)
  const drain = serve(io, sfu, log)
  https.listen(listen)
  await once(https, 'listening')
  say(`An Họp media node listens on ${listen.host} port ${listen.port}`)

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    drain()
    const busy = () => sfu.load().some(({ rooms }) => rooms > 0)
    for (const until = Date.now() + DRAIN_MAX; busy() && Date.now() < until;)
      await new Promise((resolve) => void setTimeout(resolve, DRAIN_EVERY))
    await io.close()
    await sfu.close()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}

const LEVELS = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60, silent: 99 }

/** JSON lines, as the server writes them. */
function logTo(out: LogLines, least: NodeConfig['logLevel']): SfuLog {
  const line = (level: 'info' | 'warn' | 'error') => (fields: object, msg: string) => {
    if (LEVELS[level] < LEVELS[least]) return
    const time = new Date().toISOString()
    const all = { level: LEVELS[level], time, ...fields, msg }
    out.write(`${JSON.stringify(all, (_, value: unknown) => plain(value))}\n`)
  }
  return { info: line('info'), warn: line('warn'), error: line('error') }
}

const plain = (value: unknown): unknown => (value instanceof Error ? reason(value) : value)

try {
  await start(readNodeConfig(process.env))
} catch (error) {
  if (error instanceof ConfigError) error.faults.forEach(complain)
  else complain(`The media node cannot start: ${reason(error)}`)
  process.exit(1)
}
