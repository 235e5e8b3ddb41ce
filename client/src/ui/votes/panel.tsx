import { useState } from 'react'
import type { VoteView } from '#protocol/votes.ts'
import { useTexts, useTime } from '../../i18n/text.ts'
import { useRoom } from '../room/context.ts'
import { Panel } from '../room/panels/panel.tsx'
import { Button } from '../widgets/button.tsx'
import { Confirm } from '../widgets/dialog.tsx'
import { AskVote } from './ask.tsx'
import { VoteRecords } from './records.tsx'
import { Standing, Tally } from './tally.tsx'

/** Votes of this session, newest first. Moderators can also start a new one. */
export function VotesPanel({ onClose }: { onClose: () => void }) {
  const t = useTexts('votes')
  const { state, me, leader } = useRoom()
  const [dialog, setDialog] = useState<'ask' | 'records' | null>(null)
  const close = () => setDialog(null)
  const running = state.votes.some((vote) => vote.state === 'open')
  return (
    <Panel title={t.title} onClose={onClose}>
      {leader && (
        <div className="stack-tight">
          <Button look="primary" isDisabled={running} onPress={() => setDialog('ask')}>
            {t.ask}
          </Button>
          {me.role === 'host' && <Button onPress={() => setDialog('records')}>{t.record}</Button>}
        </div>
      )}
      {state.votes.length === 0 && <p className="soft">{t.none}</p>}
      <ul className="list">
        {[...state.votes].reverse().map((vote) => (
          <VoteCard key={vote.id} vote={vote} />
        ))}
      </ul>
      {dialog === 'ask' && <AskVote onClose={close} />}
      {dialog === 'records' && <VoteRecords meeting={state.meeting} onClose={close} />}
    </Panel>
  )
}

function VoteCard({ vote }: { vote: VoteView }) {
  const t = useTexts('votes')
  const { time } = useTime()
  const { call, leader } = useRoom()
  const [asking, setAsking] = useState<'close' | 'cancel' | null>(null)
  const close = () => setAsking(null)
  const missing = vote.entitled - vote.voted
  return (
    <li className="vote-card">
      <p className="small soft">
        {t.numbered(vote.number)} · {vote.secret ? t.secret : t.public} · {time(vote.openedAt)}
      </p>
      <h3>{vote.question}</h3>
      <Tally vote={vote} />
      <Standing vote={vote} />
      {leader && vote.state === 'open' && (
        <div className="row">
          <Button look="primary" small onPress={() => setAsking('close')}>
            {t.close}
          </Button>
          <Button small onPress={() => setAsking('cancel')}>
            {t.cancel}
          </Button>
        </div>
      )}
      {asking === 'close' && (
        <Confirm
          title={t.closeTitle}
          body={`${missing > 0 ? t.closeMissing(missing, vote.entitled) : t.closeAll} ${t.closeBody}`}
          submit={t.close}
          danger={missing > 0}
          run={() => call.request('vote.close', { vote: vote.id })}
          onClose={close}
        />
      )}
      {asking === 'cancel' && (
        <Confirm
          title={t.cancel}
          body={t.cancelBody}
          submit={t.cancel}
          danger
          run={() => call.request('vote.cancel', { vote: vote.id })}
          onClose={close}
        />
      )}
    </li>
  )
}
