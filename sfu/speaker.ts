import type { types as mediasoup } from 'mediasoup'

/**
 * Milliseconds between measurements. The worker wants at least ten packets in each: 800 ms has 40
 * packets of 20 ms.
 */
const LEVEL_INTERVAL = 800
/**
 * Level in dBov (RFC 6464) from which a microphone is audible. Speech is near -30, a quiet room
 * near -70.
 */
const AUDIBLE = -60
/**
 * How many of the loudest voices are reported and compared with the dominant one: more than a large
 * room carries (QOS5), so that louder ones that are not carried are seen.
 */
const LOUDEST = 24

export type TrackLevel = { trackId: string; level: number }
type OnLevels = (levels: readonly TrackLevel[]) => void

/**
 * Detects who is speaking. The dominant speaker algorithm (Volfin and Cohen 2013) ignores a cough
 * but never reports silence; audio levels do. So the result is the dominant voice while it is
 * audible, else the loudest, else nobody. Uses only the audio level extension, never the audio
 * itself.
 */
export class SpeakerWatch {
  readonly #dominance: mediasoup.ActiveSpeakerObserver
  readonly #levels: mediasoup.AudioLevelObserver
  readonly #onChange: (trackId: string | null) => void
  readonly #onLevels: OnLevels
  #dominant: string | null = null
  #current: string | null = null
  #silent = true

  private constructor(
    dominance: mediasoup.ActiveSpeakerObserver,
    levels: mediasoup.AudioLevelObserver,
    onChange: (trackId: string | null) => void,
    onLevels: OnLevels,
  ) {
    this.#dominance = dominance
    this.#levels = levels
    this.#onChange = onChange
    this.#onLevels = onLevels
    dominance.on('dominantspeaker', ({ producer }) => this.#dominates(producer.id))
    levels.on('volumes', (volumes) => {
      const heard = volumes.map(({ producer, volume }) => ({ trackId: producer.id, level: volume }))
      this.#onLevels(heard)
      this.#heard(heard.map(({ trackId }) => trackId))
    })
    levels.on('silence', () => {
      this.#onLevels([])
      this.#fallSilent()
    })
  }

  static async on(
    router: mediasoup.Router,
    onChange: (trackId: string | null) => void,
    onLevels: OnLevels,
  ): Promise<SpeakerWatch> {
    const [dominance, levels] = await Promise.all([
      router.createActiveSpeakerObserver(),
      router.createAudioLevelObserver({
        interval: LEVEL_INTERVAL,
        threshold: AUDIBLE,
        maxEntries: LOUDEST,
      }),
    ])
    return new SpeakerWatch(dominance, levels, onChange, onLevels)
  }

  /** The track must have reached the watched router. Closed tracks are removed automatically. */
  async add(producerId: string): Promise<void> {
    await Promise.all([
      this.#dominance.addProducer({ producerId }),
      this.#levels.addProducer({ producerId }),
    ])
  }

  /** This track is no longer heard; update now instead of at the next measurement. */
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
