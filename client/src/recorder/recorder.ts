import type { RecordingId } from '#protocol/ids.ts'
import type { TrackView } from '#protocol/model.ts'
import { serverNow } from '../clock.ts'
import type { Call } from '../call/types.ts'
import { api } from '../http/api.ts'
import { encrypterFor } from './keys.ts'
import { Mixer } from './mixer.ts'
import { Outbox } from './outbox.ts'
import { Painter } from './painter.ts'
import type { PaintPage } from './painter.ts'
import { wrap } from './piece.ts'
import { sceneOf, voicesOf, wantedOf } from './scene.ts'

/** VP8 and Opus: what the meeting itself uses, and what both browsers can encode and play. */
const FORMAT = 'video/webm;codecs=vp8,opus'
const FRAME_MS = 1000 / 15
const PIECE_MS = 2000
const BITS = { video: 1_200_000, audio: 64_000 }
/** Bytes; below the server's limit per piece, with room for encryption overhead. */
const PIECE_MAX = 3 * 1024 * 1024
/** Deadline for the first piece, generous enough for a slow machine. */
const FIRST_MS = 20_000
/** As long as the server accepts the last pieces. */
const TAIL_MS = 60_000

export type RecorderOptions = {
  call: Call
  recording: RecordingId
  /** Public keys each piece is encrypted for: the archive's and the recording's own. */
  recipients: readonly string[]
  /** Requests a track at a height, independent of the UI's requests; null to stop. */
  show(track: TrackView['id'], height: number | null): void
  /** The page that is shown; `close` is called when the recording ends. */
  page: { paint: PaintPage; close(): void }
  onBehind(pieces: number): void
  onLost(): void
}

export const canRecord = (): boolean =>
  'MediaRecorder' in globalThis &&
  'captureStream' in HTMLCanvasElement.prototype &&
  MediaRecorder.isTypeSupported(FORMAT)

const canRequestFrame = (one: object): one is CanvasCaptureMediaStreamTrack => 'requestFrame' in one

/**
 * Returns a function that emits the current canvas frame. The method is on the track (Media Capture
 * from DOM Elements, 3.1), but Firefox has it on the stream.
 */
function frameEmitter(stream: MediaStream, track: MediaStreamTrack): () => void {
  const source = [track, stream].find(canRequestFrame)
  if (!source) throw new Error('no picture')
  return () => source.requestFrame()
}

/**
 * [REC5] Composes and records what the meeting shows, and encrypts each piece before sending it.
 * Follows the call by itself; independent of the UI.
 */
export class Recorder {
  readonly recording: RecordingId
  readonly #options: RecorderOptions
  readonly #painter: Painter
  readonly #mixer = new Mixer()
  readonly #outbox: Outbox
  readonly #media: MediaRecorder
  readonly #clock = new Worker(new URL('./clock-worker.ts', import.meta.url), { type: 'module' })
  readonly #time = new Intl.DateTimeFormat('vi-VN', { dateStyle: 'short', timeStyle: 'medium' })
  #shown = new Map<TrackView['id'], number>()
  #tail: Promise<void> = Promise.resolve()
  #seq = 0
  #stopping: Promise<void> | null = null

  constructor(options: RecorderOptions) {
    this.#options = options
    this.recording = options.recording
    this.#painter = new Painter(options.page.paint)
    this.#outbox = new Outbox({
      send: (seq, piece) => this.#send(seq, piece),
      wait: (ms) => new Promise((done) => setTimeout(done, ms)),
      onBehind: (pieces) => options.onBehind(pieces),
      onLost: () => options.onLost(),
    })
    const picture = this.#painter.canvas.captureStream(0)
    const [track] = picture.getVideoTracks()
    if (!track) throw new Error('no picture')
    const drawn = frameEmitter(picture, track)
    this.#media = new MediaRecorder(new MediaStream([track, this.#mixer.track]), {
      mimeType: FORMAT,
      videoBitsPerSecond: BITS.video,
      audioBitsPerSecond: BITS.audio,
    })
    this.#media.addEventListener('dataavailable', ({ data }) => this.#take(data))
    this.#media.addEventListener('error', () => options.onLost())
    this.#clock.addEventListener('message', () => {
      const begun = performance.now()
      this.#drawFrame()
      drawn()
      this.#clock.postMessage({ took: performance.now() - begun }, [])
    })
  }

  /** Must be called from a click handler. */
  start(): void {
    // People must not be told that they are recorded while nothing is being recorded.
    setTimeout(() => {
      if (this.#seq === 0 && !this.#stopping) this.#options.onLost()
    }, FIRST_MS)
    this.#mixer.resume()
    this.#drawFrame()
    this.#media.start(PIECE_MS)
    this.#clock.postMessage({ every: FRAME_MS }, [])
  }

  /** Idempotent. Resolves when the last piece has been sent or can no longer be. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  async #stop(): Promise<void> {
    this.#clock.terminate()
    if (this.#media.state !== 'inactive') {
      const stopped = new Promise((done) => this.#media.addEventListener('stop', done))
      this.#media.stop()
      await stopped
    }
    for (const id of this.#shown.keys()) this.#options.show(id, null)
    this.#painter.close()
    this.#options.page.close()
    this.#mixer.close()
    await this.#tail
    const late = new Promise((done) => setTimeout(done, TAIL_MS))
    await Promise.race([this.#outbox.empty(), late])
    this.#outbox.close()
  }

  /** Paints one frame of the call's current state. */
  #drawFrame(): void {
    const state = this.#options.call.getState()
    if (state.phase !== 'admitted') return
    this.#painter.paint(sceneOf(state), this.#time.format(serverNow()))
    this.#mixer.set(voicesOf(state))
    const wanted = wantedOf(state)
    for (const id of this.#shown.keys()) if (!wanted.has(id)) this.#options.show(id, null)
    for (const [id, height] of wanted) {
      if (this.#shown.get(id) !== height) this.#options.show(id, height)
    }
    this.#shown = wanted
  }

  #take(data: Blob): void {
    if (data.size === 0) return
    this.#tail = this.#tail
      .then(async () => {
        const media = new Uint8Array(await data.arrayBuffer())
        for (let at = 0; at < media.length; at += PIECE_MAX) {
          await this.#seal(media.subarray(at, at + PIECE_MAX))
        }
      })
      .catch(() => {
        this.#outbox.close()
        this.#options.onLost()
      })
  }

  async #seal(media: Uint8Array): Promise<void> {
    const piece = wrap(this.recording, this.#seq, media)
    this.#seq += 1
    this.#outbox.add(await encrypterFor(this.#options.recipients).encrypt(piece))
  }

  async #send(seq: number, piece: Uint8Array) {
    const state = this.#options.call.getState()
    // A closed call stays closed: the server accepts nothing more from us.
    if (state.phase === 'closed') return { code: 'recording_over' } as const
    if (state.phase !== 'admitted') return { code: 'unreachable' } as const
    const answer = await api.sendPiece(state.meeting.id, this.recording, seq, piece)
    return answer.ok ? null : answer.error
  }
}
