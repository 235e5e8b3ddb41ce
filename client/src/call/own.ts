import type { Source } from '#protocol/model.ts'
import type { Choice } from '../media/devices.ts'
import { hasReturned, isGone, wantedOf } from '../media/presence.ts'
import type { DeviceSet } from '../media/presence.ts'
import { ALL_OFF } from './reduce.ts'
import { same, viewOf } from './slot.ts'
import type { Publisher } from './slot.ts'
import type { DeviceError, OwnSource } from './types.ts'
import { SourceReconciler } from './reconcile.ts'
import type { DevicePort } from './reconcile.ts'

/**
 * The person's own microphone, camera and screen. Each source is moved from its current to its
 * desired state independently, one step at a time. Clicks, server events and new sessions only
 * change the desired state or the environment, so they cannot race. Only a click by the person ever
 * sets a source to "live".
 */
export class OwnSources {
  readonly #devices: DevicePort
  readonly #reconciler: SourceReconciler
  readonly #onChange: (own: Record<Source, OwnSource>) => void
  #own: Record<Source, OwnSource> = ALL_OFF

  constructor(devices: DevicePort, onChange: (own: Record<Source, OwnSource>) => void) {
    this.#devices = devices
    this.#onChange = onChange
    this.#reconciler = new SourceReconciler(devices, () => this.#emit())
  }

  get current(): Record<Source, OwnSource> {
    return this.#own
  }

  /** Uses a device opened before admission; `track` may still be pending. */
  prepare(
    source: 'microphone' | 'camera',
    choice: Choice,
    track?: Promise<MediaStreamTrack>,
  ): void {
    const slot = this.#reconciler.slots[source]
    slot.choice = choice
    if (!track) return
    slot.prepared = track
    slot.desired = 'live'
    void this.#reconciler.reconcile(slot)
  }

  /** Sets the current session and what it may publish; null while there is none. */
  setPublisher(publisher: Publisher | null, grant: readonly Source[]): void {
    this.#reconciler.publisher = publisher
    for (const slot of this.#reconciler.all()) {
      if (publisher && !grant.includes(slot.source)) slot.desired = 'off'
      slot.failures = 0
      void this.#reconciler.reconcile(slot)
    }
  }

  turnOn(source: 'microphone' | 'camera'): Promise<void> {
    const slot = this.#reconciler.slots[source]
    slot.desired = 'live'
    slot.error = null
    slot.failures = 0
    // The system may not give back what it took; a click may ask for it anew.
    if (slot.interrupted) return this.#reconciler.reopen(slot, slot.choice)
    return this.#reconciler.reconcile(slot)
  }

  /** Keeps the device open, so that unmuting takes no time. */
  mute(source: 'microphone'): Promise<void> {
    const slot = this.#reconciler.slots[source]
    slot.desired = slot.track ? 'muted' : 'off'
    // Mute at once, even while the slot is busy.
    if (slot.track) slot.track.enabled = false
    return this.#reconciler.reconcile(slot)
  }

  turnOff(source: Source): Promise<void> {
    return this.#reconciler.turnOff(this.#reconciler.slots[source])
  }

  choose(source: 'microphone' | 'camera', deviceId: string): Promise<void> {
    const slot = this.#reconciler.slots[source]
    slot.lost = null
    return this.#reconciler.reopen(slot, { ...slot.choice, deviceId, exact: true })
  }

  /** Turns background blur (camera) or noise suppression (microphone) on or off. */
  setEffect(source: 'microphone' | 'camera', effect: boolean): Promise<void> {
    const slot = this.#reconciler.slots[source]
    return this.#reconciler.reopen(slot, { ...slot.choice, effect })
  }

  /** Pauses or resumes sending the camera, which stays on: the connection is too weak for it. */
  rest(resting: boolean): void {
    const { camera } = this.#reconciler.slots
    if (camera.resting === resting) return
    camera.resting = resting
    void this.#reconciler.reconcile(camera)
  }

  /** A device was plugged in or out. */
  devicesChanged(before: DeviceSet, now: DeviceSet): void {
    for (const source of ['microphone', 'camera'] as const) {
      const slot = this.#reconciler.slots[source]
      const { track } = slot
      if (!track) continue
      const using = track.getSettings()
      const wanted = wantedOf(slot.choice.deviceId, slot.lost)
      if (isGone(using, before[source], now[source])) this.#reconciler.lost(slot, track)
      else if (hasReturned(wanted, using, before[source], now[source])) {
        slot.lost = null
        void this.#reconciler.reopen(slot, slot.choice)
      }
    }
  }

  /** Must be called synchronously from a click: the screen picker opens before the first await. */
  async share(): Promise<void> {
    const { screen, screen_audio: audio } = this.#reconciler.slots
    if (screen.desired !== 'off') return
    const capturing = this.#devices.openScreen()
    screen.prepared = capturing.then((captured) => captured.screen)
    screen.desired = 'live'
    screen.error = null
    screen.failures = 0
    await this.#reconciler.reconcile(screen)
    const captured = await capturing.catch(() => null)
    if (!captured?.audio) return
    if (this.#reconciler.slots.screen.desired === 'off') {
      captured.audio.stop()
      return
    }
    audio.prepared = Promise.resolve(captured.audio)
    audio.desired = 'live'
    audio.failures = 0
    await this.#reconciler.reconcile(audio)
  }

  stopShare(): Promise<unknown> {
    return Promise.all([this.turnOff('screen'), this.turnOff('screen_audio')])
  }

  /** The server does not allow the source now. Shows why, unless it is already in use. */
  refuse(source: Source, error: DeviceError): void {
    const slot = this.#reconciler.slots[source]
    if (slot.desired === 'off') slot.error = error
    this.#emit()
  }

  /** The server closed or paused one of our tracks. */
  serverDid(source: Source, action: 'closed' | 'paused'): void {
    const slot = this.#reconciler.slots[source]
    if (action === 'closed') {
      slot.published?.publisher.dropped(source)
      slot.published = null
      this.#reconciler.stop(slot, null)
    } else {
      slot.published?.publisher.silenced(source)
      if (slot.published) slot.published.paused = true
      if (slot.desired === 'live') slot.desired = 'muted'
      if (slot.track) slot.track.enabled = false
      void this.#reconciler.reconcile(slot)
    }
  }

  /** Releases every device. */
  close(): void {
    this.#reconciler.close()
  }

  #emit(): void {
    if (this.#reconciler.closed) return
    const next = { ...this.#own }
    for (const slot of this.#reconciler.all())
      next[slot.source] = same(this.#own[slot.source], viewOf(slot))
    if (this.#reconciler.all().every(({ source }) => next[source] === this.#own[source])) return
    this.#own = next
    this.#onChange(next)
  }
}
