import type { TrackId } from '#protocol/ids.ts'
import type { TrackView } from '#protocol/model.ts'
import { PICTURES_SHOWN, afterSample, cameraRests, insist, recovers } from '../media/pictures.ts'
import type { Pictures, Strain } from '../media/pictures.ts'
import { AT_EASE, afterCpuPressure } from '../media/cpu-pressure.ts'
import type { Load, CpuPressure } from '../media/cpu-pressure.ts'
import { FULL_BANDWIDTH, selectLayers } from './select-layers.ts'
import type { BandwidthMode } from './select-layers.ts'

/** By this time the room is drawn and its tiles have reported what they show. */
const DRAWN_MS = 2000

/** Whether data is saved; `metered`: because of the line, not because somebody chose it. */
type Saving = Pick<BandwidthMode, 'saving' | 'metered'>

type Listeners = {
  onHeight: (id: TrackId, height: number | null) => void
  onBandwidth: (bandwidth: BandwidthMode) => void
}

/**
 * Decides which remote video is requested at which height: what tiles show, within the limits of
 * connection, CPU and the person's settings. Lives as long as the visit, across sessions: tiles
 * need not ask again after an outage, and a bad connection is not assumed good because it was
 * re-established.
 */
export class VideoSubscriptions {
  readonly #listeners: Listeners
  readonly #heights = new Map<TrackId, number>()
  /** What tiles will probably show, until they are drawn and report it themselves. */
  readonly #guesses = new Map<TrackId, number>()
  #guessing: ReturnType<typeof setTimeout> | undefined
  #tracks: readonly TrackView[] = []
  #saving: Saving
  #pictures: Pictures = PICTURES_SHOWN
  #load: Load = AT_EASE
  #allowed: ReadonlyMap<TrackId, number> = new Map()
  #bandwidth: BandwidthMode

  constructor(saving: Saving, listeners: Listeners) {
    this.#saving = saving
    this.#listeners = listeners
    this.#bandwidth = { ...FULL_BANDWIDTH, ...saving }
  }

  get bandwidth(): BandwidthMode {
    return this.#bandwidth
  }

  /** Whether the local camera should be sent at its smallest. */
  get thin(): boolean {
    return this.#saving.saving || this.#pictures.mode === 'paused' || this.#load.step > 0
  }

  heightOf(id: TrackId): number | null {
    return this.#allowed.get(id) ?? null
  }

  /** Replaces the list of remote tracks and forgets those that have ended. */
  sync(tracks: readonly TrackView[]): void {
    this.#tracks = tracks
    const present = new Set(tracks.map(({ id }) => id))
    for (const id of this.#heights.keys()) if (!present.has(id)) this.#heights.delete(id)
    for (const id of this.#guesses.keys()) if (!present.has(id)) this.#guesses.delete(id)
    this.#update()
  }

  show(id: TrackId, height: number | null): void {
    if (height === null) this.#heights.delete(id)
    else this.#heights.set(id, height)
    this.#update()
  }

  /** Requests video before the room is drawn; whatever no tile shows is dropped again. */
  guess(heights: Iterable<readonly [TrackId, number]>): void {
    for (const [id, height] of heights) this.#guesses.set(id, height)
    this.#guessing = setTimeout(() => this.forgetGuesses(), DRAWN_MS)
  }

  forgetGuesses(): void {
    clearTimeout(this.#guessing)
    this.#guesses.clear()
    this.#update()
  }

  /** `busy`: the processor is suspected. */
  sample(strain: Strain, busy = false): void {
    this.#pictures = afterSample(this.#pictures, strain, busy)
    this.#update()
  }

  cpuPressure(cpuPressure: CpuPressure): void {
    this.#load = afterCpuPressure(this.#load, cpuPressure)
    this.#update()
  }

  insist(): void {
    this.#pictures = insist(this.#pictures)
    this.#update()
  }

  save(saving: Saving): void {
    this.#saving = saving
    this.#update()
  }

  /** Reports only changes. */
  #update(): void {
    const { step } = this.#load
    const mode = { saving: this.#saving.saving || step === 2, pictures: this.#pictures.mode }
    const wanted = new Map([...this.#guesses, ...this.#heights])
    const before = this.#allowed
    const { heights, held } = selectLayers(wanted, this.#tracks, mode)
    this.#allowed = heights
    for (const id of before.keys()) if (!heights.has(id)) this.#listeners.onHeight(id, null)
    for (const [id, height] of heights)
      if (before.get(id) !== height) this.#listeners.onHeight(id, height)
    const resting = cameraRests(this.#pictures)
    const { cause } = this.#pictures
    const recovering = recovers(this.#pictures)
    const now = { ...mode, ...this.#saving, held, resting, cause, recovering, machine: step }
    if (same(now, this.#bandwidth)) return
    this.#bandwidth = now
    this.#listeners.onBandwidth(now)
  }
}

const same = (a: BandwidthMode, b: BandwidthMode) =>
  a.saving === b.saving &&
  a.metered === b.metered &&
  a.pictures === b.pictures &&
  a.resting === b.resting &&
  a.machine === b.machine &&
  a.cause === b.cause &&
  a.recovering === b.recovering &&
  a.held.size === b.held.size &&
  [...a.held].every((id) => b.held.has(id))
