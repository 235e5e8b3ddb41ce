import { GroupKeys } from '#client/src/frames/group-keys.ts'
import type { Clock } from '#client/src/frames/waiting.ts'
import type { EpochKeys } from '#client/src/keys/types.ts'
import type { TrackId } from '#protocol/ids.ts'
import type { RtpParameters } from '#protocol/media.ts'
import type { RtpEndpoint } from '#sfu/testing/endpoint.ts'
import { vp8Parameters } from '#sfu/testing/packets.ts'
import { newSsrc } from '../support/wire.ts'
import type { Wire } from '../support/wire.ts'
import type { RawSocket } from '../support/raw-socket.ts'
import type { Film } from './film.ts'
import { Vp8Packets } from './vp8-wire.ts'

/** A camera's place in a key identifier, as in the client. */
const CAMERA = 1
/** Packets sent at once, every five milliseconds at most: as browsers do, it is spread over time. */
const BURST = 6
const clock: Clock = {
  now: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
}

/** The keys by which somebody without a browser seals frames: the client's own code. */
export class FrameKeys {
  #keys: GroupKeys | null = null
  #leaf = ''

  learn(epoch: EpochKeys): void {
    const leaf = `${epoch.leaf}/${epoch.group.join()}`
    if (leaf !== this.#leaf) this.#keys = new GroupKeys(epoch.group, epoch.leaf, clock)
    this.#leaf = leaf
    this.#keys?.begin(epoch)
  }

  reached(number: number): void {
    this.#keys?.reached(number)
  }

  /** Null while there is no key: then nothing may be sent. */
  async seal(frame: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | null> {
    const sealed = await this.#keys?.sealing('video', CAMERA)(frame)
    return sealed instanceof Uint8Array ? sealed : null
  }
}

type Layer = { film: Film; packets: Vp8Packets; next: number; asked: number }

/** A camera that plays films, one for each simulcast layer, sealed like a browser's. */
export class SealedFilm {
  readonly #endpoint: RtpEndpoint
  readonly #keys: FrameKeys
  readonly #layers: Layer[]
  readonly #timer: NodeJS.Timeout
  readonly #from = performance.now()
  /** Packets that wait for their turn, because a key frame is a hundred of them. */
  readonly #queue: Buffer[] = []
  #sent = 0
  #sealing: Promise<void> = Promise.resolve()

  private constructor(endpoint: RtpEndpoint, keys: FrameKeys, layers: Layer[]) {
    this.#endpoint = endpoint
    this.#keys = keys
    this.#layers = layers
    // Looks more often than frames are due, so that a late timer loses none.
    this.#timer = setInterval(() => {
      this.#due()
      for (const packet of this.#queue.splice(0, BURST)) this.#endpoint.send(packet)
    }, 5)
  }

  /** @param films smallest first, all of one rate; one without frames is a layer that is not sent */
  static async play(
    socket: RawSocket,
    { sender }: Wire,
    keys: FrameKeys,
    films: Film[],
  ): Promise<{ id: TrackId; film: SealedFilm }> {
    const layers = films.map((film): Layer => {
      return { film, packets: new Vp8Packets(newSsrc(), 0), next: 0, asked: 0 }
    })
    const rtpParameters = vp8Parameters(...layers.map(({ packets }) => packets.ssrc))
    const type = rtpParameters.codecs[0]?.payloadType ?? 0
    for (const layer of layers) layer.packets = new Vp8Packets(layer.packets.ssrc, type)
    const { id } = await socket.ok('track.publish', {
      source: 'camera',
      kind: 'video',
      paused: false,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server checks it
      rtpParameters: rtpParameters as RtpParameters,
    })
    return { id, film: new SealedFilm(sender, keys, layers) }
  }

  /** Frames of each layer so far. */
  get sent(): number {
    return this.#sent
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #due(): void {
    const rate = this.#layers[0]?.film.rate ?? 0
    const due = Math.floor(((performance.now() - this.#from) * rate) / 1000)
    while (this.#sent < due) {
      this.#sent += 1
      const timestamp = (this.#sent * Math.round(90_000 / rate)) >>> 0
      for (const layer of this.#layers) this.#send(layer, timestamp)
    }
  }

  #send(layer: Layer, timestamp: number): void {
    const { film, packets } = layer
    if (film.frames.length === 0) return
    const asked = this.#endpoint.keyFrameRequests.get(packets.ssrc) ?? 0
    if (asked > layer.asked || layer.next >= film.frames.length) layer.next = 0
    layer.asked = asked
    const frame = film.frames[layer.next] ?? Buffer.alloc(0)
    layer.next += 1
    const report = this.#sent % film.rate === 1
    // In order, whatever takes longer to seal.
    this.#sealing = this.#sealing.then(async () => {
      const sealed = await this.#keys.seal(new Uint8Array(frame))
      if (sealed === null) return
      this.#queue.push(...packets.of(sealed, timestamp))
      if (report) this.#endpoint.send(packets.report(Date.now()))
    })
  }
}
