import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import dns from 'node:dns'
import type { LookupAddress } from 'node:dns'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import type { Browser } from '@playwright/test'
import { Office } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'
import { Visitor } from '../support/visitor.ts'
import type { Reached } from '../support/visitor.ts'
import { Installation, homeTrusting, makeCertificate } from './installation.ts'
import { Machine } from './namespaces.ts'

export const NAME = 'meet.lab.test'
/** Networks of two: a machine (2) and the router (1). The server's is the first, this machine's the last. */
const net4 = (net: number) => `10.87.${net}`
const net6 = (net: number) => `fd87:3c1a:${net}:`
export const SERVER = `${net4(0)}.2`
export const SERVER6 = `${net6(0)}:2`
const HERE = 255

type Family = 'v4' | 'v6'
const addresses = (net: number, end: 1 | 2, families: readonly Family[]): string[] =>
  families.map((family) => (family === 'v4' ? `${net4(net)}.${end}/24` : `${net6(net)}:${end}/64`))

/** What a resolver tells a machine that has these families. */
const hostsOf = (families: readonly Family[]): string[] =>
  families.map((family) => `${family === 'v4' ? SERVER : SERVER6} ${NAME}`)

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
const NEEDED = [
  '/usr/sbin/haproxy',
  '/usr/bin/turnserver',
  '/usr/bin/caddy',
  '/usr/sbin/nft',
  '/usr/sbin/ip',
  '/usr/bin/certutil',
  '/usr/sbin/squid',
  CHROMIUM,
]

/** Why the lab cannot run here; null if it can. Throws where everything must be tested. */
export function cannotRun(): string | null {
  const missing = NEEDED.filter((program) => !existsSync(program))
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs Linux and root'
  if (missing.length === 0) return null
  if (process.env['CI']) throw new Error(`missing: ${missing.join(', ')}`)
  return `needs ${missing.join(', ')}`
}

const ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream=fps=10',
]

/** An installation on a machine of its own, and machines from which people come. */
export class Lab {
  readonly folder: string
  readonly server: Machine
  readonly installation: Installation
  readonly office: Visitor
  /** PEM file of the authority that the browsers trust. */
  readonly authority: string
  readonly #home: string
  readonly #router: Machine
  readonly #machines: Machine[]
  readonly #browsers: Browser[] = []
  readonly #reached: Reached

  private constructor(folder: string, server: Machine) {
    this.folder = folder
    this.server = server
    this.#router = new Machine('r', [])
    this.#machines = [server, this.#router]
    const certificate = makeCertificate(folder, [NAME])
    this.authority = certificate.authority
    this.#home = homeTrusting(certificate.authority, join(folder, 'home'))
    this.installation = new Installation(server, folder, {
      ANHOP_ADDRESS: SERVER,
      ANHOP_ADDRESS6: SERVER6,
      ANHOP_DOMAIN: NAME,
      ANHOP_TLS: 'files',
    })
    this.installation.useCertificate(certificate.cert, certificate.key)
    const { installation } = this
    this.#reached = { url: `https://${NAME}`, setupToken: () => installation.setupToken() }
    this.office = new Visitor(this.#reached)
  }

  static async open(): Promise<Lab> {
    const folder = mkdtempSync(join(tmpdir(), 'anhop-lab-'))
    const lab = new Lab(folder, new Machine('s', hostsOf(['v4', 'v6'])))
    try {
      lab.#connect()
      await lab.installation.start()
      await lab.office.setUp()
    } catch (error) {
      lab.say()
      await lab.close()
      throw error
    }
    return lab
  }

  #connect(): void {
    const forward = ['net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1']
    this.#router.run('sysctl', '-qw', ...forward)
    this.#plug(this.server, 0, ['v4', 'v6'])
    // The tests themselves ask from here.
    this.#router.join(null, addresses(HERE, 1, ['v4']), addresses(HERE, 2, ['v4']))
    execFileSync('ip', ['route', 'add', SERVER, 'via', `${net4(HERE)}.1`])
    knowName()
  }

  #plug(machine: Machine, net: number, families: readonly Family[]): void {
    const gateway = addresses(net, 1, families)
    machine.join(this.#router, addresses(net, 2, families), gateway)
    machine.routeBy(...gateway)
  }

  /** A machine in a network of its own, with these families of addresses. */
  machine(letter: string, net: number, families: readonly Family[] = ['v4']): Machine {
    const machine = this.isolated(letter, hostsOf(families))
    this.#plug(machine, net, families)
    return machine
  }

  /** A machine without a network. */
  isolated(letter: string, hosts: readonly string[] = []): Machine {
    const machine = new Machine(letter, hosts)
    this.#machines.push(machine)
    return machine
  }

  /** A browser on a machine. */
  async browser(machine: Machine, args: readonly string[] = []): Promise<Browser> {
    const path = join(this.folder, `chromium-${machine.name}`)
    const executablePath = machine.wrap(CHROMIUM, path, { HOME: this.#home })
    const browser = await chromium.launch({ executablePath, args: [...ARGS, ...args] })
    this.#browsers.push(browser)
    return browser
  }

  /** A host and a guest, each in a browser, in a meeting. */
  async meet(near: Browser, far: Browser): Promise<{ host: Person; guest: Person }> {
    const here = new Office(this.#reached, this.office, near)
    const there = new Office(this.#reached, this.office, far)
    const meeting = await here.meeting()
    const host = await here.hostPerson()
    await host.enterAsHost(meeting.link)
    const guest = await there.admitted(host, meeting, 'Lê Bình')
    return { host, guest }
  }

  /** @param claimed address that it claims to come from; it comes from this machine */
  visitor(claimed: string): Visitor {
    return new Visitor(this.#reached, claimed)
  }

  /** An HTTP proxy on a machine, as offices have it: CONNECT to port 443 and nothing else. */
  async startSquid(machine: Machine): Promise<void> {
    const path = join(this.folder, 'squid.conf')
    const settings = [
      'http_port 3128',
      'acl tls port 443',
      'acl connect method CONNECT',
      'http_access allow connect tls',
      'http_access deny all',
      'visible_hostname proxy.lab.test',
      'pid_filename none',
      'access_log none',
      'cache_log /dev/null',
    ]
    writeFileSync(path, `${settings.join('\n')}\n`)
    await machine.runs(['squid', '-N', '-d', '1', '-f', path], /Accepting HTTP Socket/)
  }

  async closeBrowsers(): Promise<void> {
    await Promise.allSettled(this.#browsers.splice(0).map((browser) => browser.close()))
  }

  /** Prints what the services said: where something failed, it says why. */
  say(): void {
    process.stderr.write(`${this.installation.output.slice(-60).join('\n')}\n`)
  }

  async close(): Promise<void> {
    await this.closeBrowsers()
    for (const machine of this.#machines.toReversed()) machine.remove()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** This process knows the server's name too; browsers read it from their machine's /etc/hosts. */
function knowName(): void {
  // It only connects to the lab, whose certificate it has just made. The browsers do check it.
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
  const { lookup } = dns
  type Done = (error: null, found: string | LookupAddress[], family?: number) => void
  Object.assign(dns, {
    lookup(name: string, options: { all?: boolean }, done: Done) {
      if (name !== NAME) return lookup(name, options as object, done as never)
      if (options.all) return done(null, [{ address: SERVER, family: 4 }])
      return done(null, SERVER, 4)
    },
  })
}
