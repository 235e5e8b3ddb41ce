import type { types } from 'mediasoup-client'
import type { Direction } from '#protocol/media.ts'

/**
 * Sound and pictures do not get through from this network, although the page does. `turnTls`: host and
 * port of the server's TURN over TLS, which was tried too; null if it has none.
 */
export type Blocked = { turnTls: string | null }

/**
 * Where a firewall answers nothing, browsers take minutes to give up on TCP. Every way that works has
 * long been found by then.
 */
const PATIENCE_MS = 15_000

/** The host and port of the first TURN server over TLS (RFC 7065). Pure. */
export function turnTlsOf(servers: readonly { urls: readonly string[] }[]): string | null {
  for (const url of servers.flatMap(({ urls }) => urls)) {
    const [, host, port = '5349'] = /^turns:(\[[^\]]+\]|[^:?]+)(?::(\d+))?/.exec(url) ?? []
    if (host !== undefined) return `${host}:${port}`
  }
  return null
}

/** Watches a session's transports for one that tries every way and has never found one. */
export class BlockedWatch {
  readonly #onBlocked: (blocked: Blocked | null) => void
  readonly #failed = new Map<Direction, Blocked>()

  constructor(onBlocked: (blocked: Blocked | null) => void) {
    this.#onBlocked = onBlocked
  }

  /** @param servers the ICE servers that the transport was opened with */
  add(
    direction: Direction,
    transport: types.Transport,
    servers: readonly { urls: readonly string[] }[],
  ): void {
    let everConnected = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const fail = () => {
      if (everConnected || this.#failed.has(direction)) return
      this.#failed.set(direction, { turnTls: turnTlsOf(servers) })
      this.#tell()
    }
    transport.on('connectionstatechange', (state) => {
      if (state === 'connecting') timer ??= setTimeout(fail, PATIENCE_MS)
      else if (state === 'failed') fail()
      else if (state === 'connected') {
        everConnected = true
        clearTimeout(timer)
        if (this.#failed.delete(direction)) this.#tell()
      }
    })
    transport.observer.on('close', () => clearTimeout(timer))
  }

  #tell(): void {
    const [blocked = null] = this.#failed.values()
    this.#onBlocked(blocked)
  }
}
