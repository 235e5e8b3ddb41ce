import type { types as mediasoup } from 'mediasoup'
import { KEY_FRAME_INTERVAL } from './codecs.ts'
import type { Track } from './track.ts'
import { MediaError } from './types.ts'
import type { MediaRoom, MediaRoomEvents, Sfu, SfuOptions, TrackSource } from './types.ts'
import type { RoomRouter } from './workers.ts'

/** One end of the connection between a room's parts on two machines; media on it is SRTP. */
export type RelayEnd = { address: string; port: number; srtpParameters: mediasoup.SrtpParameters }

/** A track that is passed on to another part, where it has the same id. */
export type RelayedTrack = {
  id: string
  owner: string
  source: TrackSource
  kind: mediasoup.MediaKind
  rtpParameters: mediasoup.RtpParameters
}

/**
 * What one machine has of a room: the port, and how it is joined to the room's parts on other
 * machines. `part` names such another part.
 */
export interface RoomPart extends MediaRoom {
  /** Opens this end of the connection to another part. */
  openRelay(part: string): Promise<RelayEnd>
  connectRelay(part: string, end: RelayEnd): Promise<void>
  /** Sends one of this part's own tracks to another part; once for each. */
  relay(part: string, trackId: string): Promise<RelayedTrack>
  /** Makes another part's track available here. */
  receive(part: string, track: RelayedTrack): Promise<void>
  /** Another part's track has ended. Idempotent. */
  forgetTrack(trackId: string): void
}

/** An SFU whose rooms can be parts of larger ones. */
export interface PartSfu extends Sfu {
  createRoom(events: MediaRoomEvents): Promise<RoomPart>
}

type RelayOptions = Pick<
  SfuOptions,
  'listenIp' | 'announcedAddress' | 'relayAddress' | 'relayPorts'
>

/** A room's connections to its parts on other machines, all from its home worker. */
export class Relays {
  readonly #home: RoomRouter
  readonly #options: RelayOptions
  readonly #transports = new Map<string, mediasoup.PipeTransport>()

  constructor(home: RoomRouter, options: RelayOptions) {
    this.#home = home
    this.#options = options
  }

  async open(part: string): Promise<RelayEnd> {
    const { listenIp, announcedAddress, relayAddress, relayPorts } = this.#options
    const transport = await this.#home.router.createPipeTransport({
      listenInfo: { protocol: 'udp', ip: listenIp, ...(relayPorts && { portRange: relayPorts }) },
      // Retransmission, because packets get lost between machines.
      enableRtx: true,
      enableSrtp: true,
      enableSctp: false,
    })
    this.#transports.get(part)?.close()
    this.#transports.set(part, transport)
    const { srtpParameters, tuple } = transport
    if (srtpParameters === undefined) throw new Error('no SRTP')
    const address = relayAddress ?? announcedAddress ?? listenIp
    return { address, port: tuple.localPort, srtpParameters }
  }

  async connect(part: string, { address, port, srtpParameters }: RelayEnd): Promise<void> {
    await this.#to(part).connect({ ip: address, port, srtpParameters })
  }

  async send(part: string, { id, owner, source }: Track): Promise<RelayedTrack> {
    const { kind, rtpParameters } = await this.#to(part).consume({ producerId: id })
    return { id, owner, source, kind, rtpParameters }
  }

  receive(part: string, { id, kind, rtpParameters }: RelayedTrack): Promise<mediasoup.Producer> {
    return this.#to(part).produce({
      id,
      kind,
      rtpParameters,
      ...(kind === 'video' && { keyFrameRequestDelay: KEY_FRAME_INTERVAL }),
    })
  }

  #to(part: string): mediasoup.PipeTransport {
    const transport = this.#transports.get(part)
    if (transport === undefined) throw new MediaError('no_transport')
    return transport
  }
}
