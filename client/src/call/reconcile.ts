import type { WireError } from '#protocol/errors.ts'
import type { Source } from '#protocol/model.ts'
import { DeviceFailure } from '../media/devices.ts'
import type { CapturedScreen, Choice } from '../media/devices.ts'
import { endedBy } from '../media/ended.ts'
import { withLost } from '../media/presence.ts'
import { reconnectDelay } from '../signaling/reconnect.ts'
import { emptySlot, targetOf, release } from './slot.ts'
import type { Published, Publisher, Slot } from './slot.ts'
import type { DeviceError } from './types.ts'

export type DevicePort = {
  openMicrophone(choice: Choice): Promise<MediaStreamTrack>
  openCamera(choice: Choice): Promise<MediaStreamTrack>
  openScreen(): Promise<CapturedScreen>
}

const MAX_ATTEMPTS = 3
/** A camera without frames counts as interrupted for a moment on a busy machine too. */
const INTERRUPTED_MS = 2000

/**
 * Moves each source to its desired state, one step at a time: open, publish, replace, pause,
 * release. `own.ts` decides what is desired.
 */
export class SourceReconciler {
  readonly slots: Record<Source, Slot> = {
    microphone: emptySlot('microphone'),
    camera: emptySlot('camera'),
    screen: emptySlot('screen'),
    screen_audio: emptySlot('screen_audio'),
  }
  /** Publisher of the current session; null while there is none. */
  publisher: Publisher | null = null
  readonly #devices: DevicePort
  readonly #onStep: () => void
  #closed = false

  constructor(devices: DevicePort, onStep: () => void) {
    this.#devices = devices
    this.#onStep = onStep
  }

  get closed(): boolean {
    return this.#closed
  }

  all(): Slot[] {
    return Object.values(this.slots)
  }

  turnOff(slot: Slot): Promise<void> {
    slot.desired = 'off'
    slot.error = null
    // Not only once the step that it is in has ended: publishing waits for keys, with the light on.
    release(slot)
    return this.reconcile(slot)
  }

  /** Releases every device. */
  close(): void {
    this.#closed = true
    for (const slot of this.all()) {
      slot.desired = 'off'
      clearTimeout(slot.timer)
      release(slot)
      slot.prepared?.then((track) => track.stop()).catch(() => {})
    }
  }

  /** Continues toward the desired state from wherever the source is. */
  reconcile(slot: Slot): Promise<void> {
    clearTimeout(slot.timer)
    slot.again = true
    const reconciling = slot.reconciling ?? this.#steps(slot)
    slot.reconciling = reconciling
    this.#onStep()
    return reconciling
  }

