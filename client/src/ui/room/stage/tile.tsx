import { useRef, useState } from 'react'
import type { RefObject } from 'react'
import type { ParticipantView, Source, TrackView } from '#protocol/model.ts'
import type { AdmittedState } from '../../../call/types.ts'
import { Video } from '../../join/video.tsx'
import { hueOf, initialsOf } from '../../widgets/names.ts'
import { useRoom } from '../context.ts'
import { TileLabel, TileMarks } from './tile-label.tsx'
import { useShow } from './use-show.ts'
import { useView } from './view.ts'

export const trackOf = (state: AdmittedState, person: string, source: Source): TrackView | null =>
  state.tracks.find((track) => track.participant === person && track.source === source) ?? null

function isMuted(state: AdmittedState, person: ParticipantView): boolean {
  if (person.id === state.self) return state.own.microphone.state !== 'live'
  return trackOf(state, person.id, 'microphone')?.paused ?? true
}

/** Whether this person is sending video, received or not. */
export function hasPicture(state: AdmittedState, person: ParticipantView): boolean {
  if (person.id === state.self) return state.own.camera.state === 'live'
  const camera = trackOf(state, person.id, 'camera')
  return camera !== null && !camera.paused
}

/** The video to show, and the track to request from the server (none for my own). */
function pictureOf(state: AdmittedState, person: ParticipantView) {
  if (!hasPicture(state, person)) return { wanted: null, track: null }
  if (person.id === state.self) {
    const own = state.own.camera
    return { wanted: null, track: own.state === 'live' ? own.track : null }
  }
  const camera = trackOf(state, person.id, 'camera')
  if (!camera) return { wanted: null, track: null }
  // A track that is not being received would freeze on its last frame.
  const held = state.bandwidth.held.has(camera.id)
  return { wanted: camera.id, track: held ? null : (state.received.get(camera.id) ?? null) }
}

function useTile(person: ParticipantView, element: RefObject<HTMLElement | null>) {
  const { call, state } = useRoom()
  const { wanted, track } = pictureOf(state, person)
  useShow(call, wanted, element)
  const [drawn, setDrawn] = useState<MediaStreamTrack | null>(null)
  const muted = isMuted(state, person)
  return {
    inside: {
      person,
      track,
      // A picture that is on its way, or that cannot be opened, has nothing to show yet.
      empty: track !== drawn,
      muted,
      speaking: state.speaker === person.id && !muted,
    },
    onDrawn: () => setDrawn(track),
  }
}

type Props = { person: ParticipantView; width: number; height: number }

/** One of many tiles. */
export function Tile({ person, width, height }: Props) {
  const element = useRef<HTMLLIElement>(null)
  const { inside, onDrawn } = useTile(person, element)
  return (
    <li
      ref={element}
      className="tile"
      style={{ width, height }}
      aria-label={person.name}
      data-speaking={inside.speaking || undefined}
      data-away={!person.present || undefined}
      onLoadedDataCapture={onDrawn}
    >
      <Inside {...inside} />
    </li>
  )
}

/** An enlarged person. Fills its container. */
export function LargeTile({ person }: { person: ParticipantView }) {
  const element = useRef<HTMLElement>(null)
  const { inside, onDrawn } = useTile(person, element)
  return (
    <figure
      ref={element}
      className="tile tile-large"
      aria-label={person.name}
      data-speaking={inside.speaking || undefined}
      data-away={!person.present || undefined}
      onLoadedDataCapture={onDrawn}
    >
      <Inside {...inside} large />
    </figure>
  )
}

type InsideProps = {
  person: ParticipantView
  track: MediaStreamTrack | null
  empty: boolean
  muted: boolean
  speaking: boolean
  large?: boolean
}

function Inside({ person, track, empty, muted, speaking, large = false }: InsideProps) {
  const { state } = useRoom()
  const { view } = useView()
  return (
    <>
      {track && (
        <Video
          track={track}
          mirrored={person.id === state.self}
          // Enlarged, it may be a room full of people, of whom nobody may be cut off.
          fit={large || view.hall || view.whole.has(person.id) ? 'contain' : 'cover'}
          data={{ source: 'camera', participant: person.id }}
        />
      )}
      {(!track || empty) && (
        <span className="tile-face" data-hue={hueOf(person.name)} aria-hidden="true">
          {initialsOf(person.name)}
        </span>
      )}
      <TileMarks person={person} />
      <TileLabel person={person} muted={muted} speaking={speaking} />
    </>
  )
}
