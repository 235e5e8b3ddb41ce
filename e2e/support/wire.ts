import type { TrackId } from '#protocol/ids.ts'
import type { RtpParameters } from '#protocol/media.ts'
import type { Source } from '#protocol/model.ts'
import { RtpEndpoint } from '#sfu/testing/endpoint.ts'
import {
  OpusStream,
  RECEIVER_CAPABILITIES,
  Vp8Stream,
  opusParameters,
  vp8Parameters,
} from '#sfu/testing/packets.ts'
import type { Counted, Pump } from '#sfu/testing/pump.ts'
import type { Direction, TransportOffer } from '#sfu/types.ts'
import type { RawSocket } from './raw-socket.ts'

let lastSsrc = 500_000
export const newSsrc = (): number => (lastSsrc += 1)

/** One person's real media next to a raw socket: both transports, sending and receiving. */
export class Wire {
  readonly offers: Record<Direction, TransportOffer>
  readonly sender: RtpEndpoint
  readonly receiver: RtpEndpoint
  readonly #socket: RawSocket
  readonly #pump: Pump

  private constructor(
    { socket, pump }: { socket: RawSocket; pump: Pump },
    offers: Record<Direction, TransportOffer>,
    ends: Record<Direction, RtpEndpoint>,
  ) {
    this.#socket = socket
    this.#pump = pump
    this.offers = offers
    this.sender = ends.send
    this.receiver = ends.recv
  }

  static async open(socket: RawSocket, pump: Pump): Promise<Wire> {
    const offers = { send: await offered(socket, 'send'), recv: await offered(socket, 'recv') }
    const [send, recv] = await Promise.all([
      connected(socket, 'send', offers.send),
      connected(socket, 'recv', offers.recv),
    ])
    return new Wire({ socket, pump }, offers, { send, recv })
  }

  /** Counts everything that arrives, from anyone. */
  get all(): Counted {
    return { name: 'all that arrives', count: () => this.receiver.totalPackets }
  }

  /** Keeps sending until the pump is halted, whatever the server says. */
  async speak(stream = new OpusStream(newSsrc()), paused = false): Promise<TrackId> {
    return this.#publish('microphone', 'audio', opusParameters(stream.ssrc), [stream], paused)
  }

  /** One stream per simulcast layer, smallest first. */
  async film(
    source: 'camera' | 'screen',
    layers: Vp8Stream[] = [new Vp8Stream(newSsrc())],
  ): Promise<TrackId> {
    const parameters = vp8Parameters(...layers.map(({ ssrc }) => ssrc))
    return this.#publish(source, 'video', parameters, layers, false)
  }

  /** Packets of one track, counted from the first that arrives. */
  async watch(id: TrackId): Promise<Counted & { ssrc: number }> {
    const ssrc = await this.receive(id, 360)
    const watched = { name: `track ${id}`, ssrc, count: () => this.receiver.packets(ssrc) }
    await this.#pump.more(watched, 1)
    return watched
  }

  /** Subscribes and resumes, whether or not anything arrives. Returns the SSRC. */
  async receive(id: TrackId, height?: number): Promise<number> {
    const { rtpParameters } = await this.#socket.ok('track.subscribe', { id })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- opaque in the contract
    const ssrc = (rtpParameters as RtpParameters).encodings[0]?.ssrc ?? Number.NaN
    await this.#socket.ok('track.show', { id, shown: true, ...(height && { height }) })
    return ssrc
  }

  close(): void {
    this.sender.close()
    this.receiver.close()
  }

  async #publish(
    source: Source,
    kind: 'audio' | 'video',
    rtpParameters: unknown,
    streams: (OpusStream | Vp8Stream)[],
    paused: boolean,
  ): Promise<TrackId> {
    const { id } = await this.#socket.ok('track.publish', {
      source,
      kind,
      paused,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server checks it
      rtpParameters: rtpParameters as RtpParameters,
    })
    if (!paused) this.#pump.start(this.sender, ...streams)
    return id
  }
}

async function offered(socket: RawSocket, direction: Direction): Promise<TransportOffer> {
  const capabilities = direction === 'recv' ? { rtpCapabilities: RECEIVER_CAPABILITIES } : {}
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- opaque in the contract
  return (await socket.ok('transport.open', {
    direction,
    ...(capabilities as object),
  })) as TransportOffer
}

function connected(socket: RawSocket, direction: Direction, offer: TransportOffer) {
  return RtpEndpoint.open(offer, async (dtlsParameters) => {
    await socket.ok('transport.connect', { direction, dtlsParameters: dtlsParameters as never })
  })
}
