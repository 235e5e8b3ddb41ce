import type { ParticipantId } from '#protocol/ids.ts'
import type { Source, TrackView } from '#protocol/model.ts'
import { attachReceiver, attachSender, connectionSettings } from '../frames/attach.ts'
import { EarlyWorker, FrameWorker } from '../frames/frame-worker.ts'
import type { Membership } from '../frames/messages.ts'
import type { EpochKeys, Place } from '../keys/types.ts'
import { deferred } from '../media/deferred.ts'
import { kindOf } from '../media/layers.ts'
import type { Sealing } from '../media/sealing.ts'

/** The part of a frame's key identifier that says which of a member's sources it is from. */
const SOURCES: Record<Source, number> = { microphone: 0, camera: 1, screen: 2, screen_audio: 3 }

/** One leaf of one group, with the worker that holds its keys. */
type Member = { name: string; worker: FrameWorker; places: ReadonlyMap<ParticipantId, Place> }

export type OpenWorker = (membership: Membership, onFailed: () => void) => Promise<FrameWorker>

export type SealedMediaOptions = {
  /** The media session's tracks are tied to keys that are over: only a new session helps. */
  onMoved: () => void
  /** The worker failed: nothing is sent or played any more. */
  onFailed: () => void
  /** No worker starts here. */
  onUnable: () => void
  /** Resolves when everything that the server said so far about keys has been taken in. */
  settled: () => Promise<void>
  /** For tests. */
  open?: OpenWorker
}

/**
 * Between the keys of a visit and its media sessions: each leaf has a worker of its own, which
 * outlives lost connections, and each media session stays with the leaf that it began with.
 */
export class SealedMedia {
  readonly #options: SealedMediaOptions
  readonly #early: EarlyWorker | null
  readonly #open: OpenWorker
  /** Epochs are handed on one after another, because a worker takes time to start. */
  #turn: Promise<void> = Promise.resolve()
  #member: Member | null = null
  #session: BoundSealing | null = null
  #closed = false

  constructor(options: SealedMediaOptions) {
    this.#options = options
    const early = options.open ? null : new EarlyWorker()
    this.#early = early
    this.#open =
      options.open ?? ((member, onFailed) => FrameWorker.open(member, onFailed, early?.take()))
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

  /** For a new media session, in place of the one before. */
  session(): Sealing {
    this.#session?.close()
    const session = new BoundSealing(() => this.#settled())
    this.#session = session
    if (this.#member) session.bind(this.#member)
    return session
  }

  close(): void {
    this.#closed = true
    this.#early?.close()
    this.#end()
    this.#session?.close()
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
    this.#bind(member)
  }

  async #enter(name: string, member: { group: EpochKeys['group']; leaf: number }): Promise<void> {
    this.#end()
    // Code that failed to load may load the next time.
    const worker = await this.#start(member).catch(() => this.#start(member))
    if (this.#closed) worker.close()
    else this.#member = { name, worker, places: new Map() }
  }

  async #start(member: Membership): Promise<FrameWorker> {
    let started = false
    const worker = await this.#open(member, () => {
      if (started) this.#fail()
    })
    started = true
    return worker
  }

  #bind(member: Member): void {
    const session = this.#session
    if (session && !session.bind(member)) this.#options.onMoved()
  }

  /** Tracks that went by this leaf stop for good. */
  #end(): void {
    this.#member?.worker.close()
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
  readonly #bound = deferred<Member>()
  readonly #settled: () => Promise<void>
  readonly #waiting = new Set<() => void>()
  #member: Member | null = null
  #closed = false

  constructor(settled: () => Promise<void>) {
    this.#settled = settled
    this.#bound.promise.catch(() => {})
  }

  get ready(): Promise<void> {
    return this.#bound.promise.then(() => undefined)
  }

  /** False if it is bound to another leaf already. */
  bind(member: Member): boolean {
    this.#member ??= member
    if (this.#member !== member) return false
    this.#bound.resolve(member)
    for (const look of this.#waiting) look()
    return true
  }

  close(): void {
    this.#closed = true
    this.#bound.reject(new Error('this media session is over'))
    for (const look of this.#waiting) look()
  }

  async knows(participant: ParticipantId): Promise<void> {
    const member = await this.#bound.promise
    // Somebody whose page was loaded again has other keys: the commit that says so came before
    // their tracks, and is to be taken in first.
    await this.#settled()
    while (!member.places.has(participant)) await this.#changed()
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
    const { leaf, since } = this.#member?.places.get(participant) ?? NOBODY
    const track = { kind: kindOf(source), expected: { leaf, since, source: SOURCES[source] } }
    return attachReceiver(this.#worker, receiver, track, ({ type }) => {
      if (type === 'keyFrameNeeded') onKeyFrameNeeded()
      if (type === 'stopped') onStopped()
    })
  }

  get #worker(): FrameWorker {
    if (!this.#member) throw new Error('no keys yet')
    return this.#member.worker
  }

  async #changed(): Promise<void> {
    const { promise, resolve, reject } = deferred<void>()
    const look = () => (this.#closed ? reject(new Error('this media session is over')) : resolve())
    this.#waiting.add(look)
    if (this.#closed) look()
    await promise.finally(() => this.#waiting.delete(look))
  }
}

/** Of somebody whose keys are gone again, nothing can be opened. */
const NOBODY = { leaf: 0, since: Number.MAX_SAFE_INTEGER }
