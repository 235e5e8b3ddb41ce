import { useState } from 'react'
import type { ParticipantView } from '#protocol/model.ts'
import { useText, useTime } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { Icon } from '../../widgets/icons.tsx'
import { handsOf } from './agenda.ts'
import { useOpenDialog, useRoom } from '../context.ts'
import { Kind } from './kind.tsx'
import { Panel } from './panel.tsx'
import { PersonDialog } from '../dialogs/person-dialog.tsx'
import type { Harsh } from '../dialogs/person-dialog.tsx'
import { PersonMenu } from './person-menu.tsx'
import { trackOf } from '../stage/tile.tsx'

export function People({ onClose }: { onClose: () => void }) {
  const t = useText('people', 'room')
  const { state } = useRoom()
  const openDialog = useOpenDialog()
  const [harsh, setHarsh] = useState<Harsh | null>(null)
  const { participants } = state
  const hands = handsOf(state)
  return (
    <Panel title={t.people.title(participants.length)} onClose={onClose}>
      <Button icon="invited" onPress={() => openDialog('invite')}>
        {t.invite.title}
      </Button>
      {hands.length > 0 && (
        <section className="stack-tight">
          <h3>{t.people.hands}</h3>
          <ol className="list">
            {hands.map((person) => (
              <Person key={person.id} person={person} onHarsh={setHarsh} />
            ))}
          </ol>
        </section>
      )}
      <ul className="list" aria-label={t.room.people}>
        {participants
          .filter(({ hand }) => hand === null)
          .map((person) => (
            <Person key={person.id} person={person} onHarsh={setHarsh} />
          ))}
      </ul>
      {harsh && <PersonDialog harsh={harsh} onClose={() => setHarsh(null)} />}
    </Panel>
  )
}

type PersonProps = { person: ParticipantView; onHarsh: (harsh: Harsh) => void }

function Person({ person, onHarsh }: PersonProps) {
  const t = useText('room')
  const { state } = useRoom()
  const mic = trackOf(state, person.id, 'microphone')
  const muted = mic === null || mic.paused
  return (
    <li className="list-row person" aria-label={person.name}>
      <div className="person-who">
        <p className="person-name">
          {person.hand !== null && (
            <span className="mark mark-hand">
              <Icon name="hand" />
              <span aria-hidden="true">{person.hand}</span>
              <span className="visually-hidden">{t.room.hand(person.hand)}</span>
            </span>
          )}
          {person.id === state.self ? t.room.youNamed(person.name) : person.name}
        </p>
        {person.position !== null && <p className="small person-position">{person.position}</p>}
        <Facts person={person} />
      </div>
      {muted && (
        <span className="soft">
          <Icon name="micOff" />
          <span className="visually-hidden">{t.room.muted}</span>
        </span>
      )}
      <PersonMenu person={person} onHarsh={onHarsh} />
    </li>
  )
}

function Facts({ person }: { person: ParticipantView }) {
  const t = useText('meeting', 'people', 'room')
  const { time } = useTime()
  const share = person.share
    ? person.share.until === null
      ? t.people.mayShare
      : t.people.mayShareUntil(time(person.share.until))
    : ''
  const facts = [
    t.roles[person.role],
    person.floor ? t.room.hasFloor : '',
    person.turns > 0 ? t.people.turns(person.turns) : '',
    share,
    person.presents ? t.documents.mayPresent : '',
    person.present ? '' : t.room.away,
  ].filter((fact) => fact !== '')
  return (
    <p className="small soft">
      {facts.map((fact) => `${fact} · `).join('')}
      <Kind kind={person.kind} />
    </p>
  )
}
