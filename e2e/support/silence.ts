import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

/** A proxy to a local socket that can go silent like a cut cable, refusing nothing. */
export class SilentLine {
  readonly folder: string
  readonly #server: Server
  readonly #open = new Set<Socket>()
  #silent = false

  private constructor(server: Server, folder: string, target: () => string) {
    this.#server = server
    this.folder = folder
    server.on('connection', (near) => this.#carry(near, target()))
  }

  /** @param target socket path, evaluated at the first connection */
  static async open(name: string, target: () => string): Promise<SilentLine> {
    const folder = await mkdtemp(join(tmpdir(), 'anhop-line-'))
    const server = createServer()
    await once(server.listen(join(folder, basename(name))), 'listening')
    return new SilentLine(server, folder, target)
  }

  /** Drops everything sent from now on; new connections are accepted and never answered. */
  fallSilent(): void {
    this.#silent = true
    for (const socket of this.#open) socket.pause()
  }

  /** Serves new connections again; existing ones are destroyed. */
  speak(): void {
    this.#silent = false
    for (const socket of this.#open) socket.destroy()
  }

  async close(): Promise<void> {
    this.#server.close()
    this.speak()
    await rm(this.folder, { recursive: true, force: true })
  }

  #carry(near: Socket, target: string): void {
    this.#open.add(near)
    near.on('error', () => {})
    near.on('close', () => this.#open.delete(near))
    if (this.#silent) return void near.pause()
    const far = connect(target)
    this.#open.add(far)
    far.on('error', () => {})
    far.on('close', () => {
      this.#open.delete(far)
      if (!this.#silent) near.destroy()
    })
    near.on('close', () => far.destroy())
    near.on('data', (chunk) => far.write(chunk))
    far.on('data', (chunk) => near.write(chunk))
  }
}
