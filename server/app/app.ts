import type { Server } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { RemoteOptions, Sfu, SfuOptions } from '#sfu/types.ts'
import type { AccountService } from '../auth/accounts.ts'
import { byRegion, createAddressReader } from '../auth/address.ts'
import { AttemptLimiter } from '../auth/attempts.ts'
import { cookieNames, readTicketHash } from '../auth/cookies.ts'
import { OidcProvider } from '../auth/oidc.ts'
import { PolicyService } from '../auth/policy.ts'
import { createHasher } from '../auth/passwords.ts'
import { Sealer } from '../auth/seal.ts'
import { keyedHash } from '../auth/secret.ts'
import { Elsewhere } from '../cluster/ownership.ts'
import type { Config } from '../config/config.ts'
import { StartError, openData } from './data.ts'
import { DocumentService } from '../files/documents/service.ts'
import type { LiveMeetings } from '../meeting/records.ts'
import { asked } from '../policy/tighten.ts'
import { createApi } from '../http/api.ts'
import { importMapsOf, serveClient } from '../http/client.ts'
import { mapError } from '../http/errors.ts'
import { createOrigins } from '../http/origin.ts'
import type { Origins } from '../http/origin.ts'
import { registerRoutes } from '../http/routes.ts'
import { createHttp } from '../http/server.ts'
import { settle } from '../store/interrupted.ts'
import { closable } from './listener.ts'
import { reason } from './log.ts'
import type { LogStream } from './log.ts'
import { periodically } from './periodic.ts'
import { forget } from './retention.ts'
import { SmtpMailer } from '../mail/mailer.ts'
import { createMetrics, metricsListener } from './metrics/metrics.ts'
import { createCertificateLook } from './certificate.ts'
import { createReadiness } from './readiness.ts'
import { sampled } from './sampling.ts'
import { createServerHealth } from './server-health.ts'
import { expire, stopInterrupted } from '../files/recordings/expiry.ts'
import { RecordingPieces } from '../files/recordings/pieces.ts'
import { attachSignaling } from '../signaling/edge.ts'
import { LineTests } from '../signaling/line-tests.ts'
import { Meetings } from '../signaling/meetings.ts'
import { isRecordingRequest } from '../signaling/requests/recording.ts'
import { iceServers } from '../signaling/turn.ts'
import { watchTurn } from '../signaling/turn/watch.ts'
import type { TurnWatch } from '../signaling/turn/watch.ts'
import type { Store } from '../store/store.ts'

export type AppDeps = {
  openSfu(options: SfuOptions | RemoteOptions): Promise<Sfu>
  /**
   * Called when another server took over the database while the connection was lost. This server
   * must stop.
   */
  ousted?: (why: Error) => void
  /** Epoch milliseconds. */
  now?: () => number
  /** For durations kept in memory; tests advance it themselves. */
  monotonic?: () => number
  /** Folder of the built client. */
  clientFolder?: string
  logStream?: LogStream
}

export interface App {
  fastify: FastifyInstance
  /** The listener for monitoring, never on the public port. */
  metrics: Server
  store: Store
  service: AccountService
  meetings: Meetings
  origins: Origins
  /**
   * Marks the server not ready so that the load balancer stops sending traffic, refuses new
   * connections, and notifies connected people. Resolves when there has been time for both. Media
   * continues until `close`.
   */
  drain(): Promise<void>
  /** Closes signaling, the listener, media, and the store, in this order. Idempotent. */
  close(): Promise<void>
}

/** Milliseconds for final messages to arrive and for the load balancer to check readiness again. */
const DRAIN = 2000
/** Milliseconds. Used as intervals between cleanup runs. */
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const CLIENT = join(import.meta.dirname, '..', '..', 'client', 'dist')
const clientOf = ({ clientFolder }: AppDeps): string => clientFolder ?? CLIENT

/**
 * Builds the server without listening yet.
 * @throws StartError if the environment is unusable, with everything closed again
 */
