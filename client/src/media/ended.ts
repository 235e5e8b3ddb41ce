import type { DeviceFault } from './fault.ts'

const reasons = new WeakMap<MediaStreamTrack, DeviceFault>()

/** Records why a track is about to end; without a record it counts as unplugged. */
export const endsWith = (track: MediaStreamTrack, fault: DeviceFault): void => {
  reasons.set(track, fault)
}

/** Why a device's track has ended. */
export const endedBy = (track: MediaStreamTrack): DeviceFault => reasons.get(track) ?? 'not_found'
