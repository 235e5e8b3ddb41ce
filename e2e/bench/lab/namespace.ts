import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'

/** A private subnet that no other lab here uses. */
const NETWORK = '10.88.0'
export const SERVER_ADDRESS = `${NETWORK}.1`

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['pipe', 'pipe', 'inherit'] })

/**
 * A second machine inside this one (network namespaces, veth; Linux, root). Its only path to the
 * server is a link on which nftables drops packets as told.
 */
export class Namespace {
  readonly name: string
  #address = 2

  constructor(name: string) {
    this.name = name
    const [here, there] = [`${name}0`, `${name}1`]
    run('ip', 'netns', 'add', name)
    run('ip', 'link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', name)
    run('ip', 'addr', 'add', `${SERVER_ADDRESS}/24`, 'dev', here)
    run('ip', 'link', 'set', here, 'up')
    this.#inside('ip', 'addr', 'add', `${NETWORK}.2/24`, 'dev', there)
    this.#inside('ip', 'link', 'set', there, 'up')
    this.#inside('ip', 'link', 'set', 'lo', 'up')
    this.#inside('ip', 'route', 'add', 'default', 'via', SERVER_ADDRESS)
  }

  /** Drops matching packets from now on, in both directions, in nft syntax; none if empty. */
  drop(...matches: string[]): void {
    const chain = (hook: string) => `chain ${hook} {
      type filter hook ${hook} priority 0;
      ${matches.map((match) => `${match} drop`).join('\n')}
    }`
    const table = `table inet line {\n${chain('input')}\n${chain('output')}\n}\n`
    this.#inside('nft', 'add', 'table', 'inet', 'line')
    this.#inside('nft', 'delete', 'table', 'inet', 'line')
    execFileSync('ip', ['netns', 'exec', this.name, 'nft', '-f', '-'], { input: table })
  }

  /** As when a laptop moves from one network to another. */
  changeAddress(): void {
    const device = `${this.name}1`
    this.#inside('ip', 'addr', 'flush', 'dev', device)
    this.#address += 1
    this.#inside('ip', 'addr', 'add', `${NETWORK}.${this.#address}/24`, 'dev', device)
    this.#inside('ip', 'route', 'add', 'default', 'via', SERVER_ADDRESS)
  }

  /** Writes a script that runs a program inside the namespace. */
  wrap(program: string, path: string): string {
    writeFileSync(path, `#!/bin/sh\nexec ip netns exec ${this.name} ${program} "$@"\n`, {
      mode: 0o755,
    })
    return path
  }

  remove(): void {
    run('ip', 'link', 'delete', `${this.name}0`)
    run('ip', 'netns', 'delete', this.name)
  }

  #inside(...command: string[]): void {
    run('ip', 'netns', 'exec', this.name, ...command)
  }
}
