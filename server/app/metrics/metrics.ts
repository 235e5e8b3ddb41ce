import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client'
import type { WorkerLoad } from '#sfu/types.ts'
import type { ErrorCode } from '#protocol/errors.ts'

/** Sources of the metrics, read at every scrape. */
export type MetricSources = {
  totals(): { meetings: number; participants: number; waiting: number }
  sockets(): number
  workers(): WorkerLoad[]
  passwords(): { running: number; waiting: number }
  /** In configured order; empty before the first probe. */
  turn(): readonly { ok: boolean }[]
}

export interface Metrics {
  readonly registry: Registry
  /** Counts a refusal over HTTP or the socket. */
  refused(way: 'http' | 'socket', code: ErrorCode): void
  /** All refusals since the start. */
  refusedTotal(): number
  watch(sources: MetricSources): void
}

/**
 * Metrics for Prometheus. They are aggregates only: no label holds an ID, a name, or an address, so
 * they reveal nothing about anyone. Label values come from closed sets, such as a worker number or
 * an error code.
 */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const refusals = new Counter({
    name: 'anhop_refused_total',
    help: 'Requests that were refused, by the stable code of the refusal',
    labelNames: ['way', 'code'],
    registers: [registry],
  })
  let total = 0
  return {
    registry,
    refused(way, code) {
      total += 1
      refusals.inc({ way, code })
    },
    refusedTotal: () => total,
    watch: (sources) => watch(registry, sources),
  }
}

/**
 * GET /metrics, on a listener of its own. The public port has no such path, so the proxy needs no
 * rule to hide it. Not listening yet.
 */
export function metricsListener(registry: Registry): Server {
  return createServer({ requestTimeout: 5000, headersTimeout: 5000 }, (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
}

function watch(registry: Registry, sources: MetricSources): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  const labeled = (
    name: string,
    help: string,
    label: string,
    read: () => (readonly [of: number, value: number])[],
  ) =>
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [registry],
      collect() {
        // Drops the series of workers that no longer exist.
        this.reset()
        for (const [of, value] of read()) this.set({ [label]: of }, value)
      },
    })
  const perWorker = (name: string, help: string, read: (load: WorkerLoad) => number) =>
    labeled(name, help, 'worker', () =>
      sources.workers().map((load) => [load.index, read(load)] as const),
    )
  gauge(
    'anhop_meetings',
    'Meetings with somebody in them or in the lobby',
    () => sources.totals().meetings,
  )
  gauge('anhop_participants', 'People in meetings', () => sources.totals().participants)
  gauge('anhop_waiting', 'People in lobbies', () => sources.totals().waiting)
  gauge('anhop_sockets', 'Open signaling connections', () => sources.sockets())
  gauge('anhop_workers', 'Media workers that run', () => sources.workers().length)
  perWorker('anhop_worker_rooms', 'Rooms on a worker', ({ rooms }) => rooms)
  perWorker('anhop_worker_transports', 'Transports on a worker', ({ transports }) => transports)
  perWorker('anhop_worker_producers', 'Streams into a worker', ({ producers }) => producers)
  perWorker('anhop_worker_consumers', 'Streams out of a worker', ({ consumers }) => consumers)
  perWorker('anhop_worker_participants', 'People whose media is on a worker', ({ peers }) => peers)
  perWorker('anhop_worker_bits_in', 'Media into a worker, bits per second', (w) => w.bitrate.in)
  perWorker('anhop_worker_bits_out', 'Media out of a worker, bits per second', (w) => w.bitrate.out)
  labeled(
    'anhop_turn_up',
    'Whether the TURN server allocates over an address, by its place in the settings',
    'address',
    () => sources.turn().map(({ ok }, place) => [place, ok ? 1 : 0] as const),
  )
  gauge('anhop_passwords_running', 'Passwords being hashed', () => sources.passwords().running)
  gauge(
    'anhop_passwords_waiting',
    'Passwords waiting to be hashed',
    () => sources.passwords().waiting,
  )
}
