import { LIMITS } from '#protocol/limits.ts'
import type { QuestionState } from '#protocol/questions.ts'
import type { Question as Asked } from '../../../call/types.ts'
import { useTexts, useTime } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { useRoom } from '../context.ts'
import { Kind } from './kind.tsx'
import { Panel } from './panel.tsx'
import { Write } from './write.tsx'

/** [FLR4] Moderators read and handle all questions. Everyone else can ask, and sees their own. */
export function QuestionsPanel({ onClose }: { onClose: () => void }) {
  const c = useTexts('class')
  const { state, leader } = useRoom()
  const { list } = state.questions
  const open = list.filter((question) => question.state === 'open')
  const done = list.filter((question) => question.state !== 'open')
  return (
    <Panel title={c.questions.title} onClose={onClose} foot={leader ? undefined : <Ask />}>
      {!leader && <p className="soft">{c.questions.whoReads}</p>}
      {list.length === 0 && leader && <p className="soft">{c.questions.empty}</p>}
      {open.length > 0 && (
        <ol className="chat" aria-label={c.questions.open}>
          {open.map((question) => (
            <Question key={question.id} question={question} />
          ))}
        </ol>
      )}
      {done.length > 0 && (
        <section className="stack-tight">
          <h3>{c.questions.done}</h3>
          <ol className="chat">
            {done.map((question) => (
              <Question key={question.id} question={question} />
            ))}
          </ol>
        </section>
      )}
    </Panel>
  )
}

function Ask() {
  const c = useTexts('class')
  const { state, write } = useRoom()
  if (state.meeting.mode === 'discussion') return <output>{c.questions.closed}</output>
  return (
    <Write
      label={c.questions.write}
      submit={c.questions.send}
      max={LIMITS.questionText}
      send={(text) => write({ kind: 'question', text })}
    />
  )
}

function Question({ question }: { question: Asked }) {
  const c = useTexts('class')
  const { time } = useTime()
  const { leader } = useRoom()
  const { name, kind, text, at, state } = question
  return (
    <li className="chat-message">
      <p className="small">
        <span className="person-name">{name}</span>{' '}
        <span className="soft">
          <Kind kind={kind} /> <time dateTime={new Date(at).toISOString()}>{time(at)}</time>
        </span>
        {state !== 'open' && <span className="badge">{c.questions.states[state]}</span>}
      </p>
      <p className="chat-text">{text ?? <span className="soft">{c.questions.sealed}</span>}</p>
      {leader && <Acts question={question} />}
    </li>
  )
}

function Acts({ question: { id, name, state, text } }: { question: Asked }) {
  const c = useTexts('class')
  const { state: room, ask, write } = useRoom()
  const shown = room.questions.shown?.id === id
  const act = (label: string, run: () => void) => (
    <Button small look="quiet" aria-label={`${label}: ${name}`} onPress={run}>
      {label}
    </Button>
  )
  const mark = (next: QuestionState) => () =>
    void ask('question.mark', { question: id, state: next })
  const show = (question: Asked['id'] | null) => () => void write({ kind: 'show', question })
  return (
    <div className="row">
      {state !== 'dismissed' &&
        text !== null &&
        (shown ? act(c.questions.hide, show(null)) : act(c.questions.show, show(id)))}
      {state === 'open' ? (
        <>
          {act(c.questions.answered, mark('answered'))}
          {act(c.questions.dismiss, mark('dismissed'))}
        </>
      ) : (
        act(c.questions.reopen, mark('open'))
      )}
    </div>
  )
}
