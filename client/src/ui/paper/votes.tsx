import type { VoteRecordView } from '#protocol/votes.ts'
import { useTexts } from '../../i18n/text.ts'
import { useMe } from '../shell/session.ts'
import { answersOf, chosenText, outcomeText, percentOf } from '../votes/words.ts'
import { spanOf } from './dates.ts'
import { About, Paper, PrintButton } from './paper.tsx'

type Props = { title: string; votes: readonly VoteRecordView[] }

/** Prints the results of votes; with its button, for the dialog that shows them. */
export function VotesPrint({ title, votes }: Props) {
  const t = useTexts('paper')
  const me = useMe()
  const host = me?.name ?? ''
  const times = votes.flatMap(({ openedAt, closedAt }) => [openedAt, closedAt ?? openedAt])
  return (
    <>
      <PrintButton />
      <Paper
        title={t.votes.title}
        subject={title}
        signers={[
          { role: t.signers.writer, name: null },
          { role: t.signers.host, name: host },
        ]}
      >
        <About
          rows={[
            [t.about.time, spanOf(t, Math.min(...times), Math.max(...times))],
            [t.about.where, t.about.online],
            [t.about.host, host],
          ]}
        />
        <Results votes={votes} roll />
      </Paper>
    </>
  )
}

/** @param roll whether to say how each person voted in public votes */
export function Results({ votes, roll }: { votes: readonly VoteRecordView[]; roll: boolean }) {
  return votes.map((vote) => (
    <section key={vote.id} className="paper-vote">
      <Result vote={vote} />
      {roll && vote.roll.length > 0 && <Roll vote={vote} />}
    </section>
  ))
}

function Result({ vote }: { vote: VoteRecordView }) {
  const t = useTexts('paper')
  const words = useTexts('votes')
  const { counts, voted, entitled } = vote
  return (
    <>
      <h2>
        {vote.number}. {vote.question}
      </h2>
      <p>
        {t.votes.way(vote.secret)} {spanOf(t, vote.openedAt, vote.closedAt)}.
      </p>
      <p>
        {t.votes.turnout(entitled, voted)}
        {vote.quorum !== null && ` ${words.needed(vote.quorum)}`}
        {vote.rule !== 'none' && ` ${words.ruleSaid[vote.rule]}`}
      </p>
      {counts !== null && (
        <table>
          <thead>
            <tr>
              <th>{t.votes.answer}</th>
              <th className="paper-number">{t.votes.count}</th>
              <th className="paper-number">{t.votes.share}</th>
            </tr>
          </thead>
          <tbody>
            {answersOf(words, vote).map((answer, index) => (
              <tr key={answer}>
                <td>{answer}</td>
                <td className="paper-number">{counts[index] ?? 0}</td>
                <td className="paper-number">{percentOf(counts[index] ?? 0, voted)}%</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>
        <strong>{t.votes.outcome(outcomeText(words, vote) ?? words.open)}</strong>
      </p>
    </>
  )
}

function Roll({ vote }: { vote: VoteRecordView }) {
  const t = useTexts('paper')
  const words = useTexts('votes')
  return (
    <>
      <p>{t.votes.roll}:</p>
      <table>
        <thead>
          <tr>
            <th className="paper-number">{t.attendance.number}</th>
            <th>{t.attendance.name}</th>
            <th>{t.attendance.kind}</th>
            <th>{t.votes.choice}</th>
          </tr>
        </thead>
        <tbody>
          {vote.roll.map(({ place, name, kind, marks }, index) => (
            <tr key={place}>
              <td className="paper-number">{index + 1}</td>
              <td>{name}</td>
              <td>{t.kinds[kind]}</td>
              <td>{marks === null ? words.notCast : chosenText(words, vote, marks)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
