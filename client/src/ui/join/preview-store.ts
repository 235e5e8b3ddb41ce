import {
  DeviceFailure,
  endedBy,
  hasReturned,
  isGone,
  listDevices,
  onDevicesChanged,
  openBoth,
  openCamera,
  openMicrophone,
  permissionOf,
  presenceOf,
  wantedOf,
  withLost,
} from '../../call/devices.ts'
import type { Absence, DeviceList } from '../../call/devices.ts'
import type { Devices, OwnSource } from '../../call/types.ts'
import { saveDevices } from './stored.ts'

type Input = 'microphone' | 'camera'
export type PreviewState = {
  devices: Devices
  microphone: OwnSource
  camera: OwnSource
  lists: DeviceList
  /** Unplugged devices that another device currently replaces. */
  lost: Record<Input, Absence | null>
  /** False until the browser's permission prompt was requested: explain the prompt first. */
  asked: boolean
}

const INPUTS: readonly Input[] = ['microphone', 'camera']
const EMPTY: DeviceList = { microphones: [], cameras: [], speakers: [] }
const OPEN = { microphone: openMicrophone, camera: openCamera }

/** The person's own audio and video before the call. Nothing of it leaves the browser. */
export class PreviewStore {
  #state: PreviewState
  readonly #listeners = new Set<() => void>()
  /** Request counters per input, so that results of outdated requests are dropped. */
  readonly #turn = { microphone: 0, camera: 0 }
  #unwatch: () => void = () => undefined

  constructor(devices: Devices) {
    const off: OwnSource = { state: 'off' }
    const lost = { microphone: null, camera: null }
    this.#state = { devices, microphone: off, camera: off, lists: EMPTY, lost, asked: false }
  }

  readonly getState = () => this.#state
  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Starts on its own only if the browser will not prompt; otherwise waits for `start`. */
  async open(): Promise<void> {
    this.#unwatch()
    this.#unwatch = onDevicesChanged(() => void this.#follow())
    await this.#relist()
    if (await alreadyAllowed(this.#state.devices)) await this.start()
  }

  async start(): Promise<void> {
    const { microphone, camera } = this.#state.devices
    this.#set({ asked: true })
    if (microphone.on && camera.on) {
      const both = openBoth(microphone, camera)
      await Promise.all([
        this.#take('microphone', both.microphone),
        this.#take('camera', both.camera),
      ])
    } else await Promise.all([this.#reopen('microphone'), this.#reopen('camera')])
  }

  async turn(which: Input, on: boolean): Promise<void> {
    this.#remember({ [which]: { ...this.#state.devices[which], on } })
    this.#miss(which, null)
    this.#set({ asked: true })
    await this.#reopen(which)
  }

  async choose(which: Input, deviceId: string): Promise<void> {
    this.#remember({
      [which]: { ...this.#state.devices[which], on: true, deviceId: deviceId || null },
    })
    this.#miss(which, null)
    await this.#reopen(which)
  }

  /** Stops the current track first, so that no video without its effect stays visible. */
  async setEffect(which: Input, effect: boolean): Promise<void> {
    this.#remember({ [which]: { ...this.#state.devices[which], effect } })
    if (isOn(this.#state[which])) await this.#reopen(which)
  }

  chooseSpeaker(id: string): void {
    this.#remember({ speakerId: id || null })
  }

  /** Devices for the call to start with. Only inputs that actually work are on. */
  chosen(): Devices {
    const { devices } = this.#state
    const on = (which: Input) => ({ ...devices[which], on: isOn(this.#state[which]) })
    return { ...devices, microphone: on('microphone'), camera: on('camera') }
  }

  /** Turns both inputs off: a reopened store stays off until the person turns one on. */
  rest(): void {
    const { microphone, camera, ...devices } = this.#state.devices
    const off = { microphone: { ...microphone, on: false }, camera: { ...camera, on: false } }
    this.#set({ devices: { ...devices, ...off } })
  }

  /** Releases both devices. The store can be opened again. */
  close(): void {
    this.#unwatch()
    this.#let('microphone', { state: 'off' })
    this.#let('camera', { state: 'off' })
  }

  async #reopen(which: Input): Promise<void> {
    const choice = this.#state.devices[which]
    if (choice.on) {
      this.#let(which, { state: 'starting' })
      await this.#take(which, OPEN[which](choice))
    } else this.#let(which, { state: 'off' })
  }

  async #take(which: Input, opening: Promise<MediaStreamTrack>): Promise<void> {
    const turn = this.#let(which, { state: 'starting' })
    try {
      const track = await opening
      if (turn !== this.#turn[which]) return track.stop()
      track.addEventListener('ended', () => {
        if (turn === this.#turn[which]) void this.#ended(which, track)
      })
      this.#set({ [which]: { state: 'live', track } })
    } catch (error) {
      if (turn !== this.#turn[which]) return undefined
      const fault = error instanceof DeviceFailure ? error.fault : 'unknown'
      this.#let(which, { state: 'failed', error: fault })
    }
    // Browsers reveal device names only after permission was granted.
    await this.#relist()
    return undefined
  }

  /** Replaces only an unplugged device. A failed effect ends the input. */
  async #ended(which: Input, track: MediaStreamTrack): Promise<void> {
    const error = endedBy(track)
    if (error === 'not_found') await this.#lose(which, track)
    else this.#let(which, { state: 'failed', error })
  }

  #let(which: Input, next: OwnSource): number {
    const old = this.#state[which]
    this.#turn[which] += 1
    this.#set({ [which]: next })
    if ('track' in old) old.track.stop()
    return this.#turn[which]
  }

  async #relist(): Promise<void> {
    this.#set({ lists: await listDevices() })
  }

  /** Reacts to devices that were plugged in or out. */
  async #follow(): Promise<void> {
    const before = presenceOf(this.#state.lists)
    await this.#relist()
    const now = presenceOf(this.#state.lists)
    for (const which of INPUTS) {
      const source = this.#state[which]
      const { deviceId, on } = this.#state.devices[which]
      const using = source.state === 'live' ? source.track.getSettings() : {}
      const wanted = wantedOf(deviceId, this.#state.lost[which])
      const came = [...now[which]].some((id) => !before[which].has(id))
      const missed = on && source.state === 'failed' && source.error === 'not_found'
      if (source.state === 'live' && isGone(using, before[which], now[which]))
        void this.#lose(which, source.track)
      else if (missed ? came : hasReturned(wanted, using, before[which], now[which])) {
        this.#miss(which, null)
        void this.#reopen(which)
      }
    }
  }

  /** Switches to a replacement device, if there is one. */
  async #lose(which: Input, track: MediaStreamTrack): Promise<void> {
    const lost = withLost(this.#state.lost[which], track)
    this.#miss(which, lost)
    if (lost) await this.#reopen(which)
    else this.#let(which, { state: 'failed', error: 'not_found' })
  }

  #miss(which: Input, lost: Absence | null): void {
    this.#set({ lost: { ...this.#state.lost, [which]: lost } })
  }

  #remember(change: Partial<Devices>): void {
    const devices = { ...this.#state.devices, ...change }
    saveDevices(devices)
    this.#set({ devices })
  }

  #set(change: Partial<PreviewState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

const isOn = (source: OwnSource) => source.state === 'live' || source.state === 'starting'

/** False where browsers do not say: we then explain the prompt and wait for a click. */
async function alreadyAllowed(devices: Devices): Promise<boolean> {
  const allowed = INPUTS.map(
    async (which) => !devices[which].on || (await permissionOf(which)) === 'granted',
  )
  return (await Promise.all(allowed)).every(Boolean)
}
