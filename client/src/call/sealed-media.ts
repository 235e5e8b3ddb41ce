import type { ParticipantId } from '#protocol/ids.ts'
import type { Source, TrackView } from '#protocol/model.ts'
import { attachReceiver, attachSender, connectionSettings } from '../frames/attach.ts'
import { FrameWorker } from '../frames/frame-worker.ts'
import type { Membership } from '../frames/messages.ts'
import type { EpochKeys, Place } from '../keys/types.ts'
import { deferred } from '../media/deferred.ts'
import { kindOf } from '../media/layers.ts'
import type { Sealing } from '../media/sealing.ts'

/** The part of a frame's key identifier that says which of a member's sources it is from. */
const SOURCES: Record<Source, number> = { microphone: 0, camera: 1, screen: 2, screen_audio: 3 }

/** One leaf of one group, with the worker that holds its keys. */
type Member = { name: string; worker: FrameWorker; places: ReadonlyMap<ParticipantId, Place> }

export type SealedMediaOptions = {
  /** The media session's tracks are tied to keys that are over: only a new session helps. */
  onMoved: () => void
  /** The worker failed: nothing is sent or played any more. */
  onFailed: () => void
  /** No worker starts here. */
  onUnable: () => void
  /** Resolves when everything that the server said so far about keys has been taken in. */
  settled: () => Promise<void>
  /** For tests. @throws if there are no workers */
  launch?: (onFailed: () => void) => FrameWorker
}

const launched = (onFailed: () => void) => new FrameWorker(onFailed)

/**
 * Between the keys of a visit and its media sessions: each leaf has a worker of its own, which
 * outlives lost connections, and each media session stays with the worker that it began with. That
 * may have no keys yet: what arrives is negotiated meanwhile.
 */
export class SealedMedia {
  readonly #options: SealedMediaOptions
  /** Epochs are handed on one after another, because a worker takes time to start. */
  #turn: Promise<void> = Promise.resolve()
  #worker: FrameWorker | null = null
  #member: Member | null = null
  #session: BoundSealing | null = null
  #closed = false

  constructor(options: SealedMediaOptions) {
    this.#options = options
    try {
      this.#running()
    } catch {
      // Told when it is needed.
    }
  }

  /** An epoch as it begins; null: these keys are over. */
  keys(epoch: EpochKeys | null): void {
    this.#turn = this.#turn
      .then(() => (epoch ? this.#begin(epoch) : this.#end()))
      .catch(() => this.#unable())
  }

  /** All others have the keys of an epoch. */
  reached(number: number): void {
    this.#turn = this.#turn.then(() => this.#member?.worker.reached(number))
  }

  /**
   * For a new media session, in place of the one before.
   *
   * @param member whether the server counts this page as a member already
   * @throws if there are no workers
   */
  session(member: boolean): Sealing {
    this.#session?.close()
    const session = new BoundSealing(this.#running(), member, () => this.#settled())
    this.#session = session
    if (this.#member) session.look(this.#member)
    return session
  }

  close(): void {
    this.#closed = true
    this.#end()
    this.#session?.close()
  }

  /** One that can be given keys, or has those of now. */
  #running(): FrameWorker {
    const before = this.#worker
    if (before && !before.stopped) return before
    const worker = (this.#options.launch ?? launched)(() => {
      // One that fails before it is needed is replaced then.
      if (this.#member?.worker === worker) this.#fail()
    })
    this.#worker = worker
    return worker
  }

  async #settled(): Promise<void> {
    await this.#options.settled()
    await this.#turn
  }

  async #begin({ group, leaf, number, base, how, places, left }: EpochKeys): Promise<void> {
    const name = `${leaf}/${group.join()}`
    if (this.#member?.name !== name) await this.#enter(name, { group, leaf })
    const member = this.#member
    if (!member || this.#closed) return
    member.places = new Map(places.map((place) => [place.id, place]))
    for (const gone of left) member.worker.left(gone)
    member.worker.begin({ number, base, how })
    const session = this.#session
    if (session && !session.look(member)) this.#options.onMoved()
  }

  async #enter(name: string, membership: Membership): Promise<void> {
    if (this.#member) this.#end()
    // Code that failed to load may load the next time.
    const worker = await this.#started().catch(() => this.#started())
    if (this.#closed) return
    worker.join(membership)
    this.#member = { name, worker, places: new Map() }
  }

  async #started(): Promise<FrameWorker> {
    const worker = this.#running()
    await worker.started
    return worker
  }

  /** Tracks that went by this leaf stop for good. */
  #end(): void {
    this.#worker?.close()
    this.#member = null
  }

  #fail(): void {
    if (this.#closed) return
    this.#end()
    this.#options.onFailed()
  }

  #unable(): void {
    if (this.#closed) return
    this.#end()
    this.#options.onUnable()
  }
}

/** The sealing of one media session. */
class BoundSealing implements Sealing {
  readonly settings = connectionSettings()
  readonly #member: boolean
  readonly #worker: FrameWorker
  readonly #bound = deferred<Member>()
  readonly #settled: () => Promise<void>
  readonly #waiting = new Set<() => void>()
  #closed = false

  constructor(worker: FrameWorker, member: boolean, settled: () => Promise<void>) {
    this.#worker = worker
    this.#member = member
    this.#settled = settled
    this.#bound.promise.catch(() => {})
  }

  get ready(): Promise<void> {
    return this.#bound.promise.then(() => undefined)
  }

  get opens(): Promise<void> {
    return this.#member ? this.#worker.started : this.ready
  }

  /** To be called when places have changed. False if this session is bound to another worker. */
  look(member: Member): boolean {
    if (this.#worker !== member.worker) return false
    this.#bound.resolve(member)
    for (const again of this.#waiting) again()
    return true
  }

  close(): void {
    this.#closed = true
    this.#bound.reject(new Error('this media session is over'))
    for (const again of this.#waiting) again()
  }

  seal(sender: RTCRtpSender, source: Source, onStopped: () => void) {
    const track = { kind: kindOf(source), source: SOURCES[source] }
    return attachSender(this.#worker, sender, track, ({ type }) => {
      if (type === 'stopped') onStopped()
    })
  }

  open(
    receiver: RTCRtpReceiver,
    { participant, source }: TrackView,
    onKeyFrameNeeded: () => void,
    onStopped: () => void,
  ) {
    const arriving = attachReceiver(this.#worker, receiver, kindOf(source), ({ type }) => {
      if (type === 'keyFrameNeeded') onKeyFrameNeeded()
      if (type === 'stopped') onStopped()
    })
    // If the session is over first, nothing comes out.
    this.#placeOf(participant)
      .then(({ leaf, since }) => arriving.expect({ leaf, since, source: SOURCES[source] }))
      .catch(() => {})
    return arriving
  }

  async #placeOf(participant: ParticipantId): Promise<Place> {
    const member = await this.#bound.promise
    // Somebody whose page was loaded again has other keys: the commit that says so came before
    // their tracks, and is to be taken in first.
    await this.#settled()
    for (;;) {
      const place = member.places.get(participant)
      if (place) return place
      await this.#changed()
    }
  }

  async #changed(): Promise<void> {
    const { promise, resolve, reject } = deferred<void>()
    const look = () => (this.#closed ? reject(new Error('this media session is over')) : resolve())
    this.#waiting.add(look)
    if (this.#closed) look()
    await promise.finally(() => this.#waiting.delete(look))
  }
}
