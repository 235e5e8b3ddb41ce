import type { types } from 'mediasoup-client'
import type { WireError } from '#protocol/errors.ts'
import type { Source } from '#protocol/model.ts'
import type { Ask } from '../signaling/socket.ts'
import { SEND, kindOf } from './layers.ts'
import { sentParameters } from './ortc.ts'
import type { Attached, TrackPipes } from './sealing.ts'
import { Refused } from './transport.ts'

type Announcement = { rtpParameters: types.RtpParameters; appData: types.AppData }
type Done = (server: { id: string }) => void
type Fail = (error: Error) => void
const SOURCES: readonly Source[] = ['microphone', 'camera', 'screen', 'screen_audio']

export type Outcome = { ok: true } | { ok: false; error: WireError }
const DONE: Outcome = { ok: true }

/**
 * The local tracks as known to this session's server. The caller owns the tracks: nothing here
 * stops one. Nothing here throws.
 */
export class Sender {
  readonly #ask: Ask
  readonly #device: Promise<types.Device>
  readonly #transport: () => Promise<types.Transport>
  readonly #pipes: TrackPipes
  /** One for each producer, and for each that is being made. */
  readonly #attached = new Map<Source, Attached>()
  readonly #producers = new Map<Source, types.Producer>()
  readonly #pausedAtFirst = new Map<Source, boolean>()
  #thin = false

  constructor(options: {
    ask: Ask
    device: Promise<types.Device>
    /** Resolves when something may be sent. */
    transport: () => Promise<types.Transport>
    pipes: TrackPipes
  }) {
    this.#ask = options.ask
    this.#device = options.device
    this.#transport = options.transport
    this.#pipes = options.pipes
  }

  async publish(source: Source, track: MediaStreamTrack, paused: boolean): Promise<Outcome> {
    // Not even one that the server has forgotten goes on beside the new one.
    this.dropped(source)
    try {
      const [transport, device] = await Promise.all([this.#transport(), this.#device])
      const { encodings, codecOptions, mimeType } = SEND[source]
      this.#pausedAtFirst.set(source, paused)
      const producer = await transport.produce({
        track,
        encodings: [...encodings],
        codecOptions,
        codec: codecOf(device, mimeType),
        stopTracks: false,
        appData: { source },
        onRtpSender: (sender) => this.#attach(sender, source),
      })
      if (paused) producer.pause()
      this.#producers.set(source, producer)
      if (source === 'camera') await this.#limit(producer)
      return DONE
    } catch (error) {
      this.dropped(source)
      return refusal(error)
    }
  }

  /** mediasoup-client has created the local producer; announce it to the server. */
  async announce(event: Announcement, done: Done, fail: Fail): Promise<void> {
    const source = SOURCES.find((known) => known === event.appData['source'])
    if (!source) return fail(new Error('a producer without a source'))
    if (!(await this.#pipes.passing(this.#attached.get(source) ?? null)))
      return fail(new Error('a track without a pipe'))
    const reply = await this.#ask('track.publish', {
      source,
      kind: kindOf(source),
      rtpParameters: sentParameters(event.rtpParameters),
      paused: this.#pausedAtFirst.get(source) ?? true,
    })
    if (reply.ok) return done({ id: reply.result.id })
    // Before mediasoup-client takes the producer away.
    this.#detach(source)
    fail(new Refused(reply.error))
  }

  async setPaused(source: Source, paused: boolean): Promise<Outcome> {
    // Mute locally at once, even if the request fails; unmute only when the server agrees.
    if (paused) this.#producers.get(source)?.pause()
    const reply = await this.#ask('track.pause', { source, paused })
    if (!reply.ok) return reply
    if (!paused) this.#producers.get(source)?.resume()
    return DONE
  }

  async replaceTrack(source: Source, track: MediaStreamTrack): Promise<Outcome> {
    try {
      await this.#producers.get(source)?.replaceTrack({ track })
      return DONE
    } catch (error) {
      return refusal(error)
    }
  }

  /** Limits the camera to its smallest layer, regardless of what others request. */
  setThin(thin: boolean): void {
    this.#thin = thin
    const camera = this.#producers.get('camera')
    if (camera) void this.#limit(camera)
  }

  async #limit(producer: types.Producer): Promise<void> {
    const best = SEND.camera.encodings.length - 1
    // A closed producer sends nothing anyway.
    if (!producer.closed) await producer.setMaxSpatialLayer(this.#thin ? 0 : best)
  }

  async unpublish(source: Source): Promise<void> {
    this.dropped(source)
    await this.#ask('track.unpublish', { source })
  }

  /** The server closed the producer. */
  dropped(source: Source): void {
    this.#detach(source)
    this.#producers.get(source)?.close()
    this.#producers.delete(source)
  }

  /** The server paused the producer. */
  silenced(source: Source): void {
    this.#producers.get(source)?.pause()
  }

  #attach(sender: RTCRtpSender, source: Source): void {
    const pipe = this.#pipes.ofSender(sender, source)
    if (pipe) this.#attached.set(source, pipe)
  }

  #detach(source: Source): void {
    this.#attached.get(source)?.close()
    this.#attached.delete(source)
  }
}

function codecOf(device: types.Device, mimeType: string): types.RtpCodecCapability | undefined {
  return device.sendRtpCapabilities.codecs?.find(
    (codec) => codec.mimeType.toLowerCase() === mimeType,
  )
}

function refusal(error: unknown): Outcome {
  return { ok: false, error: error instanceof Refused ? error.error : { code: 'media_failed' } }
}
