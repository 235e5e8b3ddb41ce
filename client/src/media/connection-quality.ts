import type { ParticipantId } from '#protocol/ids.ts'
import { strainOf } from './pictures.ts'
import type { Strain } from './pictures.ts'
import { judge, lossOf, Qualities } from './quality.ts'
import type { Count, Quality } from './quality.ts'
import { cpuPressureOf, suspicionAfter } from './cpu-pressure.ts'
import type { CpuPressure } from './cpu-pressure.ts'

/** Sampling interval. One getStats call costs a few milliseconds on an old machine. */
const EVERY_MS = 3000

/**
 * What makes a connection worse than good: this person's line, this computer's processor, or the
 * other person's side.
 */
export type Cause = 'line' | 'processor' | 'sender'

/**
 * `mine` is null until measured; people from whom nothing is received have no entry. `causes` has
 * entries only for qualities below good whose cause is known.
 */
export type ConnectionQuality = {
  mine: Quality | null
  of: ReadonlyMap<ParticipantId, Quality>
  causes: ReadonlyMap<ParticipantId | 'me', Cause>
}
export const UNKNOWN_QUALITY: ConnectionQuality = { mine: null, of: new Map(), causes: new Map() }

export type Readings = {
  /** Received packets by track id. */
  received: Map<string, Count>
  /** Packets of each outbound stream that reached the server, by the stream's statistics id. */
  sent: Map<string, Count & { roundTrip: number | null }>
  /** Round-trip time to the server in seconds, as measured by ICE. */
  roundTrip: number | null
  /** Frames by received track id: `received` were drawn, `lost` were dropped. */
  drawn: Map<string, Count>
  /** The browser reduces quality because of the CPU. */
  limited: boolean
}

/** An entry of an RTCStatsReport: one of many dictionary types. */
type Entry = Readonly<Record<string, unknown>>
const number = (value: unknown) => (typeof value === 'number' ? value : null)
const worst = (a: number | null, b: number | null) =>
  a === null || b === null ? (a ?? b) : Math.max(a, b)

/** Extracts what we use from both transports' statistics (W3C webrtc-stats). */
export function readStats(stats: Iterable<Entry>): Readings {
  const entries = [...stats]
  const sent = new Map(entries.map((entry) => [entry['id'], number(entry['packetsSent'])]))
  const [received, drawn] = [new Map<string, Count>(), new Map<string, Count>()]
  const readings: Readings = { received, drawn, sent: new Map(), roundTrip: null, limited: false }
  for (const entry of entries) {
    const lost = number(entry['packetsLost']) ?? 0
    if (entry['type'] === 'inbound-rtp' && typeof entry['trackIdentifier'] === 'string') {
      const track = entry['trackIdentifier']
      received.set(track, { received: number(entry['packetsReceived']) ?? 0, lost })
      const decoded = number(entry['framesDecoded'])
      const dropped = number(entry['framesDropped']) ?? 0
      if (decoded !== null) drawn.set(track, { received: decoded, lost: dropped })
    }
    readings.limited ||= entry['qualityLimitationReason'] === 'cpu'
    if (entry['type'] === 'remote-inbound-rtp' && typeof entry['localId'] === 'string')
      readings.sent.set(entry['localId'], {
        received: (sent.get(entry['localId']) ?? 0) - lost,
        lost,
        roundTrip: number(entry['roundTripTime']),
      })
    if (entry['type'] === 'candidate-pair' && entry['nominated'] === true)
      readings.roundTrip = worst(readings.roundTrip, number(entry['currentRoundTripTime']))
  }
  return readings
}

/** One sample: what to show, and the strain on network and CPU; null if nothing was measured. */
type Sample = {
  line: ConnectionQuality
  strain: Strain | null
  cpuPressure: CpuPressure | null
  /** The processor is suspected of what the sample shows. */
  busy: boolean
}

/** Turns consecutive readings into samples, keeping the counters needed to compare them. */
export class QualityMonitor {
  readonly #qualities = new Qualities<ParticipantId | 'me'>()
  readonly #causes = new Map<ParticipantId | 'me', Cause>()
  #suspicion = 0

