import type { TrackId } from '#protocol/ids.ts'
import type { TrackView } from '#protocol/model.ts'
import type { Pictures } from '../media/pictures.ts'
import type { Load } from '../media/cpu-pressure.ts'

/** To save data or CPU: the camera's lowest layer, and at most this many faces. */
const SAVED_HEIGHT = 180
export const SAVED_FACES = 4

export type BandwidthMode = {
  /** The person chose to save data, or has not chosen and is on a metered line. */
  saving: boolean
  /** The latter. */
  metered: boolean
  /** `paused`: audio only on a bad connection; `insisted`: the person wants video anyway. */
  pictures: Pictures['mode']
  /** Tracks a tile would show, but which are not received for one of these reasons. */
  held: ReadonlySet<TrackId>
  /** The local camera is on but not sent, because the connection barely carries the voice. */
  resting: boolean
  /** Why video is paused, or would be. */
  cause: Pictures['cause']
  /** Video is still paused, to be sure, although the connection is good again. */
  recovering: boolean
  /** What is given up to relieve the CPU, as in `media/cpu-pressure.ts`. */
  machine: Load['step']
}
export const FULL_BANDWIDTH: BandwidthMode = {
  saving: false,
  metered: false,
  pictures: 'shown',
  held: new Set(),
  resting: false,
  cause: 'line',
  recovering: false,
  machine: 0,
}

type Selected = { heights: ReadonlyMap<TrackId, number>; held: ReadonlySet<TrackId> }

/**
 * Selects the heights to request, out of those the tiles want. Shared screens are exempt: they are
 * what the meeting is about, and have only one layer. Pure.
 */
export function selectLayers(
  wanted: ReadonlyMap<TrackId, number>,
  tracks: readonly TrackView[],
  { saving, pictures }: Pick<BandwidthMode, 'saving' | 'pictures'>,
): Selected {
  if (pictures === 'paused') return { heights: new Map(), held: new Set(wanted.keys()) }
  if (!saving) return { heights: wanted, held: new Set() }
  const screens = new Set(tracks.filter(({ source }) => source === 'screen').map(({ id }) => id))
  const faces = [...wanted.keys()]
    .filter((id) => !screens.has(id))
    // Largest first: a large face is the one the person is watching.
    .sort((a, b) => (wanted.get(b) ?? 0) - (wanted.get(a) ?? 0))
  const held = new Set(faces.slice(SAVED_FACES))
  const heights = [...wanted]
    .filter(([id]) => !held.has(id))
    .map(([id, height]) => [id, screens.has(id) ? height : Math.min(height, SAVED_HEIGHT)] as const)
  return { heights: new Map(heights), held }
}
