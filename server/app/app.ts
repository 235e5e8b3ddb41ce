import type { Server } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Sfu, SfuOptions } from '#sfu/types.ts'
import type { AccountService } from '../auth/accounts.ts'
import { AttemptLimiter } from '../auth/attempts.ts'
import { cookieNames, readTicketHash } from '../auth/cookies.ts'
import { OidcProvider } from '../auth/oidc.ts'
import { PolicyService } from '../auth/policy.ts'
import { createHasher } from '../auth/passwords.ts'
import { Sealer } from '../auth/seal.ts'
import { keyedHash } from '../auth/secret.ts'
import type { ClusterNode } from '../cluster/node.ts'
import { Elsewhere } from '../cluster/ownership.ts'
import type { Config } from '../config/config.ts'
import { StartError, openData } from './data.ts'
import { DocumentService } from '../files/documents/service.ts'
import { startSweeping } from '../files/documents/sweep.ts'
import { asked } from '../policy/tighten.ts'
import { createApi } from '../http/api.ts'
import { serveClient } from '../http/client.ts'
import { mapError } from '../http/errors.ts'
import { createOrigins } from '../http/origin.ts'
import type { Origins } from '../http/origin.ts'
import { registerRoutes } from '../http/routes.ts'
import { createHttp } from '../http/server.ts'
import { settle } from '../store/interrupted.ts'
import { reason } from './log.ts'
import type { LogStream } from './log.ts'
import { startForgetting } from './retention.ts'
import { SmtpMailer } from '../mail/mailer.ts'
import { metricsListener } from './metrics/listener.ts'
import { createMetrics } from './metrics/metrics.ts'
import { createCertificateLook } from './certificate.ts'
import { createReadiness } from './readiness.ts'
import { createServerHealth } from './server-health.ts'
import { startExpiring, stopInterrupted } from '../files/recordings/expiry.ts'
import { RecordingPieces } from '../files/recordings/pieces.ts'
import { attachSignaling } from '../signaling/edge.ts'
import { Meetings } from '../signaling/meetings.ts'
import { isRecordingRequest } from '../signaling/requests/recording.ts'
import { iceServers } from '../signaling/turn.ts'
import { watchTurn } from '../signaling/turn/watch.ts'
import type { Store } from '../store/store.ts'

export type AppDeps = {
  openSfu(options: SfuOptions): Promise<Sfu>
  /** Another server has taken the database over while it was away: this one must stop. */
  ousted?: (why: Error) => void
  /** Epoch milliseconds. */
  now?: () => number
  /** For durations that are kept in memory; tests step it themselves. */
  monotonic?: () => number
  /** The built client. */
  clientFolder?: string
  logStream?: LogStream
}

export interface App {
  fastify: FastifyInstance
  /** For the operator's monitoring; never on the port of the pages. */
  metrics: Server
  store: Store
  service: AccountService
  meetings: Meetings
  origins: Origins
  /**
   * Not ready from now on, so that an edge sends nobody; who comes is refused, who is here is told.
   * Resolves when there has been time for both; media goes on until `close`.
   */
  drain(): Promise<void>
  /** In order: people, the listener, media, the store. Idempotent. */
  close(): Promise<void>
}

/** Milliseconds for the last words to arrive and for an edge to look again. */
const DRAIN = 2000

const CLIENT = join(import.meta.dirname, '..', '..', 'client', 'dist')

/**
 * Builds the whole server; it does not listen yet.
 * @throws StartError when its surroundings will not do; nothing is left open then
 */