export async function buildApp(config: Config, deps: AppDeps): Promise<App> {
  const closing = new Closing()
  try {
    const base = await openBase(config, deps, closing)
    const { recordings, mailer } = await startKeeping(base)
    const sfu = await openMedia(base)
    closing.add(() => sfu.close())
    closing.add(closable(base.fastify.server, () => base.fastify.close()))
    const rooms = openRooms(base, sfu)
    const cluster = await joinServers(base, rooms)
    const live = cluster?.live ?? rooms.meetings
    const turn = watchTurn((at) => iceServers(config.turn, 'probe', at), base.now, base.log)
    closing.add(async () => turn.close())
    const metrics = measure(base, rooms, sfu, turn)
    const documents = openDocuments(base, live)
    const service = serve(base, { rooms, live, sfu, turn, recordings, mailer, documents })
    await serveClient(base.fastify, clientOf(deps))
    await base.fastify.ready()
    return {
      fastify: base.fastify,
      metrics,
      store: base.store,
      service,
      meetings: rooms.meetings,
      origins: base.origins,
      drain: () => drain(rooms, cluster !== null),
      close: () => closing.run(),
    }
  } catch (error) {
    await closing.run()
    throw error
  }
}

/** Collects the steps that close what has been opened. */
class Closing {
  readonly #steps: (() => Promise<unknown>)[] = []
  #running: Promise<void> | null = null

  add(step: () => Promise<unknown>): void {
    this.#steps.push(step)
  }

