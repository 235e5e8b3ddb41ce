import type { Person } from './browser.ts'

type Entry = Record<string, unknown>
/** The pair of candidates that a connection uses (W3C webrtc-stats). */
type Pair = { local: Entry; remote: Entry }

function pairs({ page }: Person): Promise<Pair[]> {
  return page.evaluate(async () => {
    const { kept } = globalThis as unknown as { kept: { peers: RTCPeerConnection[] } }
    const found: Pair[] = []
    for (const peer of kept.peers) {
      if (peer.connectionState === 'closed') continue
      const stats = new Map<string, Entry>()
      ;(await peer.getStats()).forEach((entry) => stats.set(entry.id, entry))
      for (const transport of stats.values()) {
        if (transport['type'] !== 'transport') continue
        const pair = stats.get(String(transport['selectedCandidatePairId']))
        const local = stats.get(String(pair?.['localCandidateId']))
        const remote = stats.get(String(pair?.['remoteCandidateId']))
        if (local && remote) found.push({ local, remote })
      }
    }
    return found
  })
}

const sorted = (texts: unknown[]): string[] => [...new Set(texts.map(String))].sort()

/**
 * The ways that media takes: kind of candidate, protocol and IP version at the server, such as
 * `relay/tls/4` through TURN over TLS, or `host/udp/6`.
 */
export async function ways(person: Person): Promise<string[]> {
  return sorted(
    (await pairs(person)).map(({ local, remote }) => {
      const protocol = String(local['relayProtocol'] ?? local['protocol'])
      const version = String(remote['address']).includes(':') ? '6' : '4'
      return `${String(local['candidateType'])}/${protocol}/${version}`
    }),
  )
}

/** Where TURN saw this person come from. */
export async function mappedAddresses(person: Person): Promise<string[]> {
  return sorted((await pairs(person)).map(({ local }) => local['relatedAddress']))
}
