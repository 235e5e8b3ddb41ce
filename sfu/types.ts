import type { types as mediasoup } from 'mediasoup'

/**
 * The port of the media plane: what the rest of the server knows of it. `mediasoup.ts` implements
 * it on real workers, `fake.ts` in memory; one contract test runs on both.
 *
 * Nothing here decides who may do what: the caller has asked policy first. What this side
 * guarantees is that everything closes downward and once, and that a `close()` that has returned
 * is a close that has happened: no packet of that peer is accepted or forwarded any more.
 */
export type Direction = 'send' | 'recv'
export type TrackSource = 'microphone' | 'camera' | 'screen' | 'screen_audio'

export interface Sfu {
  /** Places a room on the least loaded worker. */
  createRoom(events: MediaRoomEvents): Promise<MediaRoom>
  load(): WorkerLoad[]
  /** Whether every worker that runs answers, and one does; a hung one is given two seconds. */
  answers(): Promise<boolean>
  close(): Promise<void>
}

/** `index`: which of the workers, from 0; the one that replaces a dead one takes its number. */
export type WorkerLoad = {
  index: number
  pid: number
  rooms: number
  /** People whose transports are there. */
  peers: number
  /** Of people, and the ends of pipes between workers. */
  transports: number
  producers: number
  consumers: number
  /** Of all media to and from people, bits per second, as last measured. */
  bitrate: { in: number; out: number }
}

export type MediaRoomEvents = {
  /** The loudest voice by the SFU's own measurement; null after silence. */
  speaker(peerId: string | null): void
  /**
   * [SHR2] More has come in on this track than its source may use, for longer than a bad moment. It
   * still flows: the caller closes it. Told once for each track.
   */
  bitrateExceeded(peerId: string, trackId: string): void
  /** The worker beneath is gone: the room is closed and every peer with it. Called once. */
  died(): void
}

export interface MediaRoom {
  readonly rtpCapabilities: mediasoup.RtpCapabilities
  /** Throws when the id is taken: one person has one peer. */
  createPeer(id: string): MediaPeer
  readonly closed: boolean
  close(): void
}

export interface MediaPeer {
  readonly id: string
  readonly closed: boolean
  /**
   * One transport per direction; opening a second time closes the first and all it carried, as
   * after a reconnect. `recv` needs the browser's capabilities.
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
  /** Idempotent. Every subscription to it ends too. */
  closeTrack(trackId: string): void

  /** Starts paused; `show` lets it flow. */
  subscribe(trackId: string): Promise<SubscriptionOffer>
  /** `height` (device pixels) chooses the simulcast layer. */
  show(trackId: string, shown: boolean, height?: number): Promise<void>
  unsubscribe(trackId: string): void
  /** Those that are being made too. Idempotent. */
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

/** What the media plane refuses; anything else thrown is a fault. */
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
  /** Consumers one worker carries for a room before the room spreads to the next. */
  consumersPerWorker: number
  listenIp: string
  /** The address browsers are told; the listen address when absent. */
  announcedAddress?: string
  /** First port; worker n listens on basePort + n, UDP and TCP. 0: any free port. */
  basePort: number
  log: SfuLog
}

export type SfuLog = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
