import type { ParticipantId } from '#protocol/ids.ts'
import { strainOf } from './pictures.ts'
import type { Strain } from './pictures.ts'
import { judge, lossOf, Qualities } from './quality.ts'
import type { Count, Quality } from './quality.ts'
import { cpuPressureOf } from './cpu-pressure.ts'
import type { CpuPressure } from './cpu-pressure.ts'

/** How often it is looked at. A call of getStats costs a few milliseconds on an old machine. */
const EVERY_MS = 3000

/** `mine` is null until something was measured; of whom nothing is received there is no entry. */
export type ConnectionQuality = { mine: Quality | null; of: ReadonlyMap<ParticipantId, Quality> }
export const UNKNOWN_QUALITY: ConnectionQuality = { mine: null, of: new Map() }

export type Readings = {
  /** By the id of the received track. */
  received: Map<string, Count>
  /** What the server got of each stream of mine, by the stream's id in the statistics. */
  sent: Map<string, Count & { roundTrip: number | null }>
  /** Seconds to the server and back, as ICE measures it. */
  roundTrip: number | null
  /** Pictures by the id of the received track: those that were drawn, and those that were not. */
  drawn: Map<string, Count>
  /** The browser sends less than it could because of the processor. */
  limited: boolean
}

/** An entry of an RTCStatsReport: any of many dictionaries. */
type Entry = Readonly<Record<string, unknown>>
const number = (value: unknown) => (typeof value === 'number' ? value : null)
const worst = (a: number | null, b: number | null) =>
  a === null || b === null ? (a ?? b) : Math.max(a, b)

/** What matters of both transports' statistics (W3C webrtc-stats). */
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

/** One look: what is shown of it, and how hard line and machine have it; null when nothing tells. */
type Look = { line: ConnectionQuality; strain: Strain | null; cpuPressure: CpuPressure | null }

/** Turns readings into what is shown, and remembers what it needs for the next. */
export class LineJudge {
  readonly #qualities = new Qualities<ParticipantId | 'me'>()

  /** `owner`: whose the received tracks are. */
  next(readings: Readings, owner: ReadonlyMap<string, ParticipantId>): Look {
    const losses = new Map<ParticipantId, number>()
    for (const [track, count] of readings.received) {
      const person = owner.get(track)
      const came = this.#qualities.since(track, count)
      const loss = came && lossOf([came])
      if (person && loss !== null) losses.set(person, Math.max(loss, losses.get(person) ?? 0))
    }
    const of = new Map<ParticipantId, Quality>()
    for (const person of new Set(owner.values())) {
      const loss = losses.get(person)
      // Nothing came to tell by: what was shown stays.
      const reading = loss === undefined ? undefined : judge(loss, null)
      const shown = this.#qualities.read(person, reading)
      if (shown) of.set(person, shown)
    }
    const { loss: sentLoss, roundTrip } = this.#upwards(readings)
    const common = losses.size > 0 ? Math.min(...losses.values()) : null
    const least = losses.size > 1 ? (common ?? 0) : 0
    const told = sentLoss !== null || roundTrip !== null
    // What is lost of everybody is lost on my side.
    const loss = Math.max(sentLoss ?? 0, least)
    const mine = this.#qualities.read('me', told ? judge(loss, roundTrip) : undefined)
    // Of one person alone nobody knows whose side it is: to rest their picture helps either way.
    const strain = strainOf({ sent: sentLoss, received: common }, roundTrip)
    const cpuPressure = cpuPressureOf(readings.limited, this.#undrawn(readings), strain)
    return { line: { mine: mine ?? null, of }, strain, cpuPressure }
  }

  /** The share of all pictures since the last look that came and were not drawn. */
  #undrawn({ drawn }: Readings): number | null {
    const counts = [...drawn].map(([track, count]) =>
      this.#qualities.since(`drawn ${track}`, count),
    )
    return lossOf(counts.filter((count) => count !== null))
  }

  /**
   * Of the streams that were sent since the last look, all together: a line loses of each alike. A
   * layer that is not sent any more keeps its last report for ever, and after a break mediasoup
   * counts sound that it gets again as lost for ten seconds, which is no weak line.
   */
  #upwards(readings: Readings): { loss: number | null; roundTrip: number | null } {
    const counts: Count[] = []
    let { roundTrip } = readings
    for (const [stream, count] of readings.sent) {
      const came = this.#qualities.since(`sent ${stream}`, count)
      if (came === null) continue
      counts.push(came)
      roundTrip = worst(roundTrip, count.roundTrip)
    }
    return { loss: lossOf(counts), roundTrip }
  }
}

type Source = {
  /** Both transports' statistics, as far as they are open. */
  stats(): Promise<Iterable<Entry>>
  /** Received tracks by id, and whose they are. */
  owners(): ReadonlyMap<string, ParticipantId>
}

type Watcher = {
  /** Told only what has changed. */
  onLine: (line: ConnectionQuality) => void
  /** Told at every look that found something. */
  onStrain: (strain: Strain) => void
  /** The same of the machine. */
  onCpuPressure: (cpuPressure: CpuPressure) => void
}

/** Looks again and again until it is stopped. */
export function watchQuality(
  source: Source,
  { onLine, onStrain, onCpuPressure }: Watcher,
): () => void {
  const judgeOf = new LineJudge()
  let told = UNKNOWN_QUALITY
  let stopped = false
  let looking = false
  const look = async () => {
    const entries = await source.stats()
    if (stopped) return
    const { line, strain, cpuPressure } = judgeOf.next(readStats(entries), source.owners())
    if (strain !== null) onStrain(strain)
    if (cpuPressure !== null) onCpuPressure(cpuPressure)
    if (same(line, told)) return
    told = line
    onLine(line)
  }
  // A transport that closes while it is asked: the next look is another.
  const timer = setInterval(() => {
    if (looking) return
    looking = true
    look()
      .catch(() => undefined)
      .finally(() => {
        looking = false
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
  [...a.of].every(([id, quality]) => b.of.get(id) === quality)
