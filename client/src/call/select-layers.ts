import type { TrackId } from '#protocol/ids.ts'
import type { TrackView } from '#protocol/model.ts'
import type { Pictures } from '../media/pictures.ts'
import type { Load } from '../media/cpu-pressure.ts'

/** Saving data, or a weak machine: the lowest layer of the camera, and no more faces than this. */
const SAVED_HEIGHT = 180
export const SAVED_FACES = 4

export type BandwidthMode = {
  /** The person chose to save data. */
  saving: boolean
  /** `paused`: the line carries sound alone; `insisted`: the person wants to see all the same. */
  pictures: Pictures['mode']
  /** Tracks that a tile shows and that are not received for one of these reasons. */
  held: ReadonlySet<TrackId>
  /** The own camera is on and not sent, for the line hardly carries the voice. */
  resting: boolean
  /** What is left out because the machine does not keep up, as in `media/cpu-pressure.ts`. */
  machine: Load['step']
}
export const FULL_BANDWIDTH: BandwidthMode = {
  saving: false,
  pictures: 'shown',
  held: new Set(),
  resting: false,
  machine: 0,
}

type Selected = { heights: ReadonlyMap<TrackId, number>; held: ReadonlySet<TrackId> }

/**
 * At which heights pictures are asked for, of those at which tiles would have them. A shared screen
 * is what the meeting is about and has one layer only: it is not saved on. Pure.
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
    // The largest first: whoever stands large is whom the person looks at.
    .sort((a, b) => (wanted.get(b) ?? 0) - (wanted.get(a) ?? 0))
  const held = new Set(faces.slice(SAVED_FACES))
  const heights = [...wanted]
    .filter(([id]) => !held.has(id))
    .map(([id, height]) => [id, screens.has(id) ? height : Math.min(height, SAVED_HEIGHT)] as const)
  return { heights: new Map(heights), held }
}
