import {
  DeviceFailure,
  endedBy,
  listDevices,
  onDevicesChanged,
  openBoth,
  openCamera,
  openMicrophone,
} from '../../call/devices.ts'
import type { DeviceList } from '../../call/devices.ts'
import type { Devices, OwnSource } from '../../call/types.ts'
import { saveDevices } from './stored.ts'

type Input = 'microphone' | 'camera'
export type PreviewState = {
  devices: Devices
  microphone: OwnSource
  camera: OwnSource
  lists: DeviceList
  /** Nobody has asked the browser yet: say first what its question will be. */
  asked: boolean
}

const EMPTY: DeviceList = { microphones: [], cameras: [], speakers: [] }
const OPEN = { microphone: openMicrophone, camera: openCamera }

/** The person's own picture and sound before the call; nothing of it leaves the browser. */
export class PreviewStore {
  #state: PreviewState
  readonly #listeners = new Set<() => void>()
  /** Counts what is wanted of each input, so that a late answer to an old wish is let go. */
  readonly #turn = { microphone: 0, camera: 0 }
  #unwatch: () => void = () => undefined

  constructor(devices: Devices) {
    const off: OwnSource = { state: 'off' }
    this.#state = { devices, microphone: off, camera: off, lists: EMPTY, asked: false }
  }

  readonly getState = () => this.#state
  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Starts by itself only where the browser will not ask; otherwise waits for `start`. */
  async open(): Promise<void> {
    this.#unwatch()
    this.#unwatch = onDevicesChanged(() => void this.#relist())
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
    this.#set({ asked: true })
    await this.#reopen(which)
  }

  async choose(which: Input, deviceId: string): Promise<void> {
    this.#remember({
      [which]: { ...this.#state.devices[which], on: true, deviceId: deviceId || null },
    })
    await this.#reopen(which)
  }

  /** What is open is let go first, so that no picture without its effect is left on the screen. */
  async setEffect(which: Input, effect: boolean): Promise<void> {
    this.#remember({ [which]: { ...this.#state.devices[which], effect } })
    if (isOn(this.#state[which])) await this.#reopen(which)
  }

  chooseSpeaker(id: string): void {
    this.#remember({ speakerId: id || null })
  }

  /** What the call should begin with: on only what is really there. */
  chosen(): Devices {
    const { devices } = this.#state
    const on = (which: Input) => ({ ...devices[which], on: isOn(this.#state[which]) })
    return { ...devices, microphone: on('microphone'), camera: on('camera') }
  }

  /** Lets both devices go. The store may be opened again. */
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
        if (turn === this.#turn[which]) this.#let(which, { state: 'failed', error: endedBy(track) })
      })
      this.#set({ [which]: { state: 'live', track } })
    } catch (error) {
      if (turn !== this.#turn[which]) return undefined
      const fault = error instanceof DeviceFailure ? error.fault : 'unknown'
      this.#let(which, { state: 'failed', error: fault })
    }
    // Devices have names only after one was allowed.
    await this.#relist()
    return undefined
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

const fine = (on: boolean, status: PermissionStatus) => !on || status.state === 'granted'

async function alreadyAllowed({ microphone, camera }: Devices): Promise<boolean> {
  try {
    const [heard, seen] = await Promise.all([
      navigator.permissions.query({ name: 'microphone' }),
      navigator.permissions.query({ name: 'camera' }),
    ])
    return fine(microphone.on, heard) && fine(camera.on, seen)
  } catch {
    // Some browsers do not tell; then we explain and wait for the click.
    return false
  }
}
