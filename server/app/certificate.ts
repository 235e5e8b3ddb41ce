import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { connect } from 'node:tls'
import type { Config } from '../config/config.ts'
import type { CertificateView } from '#protocol/health.ts'
import { certificateOf } from '../signaling/turn/line.ts'

const HANDSHAKE_MAX = 3000
/** Milliseconds to cache a result. Failures are retried sooner. */
const HOLDS = 10 * 60_000
const HOLDS_FAILED = 30_000

/**
 * The certificate that browsers see at the public URL, read from a TLS handshake with the
 * operator's own reverse proxy. No data is sent.
 * @throws if nothing answers, or not with TLS
 */
export async function servedCertificate(publicUrl: string): Promise<CertificateView> {
  const { hostname, port } = new URL(publicUrl)
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const socket = connect({
    host,
    port: Number(port || 443),
    rejectUnauthorized: false,
    ...(isIP(host) === 0 ? { servername: host } : {}),
  })
  try {
    const signal = AbortSignal.timeout(HANDSHAKE_MAX)
    await once(socket, 'secureConnect', { signal })
    return certificateOf(socket)
  } finally {
    socket.destroy()
  }
}

/**
 * The certificate for the operators' page: from the local file, read once, or from the reverse
 * proxy, fetched on demand and cached for a few minutes.
 */
export function createCertificateLook(
  { tls, publicUrl }: Pick<Config, 'tls' | 'publicUrl'>,
  now: () => number,
): () => Promise<CertificateView | null> {
  if (tls !== null) {
    const ends = Date.parse(new X509Certificate(readFileSync(tls.cert)).validTo)
    return async () => ({ ends, trusted: null })
  }
  if (publicUrl === null || !publicUrl.startsWith('https:')) return async () => null
  let last: { until: number; found: Promise<CertificateView | null> } | null = null
  return () => {
    if (last === null || now() >= last.until) {
      const look = { until: now() + HOLDS, found: servedCertificate(publicUrl).catch(() => null) }
      void look.found.then((found) => {
        if (found === null) look.until = now() + HOLDS_FAILED
      })
      last = look
    }
    return last.found
  }
}
