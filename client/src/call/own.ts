import type { WireError } from '../../../server/protocol/errors.ts'
import type { Source } from '../../../server/protocol/model.ts'
import { DeviceFailure } from '../media/devices.ts'
import type { CapturedScreen, Choice } from '../media/devices.ts'
import { endedBy } from '../media/ended.ts'
import { hasReturned, isGone, wantedOf, withLost } from '../media/presence.ts'
import type { Presence } from '../media/presence.ts'
import { reconnectDelay } from '../signaling/reconnect.ts'
import { ALL_OFF } from './reduce.ts'
import { emptySlot, goalOf, release, same, viewOf } from './slot.ts'
import type { Published, Publisher, Slot } from './slot.ts'
import type { DeviceError, OwnSource } from './types.ts'

export type DevicePort = {
  openMicrophone(choice: Choice): Promise<MediaStreamTrack>
  openCamera(choice: Choice): Promise<MediaStreamTrack>
  openScreen(): Promise<CapturedScreen>
}

const TRIES = 3

/**
 * The person's own microphone, camera and screen. Every source walks by itself, one step at a
 * time, from what it is to what is wished; clicks, server events and new sessions only change the
 * wish or the ground, so none of them can cross another. Nothing here ever turns a wish to "live"
 * but the person's own click.
 */
