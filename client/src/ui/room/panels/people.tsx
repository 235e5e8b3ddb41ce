import { useRef, useState } from 'react'
import type { ParticipantView } from '#protocol/model.ts'
import { useText, useTime } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { TextField } from '../../widgets/field.tsx'
import { Icon } from '../../widgets/icons.tsx'
import { plain } from '../../widgets/plain.ts'
import { mayQuiet } from '../actions.ts'
import { handsOf } from './agenda.ts'
import { useOpenDialog, useRoom } from '../context.ts'
import { Kind } from './kind.tsx'
import { Panel } from './panel.tsx'
import { PersonDialog } from '../dialogs/person-dialog.tsx'
import type { Harsh } from '../dialogs/person-dialog.tsx'
import { PersonMenu } from './person-menu.tsx'
import { trackOf } from '../stage/tile.tsx'
import { useWindow } from './window.ts'
import type { Place } from './window.ts'

/** People from whom on the list can be searched: fewer are in sight at once. */
const SOUGHT_FROM = 12

export function People({ onClose }: { onClose: () => void }) {
  const t = useText('people', 'room')
  const { state, leader, ask } = useRoom()
  const openDialog = useOpenDialog()
  const [harsh, setHarsh] = useState<Harsh | null>(null)
  const [sought, setSought] = useState('')
  const { participants } = state
  const isSought = ({ name, position }: ParticipantView) =>
    plain(`${name} ${position ?? ''}`).includes(plain(sought))
  const hands = handsOf(state).filter(isSought)
  const rest = participants.filter(({ hand }) => hand === null).filter(isSought)
  return (
    <Panel title={t.people.title(participants.length)} onClose={onClose}>
      <Button icon="invited" onPress={() => openDialog('invite')}>
        {t.invite.title}
      </Button>
      {participants.length >= SOUGHT_FROM && (
        <TextField label={t.people.find} value={sought} onChange={setSought} />
      )}
      {hands.length + rest.length === 0 && <p className="soft">{t.people.notFound}</p>}
      {hands.length > 0 && (
        <section className="stack-tight">
          <div className="panel-line">
            <h3>{t.people.hands}</h3>
            {leader && (
              <Button small look="quiet" onPress={() => void ask('hand.lowerAll', {})}>
                {t.people.lowerAllHands}
              </Button>
            )}
          </div>
          <ol className="list">
            <Rows people={hands} onHarsh={setHarsh} />
          </ol>
        </section>
      )}
      <section className="stack-tight">
        {hands.length > 0 && rest.length > 0 && <h3>{t.people.others}</h3>}
        <ul className="list" aria-label={t.room.people}>
          <Rows people={rest} onHarsh={setHarsh} />
        </ul>
      </section>
      {harsh && <PersonDialog harsh={harsh} onClose={() => setHarsh(null)} />}
    </Panel>
  )
}

type RowsProps = { people: readonly ParticipantView[]; onHarsh: (harsh: Harsh) => void }

function Rows({ people, onHarsh }: RowsProps) {
  const { most, end, placeOf } = useWindow(people.length)
  return (
    <>
      {people.slice(0, most).map((person, n) => (
        <Person key={person.id} person={person} place={placeOf(n)} onHarsh={onHarsh} />
      ))}
      {/* Another element each time, because an observer tells of the same one only once. */}
      {end && <li key={most} ref={end} aria-hidden="true" />}
    </>
  )
}

type PersonProps = {
  person: ParticipantView
  place: Place
  onHarsh: (harsh: Harsh) => void
}

function Person({ person, place, onHarsh }: PersonProps) {
  const t = useText('room')
  const { state } = useRoom()
  return (
    <li className="list-row person" aria-label={person.name} {...place}>
      <div className="person-who">
        <p className="person-name">
          {person.id === state.self ? t.room.youNamed(person.name) : person.name}
        </p>
        {person.position !== null && <p className="small person-position">{person.position}</p>}
        <Facts person={person} />
      </div>
      {person.hand !== null && (
        <span className="mark mark-hand">
          <Icon name="hand" />
          <span aria-hidden="true">{person.hand}</span>
          <span className="visually-hidden">{t.room.hand(person.hand)}</span>
        </span>
      )}
      <Microphone person={person} />
      <PersonMenu person={person} onHarsh={onHarsh} />
    </li>
  )
}

/** Whether somebody's microphone is on; for those who may mute them, the button that does. */
function Microphone({ person }: Pick<PersonProps, 'person'>) {
  const t = useText('people', 'room')
  const { state, me, leader, ask } = useRoom()
  const place = useRef<HTMLSpanElement>(null)
  const mic = trackOf(state, person.id, 'microphone')
  const muted = mic === null || mic.paused
  if (muted || !mayQuiet(me, person)) {
    if (!muted && !leader) return null
    return (
      <span className="person-mic soft">
        <Icon name={muted ? 'micOff' : 'mic'} />
        <span className="visually-hidden">{muted ? t.room.muted : t.people.micOn}</span>
      </span>
    )
  }
  const mute = () => {
    // The button is about to go: whoever used the keyboard continues at the person's menu.
    place.current?.parentElement?.querySelector<HTMLElement>('[aria-haspopup]')?.focus()
    void ask('participant.mute', { id: person.id })
  }
  return (
    <span ref={place} className="person-mic">
      <Button look="quiet" icon="mic" aria-label={t.people.muteNamed(person.name)} onPress={mute} />
    </span>
  )
}

function Facts({ person }: { person: ParticipantView }) {
  const t = useText('meeting', 'people', 'room', 'sealing')
  const { time } = useTime()
  const { unproven } = useRoom().state.keys
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
    <p className="small soft facts">
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
      <Kind kind={person.kind} />
      {unproven.includes(person.id) && (
        <span className="grade grade-none">
          <Icon name="words" />
          {t.lock.unprovenMark}
        </span>
      )}
    </p>
  )
}
