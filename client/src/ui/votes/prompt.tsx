import { useEffect, useState } from 'react'
import type { VoteView } from '#protocol/votes.ts'
import { useTexts, useTime } from '../../i18n/text.ts'
import { useRoom } from '../room/context.ts'
import { Button } from '../widgets/button.tsx'
import { Ballot } from './ballot.tsx'
import { Standing, Tally } from './tally.tsx'
import { useFreshResult } from './use-fresh-result.ts'
import { chosenText, outcomeText } from './words.ts'

/**
 * The question, beside the stage: hard to miss, but without taking keyboard focus or hiding what is
 * voted on. Everyone can fold it to one line. After the vote, its result stays in the same place
 * until dismissed.
 */
export function VotePrompt() {
  const { state } = useRoom()
  const open = state.votes.find((vote) => vote.state === 'open')
  const { result, dismiss } = useFreshResult(state.votes)
  if (open) return <Question key={open.id} vote={open} />
  return result && <Result vote={result} onClose={dismiss} />
}

function Question({ vote }: { vote: VoteView }) {
  const t = useTexts('votes')
  const { time } = useTime()
  const { say } = useRoom()
  const [small, setSmall] = useState(false)
  const { question } = vote
  useEffect(() => say(t.invited(question), 'silent'), [question, say, t])
  const facts = [
    t.numbered(vote.number),
    vote.secret ? t.secret : t.public,
    ...(vote.until === null ? [] : [t.until(time(vote.until))]),
  ]
  const turnout = t.turnout(vote.voted, vote.entitled)
  return (
    <section
      className="vote-prompt"
      aria-labelledby="vote-question"
      data-small={small || undefined}
    >
      <div className="vote-head">
        <p className="small soft">{small ? turnout : facts.join(' · ')}</p>
        <Button
          look="quiet"
          small
          icon={small ? 'down' : 'up'}
          aria-label={small ? t.unfold : t.fold}
          aria-expanded={!small}
          onPress={() => setSmall(!small)}
        />
      </div>
      <h2 id="vote-question" className={small ? 'one-line' : undefined}>
        {question}
      </h2>
      {!small && (
        <>
          <OwnVote vote={vote} />
          <Tally vote={vote} />
          <p className="small soft">{turnout}</p>
        </>
      )}
    </section>
  )
}

/** The ballot, or a confirmation of what happened to it. */
function OwnVote({ vote }: { vote: VoteView }) {
  const t = useTexts('votes')
  const { state, me, say } = useRoom()
  const ballot = state.ballot?.vote === vote.id ? state.ballot : null
  const { entitled, cast, marks } = ballot ?? { entitled: false, cast: false, marks: null }
  const [filling, setFilling] = useState(entitled && !cast)
  const done = () => {
    setFilling(false)
    say(t.done, 'silent')
  }
  if (filling && entitled)
    return <Ballot vote={vote} marks={marks} onDone={done} onLater={() => setFilling(false)} />
  return (
    <div className="row vote-line">
      <p>
        {!entitled
          ? me.kind === 'guest'
            ? t.notForGuests
            : t.notEntitled
          : cast
            ? t.done
            : t.waiting}
        {marks && ` ${chosenText(t, vote, marks)}`}
      </p>
      {entitled && (!cast || !vote.secret) && (
        <Button small look={cast ? 'plain' : 'primary'} onPress={() => setFilling(true)}>
          {cast ? t.change : t.toVote}
        </Button>
      )}
    </div>
  )
}

function Result({ vote, onClose }: { vote: VoteView; onClose: () => void }) {
  const t = useTexts('votes')
  const { say } = useRoom()
  const said = `${t.result}: ${vote.question}. ${outcomeText(t, vote) ?? ''}`
  useEffect(() => say(said, 'silent'), [said, say])
  return (
    <section className="vote-prompt" aria-labelledby="vote-result">
      <div className="vote-head">
        <p className="small soft">
          {t.result} · {t.numbered(vote.number)} · {vote.secret ? t.secret : t.public}
        </p>
        <Button look="quiet" small icon="close" aria-label={t.dismiss} onPress={onClose} />
      </div>
      <h2 id="vote-result">{vote.question}</h2>
      <Tally vote={vote} />
      <Standing vote={vote} />
    </section>
  )
}
