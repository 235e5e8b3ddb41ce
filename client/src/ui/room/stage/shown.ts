import type { TrackId } from '#protocol/ids.ts'
import type { Call } from '../../../call/types.ts'

/** Who shows which track at what height. One track may stand in two windows at once. */
const places = new WeakMap<Call, Map<TrackId, Map<symbol, number>>>()

/** Tells the call the greatest height at which any place shows the track; null: this one does not. */
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
