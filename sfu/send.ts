import type { types as mediasoup } from 'mediasoup'
import { KEY_FRAME_INTERVAL, checkPublish, maxIncomingBitrate } from './codecs.ts'
import { refusal, whileOpen } from './guard.ts'
import type { PeerRoom } from './peer-room.ts'
import { Track } from './track.ts'
import { MediaError } from './types.ts'
import type { PublishOptions, TrackSource } from './types.ts'
import type { RoomRouter } from './workers.ts'

/** The transport on which a peer publishes, and its tracks: one per source. */
export class SendingSide {
  readonly transport: mediasoup.WebRtcTransport
  readonly #owner: string
  readonly #room: PeerRoom
  readonly #router: RoomRouter
  /** `making`: a publish is in progress, so the source is already taken. */
  readonly #tracks = new Map<TrackSource, Track | 'making'>()

  constructor(
    owner: string,
    room: PeerRoom,
    router: RoomRouter,
    transport: mediasoup.WebRtcTransport,
  ) {
    this.#owner = owner
    this.#room = room
    this.#router = router
    this.transport = transport
  }

  async publish(options: PublishOptions): Promise<string> {
    const { source } = options
    const kind = checkPublish(options)
    if (this.#tracks.has(source)) throw new MediaError('too_many')
    this.#tracks.set(source, 'making')
    try {
      const track = await this.#produce(kind, options)
      this.#tracks.set(source, track)
      this.#room.addTrack(track)
      return track.id
    } catch (error) {
      this.#tracks.delete(source)
      this.#limitBitrate()
      throw error
    }
  }

  /** Once resolved, no packet of a paused track is forwarded. */
  async pause(trackId: string, paused: boolean): Promise<void> {
    const { producer } = this.#find(trackId) ?? {}
    if (producer === undefined) throw new MediaError('no_track')
    await whileOpen(this.transport, paused ? producer.pause() : producer.resume(), (error) =>
      producer.closed ? new MediaError('no_track') : error,
    )
  }

  closeTrack(trackId: string): void {
    const track = this.#find(trackId)
    if (track === undefined) return
    this.#tracks.delete(track.source)
    this.#end(track)
    this.#limitBitrate()
  }

  close(): void {
    this.transport.close()
    const tracks = [...this.#tracks.values()]
    this.#tracks.clear()
    for (const track of tracks) if (track !== 'making') this.#end(track)
  }

  async #produce(kind: mediasoup.MediaKind, options: PublishOptions): Promise<Track> {
    const { source, rtpParameters, paused } = options
    this.#limitBitrate()
    const producing = this.transport.produce({
      kind,
      rtpParameters,
      paused,
      ...(kind === 'video' && { keyFrameRequestDelay: KEY_FRAME_INTERVAL }),
    })
    const producer = await whileOpen(this.transport, producing, refusal(this.#room.log))
    return new Track(this.#owner, source, producer, this.#router)
  }

  #end(track: Track): void {
    track.close()
    this.#room.dropTrack(track)
  }

  #find(trackId: string): Track | undefined {
    return this.#tracks
      .values()
      .filter((track) => track !== 'making')
      .find(({ id }) => id === trackId)
  }

  /** Not awaited: requests stay in order, and this one fails only if the transport is gone. */
  #limitBitrate(): void {
    if (this.transport.closed) return
    this.transport.setMaxIncomingBitrate(maxIncomingBitrate(this.#tracks.keys())).catch(() => {})
  }
}
