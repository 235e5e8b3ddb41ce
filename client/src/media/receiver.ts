import type { types } from 'mediasoup-client'
import type { WireError } from '#protocol/errors.ts'
import type { ParticipantId, TrackId } from '#protocol/ids.ts'
import type { TrackView } from '#protocol/model.ts'
import type { Ask } from '../signaling/socket.ts'
import { reconnectDelay } from '../signaling/reconnect.ts'
import { deferred } from './deferred.ts'
import type { Deferred } from './deferred.ts'
import { kindOf, quantiseHeight } from './layers.ts'
import { receivedParameters } from './ortc.ts'

/** How long a tile's new size or its disappearance must last before the server hears of it. */
const SETTLE_MS = 250

export type OnReceived = (id: TrackId, track: MediaStreamTrack | null) => void

type Wanted = { shown: boolean; height?: number }

/** Subscriptions whose requests were under way together. */
type Batch = { asked: number; answered: Deferred<void> }

/** One track of someone else: what is wanted of it, and how far that has come. */
type Seat = {
  view: TrackView
  /** Null: no tile shows it. Sound is always wanted. */
  height: number | null
  consumer: types.Consumer | null
  /** What the server was last told. Subscriptions start paused. */
  told: Wanted
  gone: boolean
  busy: boolean
  /** Something changed during a step: look once more. */
  again: boolean
  failures: number
  timer: ReturnType<typeof setTimeout> | undefined
}

/**
 * Receives what is shown. Each track walks by itself, one step at a time, from what it is to what
 * is wanted; whatever changes meanwhile only changes where the next step leads.
 */
export class Receiver {
  readonly #ask: Ask
  readonly #transport: () => Promise<types.Transport>
  readonly #onReceived: OnReceived
  readonly #seats = new Map<TrackId, Seat>()
  /** The subscriptions that are being asked for now, and the first ones of all. */
  #batch: Batch = { asked: 0, answered: deferred() }
  readonly #first = this.#batch

  constructor(options: {
    ask: Ask
    transport: () => Promise<types.Transport>
    onReceived: OnReceived
  }) {
    this.#ask = options.ask
    this.#transport = options.transport
    this.#onReceived = options.onReceived
  }

  /** The tracks of the others as they are now; `heightOf` is what tiles have asked for so far. */
  sync(tracks: TrackView[], heightOf: (id: TrackId) => number | null): void {
    const present = new Set(tracks.map(({ id }) => id))
    for (const [id, seat] of this.#seats) if (!present.has(id)) this.#drop(seat)
    for (const view of tracks) {
      if (this.#seats.has(view.id)) continue
      const seat: Seat = {
        view,
        height: heightOf(view.id),
        consumer: null,
        told: { shown: false },
        gone: false,
        busy: false,
        again: false,
        failures: 0,
        timer: undefined,
      }
      this.#seats.set(view.id, seat)
      void this.#walk(seat)
    }
  }

  show(id: TrackId, height: number | null): void {
    const seat = this.#seats.get(id)
    if (!seat) return
    const appears = seat.height === null && height !== null && !seat.told.shown
    seat.height = height
    if (same(seat.told, wanted(seat))) return
    // A picture that appears must not wait; everything else may.
    this.#in(seat, appears ? 0 : SETTLE_MS)
  }

  /** Whose the received tracks are, by the track's id. */
  owners(): Map<string, ParticipantId> {
    const owners = new Map<string, ParticipantId>()
    for (const { consumer, view } of this.#seats.values())
      if (consumer) owners.set(consumer.track.id, view.participant)
    return owners
  }

  close(): void {
    for (const seat of this.#seats.values()) this.#drop(seat)
  }

  #drop(seat: Seat): void {
    seat.gone = true
    clearTimeout(seat.timer)
    this.#seats.delete(seat.view.id)
    seat.consumer?.close()
    if (seat.consumer) this.#onReceived(seat.view.id, null)
  }

  #in(seat: Seat, ms: number): void {
    clearTimeout(seat.timer)
    if (ms === 0) void this.#walk(seat)
    else seat.timer = setTimeout(() => void this.#walk(seat), ms)
  }

  async #walk(seat: Seat): Promise<void> {
    seat.again = true
    if (seat.busy) return
    seat.busy = true
    let more = true
    while (!seat.gone && (more || seat.again)) {
      seat.again = false
      more = await this.#tryStep(seat)
      if (more) seat.failures = 0
    }
    seat.busy = false
  }

  async #tryStep(seat: Seat): Promise<boolean> {
    try {
      return await this.#step(seat)
    } catch {
      this.#failed(seat)
      return false
    }
  }

  /** One step towards what is wanted; false when there is nothing (more) to do now. */
  async #step(seat: Seat): Promise<boolean> {
    const want = wanted(seat)
    if (!seat.consumer) return want.shown ? this.#subscribe(seat) : false
    if (same(seat.told, want)) return false
    const reply = await this.#ask('track.show', { id: seat.view.id, ...want })
    if (reply.ok) seat.told = want
    else this.#failed(seat, reply.error)
    return reply.ok
  }

  async #subscribe(seat: Seat): Promise<boolean> {
    const transport = await this.#transport()
    if (seat.gone) return false
    const batch = this.#batch
    const reply = await this.#askTogether(seat.view.id)
    if (seat.gone) return false
    if (!reply.ok) {
      // Gone already: its `trackEnded` is on the way.
      if (reply.error.code !== 'not_found') this.#failed(seat, reply.error)
      return false
    }
    // Until the first negotiation connects the transport nothing can arrive before the browser
    // knows it, so the first tracks are started while it runs. Later ones start when it is done,
    // or the key frame would come too early and be lost.
    const want = wanted(seat)
    const ahead = batch === this.#first && transport.connectionState === 'new' && want.shown
    const started = ahead ? this.#ask('track.show', { id: seat.view.id, ...want }) : null
    const { participant, source } = seat.view
    const consumer = await transport.consume({
      id: reply.result.id,
      producerId: seat.view.id,
      kind: kindOf(source),
      rtpParameters: receivedParameters(reply.result.rtpParameters),
      // Voice and face of one person play in step, and so do a screen and its sound.
      streamId: `${participant}${source.startsWith('screen') ? '-screen' : ''}`,
    })
    if (seat.gone) {
      consumer.close()
      return false
    }
    seat.consumer = consumer
    this.#onReceived(seat.view.id, consumer.track)
    if ((await started)?.ok === true) seat.told = want
    return true
  }

  /**
   * Answered when all that were asked meanwhile are: mediasoup-client then negotiates them in one
   * go, and a negotiation takes the browser tens of milliseconds however much it is about.
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

  #failed(seat: Seat, error?: WireError): void {
    if (seat.gone) return
    const wait = reconnectDelay(seat.failures++, Math.random(), (error?.retryAfter ?? 0) * 1000)
    this.#in(seat, wait)
  }
}

function wanted(seat: Seat): Wanted {
  if (kindOf(seat.view.source) === 'audio') return { shown: true }
  return seat.height === null
    ? { shown: false }
    : { shown: true, height: quantiseHeight(seat.height) }
}

function same(a: Wanted, b: Wanted): boolean {
  return a.shown === b.shown && (!a.shown || a.height === b.height)
}
