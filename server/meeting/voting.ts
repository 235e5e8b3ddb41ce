import type { VoteId } from '#protocol/ids.ts'
import type { BallotView, VoteEnd, VoteView } from '#protocol/votes.ts'
import {
  addTo,
  answersOf,
  countOf,
  keepsSecret,
  mayVote,
  outcomeOf,
  sameVoter,
} from '../policy/votes.ts'
import type { Voter } from '../policy/votes.ts'
import type { Audit, Write } from './effects.ts'
import type { RollEntry, VoteFacts, VoteRecord, VoteResult } from './vote-records.ts'

/**
 * [VOT5] Who may vote and what was chosen. In an open vote the choice is stored with the name. In a
 * secret vote nothing links them: the roll says who has voted, the box how often each answer was
 * chosen, and neither leaves memory while the vote is open.
 */
type Standing =
  | { state: 'open'; roll: RollEntry[] }
  | { state: 'secret'; roll: (Voter & { voted: boolean })[]; box: number[] }
  | { state: 'over'; result: VoteResult }
export type Vote = VoteFacts & { standing: Standing }

/** Restores votes when a room is loaded. A secret vote that was open has already been voided. */
export const votesFrom = (records: readonly VoteRecord[]): Vote[] =>
  records.map(({ roll, result, ...facts }) => ({
    ...facts,
    standing:
      result === null
        ? { state: 'open', roll: [...roll] }
        : { state: 'over', result: { ...result } },
  }))

export const runningVote = (votes: readonly Vote[]): Vote | undefined =>
  votes.find(({ standing }) => standing.state !== 'over')

const voterOf = (person: Voter): Voter => ({
  kind: person.kind,
  accountId: person.accountId,
  inviteId: person.inviteId,
  deviceHash: person.deviceHash,
})

/** Roll entries for those of `people` who are entitled but not on the roll yet. */
export function rollFor(vote: Vote, people: Iterable<Voter & { name: string }>): RollEntry[] {
  if (vote.standing.state === 'over') return []
  const before: readonly Voter[] = vote.standing.roll
  const fresh: RollEntry[] = []
  for (const person of people) {
    const isOn = [...before, ...fresh].some((entry) => sameVoter(entry, person))
    if (!mayVote(vote, person) || isOn) continue
    const place = before.length + fresh.length
    fresh.push({ ...voterOf(person), place, name: person.name, marks: null })
  }
  return fresh
}

/** [VOT2] People admitted during an open vote are entitled to it. */
export function rollOf(
  votes: readonly Vote[],
  people: Iterable<Voter & { name: string }>,
): RollEntry[] {
  const vote = runningVote(votes)
  return vote === undefined ? [] : rollFor(vote, people)
}

/** [VOT5] The roll of a secret vote is never stored. */
export function rollWrites(votes: readonly Vote[], roll: readonly RollEntry[]): Write[] {
  const vote = runningVote(votes)
  return vote?.standing.state === 'open' ? roll.map((entry) => saved(vote.id, entry)) : []
}

export function enrol(votes: readonly Vote[], roll: readonly RollEntry[]): void {
  const vote = runningVote(votes)
  if (vote !== undefined) enter(vote.standing, roll)
}

export function enter(standing: Standing, roll: readonly RollEntry[]): void {
  if (standing.state === 'open') standing.roll.push(...roll.map((entry) => ({ ...entry })))
  if (standing.state === 'secret') {
    standing.roll.push(...roll.map((entry) => ({ ...voterOf(entry), voted: false })))
  }
}

export const saved = (vote: VoteId, entry: RollEntry): Write => ({
  do: 'saveVote',
  write: { what: 'roll', vote, entry: { ...entry } },
})

/** Counts the ballots. `wish`: the requested way to end; the result may differ. */
function resultOf(vote: Vote, wish: VoteEnd, now: number): VoteResult {
  const { entitled, voted } = turnout(vote)
  const few = vote.secret && wish === 'closed' && !keepsSecret(voted)
  const how = few ? 'too_few' : wish
  return { how, at: now, entitled, voted, counts: how === 'closed' ? countsOf(vote) : null }
}

