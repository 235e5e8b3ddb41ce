import { useCallback } from 'react'
import type { VoteRecordView } from '#protocol/votes.ts'
import { api } from '../../http/api.ts'
import { useText, useTexts, useTime } from '../../i18n/text.ts'
import { saveCsv } from '../save-file.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import { resultRows, rollRows } from './files.ts'
import { Standing, Tally } from './tally.tsx'
import { chosenText } from './words.ts'
import { late } from '../shell/late.tsx'

const VotesPrint = late(async () => (await import('../paper/votes.tsx')).VotesPrint, 'paper')

type Props = { meeting: { id: string; title: string }; onClose: () => void }

/** The host's record of all votes: on screen, as files and on paper. */
export function VoteRecords({ meeting, onClose }: Props) {
  const all = useText('meeting')
  const t = useTexts('votes')
  const { value: votes, failure } = useLoaded(
    useCallback(() => api.votes(meeting.id), [meeting.id]),
  )
  const save = (what: 'votes' | 'ballots', rows: string[][]) =>
    saveCsv(`anhop-${meeting.id}-${what}`, rows)
  const named = votes?.some(({ roll }) => roll.length > 0)
  return (
    <Dialog title={t.recordTitle} onClose={onClose}>
      <FailureAlert failure={failure} />
      {votes?.length === 0 && <p className="soft">{t.none}</p>}
      <ul className="list vote-records">
        {votes?.map((vote) => (
          <Record key={vote.id} vote={vote} />
        ))}
      </ul>
      <div className="dialog-actions">
        {votes && votes.length > 0 && (
          <>
            <VotesPrint title={meeting.title} votes={votes} />
            <Button onPress={() => save('votes', resultRows(t, votes))}>{t.saveResults}</Button>
            {named && (
              <Button onPress={() => save('ballots', rollRows(t, all, votes))}>{t.saveRoll}</Button>
            )}
          </>
        )}
        <Button onPress={onClose}>{all.common.close}</Button>
      </div>
    </Dialog>
  )
}

function Record({ vote }: { vote: VoteRecordView }) {
  const all = useText('meeting')
  const t = useTexts('votes')
  const { dateTime } = useTime()
  return (
    <li className="vote-card">
      <p className="small soft">
        {t.numbered(vote.number)} · {vote.secret ? t.secret : t.public} · {dateTime(vote.openedAt)}
      </p>
      <h3>{vote.question}</h3>
      <Tally vote={vote} />
      {vote.state === 'open' ? <p>{t.open}</p> : <Standing vote={vote} />}
      {vote.roll.length > 0 && (
        <details>
          <summary>{t.rollTitle}</summary>
          <ul className="bullets">
            {vote.roll.map(({ place, name, kind, marks }) => (
              <li key={place}>
                {name} ({all.kinds[kind]}):{' '}
                {marks === null ? t.notCast : chosenText(t, vote, marks)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}
