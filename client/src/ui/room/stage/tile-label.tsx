import type { ParticipantView } from '#protocol/model.ts'
import { useText } from '../../../i18n/text.ts'
import { FittedName } from '../../widgets/fitted-name.tsx'
import { Icon } from '../../widgets/icons.tsx'
import { useRoom } from '../context.ts'
import { Kind } from '../panels/kind.tsx'
import { useReaction } from '../reactions.ts'
import { useTalking } from '../use-keys.ts'
import { useView } from './view.ts'

/** Status marks at the top of a person's tile. */
export function TileMarks({ person }: { person: ParticipantView }) {
  const t = useText('room')
  const { state } = useRoom()
  const { view } = useView()
  const reaction = useReaction(person.id)
  const talking = useTalking() && person.id === state.self
  return (
    <div className="tile-marks">
      {talking && (
        <span className="mark mark-floor">
          <Icon name="mic" />
          <span>{t.keys.talking}</span>
        </span>
      )}
      {reaction && (
        <span className="mark mark-reaction">
          <Icon name={reaction} />
          <span>{t.reactions.names[reaction]}</span>
        </span>
      )}
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
      {state.meeting.spotlight === person.id && (
        <span className="mark">
          <Icon name="spotlight" />
          <span className="visually-hidden">{t.view.spotlit}</span>
        </span>
      )}
      {view.pin === person.id && (
        <span className="mark">
          <Icon name="pin" />
          <span className="visually-hidden">{t.view.pinned}</span>
        </span>
      )}
      {person.id === state.self && state.bandwidth.resting && 'track' in state.own.camera && (
        <span className="mark mark-hand">
          <Icon name="cameraOff" />
          <span>{state.bandwidth.cause === 'processor' ? t.line.restingBusy : t.line.resting}</span>
        </span>
      )}
      {!person.present && <span className="mark">{t.room.away}</span>}
    </div>
  )
}

type LabelProps = { person: ParticipantView; muted: boolean; speaking: boolean }

/**
 * Name, how the server identified the person, whether they are muted, and their connection quality.
 */
export function TileLabel({ person, muted, speaking }: LabelProps) {
  const t = useText('meeting', 'room')
  const { state } = useRoom()
  // The hall display serves an audience, so its own account is not "you".
  const { view } = useView()
  return (
    <div className="tile-label">
      {muted && (
        <span className="tile-muted">
          <Icon name="micOff" />
          <span className="visually-hidden">{t.room.muted}</span>
        </span>
      )}
      {speaking && <span className="visually-hidden">{t.room.speaking}</span>}
      <FittedName
        className="tile-name"
        name={person.name}
        {...(person.id === state.self && !view.hall ? { say: t.room.youNamed } : {})}
      />
      <LineSign person={person} />
      <span className="tile-kind">
        {t.roles[person.role] && <span className="tile-role">{t.roles[person.role]}</span>}
        {/* A host always has an account, so the kind is shown for everyone else. */}
        {person.role !== 'host' && (
          <Kind kind={person.kind} sign={person.role === 'cohost' && person.kind === 'account'} />
        )}
      </span>
    </div>
  )
}

/**
 * Signal bars as on a phone: the number of bars carries the meaning, not the color. The words say
 * whose side is the cause.
 */
function LineSign({ person }: { person: ParticipantView }) {
  const t = useText('room')
  const { line, self } = useRoom().state
  const quality = person.id === self ? line.mine : line.of.get(person.id)
  if (!quality) return null
  const cause = line.causes.get(person.id === self ? 'me' : person.id)
  const words = cause
    ? `${t.view.quality[quality]}. ${t.line.causes[cause]}`
    : t.view.quality[quality]
  return (
    <span className="line-sign" data-quality={quality} title={words}>
      <Icon name="bars" />
      <span className="visually-hidden">{words}</span>
    </span>
  )
}
