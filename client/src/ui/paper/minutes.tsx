import { useCallback, useState } from 'react'
import { LIMITS } from '#protocol/limits.ts'
import type { VoteRecordView } from '#protocol/votes.ts'
import { api } from '../../http/api.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { attendees } from '../meetings/stays.ts'
import type { Attendee } from '../meetings/stays.ts'
import { useMe } from '../shell/session.ts'
import { useServerNow } from '../use-server-now.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { TextField } from '../widgets/field.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import { heldFrom, spanOf } from './dates.ts'
import { About, DOTS, Paper, PrintButton } from './paper.tsx'
import { Results } from './votes.tsx'

type Props = { meeting: { id: string; title: string }; onClose: () => void }

/** The minutes as far as the server knows them, to be printed and completed by hand. */
export function Minutes({ meeting, onClose }: Props) {
  const t = useText()
  const { minutes: words } = useTexts('paper')
  const [secretary, setSecretary] = useState('')
  const stays = useLoaded(useCallback(() => api.attendance(meeting.id), [meeting.id]))
  const votes = useLoaded(useCallback(() => api.votes(meeting.id), [meeting.id]))
  const now = useServerNow(null)
  const people = stays.value && attendees(stays.value, now)
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p>{words.intro}</p>
      <TextField
        label={words.secretary}
        hint={words.secretaryHint}
        value={secretary}
        onChange={setSecretary}
        maxLength={LIMITS.name}
        autoComplete="off"
      />
      <FailureAlert failure={stays.failure ?? votes.failure} />
      <div className="dialog-actions">
        <Button onPress={onClose}>{t.common.close}</Button>
        {people && votes.value && (
          <>
            <PrintButton primary />
            <Document
              title={meeting.title}
              people={people}
              votes={votes.value}
              secretary={secretary.trim()}
            />
          </>
        )}
      </div>
    </Dialog>
  )
}

type DocumentProps = {
  title: string
  people: readonly Attendee[]
  votes: readonly VoteRecordView[]
  secretary: string
}

function Document({ title, people, votes, secretary }: DocumentProps) {
  const t = useTexts('paper')
  const { minutes: words, about } = t
  const me = useMe()
  const host = me?.name ?? ''
  const held = heldFrom(people.flatMap(({ stays }) => stays))
  return (
    <Paper
      title={words.title}
      subject={title}
      national
      signers={[
        { role: t.signers.secretary, name: secretary },
        { role: t.signers.host, name: host },
      ]}
    >
      <About
        rows={[
          ...(held ? [[about.time, spanOf(t, held.from, held.to)] as const] : []),
          [about.where, about.online],
          [about.host, host],
          [about.secretary, secretary === '' ? DOTS : secretary],
        ]}
      />
      <h2>{words.people}</h2>
      <p>{words.present(people.length)}</p>
      <ol>
        {people.map(({ person, name, position, kind }) => (
          <li key={person}>
            {name}
            {position !== null && `, ${position}`}
            {kind !== 'account' && ` (${t.kinds[kind].toLowerCase()})`}
          </li>
        ))}
      </ol>
      <h2>{words.content}</h2>
      <Lines count={12} />
      <h2>{words.votes}</h2>
      {votes.length === 0 ? <p>{words.noVotes}</p> : <Results votes={votes} roll={false} />}
      <h2>{words.conclusion}</h2>
      <Lines count={6} />
      <p>{words.end}</p>
    </Paper>
  )
}

/** Dotted lines to write on. */
const Lines = ({ count }: { count: number }) => (
  <div className="paper-lines">
    {Array.from({ length: count }, (_, index) => (
      <span key={index} />
    ))}
  </div>
)
