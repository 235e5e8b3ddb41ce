import type { Source } from '#protocol/model.ts'
import type { Choice } from '../media/devices.ts'
import type { Absence } from '../media/presence.ts'
import type { Sender } from '../media/sender.ts'
import type { DeviceError, OwnSource } from './types.ts'

/** Publishes local tracks; replaced after every outage. */
export type Publisher = Pick<
  Sender,
  'publish' | 'setPaused' | 'replaceTrack' | 'unpublish' | 'dropped' | 'silenced'
>

export type Published = { publisher: Publisher; track: MediaStreamTrack; paused: boolean }

/** One source: what the person wants of it and what has been achieved so far. */
export type Slot = {
  source: Source
  desired: 'off' | 'live' | 'muted'
  /** On but not sent, because the connection is too weak. */
  resting: boolean
  /** The system took the device away for now: a phone call, or a page in the background. */
  interrupted: boolean
  choice: Choice
  /** Incremented per device choice; a device opened for an older choice is released again. */
  chosen: number
  /** Devices unplugged since, while another one is used instead. */
  lost: Absence | null
  /** A device opened before admission, to be used once. */
  prepared: Promise<MediaStreamTrack> | null
  track: MediaStreamTrack | null
  published: Published | null
  error: DeviceError | null
  reconciling: Promise<void> | null
  /** Something changed during a step, so take another one. */
  again: boolean
  failures: number
  timer: ReturnType<typeof setTimeout> | undefined
}

export function emptySlot(source: Source): Slot {
  return {
    source,
    desired: 'off',
    resting: false,
    interrupted: false,
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

/** Stops the track, which also turns off the device's indicator light. */
export function release(slot: Slot): void {
  const { track } = slot
  slot.track = null
  slot.interrupted = false
  track?.stop()
}

/** The state to move to: a resting or interrupted source stays published, but muted. */
export const targetOf = ({ desired, resting, interrupted }: Slot): Slot['desired'] =>
  desired === 'live' && (resting || interrupted) ? 'muted' : desired

export function viewOf(slot: Slot): OwnSource {
  const { source, desired, track, error, published, lost, interrupted } = slot
  if (desired === 'off') return error ? { state: 'failed', error } : { state: 'off' }
  if (!track) return { state: 'starting' }
  // A screen counts only once the server has accepted it; the local camera tile need not wait.
  if (source === 'screen' && !published) return { state: 'starting' }
  // Muting shows at once, unmuting only when the server has agreed.
  const state = targetOf(slot) === 'muted' || published?.paused ? 'muted' : 'live'
  const more = interrupted && desired === 'live' ? { interrupted: true as const } : {}
  return { state, track, ...(lost ? { insteadOf: lost.label } : {}), ...more }
}

const isInterrupted = (own: OwnSource) => 'interrupted' in own

/** Returns the old object if nothing changed, to avoid a redraw. */
export function same(old: OwnSource, now: OwnSource): OwnSource {
  const equal =
    old.state === now.state &&
    (!('track' in old) ||
      !('track' in now) ||
      (old.track === now.track &&
        old.insteadOf === now.insteadOf &&
        isInterrupted(old) === isInterrupted(now))) &&
    (!('error' in old) || !('error' in now) || old.error === now.error)
  return equal ? old : now
}