export class OwnSources {
  readonly #devices: DevicePort
  readonly #onChange: (own: Record<Source, OwnSource>) => void
  readonly #slots: Record<Source, Slot> = {
    microphone: emptySlot('microphone'),
    camera: emptySlot('camera'),
    screen: emptySlot('screen'),
    screen_audio: emptySlot('screen_audio'),
  }
  #publisher: Publisher | null = null
  #own: Record<Source, OwnSource> = ALL_OFF
  #closed = false

  constructor(devices: DevicePort, onChange: (own: Record<Source, OwnSource>) => void) {
    this.#devices = devices
    this.#onChange = onChange
  }

  get current(): Record<Source, OwnSource> {
    return this.#own
  }

  /** Opens a device ahead of admission. `track` may be under way already. */
  prepare(
    source: 'microphone' | 'camera',
    choice: Choice,
    track?: Promise<MediaStreamTrack>,
  ): void {
    const slot = this.#slots[source]
    slot.choice = choice
    if (!track) return
    slot.prepared = track
    slot.wish = 'live'
    void this.#walk(slot)
  }

  /** A new session, with what may be published in it; null while there is none. */
  setPublisher(publisher: Publisher | null, grant: readonly Source[]): void {
    this.#publisher = publisher
    for (const slot of this.#all()) {
      if (publisher && !grant.includes(slot.source)) slot.wish = 'off'
      slot.failures = 0
      void this.#walk(slot)
    }
  }

  turnOn(source: 'microphone' | 'camera'): Promise<void> {
    const slot = this.#slots[source]
    slot.wish = 'live'
    slot.error = null
    slot.failures = 0
    return this.#walk(slot)
  }

  /** The device stays open, so that speaking again takes no time. */
  mute(source: 'microphone'): Promise<void> {
    const slot = this.#slots[source]
    slot.wish = slot.track ? 'muted' : 'off'
    // At once, whatever the slot is busy with.
    if (slot.track) slot.track.enabled = false
    return this.#walk(slot)
  }

  turnOff(source: Source): Promise<void> {
    const slot = this.#slots[source]
    slot.wish = 'off'
    slot.error = null
    return this.#walk(slot)
  }

  choose(source: 'microphone' | 'camera', deviceId: string): Promise<void> {
    const slot = this.#slots[source]
    slot.lost = null
    return this.#reopen(slot, { ...slot.choice, deviceId, exact: true })
  }

  /** Blurs the camera's background, or suppresses the microphone's noise, from here on. */
  setEffect(source: 'microphone' | 'camera', effect: boolean): Promise<void> {
    const slot = this.#slots[source]
    return this.#reopen(slot, { ...slot.choice, effect })
  }

  /** The camera is not sent although it is on, or is sent again: the line has it so. */
  rest(resting: boolean): void {
    const { camera } = this.#slots
    if (camera.resting === resting) return
    camera.resting = resting
    void this.#walk(camera)
  }

  /** Something was plugged in or out. */
  devicesChanged(before: Presence, now: Presence): void {
    for (const source of ['microphone', 'camera'] as const) {
      const slot = this.#slots[source]
      const { track } = slot
      if (!track) continue
      const using = track.getSettings()
      const wanted = wantedOf(slot.choice.deviceId, slot.lost)
      if (isGone(using, before[source], now[source])) this.#lost(slot, track)
      else if (hasReturned(wanted, using, before[source], now[source])) {
        slot.lost = null
        void this.#reopen(slot, slot.choice)
      }
    }
  }

  /** Call it in the click itself: the choice of a screen opens before anything is awaited. */
  async share(): Promise<void> {
    const { screen, screen_audio: audio } = this.#slots
    if (screen.wish !== 'off') return
    const capturing = this.#devices.openScreen()
    screen.prepared = capturing.then((captured) => captured.screen)
    screen.wish = 'live'
    screen.error = null
    screen.failures = 0
    await this.#walk(screen)
    const captured = await capturing.catch(() => null)
    if (!captured?.audio) return
    if (this.#slots.screen.wish === 'off') {
      captured.audio.stop()
      return
    }
    audio.prepared = Promise.resolve(captured.audio)
    audio.wish = 'live'
    audio.failures = 0
    await this.#walk(audio)
  }

  stopShare(): Promise<unknown> {
    return Promise.all([this.turnOff('screen'), this.turnOff('screen_audio')])
  }

  /** The person asked for what the server does not allow now; a muted source stays as it is. */
  refuse(source: Source, error: DeviceError): void {
    const slot = this.#slots[source]
    if (slot.wish === 'off') slot.error = error
    this.#emit()
  }

  /** The server has closed or paused one of the own tracks. */
  serverDid(source: Source, action: 'closed' | 'paused'): void {
    const slot = this.#slots[source]
    if (action === 'closed') {
      slot.published?.publisher.dropped(source)
      slot.published = null
      this.#stop(slot, null)
    } else {
      slot.published?.publisher.silenced(source)
      if (slot.published) slot.published.paused = true
      if (slot.wish === 'live') slot.wish = 'muted'
      if (slot.track) slot.track.enabled = false
      void this.#walk(slot)
    }
  }

  /** Lets every device go. */
  close(): void {
    this.#closed = true
    for (const slot of this.#all()) {
      slot.wish = 'off'
      clearTimeout(slot.timer)
      release(slot)
      slot.prepared?.then((track) => track.stop()).catch(() => {})
    }
  }

  #all(): Slot[] {
    return Object.values(this.#slots)
  }

  #walk(slot: Slot): Promise<void> {
    clearTimeout(slot.timer)
    slot.again = true
    const walking = slot.walking ?? this.#steps(slot)
    slot.walking = walking
    this.#emit()
    return walking
  }

  async #steps(slot: Slot): Promise<void> {
    let more = true
    while (!this.#closed && (more || slot.again)) {
      slot.again = false
      more = await this.#step(slot)
      this.#emit()
    }
    // In the same turn as the last look at `again`: no wish falls between.
    slot.walking = null
  }

  /** One step towards the wish; false when there is nothing (more) to do now. */
  async #step(slot: Slot): Promise<boolean> {
    const { published } = slot
    const goal = goalOf(slot)
    if (goal === 'off') {
      release(slot)
      if (!published) return false
      slot.published = null
      if (published.publisher === this.#publisher) await published.publisher.unpublish(slot.source)
      return true
    }
    if (!slot.track) return this.#open(slot)
    slot.track.enabled = goal === 'live'
    const publisher = this.#publisher
    if (!publisher) return false
    if (published?.publisher !== publisher) {
      // The sound of a screen goes with the screen, never alone: it follows when that is taken.
      if (slot.source === 'screen_audio' && !this.#screenIsOn(publisher)) return false
      return this.#publish(slot, slot.track, publisher)
    }
    if (published.track !== slot.track) return this.#replace(slot, slot.track, published)
    if (published.paused !== (goal === 'muted')) return this.#pause(slot, published)
    return false
  }

  async #open(slot: Slot): Promise<boolean> {
    const { chosen } = slot
    const opening = slot.prepared ?? this.#request(slot)
    slot.prepared = null
    try {
      const track = await opening
      if (this.#closed || slot.wish === 'off' || slot.chosen !== chosen) track.stop()
      else this.#adopt(slot, track)
    } catch (error) {
      if (slot.chosen === chosen)
        this.#stop(slot, error instanceof DeviceFailure ? error.fault : 'unknown')
    }
    return true
  }

  #request({ source, choice }: Slot): Promise<MediaStreamTrack> {
    if (source === 'microphone') return this.#devices.openMicrophone(choice)
    if (source === 'camera') return this.#devices.openCamera(choice)
    // A screen is only ever opened by a click, in `share`.
    return Promise.reject(new DeviceFailure('cancelled'))
  }

  #adopt(slot: Slot, track: MediaStreamTrack): void {
    slot.track = track
    slot.error = null
    track.addEventListener('ended', () => {
      if (slot.track !== track) return
      // A screen ends by the browser's own "stop sharing"; a device by being unplugged.
      if (slot.source.startsWith('screen')) return this.#stop(slot, null)
      const fault = endedBy(track)
      // Only what was unplugged is stood in for: what failed to be blurred must not come back.
      if (fault === 'not_found') this.#lost(slot, track)
      else this.#stop(slot, fault)
    })
  }

  /** A microphone is stood in for by another, and so is a camera that nobody sees yet. */
  #lost(slot: Slot, track: MediaStreamTrack): void {
    const lost = withLost(slot.lost, track)
    // Another camera looks at something else: what others then see is the person's to decide.
    const seen = slot.source === 'camera' && slot.published !== null
    if (!lost || seen) return this.#stop(slot, 'not_found')
    slot.lost = lost
    return void this.#reopen(slot, { ...slot.choice, exact: false })
  }

  /**
   * The old one first: phones do not open a second camera beside the first, and nothing of a room
   * that is to be blurred is sent until it is.
   */
  #reopen(slot: Slot, choice: Choice): Promise<void> {
    slot.choice = choice
    slot.chosen += 1
    release(slot)
    return this.#walk(slot)
  }

  async #publish(slot: Slot, track: MediaStreamTrack, publisher: Publisher): Promise<boolean> {
    const paused = goalOf(slot) === 'muted'
    const outcome = await publisher.publish(slot.source, track, paused)
    // A newer session has taken over meanwhile: whatever this one answered is void.
    if (publisher !== this.#publisher) return true
    if (!outcome.ok) return this.#refused(slot, outcome.error)
    slot.published = { publisher, track, paused }
    slot.failures = 0
    if (slot.source === 'screen') void this.#walk(this.#slots.screen_audio)
    return true
  }

  #screenIsOn(publisher: Publisher): boolean {
    return this.#slots.screen.published?.publisher === publisher
  }

  async #replace(slot: Slot, track: MediaStreamTrack, published: Published): Promise<boolean> {
    const outcome = await published.publisher.replaceTrack(slot.source, track)
    if (outcome.ok) published.track = track
    else if (slot.published === published) this.#stop(slot, 'unknown')
    return true
  }

  async #pause(slot: Slot, published: Published): Promise<boolean> {
    const paused = goalOf(slot) === 'muted'
    const outcome = await published.publisher.setPaused(slot.source, paused)
    if (slot.published !== published || published.publisher !== this.#publisher) return true
    if (outcome.ok) {
      published.paused = paused
      return true
    }
    if (!paused && isDenied(outcome.error)) {
      // Not allowed to be heard: stay as before the click.
      slot.wish = 'muted'
      return true
    }
    if (outcome.error.code === 'not_found') slot.published = null
    return this.#refused(slot, outcome.error)
  }

  /** Temporary refusals are tried again; the others end the source with a reason. */
  #refused(slot: Slot, error: WireError): boolean {
    const final = isDenied(error) || error.code === 'share_taken'
    if (!final && (error.code === 'busy' || slot.failures < TRIES)) {
      const wait = reconnectDelay(slot.failures++, Math.random(), (error.retryAfter ?? 0) * 1000)
      slot.timer = setTimeout(() => void this.#walk(slot), wait)
      return false
    }
    this.#stop(slot, isDenied(error) ? 'not_granted' : final ? 'share_taken' : 'unknown')
    return true
  }

  #stop(slot: Slot, error: DeviceError | null): void {
    slot.wish = 'off'
    slot.error = error
    slot.lost = null
    // A click on "on" takes whatever is there, also when the chosen one is not.
    slot.choice = { ...slot.choice, exact: false }
    release(slot)
    void this.#walk(slot)
    // A screen takes its sound along.
    if (slot.source === 'screen') void this.turnOff('screen_audio')
  }

  #emit(): void {
    if (this.#closed) return
    const next = { ...this.#own }
    for (const slot of this.#all()) next[slot.source] = same(this.#own[slot.source], viewOf(slot))
    if (this.#all().every(({ source }) => next[source] === this.#own[source])) return
    this.#own = next
    this.#onChange(next)
  }
}

function isDenied(error: WireError): boolean {
  return error.code === 'not_granted' || error.code === 'forbidden'
}
