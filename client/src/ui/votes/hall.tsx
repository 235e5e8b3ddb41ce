import { useTexts } from '../../i18n/text.ts'
import { useRoom } from '../room/context.ts'
import { Standing, Tally } from './tally.tsx'
import { useFreshResult } from './use-fresh-result.ts'

/** How long a result stays on a screen where nobody can dismiss it. */
const SHOWN_MS = 60_000

/** Hall display: the open question, then its result, readable from the back row. */
export function HallVote() {
  const t = useTexts('votes')
  const { votes } = useRoom().state
  const open = votes.find(({ state }) => state === 'open')
  const { result } = useFreshResult(votes, SHOWN_MS)
  const vote = open ?? result
  if (!vote) return null
  return (
    <section className="hall-vote" aria-live="polite">
      <p className="hall-vote-what">
        {t.numbered(vote.number)} · {vote.secret ? t.secret : t.public}
      </p>
      <h2>{vote.question}</h2>
      <Tally vote={vote} />
      <Standing vote={vote} />
    </section>
  )
}
