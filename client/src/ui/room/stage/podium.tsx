import { useRef } from 'react'
import { useTexts } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { Icon } from '../../widgets/icons.tsx'
import { speakingOf, upcoming } from '../panels/agenda.ts'
import { useRoom } from '../context.ts'
import { Elapsed } from '../panels/elapsed.tsx'
import { keysOf } from '../keys.ts'
import { useShortcut } from '../use-keys.ts'
import { useView } from './view.ts'

/** As many as fit on one line. */
const MOST = 3

/**
 * Who has the floor, for how long, and who is next. Visible to everyone, including on the hall
 * display.
 */
export function Podium() {
  const c = useTexts('class')
  const { state, leader } = useRoom()
  const { view } = useView()
  const next = upcoming(state)
  const speaking = speakingOf(state)
  if (state.meeting.mode === 'discussion' || speaking.length + next.length === 0) return null
  const more = next.length - MOST
  return (
    <section className="podium" aria-label={c.podium.title}>
      <p className="podium-now">
        <Icon name="podium" />
        <span className="podium-what">
          {speaking.length === 0 ? c.podium.nobody : c.podium.now}
        </span>{' '}
        {speaking.map(({ person, since }) => (
          <span key={person.id}>
            <strong>{person.name}</strong> <Elapsed since={since} />
          </span>
        ))}
      </p>
      {next.length > 0 && (
        <p className="podium-next one-line">
          {c.podium.next}{' '}
          {next
            .slice(0, MOST)
            .map(({ name }) => name)
            .join(', ')}
          {more > 0 && ` ${c.podium.more(more)}`}
        </p>
      )}
      {leader && !view.hall && <Next />}
    </section>
  )
}

/** One press, or its shortcut, passes the floor to the next person waiting. */
function Next() {
  const c = useTexts('class')
  const { state, ask } = useRoom()
  const slot = useRef<HTMLSpanElement>(null)
  const [first] = upcoming(state)
  const pass = first && (() => void ask('floor.pass', { id: first.id }))
  useShortcut(slot, 'next', pass)
  return (
    <span ref={slot} className="podium-act">
      {pass && (
        <Button
          small
          look="primary"
          icon="next"
          title={keysOf('next')}
          aria-keyshortcuts={keysOf('next')}
          movesAway
          onPress={pass}
        >
          {c.podium.call(first.name)}
        </Button>
      )}
    </span>
  )
}

/** [FLR4] The question that moderators show to everyone. */
export function ShownQuestion() {
  const c = useTexts('class')
  const { state, leader, write } = useRoom()
  const { view } = useView()
  const { shown } = state.questions
  if (!shown) return null
  return (
    <div className="bar bar-share shown-question">
      <p>
        <span className="small">{c.questions.of(shown.name)}</span>
        <br />
        <span className="chat-text">{shown.text ?? c.questions.sealed}</span>
      </p>
      {leader && !view.hall && (
        <Button small onPress={() => void write({ kind: 'show', question: null })}>
          {c.questions.hide}
        </Button>
      )}
    </div>
  )
}
