import type { VoteView } from '#protocol/votes.ts'
import { useTexts } from '../../i18n/text.ts'
import { answersOf, outcomeText, percentOf } from './words.ts'
import './votes.css'

/** The counts as numbers; the bars only repeat them visually. */
export function Tally({ vote }: { vote: VoteView }) {
  const t = useTexts('votes')
  const { counts, voted } = vote
  if (counts === null) return null
  return (
    <ul className="tally">
      {answersOf(t, vote).map((answer, index) => {
        const count = counts[index] ?? 0
        return (
          <li key={answer}>
            <span className="tally-answer">{answer}</span>
            <span className="tally-count">{t.count(count, percentOf(count, voted))}</span>
            <span className="tally-bar" aria-hidden="true">
              <span style={{ inlineSize: `${percentOf(count, voted)}%` }} />
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** The current state or outcome, and the rule that decides it. */
export function Standing({ vote }: { vote: VoteView }) {
  const t = useTexts('votes')
  const outcome = outcomeText(t, vote)
  const tone = vote.outcome === 'adopted' ? 'ok' : vote.state === 'closed' ? 'plain' : 'warn'
  return (
    <div className="stack-tight">
      {outcome !== null && (
        <p className="vote-outcome" data-tone={tone}>
          {outcome}
        </p>
      )}
      {(vote.state === 'open' || vote.state === 'closed') && (
        <p className="small soft">
          {t.turnout(vote.voted, vote.entitled)}
          {vote.quorum !== null && `. ${t.needed(vote.quorum)}`}
          {vote.rule !== 'none' && `${vote.quorum === null ? '.' : ''} ${t.ruleSaid[vote.rule]}`}
        </p>
      )}
    </div>
  )
}
