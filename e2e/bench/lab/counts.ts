import type { Person } from '../../support/browser.ts'

/** A browser's media totals so far, over all open connections. */
export type Counts = {
  /** Epoch milliseconds of the reading. */
  at: number
  frames: number
  /** Audio samples: played in total, and concealed because they never arrived. */
  samples: number
  concealed: number
  voicePackets: number
  voiceLost: number
  /** `udp` or `tcp`, for the candidate pairs in use. */
  ways: string[]
}

export function counts({ page }: Person): Promise<Counts> {
  return page.evaluate(async () => {
    const { kept } = globalThis as unknown as { kept: { peers: RTCPeerConnection[] } }
    const sum = { frames: 0, samples: 0, concealed: 0, voicePackets: 0, voiceLost: 0 }
    const ways: string[] = []
    for (const peer of kept.peers) {
      if (peer.connectionState === 'closed') continue
      const stats = new Map<string, Record<string, unknown>>()
      ;(await peer.getStats()).forEach((entry) => stats.set(entry.id, entry))
      for (const entry of stats.values()) {
        const of = (key: string) => Number(entry[key] ?? 0)
        if (entry['type'] === 'transport') {
          const pair = stats.get(String(entry['selectedCandidatePairId']))
          const local = stats.get(String(pair?.['localCandidateId']))
          if (local) ways.push(String(local['protocol']))
        }
        if (entry['type'] !== 'inbound-rtp') continue
        sum.frames += of('framesDecoded')
        sum.samples += of('totalSamplesReceived')
        sum.concealed += of('concealedSamples')
        if (entry['kind'] !== 'audio') continue
        sum.voicePackets += of('packetsReceived')
        sum.voiceLost += of('packetsLost')
      }
    }
    return { at: Date.now(), ...sum, ways }
  })
}

const share = (part: number, whole: number) =>
  whole === 0 ? 'no sound' : `${((100 * part) / whole).toFixed(2)} %`

/** Summary of what happened between two readings. */
export function between(before: Counts, after: Counts): string {
  const seconds = (after.at - before.at) / 1000
  const lost = after.voiceLost - before.voiceLost
  return [
    `${((after.frames - before.frames) / seconds).toFixed(1)} frames/s`,
    `voice packets lost ${share(lost, lost + after.voicePackets - before.voicePackets)}`,
    `sound concealed ${share(after.concealed - before.concealed, after.samples - before.samples)}`,
    `over ${[...new Set(after.ways)].join(' and ')}`,
  ].join(', ')
}
