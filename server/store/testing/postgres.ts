import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { homedir, tmpdir } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { PostgresPlace } from '../postgres-url.ts'

/**
 * Where Debian installs the server's programs, which are not on PATH. The newest version is used.
 */
const INITDB = '/usr/lib/postgresql/*/bin/initdb'
const USER = 'anhop'
const PORT = 5432

/** Owner of the temporary server's files; PostgreSQL refuses to run as root. */
type Owner = { uid: number; gid: number }

export type TestPostgres = AsyncDisposable & {
  /** Creates an empty database with a new name. */
  database(): Promise<PostgresPlace>
  /** The URL as an operator writes it. */
  url(place: PostgresPlace): string
  /** `immediate`: like a crash. Resolves once stopped; `start` restarts it. */
  stop(how: 'fast' | 'immediate'): Promise<void>
  start(): Promise<void>
}

/**
 * Whether PostgreSQL is installed on this machine. `npm test` installs it; if it is still missing,
 * that is reported, and it is a failure where everything must be tested.
 */
export function hasPostgres(): boolean {
  if (programs() !== null) return true
  if (process.env['CI']) throw new Error('PostgreSQL is missing: apt-get install postgresql')
  process.stderr.write('NOT TESTED: the store on PostgreSQL (install the package postgresql)\n')
  return false
}

function programs(): string | null {
  const found = globSync(INITDB).sort((a, b) => version(a) - version(b))
  return found.at(-1)?.replace(/initdb$/, '') ?? null
}

const version = (path: string): number => Number(/postgresql\/(\d+)/.exec(path)?.[1] ?? 0)

/** PEM text. */
export type Certificate = { cert: string; key: string }

/**
 * A temporary server in its own folder, listening only on a socket; with a certificate, also with
 * TLS on a loopback port.
 */
export async function startPostgres(tls: Certificate | null = null): Promise<TestPostgres> {
  const bin = programs()
  if (bin === null) throw new Error('There is no PostgreSQL')
  const folder = mkdtempSync(join(tmpdir(), 'anhop-pg-'))
  const owner = process.getuid?.() === 0 ? postgresUser() : null
  if (owner !== null) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  makeData(bin, owner, folder, data)

  const port = tls === null ? PORT : await freePort()
  if (tls !== null) {
    for (const [name, text] of Object.entries(tls)) {
      writeFileSync(join(data, name), text, { mode: 0o600 })
      if (owner !== null) chownSync(join(data, name), owner.uid, owner.gid)
    }
  }

  const place = (database: string): PostgresPlace => ({
    host: folder,
    port,
    database,
    user: USER,
    password: null,
    tls: null,
  })
  let running: ChildProcess | null = null
  let made = 0

  async function start(): Promise<void> {
    const [program, ...before] = as(owner, join(bin ?? '', 'postgres'))
    const own = ['fsync=off', 'shared_buffers=16MB', 'max_connections=60', `port=${port}`]
    const net = ['ssl=on', 'ssl_cert_file=cert', 'ssl_key_file=key', 'listen_addresses=localhost']
    const options = [...own, ...(tls === null ? ['listen_addresses='] : net)]
    const settings = options.flatMap((option) => ['-c', option])
    running = spawn(program, [...before, '-D', data, '-k', folder, ...settings], {
      stdio: 'ignore',
      cwd: folder,
    })
    while (!(await answers(place('postgres')))) {
      if (running.exitCode !== null) throw new Error('PostgreSQL does not start')
      await wait(20)
    }
  }

  async function stop(how: 'fast' | 'immediate'): Promise<void> {
    if (running === null || running.exitCode !== null) return
    const gone = once(running, 'exit')
    running.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT')
    await gone
  }

  await start()
  return {
    async database() {
      const name = `store${(made += 1)}`
      await asked(place('postgres'), `create database ${name}`)
      return place(name)
    },
    url: ({ database }) => `postgres://${USER}@localhost/${database}?host=${folder}`,
    start,
    stop,
    async [Symbol.asyncDispose]() {
      await stop('immediate')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const copy = (from: string, to: string) => execFileSync('cp', ['-a', from, to])

/**
 * An empty database cluster. Creating one takes seconds and copying it almost none, and some thirty
 * test files each need an identical one.
 */
function makeData(bin: string, owner: Owner | null, folder: string, data: string): void {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  const kept = join(cache, 'anhop', `postgres-${version(bin)}-${owner?.uid ?? 'own'}`)
  if (existsSync(kept)) return void copy(kept, data)
  const [command, ...args] = as(owner, join(bin, 'initdb'))
  const how = ['--no-sync', '--encoding=UTF8', '--locale=C.UTF-8', '--auth=trust', `-U${USER}`]
  execFileSync(command, [...args, ...how, '-D', data], { stdio: 'ignore', cwd: folder })
  mkdirSync(dirname(kept), { recursive: true })
  const whole = `${kept}-${process.pid}`
  copy(data, whole)
  try {
    renameSync(whole, kept)
  } catch {
    // Another test file was faster.
    rmSync(whole, { recursive: true })
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address !== null ? address.port : PORT
}

/** Stops when this process ends, however it ends. */
function as(owner: Owner | null, program: string): [string, ...string[]] {
  const user =
    owner === null ? [] : [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups']
  return ['setpriv', ...user, '--pdeathsig=KILL', program]
}

function postgresUser(): Owner {
  const [, uid, gid] =
    /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? []
  if (uid === undefined || !existsSync('/usr/bin/setpriv')) throw new Error('No user postgres')
  return { uid: Number(uid), gid: Number(gid) }
}

/** Executes SQL directly; returns the rows of the last statement. */
export async function asked(place: PostgresPlace, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ ...place, password: '', ssl: false })
  await client.connect()
  try {
    const results: pg.QueryResult | pg.QueryResult[] = await client.query(sql)
    return (Array.isArray(results) ? results.at(-1) : results)?.rows ?? []
  } finally {
    await client.end()
  }
}

const answers = (place: PostgresPlace): Promise<boolean> =>
  asked(place, 'select 1').then(
    () => true,
    () => false,
  )
