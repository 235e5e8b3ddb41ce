import { useTexts } from '../../i18n/text.ts'
import { useRoom } from '../room/context.ts'
import { Standing, Tally } from './tally.tsx'
import { useFreshResult } from './use-fresh-result.ts'

/** How long a result stands on a screen that nobody can put it away from. */
const SHOWN_MS = 60_000

/** For a hall: the question while it is open, then what came of it, to be read from the back. */
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
