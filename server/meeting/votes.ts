import { answersOf, choicesOf, marksFit, mayVote, quorumOf, sameVoter } from '../policy/votes.ts'
import type { Voter } from '../policy/votes.ts'
import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId, VoteId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { VoteEnd, VoteQuestion } from '#protocol/votes.ts'
import type { Change, Proposal } from './change.ts'
import type { RoomCore } from './core.ts'
import type { Effect } from './effects.ts'
import type { Part } from './part.ts'
import { dropIn, endVote, enter, rollFor, runningVote, saved } from './voting.ts'
import type { Vote } from './voting.ts'

/** Votes and ballots (VOT). One vote at a time. */
export class Votes implements Part {
  readonly #core: RoomCore
  constructor(core: RoomCore) {
    this.#core = core
  }

  /** Counts the open vote as it stands; the room then forgets all votes. */
  sittingOver(now: number): Effect[] {
    const vote = runningVote(this.#core.state.sitting.votes)
    const ending = vote && endVote(this.#core.audit, vote, 'closed', 'system', now)
    ending?.end()
    return [...(ending?.writes ?? []), { do: 'saveVote', write: { what: 'sittingOver' } }]
  }

  open(by: ParticipantId, asked: VoteQuestion, id: VoteId, now: number): Proposal {
    const { state } = this.#core
    return this.#core.propose(() => {
      if (runningVote(state.sitting.votes) !== undefined) throw new Refusal('vote_running')
      if (state.votesHad >= LIMITS.votes) throw new Refusal('too_many_votes')
      const vote = newVote(asked, id, state.votesHad + 1, now)
      const roll = rollFor(vote, state.people.values())
      const entitled = roll.length
      // [VOT6] Among so few people, nothing would remain secret.
      if (vote.secret && entitled < LIMITS.secretBallots) throw new Refusal('too_few_voters')
      vote.quorum = quorumOf(asked.quorum, entitled)
      const { standing, ...facts } = vote
      const details = { vote: vote.number, secret: vote.secret, entitled, quorum: vote.quorum }
      const stored = vote.secret ? [] : roll
      return {
        writes: [
          this.#core.audit(now, 'vote.opened', by, null, details),
          { do: 'saveVote', write: { what: 'opened', vote: facts, roll: stored } },
        ],
        apply: () => {
          enter(standing, roll)
          state.sitting.votes.push(vote)
          state.votesHad += 1
        },
      }
    })
  }

  /** Casting again changes an open ballot. A secret ballot cannot be withdrawn from the box. */
  cast(id: ParticipantId, which: VoteId, marks: string, now: number): Proposal {
    return this.#core.propose(() => {
      const person = this.#core.person(id)
      const vote = this.#running(which)
      if (vote.until !== null && vote.until <= now) throw new Refusal('vote_over')
      if (!mayVote(vote, person)) throw new Refusal('not_entitled')
      if (!marksFit(vote, marks)) throw new Refusal('invalid_input')
      const { standing } = vote
      if (standing.state === 'over') throw new Refusal('vote_over')
      const mine = (entry: Voter) => sameVoter(entry, person)
      if (standing.state === 'secret') {
        const entry = standing.roll.find(mine)
        if (entry === undefined) throw new Refusal('not_entitled')
        if (entry.voted) throw new Refusal('already_voted')
        return { writes: [], apply: () => dropIn(standing, person, marks) }
      }
      const entry = standing.roll.find(mine)
      if (entry === undefined) throw new Refusal('not_entitled')
      return {
        writes: [saved(vote.id, { ...entry, marks })],
        apply: () => {
          entry.marks = marks
        },
      }
    })
  }

  /** Counts the ballots cast; people who have not voted are not counted. */
  close(by: ParticipantId, which: VoteId, now: number): Proposal {
    return this.#end(() => this.#running(which), 'closed', by, now)
  }

  /** For a wrong question: nobody learns the answers. */
  cancel(by: ParticipantId, which: VoteId, now: number): Proposal {
    return this.#end(() => this.#running(which), 'cancelled', by, now)
  }

  /** Called about once a second: ends the vote when its time is up. */
  timeOver(now: number): Change {
    const due = () => {
      const vote = runningVote(this.#core.state.sitting.votes)
      return vote !== undefined && vote.until !== null && vote.until <= now ? vote : null
    }
    return due() === null ? [] : this.#end(due, 'closed', 'system', now)
  }

  /**
   * Ballots in progress are queued behind this, so the count is of what is in the box at the end.
   */
  #end(find: () => Vote | null, wish: VoteEnd, by: string, now: number): Proposal {
    return this.#core.propose(() => {
      const vote = find()
      if (vote === null) return { writes: [], apply: () => {} }
      const { writes, end } = endVote(this.#core.audit, vote, wish, by, now)
      return { writes, apply: end }
    })
  }

  #running(which: VoteId): Vote {
    const vote = this.#core.state.sitting.votes.find(({ id }) => id === which)
    if (vote === undefined) throw new Refusal('not_found')
    if (vote.standing.state === 'over') throw new Refusal('vote_over')
    return vote
  }
}

const newVote = (asked: VoteQuestion, id: VoteId, number: number, now: number): Vote => {
  const { question, subject, secret, live, guests, minutes } = asked
  const choices = choicesOf(subject)
  return {
    id,
    number,
    question,
    choices,
    several: subject.kind === 'choices' && subject.several,
    secret,
    live,
    guests,
    rule: subject.kind === 'yes_no' ? subject.rule : 'none',
    quorum: null,
    openedAt: now,
    until: minutes === null ? null : now + minutes * 60_000,
    standing: secret
      ? { state: 'secret', roll: [], box: Array.from({ length: answersOf(choices) }, () => 0) }
      : { state: 'open', roll: [] },
  }
}
