import type { types as mediasoup } from 'mediasoup'
import type { TrackSource } from './types.ts'
import type { RoomRouter } from './workers.ts'

/** One published track: the producer at its owner's router, and piped copies on others. */
export class Track {
  readonly owner: string
  readonly source: TrackSource
  readonly producer: mediasoup.Producer
  /** Number of simulcast layers; 1 without simulcast. */
  readonly layers: number
  readonly #home: RoomRouter
  readonly #pipes = new Map<RoomRouter, Promise<void>>()

  constructor(owner: string, source: TrackSource, producer: mediasoup.Producer, home: RoomRouter) {
    this.owner = owner
    this.source = source
    this.producer = producer
    const { encodings = [] } = producer.rtpParameters
    this.layers = producer.type === 'simulcast' ? encodings.length : 1
    this.#home = home
  }

  get id(): string {
    return this.producer.id
  }

  get closed(): boolean {
    return this.producer.closed
  }

  /** Bytes received, all layers and retransmissions together; undefined if the track has ended. */
  async received(): Promise<number | undefined> {
    const streams = await this.producer.getStats().catch(() => undefined)
    return streams?.reduce((sum, { byteCount }) => sum + byteCount, 0)
  }

  /**
   * Makes the track available on another router of the room under the same id. Once per router:
   * concurrent calls share one pipe. Lasts as long as the track.
   */
  reach(target: RoomRouter): Promise<void> {
    if (target === this.#home) return Promise.resolve()
    const existing = this.#pipes.get(target)
    if (existing !== undefined) return existing
    const pipe = this.#pipeTo(target)
    this.#pipes.set(target, pipe)
    pipe.catch(() => this.#pipes.delete(target))
    return pipe
  }

  async #pipeTo(target: RoomRouter): Promise<void> {
    const { pipeConsumer, pipeProducer } = await this.#home.router.pipeToRouter({
      producerId: this.id,
      router: target.router,
      listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
      enableSctp: false,
    })
    if (pipeConsumer === undefined || pipeProducer === undefined) throw new Error('nothing piped')
    // mediasoup forwards pause and resume without a catch: if the far worker dies at that moment,
    // its unhandled rejection would end this process.
    pipeConsumer.observer.removeAllListeners('pause')
    pipeConsumer.observer.removeAllListeners('resume')
    pipeConsumer.observer.on('pause', () => void pipeProducer.pause().catch(gone))
    pipeConsumer.observer.on('resume', () => void pipeProducer.resume().catch(gone))
  }

  close(): void {
    this.producer.close()
  }
}

/** The far end is closed, so there is nothing left to pause. */
const gone = () => {}
