import type { Quality } from '../media/quality.ts'

/** An entry of an RTCStatsReport (W3C webrtc-stats): one of many dictionary types. */
type Entry = Readonly<Record<string, unknown>>

export type Kind = 'audio' | 'video'
/** Why the browser reduces quality (`qualityLimitationReason`). */
export type Limit = 'cpu' | 'bandwidth' | 'other'

export type Flow = {
  key: string
  way: 'sent' | 'received'
  kind: Kind
  /** Id of the received MediaStreamTrack; null for outbound flows. */
  track: string | null
  /** VP8 or opus. */
  codec: string | null
  /** Null in the first sample, which has nothing to compare with. */
  kbps: number | null
  picture: { width: number; height: number; fps: number } | null
  /**
   * Share of packets lost since the previous sample, 0 to 1; for outbound flows, as last reported
   * by the server.
   */
  lost: number | null
  /** Share of audio concealed because packets were missing, 0 to 1. */
  concealed: number | null
  limit: Limit | null
}
export type Report = {
  flows: Flow[]
  /** Round-trip time to the server in seconds. */
  roundTrip: number | null
  transport: 'udp' | 'tcp' | null
}

const LIMITS: readonly Limit[] = ['cpu', 'bandwidth', 'other']
const number = (value: unknown): number => (typeof value === 'number' ? value : 0)
const known = (value: unknown) => (typeof value === 'number' ? value : null)
const text = (value: unknown) => (typeof value === 'string' ? value : null)

/** Compares two consecutive samples; `before` is empty for the first. Pure. */
export function report(before: readonly Entry[], now: readonly Entry[]): Report {
  const samples = { before: byId(before), now: byId(now) }
  const sent = new Map<string, Entry[]>()
  for (const entry of now.filter(({ type }) => type === 'outbound-rtp')) {
    const camera = text(entry['mediaSourceId']) ?? String(entry['id'])
    sent.set(camera, [...(sent.get(camera) ?? []), entry])
  }
  const received = now.filter(({ type }) => type === 'inbound-rtp')
  const pair = now.find(({ type, nominated }) => type === 'candidate-pair' && nominated === true)
  const protocol = samples.now.get(String(pair?.['localCandidateId']))?.['protocol']
  return {
    flows: [
      ...[...sent].map(([key, layers]) => sentFlow(key, layers, samples)),
      ...received.map((entry) => receivedFlow(entry, samples)),
    ],
    roundTrip: known(pair?.['currentRoundTripTime']),
    transport: protocol === 'udp' || protocol === 'tcp' ? protocol : null,
  }
}

type ById = ReadonlyMap<string, Entry>
type Samples = { before: ById; now: ById }
const byId = (entries: readonly Entry[]): ById =>
  new Map(entries.map((entry) => [String(entry['id']), entry]))

/** Combines all layers of one camera; the picture is that of the largest layer. */
function sentFlow(key: string, layers: readonly Entry[], samples: Samples): Flow {
  const best = [...layers].sort((a, b) => number(b['frameHeight']) - number(a['frameHeight']))[0]
  const rates = layers.flatMap((layer) => rate(layer, 'bytesSent', samples) ?? [])
  const losses = layers.flatMap((layer) => {
    const remote = samples.now.get(String(layer['remoteId']))
    return known(remote?.['fractionLost']) ?? []
  })
  return {
    ...common(key, best, samples),
    way: 'sent',
    track: null,
    kbps: rates.length === 0 ? null : rates.reduce((sum, one) => sum + one, 0),
    lost: losses.length === 0 ? null : Math.max(...losses),
    concealed: null,
    limit:
      LIMITS.find((limit) =>
        layers.some(({ qualityLimitationReason }) => qualityLimitationReason === limit),
      ) ?? null,
  }
}

function receivedFlow(entry: Entry, samples: Samples): Flow {
  const lost = grown(entry, 'packetsLost', samples)
  const came = grown(entry, 'packetsReceived', samples)
  return {
    ...common(String(entry['id']), entry, samples),
    way: 'received',
    track: text(entry['trackIdentifier']),
    kbps: rate(entry, 'bytesReceived', samples),
    lost: share(lost, (lost ?? 0) + (came ?? 0)),
    concealed: share(
      grown(entry, 'concealedSamples', samples),
      grown(entry, 'totalSamplesReceived', samples),
    ),
    limit: null,
  }
}

function common(key: string, entry: Entry | undefined, { now }: Samples) {
  const codec = text(now.get(String(entry?.['codecId']))?.['mimeType'])
  const height = number(entry?.['frameHeight'])
  return {
    key,
    kind: entry?.['kind'] === 'video' ? ('video' as const) : ('audio' as const),
    codec: codec?.split('/')[1] ?? null,
    picture:
      height === 0
        ? null
        : {
            width: number(entry?.['frameWidth']),
            height,
            fps: Math.round(number(entry?.['framesPerSecond'])),
          },
  }
}

/** Growth of a counter since the previous sample; null if there was none. */
function grown(entry: Entry, name: string, { before }: Samples): number | null {
  const [then, now] = [known(before.get(String(entry['id']))?.[name]), known(entry[name])]
  return then === null || now === null ? null : Math.max(0, now - then)
}

/** Bitrate in kbit/s from a byte counter, using the statistics' own timestamps in milliseconds. */
function rate(entry: Entry, name: string, samples: Samples): number | null {
  const bytes = grown(entry, name, samples)
  const milliseconds = grown(entry, 'timestamp', samples)
  return bytes === null || !milliseconds ? null : Math.round((bytes * 8) / milliseconds)
}

const share = (part: number | null, whole: number | null) =>
  part === null || !whole ? null : Math.min(1, part / whole)

/**
 * Why received video is no better than it is. `unclear`: bandwidth, or the sender sends no more.
 */
export type Reason = Limit | 'sender' | 'unclear' | 'tile' | 'hidden' | 'saving' | 'soundOnly'

/** Layers may be upscaled by at most a quarter. */
const STRETCH = 1.25
/** Height of a camera's best layer, in pixels. */
const BEST = 720

/**
 * Explains the height of received video; null if it is the best there is.
 * @param height of the received frames, in pixels
 * @param asked the requested height; null if none is requested
 * @param now `held`: a tile would show the track, but `saving` or `paused` prevents it; `line`: how
 *   good the connection here is, if known
 */
export function whyReceived(
  height: number | null,
  asked: number | null,
  now: { saving: boolean; paused: boolean; held: boolean; line: Quality | null },
): Reason | null {
  if (now.held) return now.paused ? 'soundOnly' : 'saving'
  if (asked === null) return 'hidden'
  if (height === null || height >= BEST) return null
  if (height * STRETCH < Math.min(asked, BEST)) {
    if (now.line === null) return 'unclear'
    return now.line === 'good' ? 'sender' : 'bandwidth'
  }
  return now.saving ? 'saving' : 'tile'
}
