import { useRef } from 'react'
import type { ParticipantView, Source, TrackView } from '../../../../server/protocol/model.ts'
import type { AdmittedState } from '../../call/types.ts'
import { useText } from '../../i18n/text.ts'
import { Video } from '../join/video.tsx'
import { Icon } from '../widgets/icons.tsx'
import { useRoom } from './context.ts'
import { Kind } from './kind.tsx'
import { useShow } from './use-show.ts'

export const trackOf = (state: AdmittedState, person: string, source: Source): TrackView | null =>
  state.tracks.find((track) => track.participant === person && track.source === source) ?? null

function isMuted(state: AdmittedState, person: ParticipantView): boolean {
  if (person.id === state.self) return state.own.microphone.state !== 'live'
  return trackOf(state, person.id, 'microphone')?.paused ?? true
}

/** The picture to show, and the track to ask the server for (none for my own). */
function pictureOf(state: AdmittedState, person: ParticipantView) {
  if (person.id === state.self) {
    const own = state.own.camera
    return { wanted: null, track: own.state === 'live' ? own.track : null }
  }
  const camera = trackOf(state, person.id, 'camera')
  if (!camera || camera.paused) return { wanted: null, track: null }
  return { wanted: camera.id, track: state.received.get(camera.id) ?? null }
}

type Props = { person: ParticipantView; width: number; height: number }

export function Tile({ person, width, height }: Props) {
  const { call, state } = useRoom()
  const element = useRef<HTMLLIElement>(null)
  const { wanted, track } = pictureOf(state, person)
  useShow(call, wanted, element)
  const speaking = state.speaker === person.id && !isMuted(state, person)
  return (
    <li
      ref={element}
      className="tile"
      style={{ width, height }}
      aria-label={person.name}
      data-speaking={speaking || undefined}
      data-away={!person.present || undefined}
    >
      {track ? (
        <Video
          track={track}
          mirrored={person.id === state.self}
          data={{ source: 'camera', participant: person.id }}
        />
      ) : (
        <span className="tile-face" aria-hidden="true">
          {initials(person.name)}
        </span>
      )}
      <TileMarks person={person} />
      <TileLabel person={person} muted={isMuted(state, person)} speaking={speaking} />
    </li>
  )
}

function TileMarks({ person }: { person: ParticipantView }) {
  const t = useText()
  return (
    <div className="tile-marks">
      {person.hand !== null && (
        <span className="mark mark-hand">
          <Icon name="hand" />
          <span aria-hidden="true">{person.hand}</span>
          <span className="visually-hidden">{t.room.hand(person.hand)}</span>
        </span>
      )}
      {person.floor && (
        <span className="mark mark-floor">
          <Icon name="podium" />
          <span>{t.room.hasFloor}</span>
        </span>
      )}
      {!person.present && <span className="mark">{t.room.away}</span>}
    </div>
  )
}

type LabelProps = { person: ParticipantView; muted: boolean; speaking: boolean }

function TileLabel({ person, muted, speaking }: LabelProps) {
  const t = useText()
  const { state } = useRoom()
  return (
    <div className="tile-label">
      {muted && (
        <span className="tile-muted">
          <Icon name="micOff" />
          <span className="visually-hidden">{t.room.muted}</span>
        </span>
      )}
      {speaking && <span className="visually-hidden">{t.room.speaking}</span>}
      <span className="tile-name">
        {person.id === state.self ? t.room.youNamed(person.name) : person.name}
      </span>
      {person.role !== 'participant' ? (
        <span className="tile-kind">{t.roles[person.role]}</span>
      ) : (
        person.kind !== 'account' && (
          <span className="tile-kind">
            <Kind kind={person.kind} />
          </span>
        )
      )}
    </div>
  )
}

/** Vietnamese names end with the given name: first letter of the first and of the last word. */
function initials(name: string): string {
  const words = name.split(' ').filter((word) => word !== '')
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase('vi')
}
