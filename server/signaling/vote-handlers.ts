import { randomBytes } from 'node:crypto'
import { VoteId } from '#protocol/ids.ts'
import type { VOTE_REQUESTS } from '#protocol/votes.ts'
import type { Handlers } from './handlers.ts'

/** Votes (VOT). */
export const VOTE_HANDLERS: Pick<Handlers, keyof typeof VOTE_REQUESTS> = {
  'vote.cast': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, now, run }, { vote, marks }) =>
      run(() => room.votes.cast(me, vote, marks, now)),
  },
  'vote.open': {
    phase: 'admitted',
    action: 'vote.open',
    run: ({ room, me, now, run }, question) => {
      const id = VoteId.parse(randomBytes(16).toString('base64url'))
      return run(() => room.votes.open(me, question, id, now))
    },
  },
  'vote.close': {
    phase: 'admitted',
    action: 'vote.close',
    run: ({ room, me, now, run }, { vote }) => run(() => room.votes.close(me, vote, now)),
  },
  'vote.cancel': {
    phase: 'admitted',
    action: 'vote.cancel',
    run: ({ room, me, now, run }, { vote }) => run(() => room.votes.cancel(me, vote, now)),
  },
}
