import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { environmentOf } from '#deploy/testing.ts'
import type { Machine } from './namespaces.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Places in the images, and where the lab has them: in its folder. */
const PLACES = ['/secrets', '/front-tls', '/run/front', '/run/turn', '/tls', '/data']

/**
 * What docker-compose.yml would run on a machine, without docker: its services, by their own scripts
 * and settings and with the environment that compose would make. Only the places of their files
 * differ.
 */
export class Installation {
  readonly #machine: Machine
  readonly #folder: string
  readonly #env: Record<string, string>
  /** Everything the services have printed. */
  readonly output: string[] = []
  readonly #children = new Map<string, ChildProcess>()
  readonly #listeners = new Set<(line: string) => void>()

  /** @param env the lines of `.env` */
  constructor(machine: Machine, folder: string, env: Record<string, string>) {
    this.#machine = machine
    this.#folder = folder
    this.#env = env
    for (const place of PLACES) mkdirSync(join(folder, place), { recursive: true })
    for (const part of ['front', 'edge', 'turn']) {
      cpSync(join(ROOT, 'deploy', part), join(folder, part), { recursive: true })
      for (const file of globSync(join(folder, part, '*'))) {
        writeFileSync(file, this.#moved(readFileSync(file, 'utf8')), { mode: 0o755 })
      }
    }
    writeFileSync(join(folder, 'secrets/turn'), randomBytes(32).toString('hex'))
  }

  /** Puts a certificate where `ANHOP_TLS=files` looks for it. */
  useCertificate(cert: string, key: string): void {
    cpSync(cert, join(this.#folder, 'tls/cert.pem'))
    cpSync(key, join(this.#folder, 'tls/key.pem'))
  }

  /** Starts every service, and resolves once each says that it is ready. */
  async start(): Promise<void> {
    const at = (path: string) => join(this.#folder, path)
    const server = this.#run('server', [process.execPath, join(ROOT, 'server/app/main.ts')], {
      ANHOP_DATA: at('data'),
      ANHOP_WORKERS: '1',
    })
    await server(/An Họp listens/)
    const caddy = ['caddy', 'run', '--config', at('edge/Caddyfile'), '--adapter', 'caddyfile']
    await this.#run('edge', caddy, { XDG_DATA_HOME: at('data'), HOME: at('data') })(
      /serving initial configuration/,
    )
    await this.#run('certificate', ['sh', at('edge/share-certificate.sh')])(/new certificate/)
    const front = this.#run('front', ['sh', at('front/front.sh')])
    const turn = this.#run('turn', ['sh', at('turn/turn.sh')])
    await Promise.all([front(/Loading success/), turn(/Relay ports initialization done/)])
  }

  /** The one-time setup token printed on the first start. */
  async setupToken(): Promise<string> {
    const found = await this.said(/\/setup#(\S+)/)
    return found[1] ?? ''
  }

  /** Runs a program as a service of compose would; returns a way to wait for what it prints. */
  #run(name: string, command: string[], more: Record<string, string> = {}) {
    const made = name === 'certificate' ? 'edge' : name
    const env = Object.entries(environmentOf(made, this.#env)).map(
      ([key, value]) => [key, value.startsWith('/') ? this.#moved(value) : value] as const,
    )
    const child = spawn('ip', ['netns', 'exec', this.#machine.name, ...command], {
      env: { ...withoutAnhop(process.env), ...Object.fromEntries(env), ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#children.set(name, child)
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        this.output.push(`${name}: ${line}`)
        for (const listener of this.#listeners) listener(`${name}: ${line}`)
      })
    }
    const ended = new Promise<never>((_, reject) => {
      child.once('exit', (code) => reject(new Error(this.#told(name, code))))
    })
    // It also ends with its machine.
    ended.catch(() => {})
    return (wanted: RegExp) => Promise.race([this.said(wanted), ended])
  }

  #told(name: string, code: number | null): string {
    const last = this.output.filter((line) => line.startsWith(`${name}: `)).slice(-20)
    return `${name} ended with ${code}:\n${last.join('\n')}`
  }

  /** Ends a service, and everything it started. */
  end(name: string): void {
    this.#children.get(name)?.kill('SIGTERM')
  }

  /** Resolves once a service has printed this; each line begins with its name. */
  said(wanted: RegExp): Promise<RegExpExecArray> {
    for (const line of this.output) {
      const found = wanted.exec(line)
      if (found) return Promise.resolve(found)
    }
    return new Promise((resolve) => {
      const listener = (line: string) => {
        const found = wanted.exec(line)
        if (!found) return
        this.#listeners.delete(listener)
        resolve(found)
      }
      this.#listeners.add(listener)
    })
  }

  #moved(text: string): string {
    const etc = (name: string, part: string) => [`/etc/${name}`, join(this.#folder, part, name)]
    const moves = [
      etc('haproxy.cfg', 'front'),
      etc('turnserver.conf', 'turn'),
      ...PLACES.map((place) => [place, join(this.#folder, place)]),
    ]
    return moves.reduce(
      (moved, [from = '', to = '']) =>
        moved.replace(new RegExp(`(?<![\\w./-])${from}(?=[/\\s"']|$)`, 'gm'), to),
      text,
    )
  }
}

const withoutAnhop = (env: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(env).filter(([key]) => !key.startsWith('ANHOP_')))

const openssl = (args: string) => execFileSync('openssl', args.split(' '), { stdio: 'ignore' })

/** An authority, and a certificate of it for these names and addresses. */
export function makeCertificate(folder: string, names: readonly string[]) {
  const at = (name: string) => join(folder, name)
  const key = '-newkey rsa:2048 -nodes -days 2'
  openssl(`req -x509 ${key} -subj /CN=lab-authority -keyout ${at('ca.key')} -out ${at('ca.pem')}`)
  const alt = names.map((name) => (/^[\d.]+$|:/.test(name) ? `IP:${name}` : `DNS:${name}`))
  openssl(
    `req -x509 ${key} -CA ${at('ca.pem')} -CAkey ${at('ca.key')} -subj /CN=${names[0]} -addext subjectAltName=${alt.join(',')} -addext basicConstraints=critical,CA:FALSE -keyout ${at('key.pem')} -out ${at('cert.pem')}`,
  )
  return { authority: at('ca.pem'), cert: at('cert.pem'), key: at('key.pem') }
}

/** A home folder in which Chromium trusts this authority, for pages and for TURN. */
export function homeTrusting(authority: string, folder: string): string {
  const store = `sql:${join(folder, '.pki/nssdb')}`
  mkdirSync(join(folder, '.pki/nssdb'), { recursive: true })
  const certutil = (...args: string[]) =>
    execFileSync('certutil', ['-d', store, ...args], { stdio: 'ignore' })
  certutil('-N', '--empty-password')
  certutil('-A', '-t', 'C,,', '-n', 'lab', '-i', authority)
  return folder
}
