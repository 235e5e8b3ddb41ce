import type { Source, TrackView } from '#protocol/model.ts'

/** A track whose encoded frames are sealed or opened on their way. */
export type Attached = {
  /**
   * Resolves when its frames go that way, and those of one that arrives can be opened; until then it
   * must count neither as sent nor as received. Rejects if it stopped.
   */
  ready: Promise<void>
  /** Nothing comes out of it from here on. To be called before its transport is closed. */
  close(): void
}

/** The end-to-end keys of one session, as far as its tracks need them. */
export type Sealing = {
  /** What every RTCPeerConnection of this session must be made with. */
  settings: RTCConfiguration
  /** Resolves when this page has keys to send with; rejects when the session is over. */
  ready: Promise<void>
  /** Resolves when {@link open} may be called, long before there are keys; rejects if it never may. */
  opens: Promise<void>
  /**
   * @param onStopped nothing leaves any more, without having been closed
   * @throws only if this browser cannot: the session ends
   */
  seal(sender: RTCRtpSender, source: Source, onStopped: () => void): Attached
  /**
   * Until the keys of the track's participant are known, nothing comes out.
   *
   * @param onStopped nothing comes out any more, without having been closed
   * @throws only if this browser cannot: the session ends
   */
  open(
    receiver: RTCRtpReceiver,
    track: TrackView,
    onKeyFrameNeeded: () => void,
    onStopped: () => void,
  ): Attached
}

/** Called at most once a session, if at all; the session is to be closed at once. */
export type OnUnsealed = {
  /** A track got no pipe here, and no other will. */
  unable(): void
  /** A pipe stopped that was not closed. */
  stopped(): void
}

/**
 * The pipes of one session's tracks. No track is sent or played without one, except in a session
 * without sealing, where there are none.
 */
export class TrackPipes {
  readonly #sealing: Sealing | null
  readonly #unsealed: OnUnsealed
  readonly #pipes = new Set<Attached>()
  #closed = false

  constructor(sealing: Sealing | null, unsealed: OnUnsealed) {
    this.#sealing = sealing
    this.#unsealed = unsealed
    // Whoever sends waits for it; perhaps nobody does.
    sealing?.ready.catch(() => {})
  }

  get settings(): RTCConfiguration {
    return this.#sealing?.settings ?? {}
  }

  /** Resolves when there are keys to send with. */
  async sendable(): Promise<void> {
    await this.#sealing?.ready
  }

  /** Resolves when tracks can be received. */
  async receivable(): Promise<void> {
    await this.#sealing?.opens
  }

  /** For `onRtpSender`. @throws if there is no pipe: then the session is closed already */
  ofSender(sender: RTCRtpSender, source: Source): Attached | null {
    return this.#attach((sealing, stopped) => sealing.seal(sender, source, stopped))
  }

  /** For `onRtpReceiver`. @throws if there is no pipe: then the session is closed already */
  ofReceiver(
    receiver: RTCRtpReceiver,
    track: TrackView,
    onKeyFrameNeeded: () => void,
  ): Attached | null {
    return this.#attach((sealing, stopped) =>
      sealing.open(receiver, track, onKeyFrameNeeded, stopped),
    )
  }

  /** Whether the track's frames go through its pipe; if not, it may be neither sent nor played. */
  async passing(pipe: Attached | null): Promise<boolean> {
    if (!this.#sealing) return true
    if (!pipe) {
      this.#end('unable')
      return false
    }
    try {
      await pipe.ready
      return !this.#closed
    } catch {
      if (this.#pipes.has(pipe)) this.#end('stopped')
      return false
    }
  }

  /** To be called before the transports are closed. */
  close(): void {
    this.#closed = true
    for (const pipe of this.#pipes) pipe.close()
    this.#pipes.clear()
  }

  #attach(attach: (sealing: Sealing, onStopped: () => void) => Attached): Attached | null {
    if (!this.#sealing) return null
    if (this.#closed) throw new Error('the session is over')
    let pipe: Attached | null = null
    const onStopped = () => {
      if (pipe && this.#pipes.has(pipe)) this.#end('stopped')
    }
    try {
      pipe = this.#keep(attach(this.#sealing, onStopped))
      return pipe
    } catch (error) {
      // mediasoup-client has the track already, and would negotiate it together with the next one.
      this.#end('unable')
      throw error
    }
  }

  #keep(attached: Attached): Attached {
    const { ready } = attached
    const pipe: Attached = {
      ready,
      close: () => {
        if (this.#pipes.delete(pipe)) attached.close()
      },
    }
    this.#pipes.add(pipe)
    return pipe
  }

  #end(why: keyof OnUnsealed): void {
    if (!this.#closed) this.#unsealed[why]()
  }
}