  async #steps(slot: Slot): Promise<void> {
    let more = true
    while (!this.#closed && (more || slot.again)) {
      slot.again = false
      more = await this.#step(slot)
      this.#onStep()
    }
    // In the same turn as the last check of `again`, so that no change gets lost between the two.
    slot.reconciling = null
  }

  /** Takes one step toward the desired state; false when nothing is left to do for now. */
  async #step(slot: Slot): Promise<boolean> {
    const { published } = slot
    const target = targetOf(slot)
    if (target === 'off') {
      release(slot)
      if (!published) return false
      slot.published = null
      if (published.publisher === this.publisher) await published.publisher.unpublish(slot.source)
      return true
    }
    if (!slot.track) return this.#open(slot)
    slot.track.enabled = target === 'live'
    const publisher = this.publisher
    if (!publisher) return false
    if (published?.publisher !== publisher) {
      // Screen audio is published only after its screen was accepted, never alone.
      if (slot.source === 'screen_audio' && !this.#screenIsOn(publisher)) return false
      return this.#publish(slot, slot.track, publisher)
    }
    if (published.track !== slot.track) return this.#replace(slot, slot.track, published)
    if (published.paused !== (target === 'muted')) return this.#pause(slot, published)
    return false
  }

  async #open(slot: Slot): Promise<boolean> {
    const { chosen } = slot
    const opening = slot.prepared ?? this.#request(slot)
    slot.prepared = null
    try {
      const track = await opening
      if (this.#closed || slot.desired === 'off' || slot.chosen !== chosen) track.stop()
      else this.#adopt(slot, track)
    } catch (error) {
      if (slot.chosen === chosen)
        this.stop(slot, error instanceof DeviceFailure ? error.fault : 'unknown')
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
      // A screen ends through the browser's "stop sharing"; a device ends by being unplugged.
      if (slot.source.startsWith('screen')) return this.stop(slot, null)
      const fault = endedBy(track)
      // Replace only an unplugged device: a camera must not come back because its blur failed.
      if (fault === 'not_found') this.lost(slot, track)
      else this.stop(slot, fault)
    })
    if (!slot.source.startsWith('screen')) this.#watchInterruptions(slot, track)
  }

  /** A phone mutes the tracks of a page while somebody calls, and cameras in the background. */
  #watchInterruptions(slot: Slot, track: MediaStreamTrack): void {
    let timer: ReturnType<typeof setTimeout> | undefined
    const set = () => {
      if (slot.track !== track || slot.interrupted === track.muted) return
      slot.interrupted = track.muted
      void this.reconcile(slot)
    }
    const look = () => {
      clearTimeout(timer)
      if (track.muted) timer = setTimeout(set, INTERRUPTED_MS)
      else set()
    }
    track.addEventListener('mute', look)
    track.addEventListener('unmute', look)
    look()
  }

  /** Replaces a microphone, or a camera nobody sees yet, with another device. */
  lost(slot: Slot, track: MediaStreamTrack): void {
    const lost = withLost(slot.lost, track)
    // Another camera points somewhere else: what others then see is for the person to decide.
    const visible = slot.source === 'camera' && slot.published !== null
    if (!lost || visible) return this.stop(slot, 'not_found')
    slot.lost = lost
    return void this.reopen(slot, { ...slot.choice, exact: false })
  }

  /**
   * Releases the old device before opening the new one: phones cannot open two cameras at once, and
   * a room that is to be blurred must not be sent until it is.
   */
  reopen(slot: Slot, choice: Choice): Promise<void> {
    slot.choice = choice
    slot.chosen += 1
    release(slot)
    return this.reconcile(slot)
  }

  async #publish(slot: Slot, track: MediaStreamTrack, publisher: Publisher): Promise<boolean> {
    const paused = targetOf(slot) === 'muted'
    const outcome = await publisher.publish(slot.source, track, paused)
    // A newer session has taken over; ignore this one's answer.
    if (publisher !== this.publisher) return true
    // Released meanwhile: that it could not be sent is no news.
    if (!outcome.ok && slot.track !== track) return true
    if (!outcome.ok) return this.#refused(slot, outcome.error)
    slot.published = { publisher, track, paused }
    slot.failures = 0
    if (slot.source === 'screen') void this.reconcile(this.slots.screen_audio)
    return true
  }

  #screenIsOn(publisher: Publisher): boolean {
    return this.slots.screen.published?.publisher === publisher
  }

  async #replace(slot: Slot, track: MediaStreamTrack, published: Published): Promise<boolean> {
    const outcome = await published.publisher.replaceTrack(slot.source, track)
    if (outcome.ok) published.track = track
    else if (slot.published === published) this.stop(slot, 'unknown')
    return true
  }

  async #pause(slot: Slot, published: Published): Promise<boolean> {
    const paused = targetOf(slot) === 'muted'
    const outcome = await published.publisher.setPaused(slot.source, paused)
    if (slot.published !== published || published.publisher !== this.publisher) return true
    if (outcome.ok) {
      published.paused = paused
      return true
    }
    if (!paused && isDenied(outcome.error)) {
      // Not allowed to unmute: stay muted.
      slot.desired = 'muted'
      return true
    }
    if (outcome.error.code === 'not_found') slot.published = null
    return this.#refused(slot, outcome.error)
  }

  /** Retries after temporary errors; any other error stops the source and shows why. */
  #refused(slot: Slot, error: WireError): boolean {
    const final = isDenied(error) || error.code === 'share_taken'
    if (!final && (error.code === 'busy' || slot.failures < MAX_ATTEMPTS)) {
      const wait = reconnectDelay(slot.failures++, Math.random(), (error.retryAfter ?? 0) * 1000)
      slot.timer = setTimeout(() => void this.reconcile(slot), wait)
      return false
    }
    this.stop(slot, isDenied(error) ? 'not_granted' : final ? 'share_taken' : 'unknown')
    return true
  }

  /** Stops the source, with an error to show or null. */
  stop(slot: Slot, error: DeviceError | null): void {
    slot.desired = 'off'
    slot.error = error
    slot.lost = null
    // The next click on "on" may use any device, even if the chosen one is missing.
    slot.choice = { ...slot.choice, exact: false }
    release(slot)
    void this.reconcile(slot)
    // Screen audio ends with its screen.
    if (slot.source === 'screen') void this.turnOff(this.slots.screen_audio)
  }
}

function isDenied(error: WireError): boolean {
  return error.code === 'not_granted' || error.code === 'forbidden'
}
