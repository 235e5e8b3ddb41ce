import { useId } from 'react'
import type { KnockView } from '#protocol/model.ts'
import { useText, useTime } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { Icon } from '../../widgets/icons.tsx'
import { Menu } from '../../widgets/menu.tsx'
import { useRoom } from '../context.ts'
import { useAdmit } from '../sealing/admit.ts'
import { Grade } from '../sealing/grade.tsx'
import { Kind } from './kind.tsx'
import type { Place } from './window.ts'

/** Dialogs about someone who is waiting: a message, alone or with a decision. */
export type LobbyQuestion = 'message' | 'admit' | 'refuse' | 'block'

type Props = {
  knock: KnockView
  place: Place
  ticked: boolean
  onTick: (on: boolean) => void
  onAsk: (what: LobbyQuestion) => void
}

export function Knock({ knock, place, ticked, onTick, onAsk }: Props) {
  const t = useText('people')
  const { time } = useTime()
  const box = useId()
  const { name } = knock
  return (
    <li className="knock" aria-label={name} {...place}>
      <label className="knock-who" htmlFor={box}>
        <input
          id={box}
          type="checkbox"
          aria-label={t.lobby.select(name)}
          checked={ticked}
          onChange={(event) => onTick(event.target.checked)}
        />
        <span>
          <span className="person-name">{name}</span>
          {knock.position !== null && (
            <span className="small person-position">{knock.position}</span>
          )}
          <span className="small soft knock-facts">
            <Kind kind={knock.kind} /> · {t.lobby.since(time(knock.since))}
            {!knock.present && ` · ${t.lobby.away}`}
          </span>
        </span>
      </label>
      <Grade id={knock.id} />
      <Flags flags={knock.flags} />
      <Verdict knock={knock} onAsk={onAsk} />
    </li>
  )
}

function Flags({ flags }: Pick<KnockView, 'flags'>) {
  const t = useText('people')
  if (flags.length === 0) return null
  return (
    <ul className="knock-flags small">
      {flags.map((flag) => (
        <li key={flag}>
          <Icon name="warn" />
          {t.flags[flag]}
        </li>
      ))}
    </ul>
  )
}

/** Admit, refuse, or more options that include a message. */
function Verdict({ knock: { id, name }, onAsk }: Pick<Props, 'knock' | 'onAsk'>) {
  const { lobby: t } = useText('people')
  const { ask, state } = useRoom()
  const foreign = state.keys.knocks.get(id) === null
  const admit = useAdmit()
  const entry = (what: LobbyQuestion, label: string, danger = false) => ({
    id: what,
    label,
    danger,
    run: () => onAsk(what),
  })
  const entries = [
    entry('message', t.message),
    entry('admit', t.admitWithMessage),
    entry('refuse', t.refuseWithMessage),
    entry('block', t.refuseBlock, true),
  ]
  return (
    <div className="row">
      <Button
        small
        look={foreign ? 'plain' : 'primary'}
        movesAway
        aria-label={t.admitNamed(name)}
        onPress={() => void admit([id])}
      >
        {t.admit}
      </Button>
      <Button
        small
        movesAway
        aria-label={t.refuseNamed(name)}
        onPress={() => void ask('lobby.refuse', { id, block: false })}
      >
        {t.refuse}
      </Button>
      <Menu name={t.moreNamed(name)} parts={[{ id: 'knock', entries }]} />
    </div>
  )
}