function turnout({ standing }: Vote): { entitled: number; voted: number } {
  switch (standing.state) {
    case 'over':
      return standing.result
    case 'secret':
      return {
        entitled: standing.roll.length,
        voted: standing.roll.filter(({ voted }) => voted).length,
      }
    case 'open':
      return {
        entitled: standing.roll.length,
        voted: standing.roll.filter(({ marks }) => marks !== null).length,
      }
  }
}

function countsOf({ standing, choices }: Vote): number[] | null {
  switch (standing.state) {
    case 'over':
      return standing.result.counts
    case 'secret':
      return [...standing.box]
    case 'open':
      return countOf(
        answersOf(choices),
        standing.roll.flatMap(({ marks }) => marks ?? []),
      )
  }
}

/**
 * [VOT5] What a secret ballot leaves behind: a mark beside the voter and an incremented counter,
 * with no link between them.
 */
export function dropIn(standing: Standing & { state: 'secret' }, voter: Voter, marks: string) {
  const entry = standing.roll.find((one) => sameVoter(one, voter))
  if (entry === undefined) throw new Error('not on the roll')
  entry.voted = true
  addTo(standing.box, marks)
}

const ENDED = {
  closed: 'vote.closed',
  too_few: 'vote.closed',
  cancelled: 'vote.cancelled',
  void: 'vote.void',
} as const

/** [VOT7] The log gets numbers and never names. `end` discards the roll. */
export function endVote(
  audit: Audit,
  vote: Vote,
  wish: VoteEnd,
  by: string,
  now: number,
): { writes: Write[]; end: () => void } {
  const result = resultOf(vote, wish, now)
  const { how, entitled, voted, counts } = result
  const outcome = counts === null ? null : outcomeOf(vote.rule, vote.quorum, { voted, counts })
  const details = {
    vote: vote.number,
    secret: vote.secret,
    entitled,
    voted,
    ...(counts === null ? {} : { counts: counts.join(' / ') }),
    ...(outcome === null ? {} : { outcome }),
    ...(how === 'too_few' ? { outcome: how } : {}),
  }
  return {
    writes: [
      audit(now, ENDED[how], by, null, details),
      { do: 'saveVote', write: { what: 'over', vote: vote.id, result } },
    ],
    end: () => {
      vote.standing = { state: 'over', result }
    },
  }
}

/** A vote as everyone sees it. [VOT5, VOT6] A secret vote has no counts before its end. */
export function voteView(vote: Vote): VoteView {
  const { standing, ...facts } = vote
  const { entitled, voted } = turnout(vote)
  const over = standing.state === 'over' ? standing.result : null
  const told = over !== null || (standing.state === 'open' && vote.live)
  const counts = told ? countsOf(vote) : null
  return {
    ...facts,
    choices: [...facts.choices],
    state: over === null ? 'open' : over.how,
    closedAt: over?.at ?? null,
    entitled,
    voted,
    counts,
    outcome:
      over === null || counts === null
        ? null
        : outcomeOf(vote.rule, vote.quorum, { voted, counts }),
  }
}

/** What one person sees of their own ballot. */
export function ballotView(votes: readonly Vote[], person: Voter): BallotView | null {
  const vote = runningVote(votes)
  if (vote === undefined || vote.standing.state === 'over') return null
  const { standing } = vote
  const about = { vote: vote.id, entitled: mayVote(vote, person) }
  if (standing.state === 'secret') {
    const cast = standing.roll.some((entry) => entry.voted && sameVoter(entry, person))
    return { ...about, cast, marks: null }
  }
  const marks = standing.roll.find((entry) => sameVoter(entry, person))?.marks ?? null
  return { ...about, cast: marks !== null, marks }
}
