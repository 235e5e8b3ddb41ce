import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { hasPostgres, startPostgres } from '#server/store/testing/postgres.ts'
import type { TestPostgres } from '#server/store/testing/postgres.ts'
import { TestServer, freePort } from './server.ts'

const ROUTES = join(import.meta.dirname, '../../deploy/edge/to-nodes.caddy')
const CADDY = '/usr/bin/caddy'
const REDIS = '/usr/bin/redis-server'
const PASSWORD = 'mot-mat-khau-cho-redis'

/**
 * Whether the programs a cluster needs are installed. `npm test` installs them; if they are
 * missing, this prints a note, or fails where everything must be tested.
 */
export function hasCluster(): boolean {
  if (!hasPostgres()) return false
  const missing = [CADDY, REDIS].filter((program) => !existsSync(program))
  if (missing.length === 0) return true
  if (process.env['CI']) throw new Error(`missing: ${missing.join(', ')}`)
  process.stderr.write('NOT TESTED: a cluster (install the packages caddy and redis-server)\n')
  return false
}

type Helpers = Record<'redis' | 'caddy', ChildProcess>
type Place = Awaited<ReturnType<TestPostgres['database']>>

/** Two servers on one PostgreSQL and one Redis, behind the edge's real routes. */
export class Cluster {
  readonly nodes: readonly [TestServer, TestServer]
  readonly postgres: TestPostgres
  readonly place: Place
  readonly port: number
  readonly #folder: string
  readonly #helpers: Helpers
  readonly #redisPort: number

  private constructor(parts: {
    nodes: readonly [TestServer, TestServer]
    postgres: TestPostgres
    place: Place
    port: number
    folder: string
    helpers: Helpers
    redisPort: number
  }) {
    this.nodes = parts.nodes
    this.postgres = parts.postgres
    this.place = parts.place
    this.port = parts.port
    this.#folder = parts.folder
    this.#helpers = parts.helpers
    this.#redisPort = parts.redisPort
  }

  /**
   * @param database maps the database URL to the one a node uses, so that a test can cut the
   * connection
   */
  static async start(database: (url: string, node: number) => string = (url) => url) {
    const folder = await mkdtemp(join(tmpdir(), 'anhop-cluster-'))
    const postgres = await startPostgres()
    const place = await postgres.database()
    const [port, redis, first, second] = [
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
    ]
    const helpers = {
      redis: startRedis(redis),
      caddy: await startCaddy(folder, port, [first, second]),
    }
    const env = (node: number) => ({
      ANHOP_PORT: String(node === 0 ? first : second),
      ANHOP_PUBLIC_URL: `http://localhost:${port}`,
      ANHOP_TRUSTED_PROXY: '127.0.0.1',
      ANHOP_MEDIA_LISTEN: '127.0.0.1',
      ANHOP_DATABASE_URL: database(postgres.url(place), node),
      ANHOP_CLUSTER_URL: `redis://127.0.0.1:${redis}`,
      ANHOP_CLUSTER_PASSWORD: PASSWORD,
      ANHOP_KEYS: join(folder, 'keys'),
    })
    await listening(redis)
    const one = await TestServer.start(env(0))
    const nodes = [one, await TestServer.start(env(1))] as const
    await listening(port)
    return new Cluster({ nodes, postgres, place, port, folder, helpers, redisPort: redis })
  }

  /** The URL people use. */
  get url(): string {
    return `http://localhost:${this.port}`
  }

  /** Each start invalidates the previous setup links. */
  setupToken(): Promise<string> {
    return this.nodes[1].setupToken()
  }

  /** The node whose name in the store contains its port. */
  nodeNamed(name: string): TestServer {
    const [one, other] = this.nodes
    return name.includes(`:${new URL(one.url).port}#`) ? one : other
  }

  other(node: TestServer): TestServer {
    return this.nodes[0] === node ? this.nodes[1] : this.nodes[0]
  }

  async killRedis(): Promise<void> {
    const gone = once(this.#helpers.redis, 'exit')
    this.#helpers.redis.kill('SIGKILL')
    await gone
  }

  async startRedis(): Promise<void> {
    this.#helpers.redis = startRedis(this.#redisPort)
    await listening(this.#redisPort)
  }

  async stop(): Promise<void> {
    for (const node of this.nodes) await node.stop()
    for (const helper of Object.values(this.#helpers)) helper.kill('SIGKILL')
    await this.postgres[Symbol.asyncDispose]()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

/** Terminates with this process, however it ends. */
const run = (args: string[], env: Record<string, string> = {}): ChildProcess =>
  spawn('setpriv', ['--pdeathsig=KILL', ...args], {
    stdio: ['ignore', 'ignore', process.env['CLUSTER_LOG'] ? 'inherit' : 'ignore'],
    env: { ...process.env, ...env },
  })

function startRedis(port: number): ChildProcess {
  const settings = ['--bind', '127.0.0.1', '--requirepass', PASSWORD, '--save', '']
  return run([REDIS, '--port', String(port), ...settings, '--appendonly', 'no'])
}

async function startCaddy(folder: string, port: number, nodes: number[]): Promise<ChildProcess> {
  // As the service in front of the edge does.
  const front = 'request_header X-Forwarded-For {remote_host}'
  const site = `http://localhost:${port} {\n\tbind 127.0.0.1 ::1\n\t${front}\n\timport ${ROUTES}\n}\n`
  const path = join(folder, 'Caddyfile')
  await writeFile(path, `{\n\tadmin off\n\tauto_https off\n}\n${site}`)
  return run([CADDY, 'run', '--config', path, '--adapter', 'caddyfile'], {
    ANHOP_NODES: nodes.map((node) => `127.0.0.1:${node}`).join(' '),
    HOME: folder,
  })
}

async function listening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const up = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (up) return
    await wait(50)
  }
}
