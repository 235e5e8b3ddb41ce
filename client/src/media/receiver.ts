import type { types } from 'mediasoup-client'
import type { WireError } from '#protocol/errors.ts'
import type { ParticipantId, TrackId } from '#protocol/ids.ts'
import type { ResultOf } from '#protocol/messages.ts'
import type { TrackView } from '#protocol/model.ts'
import type { Ask } from '../signaling/socket.ts'
import { reconnectDelay } from '../signaling/reconnect.ts'
import { deferred } from './deferred.ts'
import type { Deferred } from './deferred.ts'
import { kindOf, quantizeHeight } from './layers.ts'
import { receivedParameters } from './ortc.ts'
import type { Attached, TrackPipes } from './sealing.ts'

/** How long a tile's new size, or its disappearance, must last before the server is told. */
const SETTLE_MS = 250
/** A key frame of one track is asked for no more often than this. */
const KEY_FRAME_MS = 1000

export type OnReceived = (id: TrackId, track: MediaStreamTrack | null) => void

type Wanted = { shown: boolean; height?: number }

/** Subscribe requests that were in flight at the same time. */
type Batch = { asked: number; answered: Deferred<void> }

/** A remote track: what is wanted of it and what has been achieved so far. */
type RemoteTrack = {
  view: TrackView
  /** Null when no tile shows it. Audio is always wanted. */
  height: number | null
  consumer: types.Consumer | null
  /** What the consumer's frames go through, from before it is there. */
  pipe: Attached | null
  /** Last state acknowledged by the server. Subscriptions start paused. */
  acknowledged: Wanted
  gone: boolean
  busy: boolean
  /** Something changed during a step, so take another one. */
  again: boolean
  failures: number
  /** When a key frame was last asked for, on the clock of `performance`. */
  keyFrameAt: number
  timer: ReturnType<typeof setTimeout> | undefined
}

/**
 * Receives what is shown. Each track is moved from its current to its wanted state independently,
 * one step at a time; changes meanwhile only affect where the next step leads.
 */
export class Receiver {
  readonly #ask: Ask
  readonly #transport: () => Promise<types.Transport>
  readonly #onReceived: OnReceived
  readonly #pipes: TrackPipes
  readonly #remotes = new Map<TrackId, RemoteTrack>()
  /** The batch collecting requests now; `#first` is the first batch of the session. */
  #batch: Batch = { asked: 0, answered: deferred() }
  readonly #first = this.#batch

  constructor(options: {
    ask: Ask
    transport: () => Promise<types.Transport>
    onReceived: OnReceived
    pipes: TrackPipes
  }) {
    this.#ask = options.ask
    this.#transport = options.transport
    this.#onReceived = options.onReceived
    this.#pipes = options.pipes
  }

  /** `tracks` are all remote tracks as of now; `heightOf` is what tiles have requested so far. */
  sync(tracks: TrackView[], heightOf: (id: TrackId) => number | null): void {
    const present = new Set(tracks.map(({ id }) => id))
    for (const [id, remote] of this.#remotes) if (!present.has(id)) this.#drop(remote)
    for (const view of tracks) {
      const known = this.#remotes.get(view.id)
      if (known) {
        const comes = view.carried && !known.view.carried
        known.view = view
        if (comes) void this.#reconcile(known)
        continue
      }
      const remote: RemoteTrack = {
        view,
        height: heightOf(view.id),
        consumer: null,
        pipe: null,
        acknowledged: { shown: false },
        gone: false,
        busy: false,
        again: false,
        failures: 0,
        keyFrameAt: Number.NEGATIVE_INFINITY,
        timer: undefined,
      }
      this.#remotes.set(view.id, remote)
      void this.#reconcile(remote)
    }
  }

  show(id: TrackId, height: number | null): void {
    const remote = this.#remotes.get(id)
    if (!remote) return
    const appears = remote.height === null && height !== null && !remote.acknowledged.shown
    remote.height = height
    if (same(remote.acknowledged, wanted(remote))) return
    // Video that appears must not wait; everything else can.
    this.#reconcileIn(remote, appears ? 0 : SETTLE_MS)
  }

  /** Owner of each received track, by MediaStreamTrack id. */
  owners(): Map<string, ParticipantId> {
    const owners = new Map<string, ParticipantId>()
    for (const { consumer, view } of this.#remotes.values())
      if (consumer) owners.set(consumer.track.id, view.participant)
    return owners
  }

  close(): void {
    for (const remote of this.#remotes.values()) this.#drop(remote)
  }

  #drop(remote: RemoteTrack): void {
    remote.gone = true
    clearTimeout(remote.timer)
    this.#remotes.delete(remote.view.id)
    remote.pipe?.close()
    remote.consumer?.close()
    if (remote.consumer) this.#onReceived(remote.view.id, null)
  }

  #reconcileIn(remote: RemoteTrack, ms: number): void {
    clearTimeout(remote.timer)
    if (ms === 0) void this.#reconcile(remote)
    else remote.timer = setTimeout(() => void this.#reconcile(remote), ms)
  }

  async #reconcile(remote: RemoteTrack): Promise<void> {
    remote.again = true
    if (remote.busy) return
    remote.busy = true
    let more = true
    while (!remote.gone && (more || remote.again)) {
      remote.again = false
      more = await this.#tryStep(remote)
      if (more) remote.failures = 0
    }
    remote.busy = false
  }

  async #tryStep(remote: RemoteTrack): Promise<boolean> {
    try {
      return await this.#step(remote)
    } catch {
      this.#failed(remote)
      return false
    }
  }

