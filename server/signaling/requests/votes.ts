import { id128 } from '../../auth/tokens.ts'
import { VoteId } from '#protocol/ids.ts'
import { VOTE_REQUESTS } from '#protocol/votes.ts'
import { change, register } from '../request.ts'

/** Votes (VOT). */
export const VOTES = register(VOTE_REQUESTS, {
  'vote.cast': change('self', 'notice', ({ room, me, now }, { vote, marks }) =>
    room.votes.cast(me, vote, marks, now),
  ),
  'vote.open': change('vote.open', 'notice', ({ room, me, now }, question) => {
    const id = VoteId.parse(id128())
    return room.votes.open(me, question, id, now)
  }),
  'vote.close': change('vote.close', 'notice', ({ room, me, now }, { vote }) =>
    room.votes.close(me, vote, now),
  ),
  'vote.cancel': change('vote.cancel', 'notice', ({ room, me, now }, { vote }) =>
    room.votes.cancel(me, vote, now),
  ),
})
