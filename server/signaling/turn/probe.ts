import { performance } from 'node:perf_hooks'
import type { CertificateView, TurnProbe } from '#protocol/health.ts'
import { TurnClient } from './client.ts'
import { openLine } from './line.ts'
import type { Place } from './line.ts'

/** Maximum milliseconds for one probe. */
const PROBE_MAX = 5000

/** The operator's own server, with credentials like those given to browsers. */
export type TurnServer = { urls: string[]; username: string; credential: string }

/** Parses `turn:host:port?transport=…` (RFC 7065). Null for DTLS and for anything else. */
export function placeOf(url: string): Place | null {
  const found = /^(turns?):(?:\[([^\]]+)\]|([^:?]+))(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/
  const [, scheme, bracketed, plain, port, asked] = found.exec(url) ?? []
  const host = bracketed ?? plain
  if (host === undefined) return null
  if (scheme === 'turn') {
    return { host, port: Number(port ?? 3478), transport: asked === 'tcp' ? 'tcp' : 'udp' }
  }
  return asked === 'udp' ? null : { host, port: Number(port ?? 5349), transport: 'tls' }
}

/** Allocates over each URL as a browser would, and releases the allocation. Never throws. */
export const probeTurn = (servers: readonly TurnServer[]): Promise<TurnProbe[]> =>
  Promise.all(servers.flatMap((server) => server.urls.map((url) => probeOne(url, server))))

async function probeOne(url: string, { username, credential }: TurnServer): Promise<TurnProbe> {
  const place = placeOf(url)
  if (place === null) {
    return { url, certificate: null, ok: false, reason: 'not an address that can be probed' }
  }
  const begun = performance.now()
  let certificate: CertificateView | null = null
  try {
    const line = await openLine(place, AbortSignal.timeout(PROBE_MAX))
    certificate = line.certificate
    const client = await TurnClient.allocate(line, {
      user: username,
      password: credential,
      family: 4,
    })
    const ms = Math.round(performance.now() - begun)
    const { relay } = client
    await client.close().catch(() => {})
    if (relay === null) return { url, certificate, ok: false, reason: 'no address to relay at' }
    return { url, certificate, ok: true, ms, relay }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { url, certificate, ok: false, reason: reason.split('\n', 1)[0] ?? '' }
  }
}
