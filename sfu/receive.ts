import type { types as mediasoup } from 'mediasoup'
import { MAX_SUBSCRIPTIONS, layerFor } from './codecs.ts'
import { refusal, whileOpen } from './guard.ts'
import type { Track } from './track.ts'
import { MediaError } from './types.ts'
import type { SfuLog, SubscriptionOffer } from './types.ts'
import type { RoomRouter } from './workers.ts'

/** The transport on which a peer receives, and its subscriptions. */
export class ReceivingSide {
  readonly transport: mediasoup.WebRtcTransport
  readonly #log: SfuLog
  readonly #router: RoomRouter
  readonly #rtpCapabilities: mediasoup.RtpCapabilities
  readonly #subscriptions = new Map<string, Subscription>()

  constructor(
    log: SfuLog,
    router: RoomRouter,
    transport: mediasoup.WebRtcTransport,
    rtpCapabilities: mediasoup.RtpCapabilities,
  ) {
    this.#log = log
    this.#router = router
    this.transport = transport
    this.#rtpCapabilities = rtpCapabilities
  }

  async subscribe(track: Track): Promise<SubscriptionOffer> {
    if (this.#subscriptions.has(track.id) || this.#subscriptions.size >= MAX_SUBSCRIPTIONS) {
      throw new MediaError('too_many')
    }
    const subscription = new Subscription(track.layers)
    this.#subscriptions.set(track.id, subscription)
    const wanted = () => this.#subscriptions.get(track.id) === subscription
    try {
      await whileOpen(this.transport, track.reach(this.#router))
      const consumer = await this.#consume(track)
      if (!wanted()) {
        consumer.close()
        throw new MediaError('closed')
      }
      subscription.consumer = consumer
      const { id, kind, rtpParameters } = consumer
      return { id, kind, rtpParameters }
    } catch (error) {
      if (wanted()) this.#subscriptions.delete(track.id)
      throw track.closed && !this.transport.closed ? new MediaError('no_track') : error
    }
  }

  async show(trackId: string, shown: boolean, height?: number): Promise<void> {
    await this.#ask(trackId, (consumer, subscription) => subscription.show(consumer, shown, height))
  }

  async requestKeyFrame(trackId: string): Promise<void> {
    await this.#ask(trackId, (consumer) => consumer.requestKeyFrame())
  }

  async #ask(
    trackId: string,
    ask: (consumer: mediasoup.Consumer, subscription: Subscription) => Promise<void>,
  ): Promise<void> {
    const subscription = this.#subscriptions.get(trackId)
    const consumer = subscription?.consumer
    if (subscription === undefined || consumer === undefined) throw new MediaError('no_track')
    await whileOpen(this.transport, ask(consumer, subscription), (error) =>
      consumer.closed ? new MediaError('no_track') : error,
    )
  }

  unsubscribe(trackId: string): void {
    const subscription = this.#subscriptions.get(trackId)
    this.#subscriptions.delete(trackId)
    subscription?.consumer?.close()
  }

  unsubscribeAll(): void {
    for (const trackId of this.#subscriptions.keys()) this.unsubscribe(trackId)
  }

  /** The track has ended; the worker closes the consumer on its own. */
  forget(trackId: string): void {
    this.#subscriptions.delete(trackId)
  }

  close(): void {
    this.#subscriptions.clear()
    this.transport.close()
  }

  #consume(track: Track): Promise<mediasoup.Consumer> {
    const request = {
      producerId: track.id,
      rtpCapabilities: this.#rtpCapabilities,
      paused: true,
      // Enables retransmission (NACK) for audio; by default mediasoup offers it only for video.
      enableRtx: true,
    }
    return whileOpen(this.transport, this.transport.consume(request), refusal(this.#log))
  }
}

/** A peer's subscription to one track, with the display state it last requested. */
class Subscription {
  /** Undefined while it is being created. */
  consumer: mediasoup.Consumer | undefined
  readonly #layers: number
  #shown = false
  #layer: number | undefined

  constructor(layers: number) {
    this.#layers = layers
  }

  /**
   * A hidden track costs its viewer nothing. Its owner keeps sending; pausing a camera nobody
   * watches is up to the owner's browser. The requests are sent without awaiting in between, so
   * that of two concurrent calls the later one wins; the layer goes first, so that the key frame
   * requested on resume has the right size.
   */
  async show(consumer: mediasoup.Consumer, shown: boolean, height?: number): Promise<void> {
    const requests: Promise<void>[] = []
    const layer = layerFor(height, this.#layers)
    if (shown && this.#layers > 1 && layer !== this.#layer) {
      this.#layer = layer
      requests.push(consumer.setPreferredLayers({ spatialLayer: layer }))
    }
    if (shown !== this.#shown) {
      this.#shown = shown
      requests.push(shown ? consumer.resume() : consumer.pause())
    }
    await Promise.all(requests)
  }
}
