import type { Config } from '../config/config.ts'

/** Where this server is found: what links begin with, and from where browsers may speak to it. */
export interface Origins {
  /** Without a slash at the end. */
  publicUrl(): string
  /** [NET] Cross-site requests and sockets are refused. */
  allows(origin: string | undefined): boolean
  all(): string[]
  /** Tells the port when it was left to the system. */
  boundTo(port: number): void
}

/**
 * With a public URL, that alone. Without one the server is this machine's own, and both names of
 * it are allowed.
 */
export function createOrigins(config: Pick<Config, 'publicUrl' | 'port' | 'tls'>): Origins {
  let port = config.port
  const all = (): string[] => {
    if (config.publicUrl !== null) return [config.publicUrl]
    const scheme = config.tls === null ? 'http' : 'https'
    return ['localhost', '127.0.0.1'].map((host) => new URL(`${scheme}://${host}:${port}`).origin)
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