export async function buildApp(config: Config, deps: AppDeps): Promise<App> {
  const now = deps.now ?? Date.now
  const monotonic = deps.monotonic ?? (() => performance.now())
  const open: (() => Promise<unknown>)[] = []
  const close = once(async () => {
    const failures: unknown[] = []
    for (const shut of open.toReversed())
      await shut().catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw failures[0]
  })
  try {
    const {
      store,
      key,
      evidenceKey,
      node,
      close: closeData,
    } = await openData(config, deps.ousted ?? (() => undefined))
    open.push(closeData)
    if (node === null) {
      await store.rooms.releaseAll()
      await store.transaction((tx) => settle(tx, now()))
      await store.invites.mailInterrupted()
    }

    const origins = createOrigins(config)
    const fastify = await createListener(config, origins, deps.logStream)
    const { log } = fastify
    open.push(async () => log.info({}, 'server stopped'))
    const policy = new PolicyService(store, asked(config))
    // Rooms go by it from the first connection on, which may come before anybody knocks.
    await policy.read()
    open.push(startForgetting(store, async () => (await policy.read()).keepDays, now, log))
    const pieces = new RecordingPieces(store.recordings, join(config.data, 'recordings'))
    await stopInterrupted(store, now())
    const term = async () => (await policy.read()).recordingDays
    open.push(startExpiring(store, pieces, term, now, log))
    const mailer = config.mail === null ? null : new SmtpMailer(config.mail, log)
    if (mailer !== null) open.push(() => mailer.close())
    const metrics = createMetrics()
    fastify.addHook('onError', async (_request, _reply, error) =>
      metrics.refused('http', mapError(error).wire.code),
    )
    const sfu = await openMedia(config, deps, log)
    open.push(() => sfu.close())
    open.push(() => fastify.close())

    const cookies = cookieNames(config.secure)
    const hasher = await createHasher()
    const attempts = new AttemptLimiter(store.attempts)
    const ownership = node?.ownership(store, log, now)
    const meetings = new Meetings({
      store: store.meetings,
      async together(id, work) {
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
      allowedOrigin: (origin) => origins.allows(origin),
      offers: (name) => !isRecordingRequest(name) || policy.current.recordingDays > 0,
      ...(node && ownership && { elsewhere: (id) => node.elsewhere(ownership, id) }),
      refused: (code) => metrics.refused('socket', code),
      ticketHash: (request, meeting) => readTicketHash(request, cookies, meeting),
    })
    open.push(async () => {
      log.info(meetings.totals(), 'server stops')
      io.disconnectSockets(true)
      await meetings.close()
      io.engine.close()
    })
    const refresh = () => policy.read()
    const parts = { store, rooms: meetings, io, key, log, refresh }
    const cluster =
      node && ownership ? await startCluster(node, { ...parts, ownership }, config) : null
    open.push(async () => cluster?.stop())
    const turn = watchTurn((at) => iceServers(config.turn, 'probe', at), now, log)
    open.push(async () => turn.close())
    metrics.watch({
      turn: () => turn.report.probes,
      totals: () => meetings.totals(),
      sockets: () => io.engine.clientsCount,
      workers: () => sfu.load(),
      passwords: () => hasher.load(),
    })
    const metricsServer = metricsListener(metrics.registry)
    open.push(async () => {
      metricsServer.close()
      metricsServer.closeAllConnections()
    })

    const certificate = createCertificateLook(config, monotonic)
    const usernameHash = (username: string) => keyedHash(key)('username', username)
    const able = createReadiness(store, sfu, monotonic)
    const ready = async () => !meetings.draining && (await able())
    const drain = async () => {
      meetings.drain()
      if (io.engine.clientsCount > 0) await pause(DRAIN)
      // The edge sends nobody here any more: people go where their room is opened next.
      if (cluster !== null) await meetings.handOver()
    }
    const documents = new DocumentService(
      {
        documents: store.documents,
        together: (work) => store.transaction((tx) => work(tx.documents)),
        live: cluster?.live ?? meetings,
        sealer: new Sealer(key),
        serverBytes: config.documentsBytes,
      },
      now(),
    )
    open.push(startSweeping(documents, now, log))
    const { routes, edge, service } = createApi({
      store,
      live: cluster?.live ?? meetings,
      hasher,
      key,
      origins,
      cookies,
      secure: config.secure,
      proxies: config.trustedProxies,
      mailer,
      documents,
      recording: config.recording && { archive: config.recording.archive, pieces },
      evidence: { key: evidenceKey, address: config.incidentAddress },
      oidc: config.oidc && {
        provider: new OidcProvider(config.oidc, log, monotonic),
        settings: config.oidc,
      },
      attempts,
      policy,
      ready,
      turn: () => turn.report.state,
      health: createServerHealth({
        config,
        store,
        sfu,
        attempts,
        ready,
        usernameHash,
        turn: () => turn.report,
        certificate,
        totals: () => meetings.totals(),
        sockets: () => io.engine.clientsCount,
        startedAt: now(),
      }),
      now,
    })
    registerRoutes(fastify, edge, routes)
    await serveClient(fastify, deps.clientFolder ?? CLIENT)
    await fastify.ready()
    return { fastify, metrics: metricsServer, store, service, meetings, origins, drain, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function startCluster(
  node: ClusterNode,
  parts: Parameters<ClusterNode['start']>[0],
  { cluster }: Config,
): ReturnType<ClusterNode['start']> {
  try {
    return await node.start(parts)
  } catch (error) {
    throw new StartError(
      `The cluster's Redis at ${cluster?.url} cannot be reached (${reason(error)}). Check ANHOP_CLUSTER_URL and its password.`,
    )
  }
}

async function createListener(config: Config, origins: Origins, stream?: LogStream) {
  try {
    return await createHttp(config, origins, stream)
  } catch (error) {
    if (config.tls === null) throw error
    throw new StartError(
      `The certificate or key cannot be used (${reason(error)}). Check ANHOP_TLS_CERT and ANHOP_TLS_KEY.`,
    )
  }
}

async function openMedia(config: Config, deps: AppDeps, log: FastifyInstance['log']): Promise<Sfu> {
  const { workers, consumersPerWorker, listenIp, announcedAddress, port } = config.media
  // Until it runs, what goes wrong is told in one sentence below, and in detail at `debug` only.
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
      basePort: port,
      log: quiet,
    })
    opening = false
    return sfu
  } catch (error) {
    throw new StartError(
      `The media workers do not start (${reason(error)}). Ports ${port} to ${port + workers - 1}, UDP and TCP, must be free; ANHOP_MEDIA_PORT and ANHOP_WORKERS change them.`,
    )
  }
}

function once(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  return () => (running ??= task())
}
