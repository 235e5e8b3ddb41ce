import type { ParticipantId, TrackId } from '#protocol/ids.ts'
import type { RawInputOf } from '#protocol/messages.ts'
import type { Snapshot } from '#protocol/snapshot.ts'
import type { AfterRefusal } from '../signaling/reconnect.ts'
import type { Ask, ServerEvent } from '../signaling/socket.ts'
import { deviceNow, learnServerTime } from '../clock.ts'
import { likelyHeights } from './prefetch.ts'
import { isMediaWithheld } from './media-withheld.ts'
import { OwnSources } from './own.ts'
import { BROWSER } from './environment.ts'
import type { CallEnvironment, SignalingConnection, Session } from './environment.ts'
import { prepare } from './prepare.ts'
import { watchPresence } from './presence.ts'
import { isOver, reduce } from './reduce.ts'
import type { Change } from './reduce.ts'
import { VideoSubscriptions } from './video-subscriptions.ts'
import { PresentationFeed } from './presentation.ts'
import type { CallKeys } from './keys.ts'
import type {
  Call,
  CallState,
  Devices,
  KeysView,
  Language,
  Letting,
  StartCall,
  Writing,
} from './types.ts'

/**
 * Events that may change which media can be received; `meeting` and `participant` because of
 * consent [REC].
 */
const CHANGES_MEDIA = new Set<ServerEvent['name']>([
  'track',
  'trackEnded',
  'participantLeft',
  'meeting',
  'participant',
])

const LEAVE_PATIENCE_MS = 1000
/** Media sessions that may fail for lack of a usable browser before the call is given up. */
const UNABLE_MOST = 2
/** Upper bound on a snapshot's transit time. */
const SNAPSHOT_MS = 10_000

/** One visit to one meeting: signaling, media, and the state the UI reads. */
export class CallEngine implements Call {
  readonly request: Ask
  readonly presentation = new PresentationFeed()
  readonly #environment: CallEnvironment
  readonly #connection: SignalingConnection
  readonly #own: OwnSources
  readonly #keys: CallKeys
  readonly #listeners = new Set<() => void>()
  readonly #video: VideoSubscriptions
  /** Whether the person saves data; null: as the line is. */
  #chosen: boolean | null
  readonly #watches: readonly (() => void)[]
  #state: CallState = { phase: 'connecting' }
  #session: Session | null = null
  #key = 0
  #unable = 0

