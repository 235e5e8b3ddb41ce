import type { VoteRecordView } from '#protocol/votes.ts'
import type { Parts } from '../../i18n/parts.ts'
import type { Texts } from '../../i18n/text.ts'
import { answersOf, chosenText, outcomeText } from './words.ts'

const iso = (at: number | null) => (at === null ? '' : new Date(at).toISOString())

/** One row per answer of each vote. A void vote gets a single row that says so. */
export function resultRows(t: Parts['votes'], votes: readonly VoteRecordView[]): string[][] {
  const { columns: c } = t
  const head = [c.number, c.question, c.way, c.opened, c.closed, c.entitled, c.voted, c.quorum]
  const rows = votes.flatMap((vote) => {
    const about = [
      String(vote.number),
      vote.question,
      vote.secret ? t.secret : t.public,
      iso(vote.openedAt),
      iso(vote.closedAt),
      String(vote.entitled),
      String(vote.voted),
      vote.quorum === null ? '' : String(vote.quorum),
      outcomeText(t, vote) ?? t.open,
    ]
    if (vote.counts === null) return [[...about, '', '']]
    return answersOf(t, vote).map((answer, index) => [
      ...about,
      answer,
      String(vote.counts?.[index] ?? 0),
    ])
  })
  return [[...head, c.outcome, c.answer, c.count], ...rows]
}

/** One row per eligible person in each public vote. */
export function rollRows(
  t: Parts['votes'],
  all: Texts<'meeting'>,
  votes: readonly VoteRecordView[],
): string[][] {
  const { columns: c } = t
  const rows = votes.flatMap((vote) =>
    vote.roll.map(({ name, kind, marks }) => [
      String(vote.number),
      vote.question,
      name,
      all.kinds[kind],
      marks === null ? t.notCast : chosenText(t, vote, marks),
    ]),
  )
  return [[c.number, c.question, c.name, c.kind, c.answer], ...rows]
}
