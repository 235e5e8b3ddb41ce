import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Distinguishes labs that run at the same time on one machine; interfaces have short names. */
const OURS = `al${process.pid % 100_000}`

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['pipe', 'pipe', 'inherit'] })

/** Addresses with their prefix lengths, such as `10.87.1.2/24`. */
type Addresses = readonly string[]
const bare = (address: string) => address.replace(/\/\d+$/, '')
const family = (address: string) => (address.includes(':') ? '-6' : '-4')

/** Another machine inside this one: a network namespace (Linux, root). */
export class Machine {
  readonly name: string
  /** Its first address, once it has joined a network. */
  address = ''

  /**
   * @param letter distinguishes it from the lab's other machines
   * @param hosts lines of its `/etc/hosts`
   */
  constructor(letter: string, hosts: readonly string[]) {
    this.name = `${OURS}${letter}`
    run('ip', 'netns', 'add', this.name)
    this.run('ip', 'link', 'set', 'lo', 'up')
    mkdirSync(this.#files, { recursive: true })
    writeFileSync(join(this.#files, 'hosts'), ['127.0.0.1 localhost', ...hosts, ''].join('\n'))
  }

  /** What `ip netns exec` puts over /etc. */
  get #files(): string {
    return `/etc/netns/${this.name}`
  }

  /** Connects it to another machine, or to this one (null). */
  join(other: Machine | null, addresses: Addresses, theirs: Addresses): void {
    this.address ||= bare(addresses[0] ?? '')
    const [near, far] = [`${this.name}${other?.name.at(-1) ?? '0'}`, `${this.name}-`]
    const there = (...command: string[]) => (other ? other.run(...command) : run(...asOne(command)))
    run('ip', 'link', 'add', near, 'type', 'veth', 'peer', 'name', far)
    run('ip', 'link', 'set', near, 'netns', this.name)
    if (other) run('ip', 'link', 'set', far, 'netns', other.name)
    for (const [on, device, own] of [
      [this.run.bind(this), near, addresses],
      [there, far, theirs],
    ] as const) {
      for (const address of own) on('ip', family(address), 'addr', 'add', address, 'dev', device)
      on('ip', 'link', 'set', device, 'up')
    }
    settle(() => this.run('ip', '-6', 'addr', 'show', 'dev', near))
    if (other) settle(() => there('ip', '-6', 'addr', 'show', 'dev', far))
  }

  /** Sends everything through these gateways. */
  routeBy(...gateways: string[]): void {
    for (const gateway of gateways) {
      this.run('ip', family(gateway), 'route', 'add', 'default', 'via', bare(gateway))
    }
  }

  /** A firewall that drops everything but TCP to this port, and what comes back from it. */
  allowOnlyTcp(port: number): void {
    const neighbors = 'icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept'
    const chain = (hook: string, device: string, end: string) => `chain ${hook} {
      type filter hook ${hook} priority 0; policy drop;
      ${device} "lo" accept
      ${neighbors}
      tcp ${end} ${port} accept
    }`
    const table = `table inet lab {
      ${chain('output', 'oifname', 'dport')}
      ${chain('input', 'iifname', 'sport')}
    }\n`
    execFileSync('ip', ['netns', 'exec', this.name, 'nft', '-f', '-'], { input: table })
  }

  /** Runs a command in it. */
  run(...command: string[]): string {
    return run('ip', 'netns', 'exec', this.name, ...command)
  }

  /** Runs a program in it until the machine is removed; resolves once it has printed this. */
  runs(command: readonly string[], ready: RegExp): Promise<void> {
    const child = spawn('ip', ['netns', 'exec', this.name, ...command], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const said: string[] = []
    return new Promise((resolve, reject) => {
      createInterface({ input: child.stderr }).on('line', (line) => {
        said.push(line)
        if (ready.test(line)) resolve()
      })
      child.once('exit', () => reject(new Error(said.join('\n'))))
    })
  }

  /** Writes a script that runs a program in it. */
  wrap(program: string, path: string, env: Record<string, string>): string {
    const exports = Object.entries(env).map(([key, value]) => `export ${key}='${value}'\n`)
    const script = `#!/bin/sh\n${exports.join('')}exec ip netns exec ${this.name} ${program} "$@"\n`
    writeFileSync(path, script, { mode: 0o755 })
    return path
  }

  /** Ends everything that runs in it. */
  remove(): void {
    const pids = run('ip', 'netns', 'pids', this.name).split('\n').filter(Boolean).map(Number)
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It has ended by itself.
      }
    }
    run('ip', 'netns', 'delete', this.name)
    rmSync(this.#files, { recursive: true, force: true })
  }
}

/**
 * Waits for the address that the system itself adds to a device, and until none is tentative any
 * more (RFC 4862, 5.4): a browser gives up what it loads when the machine's addresses change.
 */
function settle(addresses: () => string): void {
  const until = Date.now() + 20_000
  for (let seen = ''; !seen.includes('scope link') || seen.includes('tentative');) {
    if (Date.now() > until) throw new Error(`no address:\n${seen}`)
    seen = addresses()
  }
}

const asOne = ([command = '', ...args]: string[]): [string, ...string[]] => [command, ...args]
