import type { types as mediasoup } from 'mediasoup'
import { MAX_SUBSCRIPTIONS, layerFor } from './codecs.ts'
import { refusal, whileOpen } from './guard.ts'
import type { PeerRoom } from './peer-room.ts'
import type { Track } from './track.ts'
import { MediaError } from './types.ts'
import type { SubscriptionOffer } from './types.ts'
import type { RoomRouter } from './workers.ts'

/** The transport on which a peer receives, and its subscriptions. */
export class ReceivingSide {
  readonly transport: mediasoup.WebRtcTransport
  readonly #room: Pick<PeerRoom, 'carries' | 'log'>
  readonly #router: RoomRouter
  readonly #rtpCapabilities: mediasoup.RtpCapabilities
  readonly #subscriptions = new Map<string, Subscription>()

  constructor(
    room: Pick<PeerRoom, 'carries' | 'log'>,
    router: RoomRouter,
    transport: mediasoup.WebRtcTransport,
    rtpCapabilities: mediasoup.RtpCapabilities,
  ) {
    this.#room = room
    this.#router = router
    this.transport = transport
    this.#rtpCapabilities = rtpCapabilities
  }

  async subscribe(track: Track): Promise<SubscriptionOffer> {
    if (this.#subscriptions.has(track.id) || this.#subscriptions.size >= MAX_SUBSCRIPTIONS) {
      throw new MediaError('too_many')
    }
    const subscription = new Subscription(track)
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
    await this.#ask(trackId, (consumer, subscription) => {
      const carried = this.#room.carries(subscription.track)
      return subscription.show(consumer, { shown, height, carried })
    })
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

  /** [QOS5] Other voices are carried than before. */
  followCarried(): void {
    for (const subscription of this.#subscriptions.values()) {
      const { consumer, track } = subscription
      if (track.source !== 'microphone' || consumer === undefined) continue
      // It may be closed meanwhile, or its worker gone: then nothing flows anyway.
      void subscription.carry(consumer, this.#room.carries(track)).catch(() => {})
    }
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
    return whileOpen(this.transport, this.transport.consume(request), refusal(this.#room.log))
  }
}

/** A peer's subscription to one track, with the display state it last requested. */
class Subscription {
  readonly track: Track
  /** Undefined while it is being created. */
  consumer: mediasoup.Consumer | undefined
  #shown = false
  #flows = false
  #layer: number | undefined

  constructor(track: Track) {
    this.track = track
  }

  /**
   * A hidden track costs its viewer nothing. Its owner keeps sending; pausing a camera nobody
   * watches is up to the owner's browser. The requests are sent without awaiting in between, so
   * that of two concurrent calls the later one wins; the layer goes first, so that the key frame
   * requested on resume has the right size.
   */
  async show(
    consumer: mediasoup.Consumer,
    { shown, height, carried }: { shown: boolean; height: number | undefined; carried: boolean },
  ): Promise<void> {
    const requests: Promise<void>[] = []
    const { layers } = this.track
    const layer = layerFor(height, layers)
    if (shown && layers > 1 && layer !== this.#layer) {
      this.#layer = layer
      requests.push(consumer.setPreferredLayers({ spatialLayer: layer }))
    }
    this.#shown = shown
    requests.push(this.carry(consumer, carried))
    await Promise.all(requests)
  }

  /** Lets it flow if it is both wanted and carried. */
  async carry(consumer: mediasoup.Consumer, carried: boolean): Promise<void> {
    const flows = this.#shown && carried
    if (flows === this.#flows) return
    this.#flows = flows
    await (flows ? consumer.resume() : consumer.pause())
  }
}
