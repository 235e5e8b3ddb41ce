import type { Source } from '#protocol/model.ts'
import type { Choice } from '../media/devices.ts'
import type { Absence } from '../media/presence.ts'
import type { Sender } from '../media/sender.ts'
import type { DeviceError, OwnSource } from './types.ts'

/** Where own tracks are published; a new one after every break. */
export type Publisher = Pick<
  Sender,
  'publish' | 'setPaused' | 'replaceTrack' | 'unpublish' | 'dropped' | 'silenced'
>

export type Published = { publisher: Publisher; track: MediaStreamTrack; paused: boolean }

/** One source: what the person wants of it, and how far that has come. */
export type Slot = {
  source: Source
  desired: 'off' | 'live' | 'muted'
  /** Held back although it is wished for: the line is too weak for it. */
  resting: boolean
  choice: Choice
  /** Counts choices of a device: one that was opened for an older choice is let go again. */
  chosen: number
  /** What was unplugged since, while another device stands in. */
  lost: Absence | null
  /** Opened ahead, to be used once. */
  prepared: Promise<MediaStreamTrack> | null
  track: MediaStreamTrack | null
  published: Published | null
  error: DeviceError | null
  reconciling: Promise<void> | null
  /** Something changed during a step: look once more. */
  again: boolean
  failures: number
  timer: ReturnType<typeof setTimeout> | undefined
}

export function emptySlot(source: Source): Slot {
  return {
    source,
    desired: 'off',
    resting: false,
    choice: { deviceId: null },
    chosen: 0,
    lost: null,
    prepared: null,
    track: null,
    published: null,
    error: null,
    reconciling: null,
    again: false,
    failures: 0,
    timer: undefined,
  }
}

/** Stopping the track is what turns the device's light off. */
export function release(slot: Slot): void {
  const { track } = slot
  slot.track = null
  track?.stop()
}

/** Where a source goes now: what rests is published, and silent. */
export const targetOf = ({ desired, resting }: Slot): Slot['desired'] =>
  desired === 'live' && resting ? 'muted' : desired

export function viewOf(slot: Slot): OwnSource {
  const { source, desired, track, error, published, lost } = slot
  if (desired === 'off') return error ? { state: 'failed', error } : { state: 'off' }
  if (!track) return { state: 'starting' }
  // A screen counts only when the server has taken it; a face in the own tile need not wait.
  if (source === 'screen' && !published) return { state: 'starting' }
  // Silence shows at once, being heard only when the server has agreed.
  const state = targetOf(slot) === 'muted' || published?.paused ? 'muted' : 'live'
  return { state, track, ...(lost ? { insteadOf: lost.label } : {}) }
}

/** The old object where nothing changed, so that the screen does not draw again. */
export function same(old: OwnSource, now: OwnSource): OwnSource {
  const equal =
    old.state === now.state &&
    (!('track' in old) ||
      !('track' in now) ||
      (old.track === now.track && old.insteadOf === now.insteadOf)) &&
    (!('error' in old) || !('error' in now) || old.error === now.error)
  return equal ? old : now
}
