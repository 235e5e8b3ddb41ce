import { useId } from 'react'
import type { KnockView } from '#protocol/model.ts'
import { useText, useTime } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { Icon } from '../../widgets/icons.tsx'
import { Menu } from '../../widgets/menu.tsx'
import { useRoom } from '../context.ts'
import { Kind } from './kind.tsx'

/** What is asked before it is done: a word to someone who waits, alone or with a verdict. */
export type LobbyQuestion = 'message' | 'admit' | 'refuse' | 'block'

type Props = {
  knock: KnockView
  ticked: boolean
  onTick: (on: boolean) => void
  onAsk: (what: LobbyQuestion) => void
}

export function Knock({ knock, ticked, onTick, onAsk }: Props) {
  const t = useText('people')
  const { time } = useTime()
  const { ask } = useRoom()
  const box = useId()
  const { id, name } = knock
  return (
    <li className="knock" aria-label={name}>
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
          <span className="small soft knock-facts">
            <Kind kind={knock.kind} /> · {t.lobby.since(time(knock.since))}
            {!knock.present && ` · ${t.lobby.away}`}
          </span>
        </span>
      </label>
      {knock.flags.length > 0 && (
        <ul className="knock-flags small">
          {knock.flags.map((flag) => (
            <li key={flag}>
              <Icon name="warn" />
              {t.flags[flag]}
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <Button
          small
          look="primary"
          aria-label={t.lobby.admitNamed(name)}
          onPress={() => void ask('lobby.admit', { ids: [id] })}
        >
          {t.lobby.admit}
        </Button>
        <Button
          small
          aria-label={t.lobby.refuseNamed(name)}
          onPress={() => void ask('lobby.refuse', { id, block: false })}
        >
          {t.lobby.refuse}
        </Button>
        <Menu
          name={t.lobby.moreNamed(name)}
          parts={[
            {
              id: 'knock',
              entries: [
                { id: 'message', label: t.lobby.message, run: () => onAsk('message') },
                { id: 'admit', label: t.lobby.admitWithMessage, run: () => onAsk('admit') },
                { id: 'refuse', label: t.lobby.refuseWithMessage, run: () => onAsk('refuse') },
                {
                  id: 'block',
                  label: t.lobby.refuseBlock,
                  danger: true,
                  run: () => onAsk('block'),
                },
              ],
            },
          ]}
        />
      </div>
    </li>
  )
}