  /** Takes one step toward the wanted state; false when nothing is left to do for now. */
  async #step(remote: RemoteTrack): Promise<boolean> {
    const want = wanted(remote)
    if (!remote.consumer) return want.shown ? this.#subscribe(remote) : false
    if (same(remote.acknowledged, want)) return false
    const reply = await this.#ask('track.show', { id: remote.view.id, ...want })
    if (reply.ok) remote.acknowledged = want
    else this.#failed(remote, reply.error)
    return reply.ok
  }

  async #subscribe(remote: RemoteTrack): Promise<boolean> {
    const [transport] = await Promise.all([this.#transport(), this.#pipes.receivable()])
    if (remote.gone) return false
    const batch = this.#batch
    const reply = await this.#askTogether(remote.view.id)
    if (remote.gone) return false
    if (!reply.ok) {
      // The track is gone; its `trackEnded` is on the way.
      if (reply.error.code !== 'not_found') this.#failed(remote, reply.error)
      return false
    }
    // Before the first negotiation has connected the transport, nothing can arrive before the
    // browser expects it, so the first tracks are resumed while it runs. Later ones are resumed
    // only after negotiation, or their key frame would arrive too early and be lost. A voice has
    // none, and what is said first must not be lost.
    const want = wanted(remote)
    const isFirst = batch === this.#first && transport.connectionState === 'new'
    const early = want.shown && (isFirst || kindOf(remote.view.source) === 'audio')
    const started = early ? this.#ask('track.show', { id: remote.view.id, ...want }) : null
    if (!(await this.#consume(transport, remote, reply.result))) return false
    if ((await started)?.ok === true) remote.acknowledged = want
    return true
  }

  /** Whether the track can be played now. */
  async #consume(
    transport: types.Transport,
    remote: RemoteTrack,
    { id, rtpParameters }: ResultOf<'track.subscribe'>,
  ): Promise<boolean> {
    const { participant, source } = remote.view
    const consumer = await transport.consume({
      id,
      producerId: remote.view.id,
      kind: kindOf(source),
      rtpParameters: receivedParameters(rtpParameters),
      // A shared stream id makes the browser sync voice with face, and a screen with its sound.
      streamId: `${participant}${source.startsWith('screen') ? '-screen' : ''}`,
      onRtpReceiver: (receiver) => this.#attach(remote, receiver),
    })
    if (!(await this.#pipes.passing(remote.pipe)) || remote.gone) {
      consumer.close()
      return false
    }
    remote.consumer = consumer
    this.#onReceived(remote.view.id, consumer.track)
    return true
  }

  #attach(remote: RemoteTrack, receiver: RTCRtpReceiver): void {
    // Left over from a negotiation that failed.
    remote.pipe?.close()
    remote.pipe = this.#pipes.ofReceiver(receiver, remote.view, () => this.#askKeyFrame(remote))
    if (remote.gone) remote.pipe?.close()
  }

  /** The pipe repeats its wish, as long as it lasts. */
  #askKeyFrame(remote: RemoteTrack): void {
    const now = performance.now()
    if (remote.gone || now - remote.keyFrameAt < KEY_FRAME_MS) return
    remote.keyFrameAt = now
    void this.#ask('track.keyFrame', { id: remote.view.id })
  }

  /**
   * Resolves when every request of the batch is answered. mediasoup-client then negotiates all of
   * them at once; a negotiation costs the browser tens of milliseconds, however many tracks it
   * covers.
   */
  async #askTogether(id: TrackId) {
    const batch = this.#batch
    batch.asked++
    const reply = await this.#ask('track.subscribe', { id })
    batch.asked--
    if (batch.asked === 0) {
      this.#batch = { asked: 0, answered: deferred() }
      batch.answered.resolve()
    }
    await batch.answered.promise
    return reply
  }

  #failed(remote: RemoteTrack, error?: WireError): void {
    if (remote.gone) return
    const wait = reconnectDelay(remote.failures++, Math.random(), (error?.retryAfter ?? 0) * 1000)
    this.#reconcileIn(remote, wait)
  }
}

function wanted(remote: RemoteTrack): Wanted {
  if (kindOf(remote.view.source) === 'audio')
    // [QOS5] What was received once need not be asked for again: the server holds it back.
    return { shown: remote.view.carried || remote.consumer !== null }
  return remote.height === null
    ? { shown: false }
    : { shown: true, height: quantizeHeight(remote.height) }
}

function same(a: Wanted, b: Wanted): boolean {
  return a.shown === b.shown && (!a.shown || a.height === b.height)
}