  /** Runs the steps in reverse order. A failing step does not stop the others. Idempotent. */
  run(): Promise<void> {
    return (this.#running ??= this.#run())
  }

  async #run(): Promise<void> {
    const failures: unknown[] = []
    for (const step of this.#steps.toReversed())
      await step().catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw failures[0]
  }
}

/** What all later steps depend on. */
type Base = Awaited<ReturnType<typeof openBase>>

async function openBase(config: Config, deps: AppDeps, closing: Closing) {
  const now = deps.now ?? Date.now
  const monotonic = deps.monotonic ?? (() => performance.now())
  const { close, ...data } = await openData(config, deps.ousted ?? (() => undefined))
  closing.add(close)
  const { store, node } = data
  if (node === null) {
    await store.rooms.releaseAll()
    await store.transaction((tx) => settle(tx, now()))
    await store.invites.mailInterrupted()
  }
  const origins = createOrigins(config)
  const fastify = await createListener(config, origins, deps)
  const { log } = fastify
  closing.add(async () => log.info({}, 'server stopped'))
  const policy = new PolicyService(store, asked(config))
  // Rooms use the policy from the first connection on, which may come before any HTTP request reads
  // it.
  await policy.read()
  const metrics = createMetrics()
  fastify.addHook('onError', async (_request, _reply, error) =>
    metrics.refused('http', mapError(error).wire.code),
  )
  const hasher = await createHasher()
  const cookies = cookieNames(config.secure)
  const made = { origins, fastify, log, policy, metrics, hasher, cookies }
  return { ...data, ...made, config, deps, closing, now, monotonic }
}

/** Starts the retention jobs and the mailer. */
async function startKeeping({ config, store, policy, closing, now, log }: Base) {
  const failed = (what: string) => (error: unknown) => log.error({ err: error }, what)
  const deleteOld = async () => {
    const forgotten = await forget(store, (await policy.read()).keepDays, now())
    log.info(forgotten, 'expired data deleted')
  }
  closing.add(periodically(DAY, deleteOld, failed('deleting expired data failed')))
  const recordings = new RecordingPieces(store.recordings, join(config.data, 'recordings'))
  await stopInterrupted(store, now())
  const expireRecordings = async () => {
    const deleted = await expire(store, recordings, (await policy.read()).recordingDays, now())
    if (deleted > 0) log.info({ deleted }, 'expired recordings deleted')
  }
  closing.add(periodically(HOUR, expireRecordings, failed('deleting expired recordings failed')))
  const mailer = config.mail === null ? null : new SmtpMailer(config.mail, log)
  if (mailer !== null) closing.add(() => mailer.close())
  return { recordings, mailer }
}

type Rooms = ReturnType<typeof openRooms>

/** The rooms on this server and the signaling sockets of their participants. */
function openRooms(base: Base, sfu: Sfu) {
  const { config, store, node, fastify, log, policy, metrics, cookies, now, monotonic } = base
  const ownership = node?.ownership(store, log, now)
  const meetings = new Meetings({
    store: store.meetings,
    async transaction(id, work) {
      try {
        return await store.transaction(async (within) => {
          await ownership?.mine(within, id)
          return work(within.meetings)
        })
      } catch (error) {
        if (error instanceof Elsewhere) meetings.abandon([id])
        throw error
      }
    },
    ...(ownership === undefined ? {} : { ownership }),
    sfu,
    ...(config.media.nodes && {
      nodeFor: byRegion(config.media.nodes.regions, createAddressReader(config.trustedProxies)),
    }),
    log,
    now,
    meetingCapacity: config.meetingCapacity,
    serverCapacity: config.serverCapacity,
    policy,
  })
  const io = attachSignaling(fastify.server, {
    meetings,
    store: store.meetings,
    log,
    now,
    monotonic,
    iceServers: (id, at) => iceServers(config.turn, id, at),
    allowedOrigin: (origin) => base.origins.allows(origin),
    offers: (name) => !isRecordingRequest(name) || policy.current.recordingDays > 0,
    ...(node && ownership && { elsewhere: (id) => node.elsewhere(ownership, id) }),
    refused: (code) => metrics.refused('socket', code),
    ticketHash: (request, meeting) => readTicketHash(request, cookies, meeting),
  })
  base.closing.add(async () => {
    log.info(meetings.totals(), 'server stopping')
    io.disconnectSockets(true)
    await meetings.close()
    io.engine.close()
  })
  return { meetings, ownership, io }
}

/** Null for a single server. */
async function joinServers(base: Base, { meetings: rooms, ownership, io }: Rooms) {
  const { config, store, node, key, log, policy, closing } = base
  if (node === null || ownership === undefined) return null
  const refresh = () => policy.read()
  try {
    const cluster = await node.start({ store, rooms, ownership, io, key, log, refresh })
    closing.add(() => cluster.stop())
    return cluster
  } catch (error) {
    throw new StartError(
      `The cluster's Redis at ${config.cluster?.url} is unreachable (${reason(error)}). Check ANHOP_CLUSTER_URL and its password.`,
    )
  }
}

function measure(
  { metrics, hasher, closing }: Base,
  { meetings, io }: Rooms,
  sfu: Sfu,
  turn: TurnWatch,
): Server {
  metrics.watch({
    turn: () => turn.report.probes,
    totals: () => meetings.totals(),
    sockets: () => io.engine.clientsCount,
    workers: () => sfu.load(),
    passwords: () => hasher.load(),
  })
  const server = metricsListener(metrics.registry)
  closing.add(async () => {
    server.close()
    server.closeAllConnections()
  })
  return server
}

function openDocuments(
  { config, store, key, closing, now, log }: Base,
  live: LiveMeetings,
): DocumentService {
  const documents = new DocumentService(
    {
      documents: store.documents,
      transaction: (work) => store.transaction((tx) => work(tx.documents)),
      live,
      sealer: new Sealer(key),
      serverBytes: config.documentsBytes,
    },
    now(),
  )
  const sweep = () => documents.sweep(now())
  const failed = (error: unknown) => log.error({ err: error }, 'deleting unused documents failed')
  closing.add(periodically(MINUTE, sweep, failed))
  return documents
}

type Served = {
  rooms: Rooms
  live: LiveMeetings
  sfu: Sfu
  turn: TurnWatch
  recordings: RecordingPieces
  mailer: SmtpMailer | null
  documents: DocumentService
}

/** Registers all routes except the pages. */
function serve(base: Base, served: Served): AccountService {
  const { config, store, key, origins, cookies, log, now, monotonic } = base
  const { live, sfu, turn, mailer, documents } = served
  const { meetings, io } = served.rooms
  const attempts = new AttemptLimiter(store.attempts)
  const able = createReadiness(store, sfu, monotonic)
  const ready = async () => !meetings.draining && (await able())
  const { routes, edge, service } = createApi({
    store,
    live,
    hasher: base.hasher,
    key,
    origins,
    cookies,
    secure: config.secure,
    proxies: config.trustedProxies,
    mailer,
    documents,
    recording: config.recording && {
      archive: config.recording.archive,
      pieces: served.recordings,
    },
    evidence: { key: base.evidenceKey, address: config.incidentAddress },
    oidc: config.oidc && {
      provider: new OidcProvider(config.oidc, log, monotonic),
      settings: config.oidc,
    },
    attempts,
    policy: base.policy,
    lineTests: new LineTests(sfu, config.turn?.urls ?? []),
    ready,
    turn: () => turn.report.state,
    health: createServerHealth({
      config,
      store,
      sfu,
      attempts,
      ready,
      usernameHash: (username) => keyedHash(key)('username', username),
      turn: () => turn.report,
      certificate: createCertificateLook(config, monotonic),
      totals: () => meetings.totals(),
      sockets: () => io.engine.clientsCount,
      startedAt: now(),
    }),
    history: sampled(
      {
        totals: () => meetings.totals(),
        workers: () => sfu.load(),
        refused: () => base.metrics.refusedTotal(),
        now,
      },
      (end) => base.closing.add(end),
    ),
    now,
  })
  registerRoutes(base.fastify, edge, routes)
  return service
}

async function drain({ meetings, io }: Rooms, clustered: boolean): Promise<void> {
  meetings.drain()
  if (io.engine.clientsCount > 0) await pause(DRAIN)
  // The load balancer no longer sends traffic here, so people rejoin wherever their room is
  // reopened.
  if (clustered) await meetings.handOver()
}

async function createListener(config: Config, origins: Origins, deps: AppDeps) {
  try {
    const inline = importMapsOf(clientOf(deps))
    return await createHttp(config, origins, { stream: deps.logStream, inline })
  } catch (error) {
    if (config.tls === null) throw error
    throw new StartError(
      `The certificate or key is unusable (${reason(error)}). Check ANHOP_TLS_CERT and ANHOP_TLS_KEY.`,
    )
  }
}

async function openMedia({ config, deps, log }: Base): Promise<Sfu> {
  const { workers, consumersPerWorker, listenIp, announcedAddress, address6, port } = config.media
  if (config.media.nodes !== null) {
    const { addresses, secret } = config.media.nodes
    return deps.openSfu({ nodes: addresses, secret, consumersPerWorker, log })
  }
  // A failed start is reported in one sentence below, so log the details at `debug` only.
  let opening = true
  const quiet: SfuOptions['log'] = {
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => (opening ? log.debug(fields, message) : log.warn(fields, message)),
    error: (fields, message) => (opening ? log.debug(fields, message) : log.error(fields, message)),
  }
  try {
    const sfu = await deps.openSfu({
      workers,
      consumersPerWorker,
      listenIp,
      ...(announcedAddress === null ? {} : { announcedAddress }),
      ...(address6 === null ? {} : { address6 }),
      basePort: port,
      log: quiet,
    })
    opening = false
    return sfu
  } catch (error) {
    throw new StartError(
      `The media workers did not start (${reason(error)}). Ports ${port} to ${port + workers - 1}, UDP and TCP, must be free; set ANHOP_MEDIA_PORT or ANHOP_WORKERS to use others.`,
    )
  }
}
