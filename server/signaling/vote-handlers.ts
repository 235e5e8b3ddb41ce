import { randomBytes } from 'node:crypto'
import { VoteId } from '../protocol/ids.ts'
import type { VOTE_REQUESTS } from '../protocol/votes.ts'
import type { Handlers } from './handlers.ts'

/**
 * Votes (VOT). What could not be written down did not happen: the room takes it back, so that what
 * everyone sees is what the store would say after a restart.
 */
export const VOTE_HANDLERS: Pick<Handlers, keyof typeof VOTE_REQUESTS> = {
  'vote.cast': {
    phase: 'admitted',
    action: 'self',
    async run({ room, me, now, run }, { vote, marks }) {
      const before = room.votes.marksOf(me, vote)
      const effects = room.votes.cast(me, vote, marks, now)
      try {
        return await run(effects)
      } catch (error) {
        if (room.phaseOf(me) === 'admitted') {
          await run(room.votes.restore(me, vote, marks, before, now))
        }
        throw error
      }
    },
  },
  'vote.open': {
    phase: 'admitted',
    action: 'vote.open',
    async run({ room, me, now, run }, question) {
      const id = VoteId.parse(randomBytes(16).toString('base64url'))
      const effects = room.votes.open(me, question, id, now)
      try {
        return await run(effects)
      } catch (error) {
        // That it came to nothing cannot be written either, and is not needed: it is not there.
        await run(room.votes.fail(id, now)).catch(() => {})
        throw error
      }
    },
  },
  'vote.close': {
    phase: 'admitted',
    action: 'vote.close',
    run: ({ room, me, now, run }, { vote }) => run(room.votes.close(me, vote, now)),
  },
  'vote.cancel': {
    phase: 'admitted',
    action: 'vote.cancel',
    run: ({ room, me, now, run }, { vote }) => run(room.votes.cancel(me, vote, now)),
  },
}
