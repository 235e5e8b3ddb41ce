import type { Server } from 'socket.io'
import type { ClusterSettings } from '../config/config.ts'

/** Milliseconds for the initial connection. */
const CONNECT_MAX = 5000
/** Maximum milliseconds between reconnects; then the length of the adapter's stream. */
const RECONNECT_MAX = 1000
const STREAM_MAX = 1000

type Log = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

/**
 * Connects the servers of a cluster through Redis or Valkey. The only place that loads these
 * libraries, so that a single server never does. Rooms do not depend on it; while it is away,
 * requests to another node's room are refused.
 * @returns a function that disconnects. Throws the library's error if the initial connection fails
 */
export async function connectServers(
  io: Server,
  { url, password }: Pick<ClusterSettings, 'url' | 'password'>,
  log: Log,
): Promise<() => Promise<void>> {
  const [{ createClient }, { createAdapter }] = await Promise.all([
    import('@redis/client'),
    import('@socket.io/redis-streams-adapter'),
  ])
  const client = createClient({
    url,
    ...(password !== null && { password }),
    socket: {
      connectTimeout: CONNECT_MAX,
      reconnectStrategy: (tries: number) => Math.min(RECONNECT_MAX, 50 * 2 ** Math.min(tries, 10)),
    },
  })
  let away = false
  client.on('error', (error: unknown) => {
    if (!away) log.warn({ err: error }, 'connection to the other servers lost')
    away = true
  })
  client.on('ready', () => {
    if (away) log.info({}, 'connection to the other servers restored')
    away = false
  })
  const late = AbortSignal.timeout(CONNECT_MAX)
  try {
    await Promise.race([client.connect(), rejected(late)])
  } catch (error) {
    client.destroy()
    throw error
  }
  io.adapter(
    createAdapter(ignoringFailedPublish(client), {
      maxLen: STREAM_MAX,
      blockTimeInMs: RECONNECT_MAX,
    }),
  )
  return async () => {
    for (const [, namespace] of io._nsps) void namespace.adapter.close()
    client.destroy()
  }
}

/**
 * The adapter does not await its publishes, so a broken connection would cause an unhandled
 * rejection.
 */
function ignoringFailedPublish<Client extends { publish(...all: never[]): Promise<unknown> }>(
  client: Client,
): Client {
  const publish = client.publish.bind(client)
  return Object.assign(client, {
    publish: (...all: never[]) => publish(...all).catch(() => 0),
  })
}

const rejected = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('no answer')), { once: true })
  })
