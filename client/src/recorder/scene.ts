import type { ParticipantId } from '#protocol/ids.ts'
import type { Source, TrackView } from '#protocol/model.ts'
import type { AdmittedState } from '../call/types.ts'

/** Size of the recorded video, in pixels. */
export const SIZE = { width: 1280, height: 720 } as const
const TOP = 40
const GAP = 8
/** Number of faces beside shared content, and without it. */
const FACES = { beside: 4, alone: 9 }
const STRIP = 232
const LARGE: Box = {
  x: GAP,
  y: TOP,
  width: SIZE.width - STRIP - 3 * GAP,
  height: SIZE.height - TOP - GAP,
}

export type Box = { x: number; y: number; width: number; height: number }
export type Face = {
  id: ParticipantId
  name: string
  speaking: boolean
  picture: MediaStreamTrack | null
  box: Box
}
export type Shared = { name: string; box: Box } & (
  | { what: 'screen'; track: TrackView; picture: MediaStreamTrack | null }
  /** The page that is shown, as the presenter sees it. */
  | { what: 'document' }
)
export type Scene = {
  title: string
  /** The first one is shown large. */
  shared: Shared[]
  faces: Face[]
  /** Number of people for whom there was no room. */
  more: number
}

type SceneState = Pick<
  AdmittedState,
  'meeting' | 'participants' | 'tracks' | 'received' | 'own' | 'self' | 'speaker' | 'presentation'
>

/** [REC3] People whose media may be recorded. The server sends no others; this checks again. */
const consenting = ({ participants }: SceneState) =>
  participants.filter(({ consent, present }) => consent === 'agreed' && present)

const trackOf = (
  { tracks }: SceneState,
  id: ParticipantId,
  source: Source,
): TrackView | undefined =>
  tracks.find((track) => track.participant === id && track.source === source && !track.paused)

function pictureOf(state: SceneState, id: ParticipantId, source: 'camera' | 'screen') {
  if (id === state.self) {
    const own = state.own[source]
    return own.state === 'live' ? own.track : null
  }
  const track = trackOf(state, id, source)
  return track ? (state.received.get(track.id) ?? null) : null
}

/** Null if the presenter has not consented. A document nobody presents belongs to the meeting. */
function documentOf(state: SceneState): string | null {
  const { shown, documents } = state.presentation
  const document = documents.find(({ id }) => id === shown?.document)
  const presenter = consenting(state).find(({ id }) => id === shown?.presenter)
  if (!shown || !document || (shown.presenter !== null && !presenter)) return null
  return [document.name, presenter?.name].filter(Boolean).join(' · ')
}

/** A document comes before a screen, as in the room. */
function sharedOf(state: SceneState): Shared[] {
  const document = documentOf(state)
  const screens = consenting(state).flatMap(({ id, name }) => {
    const track = trackOf(state, id, 'screen')
    const picture = pictureOf(state, id, 'screen')
    return track ? [{ what: 'screen' as const, name, track, picture }] : []
  })
  const all = [
    ...(document === null ? [] : [{ what: 'document' as const, name: document }]),
    ...screens.slice(0, 1),
  ]
  const beside = strip(FACES.beside)
  return all.map((one, at) => ({ ...one, box: at === 0 ? LARGE : (beside[at - 1] ?? LARGE) }))
}

/** What to record: a document or shared screen with faces beside it, or only faces. Pure. */
export function sceneOf(state: SceneState): Scene {
  const people = consenting(state)
  const shared = sharedOf(state)
  const besides = Math.max(0, shared.length - 1)
  const most = shared.length > 0 ? FACES.beside - besides : FACES.alone
  const speaker = people.find(({ id }) => id === state.speaker)
  const first = people.slice(0, most)
  // Whoever is speaking is always shown.
  const shown = speaker && !first.includes(speaker) ? [...first.slice(0, most - 1), speaker] : first
  const boxes = shared.length > 0 ? strip(FACES.beside).slice(besides) : grid(shown.length)
  return {
    title: state.meeting.title,
    shared,
    faces: shown.map(({ id, name }, at) => ({
      id,
      name,
      speaking: id === state.speaker,
      picture: pictureOf(state, id, 'camera'),
      box: boxes[at] ?? { x: 0, y: 0, width: 0, height: 0 },
    })),
    more: people.length - shown.length,
  }
}

/** The audio to mix: voices and shared sound, including my own. */
export function voicesOf(state: SceneState): MediaStreamTrack[] {
  return consenting(state).flatMap(({ id }) =>
    (['microphone', 'screen_audio'] as const).flatMap((source) => {
      if (id === state.self) {
        const own = state.own[source]
        return own.state === 'live' ? [own.track] : []
      }
      const track = trackOf(state, id, source)
      return track ? (state.received.get(track.id) ?? []) : []
    }),
  )
}

/** The video tracks to request, and their heights in pixels. */
export function wantedOf(state: SceneState): Map<TrackView['id'], number> {
  const { shared, faces } = sceneOf(state)
  const wanted = new Map<TrackView['id'], number>()
  for (const { id, box } of faces) {
    const track = trackOf(state, id, 'camera')
    if (track && id !== state.self) wanted.set(track.id, Math.ceil(box.height))
  }
  for (const one of shared) {
    if (one.what === 'screen' && one.track.participant !== state.self)
      wanted.set(one.track.id, Math.ceil(one.box.height))
  }
  return wanted
}

function grid(count: number): Box[] {
  const columns = Math.max(1, Math.ceil(Math.sqrt(count)))
  const rows = Math.max(1, Math.ceil(count / columns))
  const width = (SIZE.width - GAP * (columns + 1)) / columns
  const height = (SIZE.height - TOP - GAP * rows) / rows
  return Array.from({ length: count }, (_, at) => ({
    x: GAP + (at % columns) * (width + GAP),
    y: TOP + Math.floor(at / columns) * (height + GAP),
    width,
    height,
  }))
}

function strip(count: number): Box[] {
  const height = (SIZE.height - TOP - GAP * FACES.beside) / FACES.beside
  return Array.from({ length: count }, (_, at) => ({
    x: SIZE.width - STRIP - GAP,
    y: TOP + at * (height + GAP),
    width: STRIP,
    height,
  }))
}