  constructor(
    meeting: string,
    devices: Devices,
    saving: boolean | null,
    environment: CallEnvironment = BROWSER,
  ) {
    this.#environment = environment
    this.#chosen = saving
    this.#video = new VideoSubscriptions(this.#saving(), {
      onHeight: (id, height) => this.#session?.show(id, height),
      onBandwidth: (bandwidth) => {
        this.#session?.sender.setThin(this.#video.thin)
        this.#own.rest(bandwidth.resting)
        this.#apply({ type: 'bandwidth', bandwidth })
      },
    })
    this.#own = new OwnSources(environment.devices, (own) => this.#apply({ type: 'own', own }))
    this.#connection = environment.connect(meeting, {
      event: (event) => this.#onEvent(event),
      // The server will send the person's state next; until then nothing is known.
      up: () => this.#keys.up(),
      silent: () => this.#apply({ type: 'link', link: 'lost' }),
      heard: () => this.#apply({ type: 'link', link: 'up' }),
      lost: () => {
        this.#keys.lost()
        this.#apply({ type: 'link', link: 'lost' })
      },
      refused: (why) => this.#end(endOf(why)),
      unreachable: () => this.#end({ type: 'password', why: 'unreachable' }),
    })
    this.request = (name, input) => this.#connection.ask(name, input)
    this.#keys = environment.openKeys({
      meeting,
      ask: this.request,
      onView: (keys) => this.#onKeys(keys),
      onSaid: (said) => this.#apply({ type: 'said', said, key: ++this.#key }),
      // A new snapshot brings a new media session.
      onMoved: () => this.#connection.renew(),
      onUnable: () => this.fail(),
    })
    this.#watches = [
      environment.onNetworkChange((kind) => {
        if (kind !== 'changed') this.#apply({ type: 'link', link: kind })
        if (kind === 'offline') return
        if (kind === 'online') this.#connection.nudge()
        this.#video.save(this.#saving())
        this.#session?.restartIce()
      }),
      watchPresence(environment.devices, (before, now) => this.#own.devicesChanged(before, now)),
    ]
    this.#connection.start()
    // A failure surfaces when media is needed; waiting in the lobby works without it.
    environment.warm().catch(() => {})
    prepare(this.#own, environment.devices, devices)
  }

  getState(): CallState {
    return this.#state
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  admit(ids: readonly ParticipantId[], letting: Letting = {}) {
    return this.#keys.admit(ids, letting)
  }
  promote(request: 'cohost.add' | 'host.handOver', id: ParticipantId) {
    return this.#keys.promote(request, id)
  }
  write(writing: Writing) {
    return this.#keys.write(writing)
  }
  wordsOf(id: ParticipantId, language: Language) {
    return this.#keys.wordsOf(id, language)
  }
  confirmWords(id: ParticipantId): void {
    this.#keys.confirm(id)
  }
  ownWords(language: Language) {
    return this.#keys.ownWords(language)
  }
  groupWords(language: Language) {
    return this.#keys.groupWords(language)
  }
  renewKeys() {
    return this.#keys.renew()
  }

  async setMicrophone(on: boolean): Promise<void> {
    if (!on) await this.#own.mute('microphone')
    else if (this.#mayPublish('microphone')) await this.#own.turnOn('microphone')
  }

  async setCamera(on: boolean): Promise<void> {
    if (!on) await this.#own.turnOff('camera')
    else if (this.#mayPublish('camera')) {
      // Turning the camera on overrides its pause, so it overrides the audio-only mode as well.
      if (this.#video.bandwidth.resting) this.#video.insist()
      await this.#own.turnOn('camera')
    }
  }

  async startShare(): Promise<void> {
    if (this.#state.phase === 'admitted' && this.#mayPublish('screen')) await this.#own.share()
  }

  async stopShare(): Promise<void> {
    await this.#own.stopShare()
  }

  chooseMicrophone(deviceId: string): Promise<void> {
    return this.#own.choose('microphone', deviceId)
  }

  chooseCamera(deviceId: string): Promise<void> {
    return this.#own.choose('camera', deviceId)
  }

  setEffect(source: 'microphone' | 'camera', effect: boolean): Promise<void> {
    return this.#own.setEffect(source, effect)
  }

  show(track: TrackId, height: number | null): void {
    this.#video.show(track, height)
  }

  saveData(saving: boolean): void {
    this.#chosen = saving
    this.#video.save(this.#saving())
  }

  /** [QOS4] */
  #saving() {
    const metered = this.#chosen === null && this.#environment.metered()
    return { saving: this.#chosen ?? metered, metered }
  }

  showPictures(): void {
    this.#video.insist()
  }

  asked(track: TrackId): number | null {
    return this.#video.heightOf(track)
  }

  async stats(): Promise<Record<string, unknown>[]> {
    // getStats may fail when a transport closes meanwhile; the next sample takes over.
    return (await this.#session?.stats().catch(() => [])) ?? []
  }

  dismissNotice(key: number): void {
    this.#apply({ type: 'dismissNotice', key })
  }

  leave(): Promise<void> {
    return this.#goAway('left', {})
  }

  fail(): void {
    void this.#goAway('start_failed', { why: 'start_failed' })
  }

  dispose(): void {
    this.#release()
    this.#connection.stop()
    this.#listeners.clear()
  }

  async #goAway(reason: 'left' | 'start_failed', why: RawInputOf<'leave'>): Promise<void> {
    if (this.#isOver()) return
    const sent = this.#connection.ask('leave', why)
    this.#release()
    this.#apply({ type: 'closed', reason })
    await Promise.race([sent, pause(LEAVE_PATIENCE_MS)])
    this.#connection.stop()
  }

  #onEvent(event: ServerEvent): void {
    // The call is over; ignore late events.
    if (this.#isOver()) return
    this.presentation.apply(event)
    this.#keys.event(event)
    if (event.name === 'snapshot') this.#begin(event)
    else if (event.name === 'closed' || event.name === 'password')
      this.#end({ type: 'event', event, key: 0 })
    else this.#onSmallEvent(event)
  }

  /** Where keys do not agree, nothing is sent any more, not even what was sent before. */
  #onKeys(keys: KeysView): void {
    if (keys.state === 'broken') this.#endSession()
    this.#apply({ type: 'keys', keys })
  }

  #onSmallEvent(event: ServerEvent): void {
    const { name } = event
    if (name === 'ownTrack') this.#own.serverDid(event.data.source, event.data.action)
    if (name === 'waiting') {
      this.#endSession()
      void this.#own.stopShare()
      // Back in the lobby: readmission alone must not make the person heard or seen again.
      if (this.#state.phase === 'admitted') {
        void this.#own.mute('microphone')
        void this.#own.turnOff('camera')
      }
    }
    this.#apply({ type: 'event', event, key: ++this.#key })
    if (CHANGES_MEDIA.has(name)) this.#sync()
  }

  /**
   * If the call cannot start, ends it rather than leave the person waiting; the others are told.
   */
  #begin(event: Extract<ServerEvent, { name: 'snapshot' }>): void {
    try {
      this.#beginSession(event)
    } catch {
      this.fail()
    }
  }

  /** Each snapshot starts a new media session; the server has already discarded the old one. */
  #beginSession(event: Extract<ServerEvent, { name: 'snapshot' }>): void {
    this.#endSession()
    const snapshot: Snapshot = event.data
    const session = this.#environment.openSession({
      media: snapshot.media,
      ask: this.request,
      sealing: this.#keys.sealing(snapshot.keys.member),
      onReceived: (id, track) => {
        if (session === this.#session) this.#apply({ type: 'received', id, track })
      },
      onLine: (line) => {
        if (session === this.#session) this.#apply({ type: 'line', line })
      },
      onBlocked: (blocked) => {
        if (session === this.#session) this.#apply({ type: 'blocked', blocked })
      },
      onStrain: (strain, busy) => {
        if (session === this.#session) this.#video.sample(strain, busy)
      },
      onCpuPressure: (cpuPressure) => {
        if (session === this.#session) this.#video.cpuPressure(cpuPressure)
      },
      onBroken: () => {
        if (session === this.#session) this.#connection.renew()
      },
      onUnable: () => {
        if (session !== this.#session) return
        this.#unable += 1
        // Code that failed to load may load the next time.
        if (this.#unable < UNABLE_MOST) this.#connection.renew()
        else this.fail()
      },
    })
    this.#session = session
    // If the room is already drawn, its tiles have requested what they show.
    if (this.#state.phase !== 'admitted') this.#prefetch(snapshot)
    const admitted = reduce(this.#state, { type: 'event', event, key: ++this.#key })
    const mine = reduce(admitted, { type: 'own', own: this.#own.current })
    // The snapshot is older than its arrival, by an unknown amount.
    learnServerTime(snapshot.now, deviceNow() - SNAPSHOT_MS)
    this.#state = reduce(mine, { type: 'bandwidth', bandwidth: this.#video.bandwidth })
    this.#sync()
    session.sender.setThin(this.#video.thin)
    this.#own.setPublisher(session.sender, snapshot.grant)
    // Send the media requests first: drawing the room takes longer than issuing them.
    setTimeout(() => {
      if (session === this.#session) this.#notify()
    })
  }

  #prefetch({ self, tracks }: Snapshot): void {
    const others = tracks.filter(({ participant }) => participant !== self)
    this.#video.guess(likelyHeights(others, this.#environment.pixels()))
  }

  #endSession(): void {
    const session = this.#session
    this.#session = null
    this.#video.forgetGuesses()
    this.#own.setPublisher(null, [])
    session?.close()
  }

  #sync(): void {
    const state = this.#state
    if (state.phase !== 'admitted') return
    const others = isMediaWithheld(state)
      ? []
      : state.tracks.filter(({ participant }) => participant !== state.self)
    this.#video.sync(others)
    this.#session?.sync(others, (id) => this.#video.heightOf(id))
  }

  /** Whether the server would accept this source; if not, tells the person right away. */
  #mayPublish(source: 'microphone' | 'camera' | 'screen'): boolean {
    if (this.#state.phase !== 'admitted') return !this.#isOver()
    if (this.#state.grant.includes(source)) return true
    this.#own.refuse(source, 'not_granted')
    return false
  }

  #isOver(): boolean {
    return isOver(this.#state)
  }

  #end(change: Change): void {
    this.#release()
    this.#connection.stop()
    this.#apply(change)
  }

  /** Releases devices, media and watchers, but not the connection. */
  #release(): void {
    for (const stop of this.#watches) stop()
    this.#own.close()
    this.#keys.end()
    this.#video.forgetGuesses()
    this.#session?.close()
    this.#session = null
  }

  #apply(change: Change): void {
    const next = reduce(this.#state, change)
    if (next === this.#state) return
    this.#state = next
    this.#notify()
  }

  #notify(): void {
    for (const listener of this.#listeners) listener()
  }
}

function endOf(why: Exclude<AfterRefusal, { next: 'retry' }>): Change {
  switch (why.next) {
    case 'password':
      return { type: 'password', why: 'ticket_invalid' }
    case 'reload':
      return { type: 'outdated' }
    case 'closed':
      return { type: 'closed', reason: why.reason }
  }
}

export const startCall: StartCall = ({ meetingId, devices, saving }) =>
  new CallEngine(meetingId, devices, saving)

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