  /**
   * @param owner maps received track ids to participants
   * @param late milliseconds by which this sample came late
   */
  next(readings: Readings, owner: ReadonlyMap<string, ParticipantId>, late = 0): Sample {
    this.#suspicion = suspicionAfter(this.#suspicion, readings.limited, late)
    const busy = this.#suspicion > 0
    const losses = new Map<ParticipantId, number>()
    for (const [track, count] of readings.received) {
      const person = owner.get(track)
      const delta = this.#qualities.since(track, count)
      const loss = delta && lossOf([delta])
      if (person && loss !== null) losses.set(person, Math.max(loss, losses.get(person) ?? 0))
    }
    const { loss: sentLoss, roundTrip } = this.#outbound(readings)
    const common = losses.size > 0 ? Math.min(...losses.values()) : null
    const least = losses.size > 1 ? (common ?? 0) : 0
    const measured = sentLoss !== null || roundTrip !== null
    // Loss common to all senders happens on our side.
    const ours = judge(Math.max(sentLoss ?? 0, least), roundTrip)
    const mine = this.#qualities.read('me', measured ? ours : undefined)
    if (measured) this.#blame('me', ours, busy ? 'processor' : 'line')
    const of = this.#ofOthers(losses, new Set(owner.values()), (quality) => {
      if (busy) return 'processor'
      if (ours !== 'good' && (losses.size === 1 || quality === ours)) return 'line'
      // With a single sender, loss may be on either side.
      return losses.size > 1 ? 'sender' : null
    })
    // With a single sender we cannot tell whose side is at fault; pausing video helps either way.
    const strain = strainOf({ sent: sentLoss, received: common }, roundTrip)
    const cpuPressure = cpuPressureOf(readings.limited, this.#dropRate(readings), strain)
    const line = { mine: mine ?? null, of, causes: new Map(this.#causes) }
    return { line, strain, cpuPressure, busy }
  }

  #ofOthers(
    losses: ReadonlyMap<ParticipantId, number>,
    people: ReadonlySet<ParticipantId>,
    causeOf: (quality: Quality) => Cause | null,
  ): Map<ParticipantId, Quality> {
    const of = new Map<ParticipantId, Quality>()
    for (const person of people) {
      const loss = losses.get(person)
      // Too little data to judge: keep what was shown.
      const reading = loss === undefined ? undefined : judge(loss, null)
      const shown = this.#qualities.read(person, reading)
      if (shown) of.set(person, shown)
      if (reading) this.#blame(person, reading, causeOf(reading))
    }
    return of
  }

  #blame(whom: ParticipantId | 'me', quality: Quality, cause: Cause | null): void {
    if (quality !== 'good' && cause !== null) this.#causes.set(whom, cause)
    else this.#causes.delete(whom)
  }

  /** Share of received frames since the last sample that were not drawn. */
  #dropRate({ drawn }: Readings): number | null {
    const counts = [...drawn].map(([track, count]) =>
      this.#qualities.since(`drawn ${track}`, count),
    )
    return lossOf(counts.filter((count) => count !== null))
  }

  /**
   * Loss and round-trip time over all streams sent since the last sample, taken together because a
   * connection drops packets of all streams alike. Streams without new packets are skipped: a layer
   * that is no longer sent keeps its last report forever, and after an outage mediasoup counts
   * audio it receives again as lost for ten seconds, which is not a weak connection.
   */
  #outbound(readings: Readings): { loss: number | null; roundTrip: number | null } {
    const counts: Count[] = []
    let { roundTrip } = readings
    for (const [stream, count] of readings.sent) {
      const delta = this.#qualities.since(`sent ${stream}`, count)
      if (delta === null) continue
      counts.push(delta)
      roundTrip = worst(roundTrip, count.roundTrip)
    }
    return { loss: lossOf(counts), roundTrip }
  }
}

type Source = {
  /** Statistics of the transports that are open. */
  stats(): Promise<Iterable<Entry>>
  /** Owner of each received track, by track id. */
  owners(): ReadonlyMap<string, ParticipantId>
}

type Watcher = {
  /** Called only when something has changed. */
  onLine: (line: ConnectionQuality) => void
  /** Called on every sample that measured something. */
  onStrain: (strain: Strain, busy: boolean) => void
  /** Same as `onStrain`, for the CPU. */
  onCpuPressure: (cpuPressure: CpuPressure) => void
}

/** Samples at a fixed interval; returns a function that stops it. */
export function watchQuality(
  source: Source,
  { onLine, onStrain, onCpuPressure }: Watcher,
): () => void {
  const monitor = new QualityMonitor()
  let reported = UNKNOWN_QUALITY
  let stopped = false
  let sampling = false
  let before = performance.now()
  const sample = async () => {
    const late = performance.now() - before - EVERY_MS
    before = performance.now()
    const entries = await source.stats()
    if (stopped) return
    const next = monitor.next(readStats(entries), source.owners(), late)
    const { line, strain, cpuPressure, busy } = next
    if (strain !== null) onStrain(strain, busy)
    if (cpuPressure !== null) onCpuPressure(cpuPressure)
    if (same(line, reported)) return
    reported = line
    onLine(line)
  }
  // getStats may fail when a transport closes meanwhile; the next sample takes over.
  const timer = setInterval(() => {
    if (sampling) return
    sampling = true
    sample()
      .catch(() => undefined)
      .finally(() => {
        sampling = false
      })
  }, EVERY_MS)
  return () => {
    stopped = true
    clearInterval(timer)
  }
}

const same = (a: ConnectionQuality, b: ConnectionQuality) =>
  a.mine === b.mine &&
  a.of.size === b.of.size &&
  [...a.of].every(([id, quality]) => b.of.get(id) === quality) &&
  a.causes.size === b.causes.size &&
  [...a.causes].every(([id, cause]) => b.causes.get(id) === cause)
