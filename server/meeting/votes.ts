import { answersOf, choicesOf, marksFit, mayVote, quorumOf, sameVoter } from '../policy/votes.ts'
import { Refusal } from '../protocol/errors.ts'
import type { ParticipantId, VoteId } from '../protocol/ids.ts'
import { LIMITS } from '../protocol/limits.ts'
import type { VoteQuestion } from '../protocol/votes.ts'
import type { RoomCore } from './core.ts'
import type { Effect } from './effects.ts'
import { dropIn, endVote, enrol, runningVote, saved } from './voting.ts'
import type { RollEntry } from './vote-records.ts'
import type { Vote } from './voting.ts'

/** What is put to a vote, and what each answers (VOT). One vote at a time. */
export class Votes {
  readonly #core: RoomCore
  constructor(core: RoomCore) {
    this.#core = core
  }

  open(by: ParticipantId, asked: VoteQuestion, id: VoteId, now: number): Effect[] {
    const { state } = this.#core
    if (runningVote(state) !== undefined) throw new Refusal('vote_running')
    if (state.votesHad >= LIMITS.votes) throw new Refusal('conflict')
    const vote = newVote(asked, id, state.votesHad + 1, now)
    const roll = enrol(state, vote)
    const entitled = vote.standing.state === 'over' ? 0 : vote.standing.roll.length
    // [VOT6] Nothing said among so few would be a secret.
    if (vote.secret && entitled < LIMITS.secretBallots) throw new Refusal('too_few_voters')
    vote.quorum = quorumOf(asked.quorum, entitled)
    return this.#core.change(now, () => {
      state.votes.push(vote)
      state.votesHad += 1
      const { standing: _, ...facts } = vote
      const details = { vote: vote.number, secret: vote.secret, entitled, quorum: vote.quorum }
      return [
        this.#core.audit(now, 'vote.opened', by, null, details),
        { do: 'saveVote', write: { what: 'opened', vote: facts, roll: [...roll] } },
      ]
    })
  }

  /** Of an open vote also: votes anew. A secret ballot cannot be taken back out of the box. */
  cast(id: ParticipantId, which: VoteId, marks: string, now: number): Effect[] {
    const person = this.#core.person(id)
    const vote = this.#running(which)
    if (vote.until !== null && vote.until <= now) throw new Refusal('vote_over')
    if (!mayVote(vote, person)) throw new Refusal('not_entitled')
    if (!marksFit(vote, marks)) throw new Refusal('invalid_input')
    const { standing } = vote
    if (standing.state === 'over') throw new Refusal('vote_over')
    if (standing.state === 'secret') {
      if (standing.roll.some((entry) => entry.voted && sameVoter(entry, person))) {
        throw new Refusal('already_voted')
      }
      return this.#core.change(now, () => {
        dropIn(standing, person, marks)
        return []
      })
    }
    const entry = this.#entryOf(id, which)
    if (entry === undefined) throw new Refusal('not_entitled')
    return this.#core.change(now, () => {
      entry.marks = marks
      return [saved(vote.id, entry)]
    })
  }

  /** What they have chosen in an open vote; null before, and in a secret one. */
  marksOf(id: ParticipantId, which: VoteId): string | null {
    return this.#entryOf(id, which)?.marks ?? null
  }

  /** The change could not be written down: what stood before stands, unless they voted again. */
  restore(id: ParticipantId, which: VoteId, failed: string, before: string | null, now: number) {
    const entry = this.#entryOf(id, which)
    if (entry?.marks !== failed) return []
    return this.#core.change(now, () => {
      entry.marks = before
      return []
    })
  }

  /** What is counted is what was cast; those who have not voted have not. */
  close(by: ParticipantId, which: VoteId, now: number): Effect[] {
    const vote = this.#running(which)
    return this.#core.change(now, () => endVote(this.#core, vote, 'closed', by, now))
  }

  /** The question was wrong: nobody learns what was answered. */
  cancel(by: ParticipantId, which: VoteId, now: number): Effect[] {
    const vote = this.#running(which)
    return this.#core.change(now, () => endVote(this.#core, vote, 'cancelled', by, now))
  }

  /** It could not be written down that this was asked, or answered so: it does not count. */
  fail(which: VoteId, now: number): Effect[] {
    const vote = runningVote(this.#core.state)
    if (vote?.id !== which) return []
    return this.#core.change(now, () => endVote(this.#core, vote, 'void', 'system', now))
  }

  /** Called with the room's tick. */
  tick(now: number): Effect[] {
    const vote = runningVote(this.#core.state)
    if (vote === undefined || vote.until === null || vote.until > now) return []
    return this.#core.change(now, () => endVote(this.#core, vote, 'closed', 'system', now))
  }

  #entryOf(id: ParticipantId, which: VoteId): RollEntry | undefined {
    const person = this.#core.person(id)
    const standing = this.#core.state.votes.find((vote) => vote.id === which)?.standing
    return standing?.state === 'open'
      ? standing.roll.find((one) => sameVoter(one, person))
      : undefined
  }

  #running(which: VoteId): Vote {
    const vote = this.#core.state.votes.find(({ id }) => id === which)
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
