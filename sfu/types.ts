import type { types as mediasoup } from 'mediasoup'

/**
 * The media plane's port: all the rest of the server knows of it. `mediasoup.ts` implements it on
 * workers of this machine, `nodes/remote.ts` on media nodes, `fake.ts` in memory; one contract test
 * runs on all.
 *
 * Nothing here checks authorization: the caller has already asked policy. This side guarantees that
 * everything closes top-down and once, and that once `close()` has returned, no packet of that peer
 * is accepted or forwarded any more.
 */
export type Direction = 'send' | 'recv'
export type TrackSource = 'microphone' | 'camera' | 'screen' | 'screen_audio'

export interface Sfu {
  /** Creates a room on the least loaded worker. */
  createRoom(events: MediaRoomEvents): Promise<MediaRoom>
  load(): WorkerLoad[]
  /** Whether at least one worker runs and all running workers respond within two seconds. */
  answers(): Promise<boolean>
  close(): Promise<void>
}

/**
 * `index`: worker number from 0, over all media nodes; on one machine, a replacement takes over its
 * predecessor's number.
 */
export type WorkerLoad = {
  /** The media node it runs on; undefined: this process. */
  node?: string
  index: number
  pid: number
  rooms: number
  /** People with transports. */
  peers: number
  /** Transports of people, and ends of pipes between workers. */
  transports: number
  producers: number
  consumers: number
  /** All media to and from people in bits per second, as last measured. */
  bitrate: { in: number; out: number }
}

export type MediaRoomEvents = {
  /** The current speaker as measured by the SFU; null after silence. */
  speaker(peerId: string | null): void
  /**
   * The loudest microphones that are audible now, loudest first, in dBov (RFC 6464: 0 is the
   * loudest, -127 silence). At every measurement; once empty when all are silent.
   */
  levels(levels: readonly VoiceLevel[]): void
  /**
   * [SHR2] This track has exceeded its source's bitrate for longer than a brief burst. It still
   * flows; the caller must close it. Called once per track.
   */
  bitrateExceeded(peerId: string, trackId: string): void
  /** The underlying worker is gone; the room and all its peers are closed. Called once. */
  died(): void
}

export type VoiceLevel = { peerId: string; level: number }

export interface MediaRoom {
  readonly rtpCapabilities: mediasoup.RtpCapabilities
  /**
   * Throws if the id is taken: each person has one peer.
   *
   * @param node the media node near them, which has them while it is there
   */
  createPeer(id: string, node?: string): MediaPeer
  /**
   * [QOS5] The microphones that are forwarded, by track id; null: all. Nobody receives another one,
   * whatever they ask for; what they asked for holds from when it is carried.
   */
  carry(voices: ReadonlySet<string> | null): void
  readonly closed: boolean
  close(): void
}

export interface MediaPeer {
  readonly id: string
  readonly closed: boolean
  /**
   * One transport per direction. Opening a second one, as after a reconnect, closes the first and
   * all it carried. `recv` needs the browser's capabilities.
   */
  openTransport(
    direction: Direction,
    rtpCapabilities?: mediasoup.RtpCapabilities,
  ): Promise<TransportOffer>
  connectTransport(direction: Direction, dtlsParameters: mediasoup.DtlsParameters): Promise<void>
  restartIce(direction: Direction): Promise<mediasoup.IceParameters>

  /** Returns the track's id. One track per source. */
  publish(options: PublishOptions): Promise<string>
  pauseTrack(trackId: string, paused: boolean): Promise<void>
  /** Idempotent. Also ends every subscription to it. */
  closeTrack(trackId: string): void

  /** Starts paused; call `show` to let it flow. */
  subscribe(trackId: string): Promise<SubscriptionOffer>
  /** `height` (device pixels) selects the simulcast layer. */
  show(trackId: string, shown: boolean, height?: number): Promise<void>
  unsubscribe(trackId: string): void
  /**
   * Asks the publisher of a subscribed video for a key frame. Resolves before it arrives; however
   * many ask, a publisher is asked once a second. A hidden video gets one when it is shown.
   */
  requestKeyFrame(trackId: string): Promise<void>
  /** Including subscriptions in progress. Idempotent. */
  unsubscribeAll(): void

  /** Idempotent. */
  close(): void
}

export type PublishOptions = {
  source: TrackSource
  rtpParameters: mediasoup.RtpParameters
  paused: boolean
}

export type TransportOffer = {
  id: string
  iceParameters: mediasoup.IceParameters
  iceCandidates: mediasoup.IceCandidate[]
  dtlsParameters: mediasoup.DtlsParameters
}

export type SubscriptionOffer = {
  id: string
  kind: mediasoup.MediaKind
  rtpParameters: mediasoup.RtpParameters
}

/** A refusal by the media plane; anything else thrown is a bug. */
export class MediaError extends Error {
  readonly code: 'no_transport' | 'no_track' | 'too_many' | 'incompatible' | 'closed'
  constructor(code: MediaError['code']) {
    super(code)
    this.name = 'MediaError'
    this.code = code
  }
}

export type SfuOptions = {
  workers: number
  /** Consumers per worker before a room spreads to the next. */
  consumersPerWorker: number
  listenIp: string
  /** The address told to browsers; defaults to the listen address. */
  announcedAddress?: string
  /** An IPv6 address that it listens on as well, on the same ports. */
  address6?: string
  /** The address told to other media nodes; defaults to that told to browsers. */
  relayAddress?: string
  /** UDP ports for what rooms exchange with other media nodes; any, unless set. */
  relayPorts?: { min: number; max: number }
  /** First port; worker n listens on basePort + n, UDP and TCP. 0: any free port. */
  basePort: number
  log: SfuLog
}

export type RemoteOptions = {
  /** Where the nodes listen, such as `10.0.0.11:4450`; also their names. */
  nodes: readonly string[]
  /** What this server and the nodes share. */
  secret: string
  /** Outgoing streams for each worker of a node at which a room grows to the next node. */
  consumersPerWorker: number
  log: SfuLog
}

export type SfuLog = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
