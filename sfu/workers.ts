import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { createWorker } from 'mediasoup'
import type { types as mediasoup } from 'mediasoup'
import { INITIAL_OUTGOING_BITRATE, ROUTER_CODECS } from './codecs.ts'
import type { SfuOptions, WorkerLoad } from './types.ts'

/** Consumers an empty room is assumed to grow to: a small meeting. */
const ROOM_WEIGHT = 12
/** Milliseconds within which a live worker must respond. */
const ANSWER_MAX = 2000

/** One mediasoup process and its single port, UDP and TCP, that serves browsers. */
export class MediaWorker {
  readonly #worker: mediasoup.Worker
  readonly #server: mediasoup.WebRtcServer
  readonly #index: number
  readonly #routers = new Set<RoomRouter>()
  #starting = 0
  #bitrate = { in: 0, out: 0 }

  private constructor(worker: mediasoup.Worker, server: mediasoup.WebRtcServer, index: number) {
    this.#worker = worker
    this.#index = index
    this.#server = server
  }

  /** Throws if the binary is missing or broken, or if the port is in use. */
  static async start(options: SfuOptions, index: number): Promise<MediaWorker> {
    const worker = await createWorker({ logLevel: 'warn' })
    keepOnStop(worker)
    const port = options.basePort === 0 ? 0 : options.basePort + index
    const listens = [
      { ip: options.listenIp, announcedAddress: options.announcedAddress, port },
      ...(options.address6 === undefined ? [] : [{ ip: options.address6, port }]),
    ]
    try {
      const server = await worker.createWebRtcServer({
        listenInfos: listens.flatMap((listen) => [
          { protocol: 'udp' as const, ...listen },
          { protocol: 'tcp' as const, ...listen },
        ]),
      })
      return new MediaWorker(worker, server, index)
    } catch (error) {
      worker.close()
      throw error
    }
  }

  get alive(): boolean {
    return !this.#worker.closed
  }

  get load(): WorkerLoad {
    const sum = (count: 'peers' | 'transports' | 'producers' | 'consumers') =>
      this.#routers.values().reduce((total, router) => total + router[count], 0)
    return {
      index: this.#index,
      pid: this.#worker.pid,
      rooms: this.#routers.size + this.#starting,
      peers: sum('peers'),
      transports: sum('transports'),
      producers: sum('producers'),
      consumers: sum('consumers'),
      bitrate: this.#bitrate,
    }
  }

  /** Reads the traffic of each transport; the worker has the numbers at hand. */
  async measure(): Promise<void> {
    const transports = [...this.#routers].flatMap((router) => [...router.clients])
    const all = await Promise.all(transports.map(bitrateOf))
    this.#bitrate = all.reduce((sum, one) => ({ in: sum.in + one.in, out: sum.out + one.out }), {
      in: 0,
      out: 0,
    })
  }

  /** False if it hangs or exits meanwhile. */
  async answers(): Promise<boolean> {
    const asked = this.#worker.getResourceUsage().then(
      () => true,
      () => false,
    )
    const timer = new AbortController()
    const late = delay(ANSWER_MAX, false, { signal: timer.signal }).catch(() => false)
    return Promise.race([asked, late]).finally(() => timer.abort())
  }

  get weight(): number {
    const { rooms, consumers } = this.load
    return consumers + rooms * ROOM_WEIGHT
  }

  onDeath(listener: (reason: Error) => void): void {
    this.#worker.once('died', listener)
  }

  /**
   * Counts toward this worker's rooms as soon as it is called, so that a burst of rooms is
   * distributed.
   */
  async createRouter(): Promise<RoomRouter> {
    this.#starting += 1
    try {
      const router = await this.#worker.createRouter({ mediaCodecs: ROUTER_CODECS })
      const roomRouter = new RoomRouter(this, router, this.#server)
      this.#routers.add(roomRouter)
      router.observer.once('close', () => this.#routers.delete(roomRouter))
      return roomRouter
    } finally {
      this.#starting -= 1
    }
  }

  /** Resolves when the process has exited and its port is free. */
  async close(): Promise<void> {
    if (this.#worker.subprocessClosed) return
    const gone = once(this.#worker, 'subprocessclose')
    this.#worker.close()
    await gone
  }
}

/**
 * mediasoup closes its workers as soon as the process is told to stop, while meetings go on until
 * everybody has been told. If the process ends without closing them, they end with it. Ctrl-C stays
 * with mediasoup: a terminal sends it to the workers too.
 */
function keepOnStop(worker: mediasoup.Worker & { onSignal?: NodeJS.SignalsListener }): void {
  if (worker.onSignal === undefined) throw new Error('mediasoup handles signals in another way')
  process.removeListener('SIGTERM', worker.onSignal)
}

/** Zero if the transport closes meanwhile. */
async function bitrateOf(transport: mediasoup.WebRtcTransport) {
  const [stats] = await transport.getStats().catch(() => [])
  return { in: stats?.recvBitrate ?? 0, out: stats?.sendBitrate ?? 0 }
}

/** A room's share of one worker. Counts what runs on it, including pipes to other workers. */
export class RoomRouter {
  readonly worker: MediaWorker
  readonly router: mediasoup.Router
  /** Peers placed here. */
  peers = 0
  transports = 0
  producers = 0
  consumers = 0
  /** Transports of people, not pipes to other workers. */
  readonly clients = new Set<mediasoup.WebRtcTransport>()
  readonly #server: mediasoup.WebRtcServer

  constructor(worker: MediaWorker, router: mediasoup.Router, server: mediasoup.WebRtcServer) {
    this.worker = worker
    this.router = router
    this.#server = server
    router.observer.on('newtransport', (transport) => {
      this.transports += 1
      transport.observer.once('close', () => (this.transports -= 1))
      transport.observer.on('newproducer', (producer) => {
        this.producers += 1
        producer.observer.once('close', () => (this.producers -= 1))
      })
      transport.observer.on('newconsumer', (consumer) => {
        this.consumers += 1
        consumer.observer.once('close', () => (this.consumers -= 1))
      })
    })
  }

  /** UDP first; TCP on the same port for people behind a firewall that blocks UDP. */
  async createTransport(): Promise<mediasoup.WebRtcTransport> {
    const transport = await this.router.createWebRtcTransport({
      webRtcServer: this.#server,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      enableSctp: false,
      initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BITRATE,
    })
    this.clients.add(transport)
    transport.observer.once('close', () => this.clients.delete(transport))
    return transport
  }
}
