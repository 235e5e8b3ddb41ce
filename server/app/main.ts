import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { buildApp } from './app.ts'
import { StartError } from './data.ts'
import type { App } from './app.ts'
import { ConfigError, readConfig } from '../config/config.ts'
import type { Config } from '../config/config.ts'
import { complain, reason, say } from './log.ts'
import { version } from './version.ts'

/**
 * Milliseconds after which a shutdown that hangs is aborted, and after which a blocked process is
 * killed.
 */
const CLOSE_MAX = 9000
const BLOCKED_MAX = 9500

async function start(): Promise<void> {
  const config = readConfig(process.env)
  const { stopsWith, stop } = stopOnSignals()
  const app = await buildApp(config, {
    ousted: (why) => {
      complain(`${reason(why)} This one stops.`)
      stop(1)
    },
    // Imported late so that configuration errors are reported first and worker errors are reported
    // well.
    openSfu: async (options) =>
      'nodes' in options
        ? (await import('#sfu/nodes/remote.ts')).connectNodes(options)
        : (await import('#sfu/mediasoup.ts')).createSfu(options),
  })
  try {
    await listen(app, config)
  } catch (error) {
    await app.close()
    throw error
  }
  stopsWith(app)
  app.fastify.log.info({ version: version(), workers: config.media.workers }, 'server started')
  const url = app.origins.publicUrl()
  say(`An Họp listens on ${url}`)
  const token = await app.service.setupToken(Date.now())
  if (token !== null) {
    // Print the token only here, never in the log. It follows the # of the URL, so browsers do not
    // send it.
    say('There is no operator yet. Open this link to create one; it works once, within 24 hours:')
    say(`${url}/setup#${token}`)
  }
}

async function listen(app: App, { host, port, metrics }: Config): Promise<void> {
  if (metrics !== null) await listenForMetrics(app, metrics)
  try {
    await app.fastify.listen({ host, port, listenTextResolver: () => 'listening' })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EADDRINUSE') {
      throw new StartError(`Another program uses port ${port}. Stop it, or set ANHOP_PORT.`)
    }
    if (code === 'EACCES') {
      throw new StartError(
        `This user is not allowed to listen on port ${port}. Set ANHOP_PORT above 1023.`,
      )
    }
    throw new StartError(`Cannot listen on ${host} port ${port} (${reason(error)}).`)
  }
}

async function listenForMetrics(app: App, { host, port }: Config['metrics'] & {}): Promise<void> {
  try {
    app.metrics.listen({ host, port })
    await once(app.metrics, 'listening')
  } catch (error) {
    throw new StartError(
      `Cannot listen on ${host} port ${port} for metrics (${reason(error)}). Change ANHOP_METRICS.`,
    )
  }
}

/**
 * Handles stop signals from the start: as the first process of a container, Node ignores signals
 * without a handler. Until there is an app to close, exiting is enough, because an interrupted
 * start loses nothing.
 * @returns `stopsWith` sets the app to close, once it listens; `stop` stops it with the given exit
 *   code
 */
function stopOnSignals(): { stopsWith: (app: App) => void; stop: (code: number) => void } {
  let running: App | null = null
  let stopping = false
  // A process group may receive its signal more than once.
  const stop = (code: number): void => {
    if (stopping) return
    stopping = true
    if (running === null) process.exit(code)
    setTimeout(() => process.exit(1), CLOSE_MAX).unref()
    killLater()
    drained(running).then(
      () => process.exit(code),
      (error: unknown) => {
        complain(`An Họp did not stop cleanly: ${reason(error)}`)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', () => stop(0))
  process.on('SIGINT', () => stop(0))
  return { stopsWith: (app) => void (running = app), stop }
}

/**
 * Kills the process from a worker thread, since timers of this thread do not fire while it is
 * blocked.
 */
function killLater(): void {
  const kill = `setTimeout(() => process.kill(process.pid, 'SIGKILL'), ${BLOCKED_MAX})`
  new Worker(kill, { eval: true }).unref()
}

async function drained(app: App): Promise<void> {
  await app.drain()
  await app.close()
}

try {
  await start()
} catch (error) {
  if (error instanceof ConfigError) error.faults.forEach(complain)
  else if (error instanceof StartError) complain(error.message)
  else complain(`An Họp cannot start: ${reason(error)}`)
  process.exit(1)
}
