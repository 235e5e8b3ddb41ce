import type { TrackId } from '#protocol/ids.ts'
import type { Call } from '../../../call/types.ts'

/** Displayed height of each track, per place, because one track can appear in two windows. */
const places = new WeakMap<Call, Map<TrackId, Map<symbol, number>>>()

/**
 * Tells the call the maximum height, in device pixels, at which any place shows the track.
 * @param height null if this place no longer shows it
 */
export function showAt(call: Call, track: TrackId, place: symbol, height: number | null): void {
  const tracks = places.get(call) ?? new Map<TrackId, Map<symbol, number>>()
  places.set(call, tracks)
  const heights = tracks.get(track) ?? new Map<symbol, number>()
  if (height === null) heights.delete(place)
  else heights.set(place, height)
  if (heights.size > 0) tracks.set(track, heights)
  else tracks.delete(track)
  call.show(track, heights.size > 0 ? Math.max(...heights.values()) : null)
}
