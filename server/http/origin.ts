import type { Config } from '../config/config.ts'

/** The origins of this server: the base of links, and where browsers may call it from. */
export interface Origins {
  /** Without a trailing slash. */
  publicUrl(): string
  /** [NET] Cross-site requests and sockets are refused. */
  allows(origin: string | undefined): boolean
  all(): string[]
  /** Sets the actual port, if it was chosen by the system. */
  boundTo(port: number): void
}

/**
 * With a public URL, only that origin is allowed. Without one the server is local, and the name and
 * both addresses of the local machine are allowed.
 */
export function createOrigins(config: Pick<Config, 'publicUrl' | 'port' | 'tls'>): Origins {
  let port = config.port
  const all = (): string[] => {
    if (config.publicUrl !== null) return [config.publicUrl]
    const scheme = config.tls === null ? 'http' : 'https'
    const hosts = ['localhost', '127.0.0.1', '[::1]']
    return hosts.map((host) => new URL(`${scheme}://${host}:${port}`).origin)
  }
  return {
    all,
    publicUrl: () => all()[0] ?? '',
    allows: (origin) => origin !== undefined && all().includes(origin),
    boundTo: (bound) => {
      port = bound
    },
  }
}
