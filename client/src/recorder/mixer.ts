import { keepRunning } from '../media/awake.ts'

/** Mixes all voices into one track. */
export class Mixer {
  readonly #context = new AudioContext({ sampleRate: 48_000 })
  readonly #out = this.#context.createMediaStreamDestination()
  readonly #sources = new Map<MediaStreamTrack, MediaStreamAudioSourceNode>()

  get track(): MediaStreamTrack {
    const [track] = this.#out.stream.getAudioTracks()
    if (!track) throw new Error('no sound')
    return track
  }

  /**
   * Must start inside a click, or the browser keeps it suspended. Not awaited: without an audio
   * output device, Firefox mixes normally but never resolves the promise.
   */
  resume(): void {
    keepRunning(this.#context)
  }

  set(tracks: readonly MediaStreamTrack[]): void {
    const wanted = new Set(tracks)
    for (const [track, source] of this.#sources) {
      if (wanted.has(track)) continue
      source.disconnect()
      this.#sources.delete(track)
    }
    for (const track of wanted) {
      if (this.#sources.has(track)) continue
      const source = this.#context.createMediaStreamSource(new MediaStream([track]))
      source.connect(this.#out)
      this.#sources.set(track, source)
    }
  }

  close(): void {
    this.set([])
    this.#context.close().catch(() => undefined)
  }
}
