import type { types as mediasoup } from 'mediasoup'

/** Milliseconds between measurements. The worker wants ten packets in each: 800 ms has 40 of 20 ms. */
const LEVEL_INTERVAL = 800
/** dBov (RFC 6464) from which a microphone counts as heard. Speech is near -30, a quiet room -70. */
const AUDIBLE = -60
/** How many of the loudest are compared with the dominant voice. */
const LOUDEST = 10

/**
 * Who is speaking. The dominant speaker (Volfin and Cohen 2013) does not jump at a cough but never
 * falls silent; audio levels know silence. So: the dominant voice while it is audible, else the
 * loudest, else nobody. Measured from the audio level extension, never from the sound itself.
 */
export class SpeakerWatch {
  readonly #dominance: mediasoup.ActiveSpeakerObserver
  readonly #levels: mediasoup.AudioLevelObserver
  readonly #onChange: (trackId: string | null) => void
  #dominant: string | null = null
  #current: string | null = null
  #silent = true

  private constructor(
    dominance: mediasoup.ActiveSpeakerObserver,
    levels: mediasoup.AudioLevelObserver,
    onChange: (trackId: string | null) => void,
  ) {
    this.#dominance = dominance
    this.#levels = levels
    this.#onChange = onChange
    dominance.on('dominantspeaker', ({ producer }) => this.#dominates(producer.id))
    levels.on('volumes', (volumes) => this.#heard(volumes.map(({ producer }) => producer.id)))
    levels.on('silence', () => this.#fallSilent())
  }

  static async on(
    router: mediasoup.Router,
    onChange: (trackId: string | null) => void,
  ): Promise<SpeakerWatch> {
    const [dominance, levels] = await Promise.all([
      router.createActiveSpeakerObserver(),
      router.createAudioLevelObserver({
        interval: LEVEL_INTERVAL,
        threshold: AUDIBLE,
        maxEntries: LOUDEST,
      }),
    ])
    return new SpeakerWatch(dominance, levels, onChange)
  }

  /** The track must have reached the watched router. A track that closes is dropped by itself. */
  async add(producerId: string): Promise<void> {
    await Promise.all([
      this.#dominance.addProducer({ producerId }),
      this.#levels.addProducer({ producerId }),
    ])
  }

  /** Nobody hears this track any more: it need not wait for the next measurement. */
  drop(trackId: string): void {
    if (this.#dominant === trackId) this.#dominant = null
    if (this.#current === trackId) this.#fallSilent()
  }

  #dominates(trackId: string): void {
    this.#dominant = trackId
    if (!this.#silent) this.#change(trackId)
  }

  #heard(loudestFirst: string[]): void {
    this.#silent = false
    const dominant = loudestFirst.find((trackId) => trackId === this.#dominant)
    this.#change(dominant ?? loudestFirst[0] ?? null)
  }

  #fallSilent(): void {
    this.#silent = true
    this.#change(null)
  }

  #change(trackId: string | null): void {
    if (this.#current === trackId) return
    this.#current = trackId
    this.#onChange(trackId)
  }
}
