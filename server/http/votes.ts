import type { VoteRecord } from '../meeting/vote-records.ts'
import { outcomeOf } from '../policy/votes.ts'
import { Refusal } from '#protocol/errors.ts'
import { MeetingId } from '#protocol/ids.ts'
import type { VoteRecordView } from '#protocol/votes.ts'
import type { Repositories } from '../store/store.ts'
import { route } from './routes.ts'
import type { Route } from './routes.ts'

export type VoteDeps = { store: Pick<Repositories, 'votes' | 'meetings'> }

/** [VOT7] The votes of a meeting and their results, for its host, during the meeting and after. */
export function voteRoute({ store }: VoteDeps): Route {
  return route({
    method: 'GET',
    path: '/api/meetings/:id/votes',
    access: 'signed-in',
    body: null,
    async run({ account, params }): Promise<VoteRecordView[]> {
      const id = MeetingId.safeParse(params['id'])
      const meeting = id.success ? await store.meetings.meeting(id.data) : null
      if (meeting?.hostAccount !== account.id) throw new Refusal('not_found')
      return (await store.votes.votesOf(meeting.id)).map(recordView)
    },
  })
}

/** An open vote shows only that it is open, because results are announced to everyone at once. */
function recordView({ result, roll, ...facts }: VoteRecord): VoteRecordView {
  const { voted = 0, counts = null } = result ?? {}
  return {
    ...facts,
    state: result?.how ?? 'open',
    closedAt: result?.at ?? null,
    entitled: result?.entitled ?? roll.length,
    voted,
    counts,
    outcome: counts === null ? null : outcomeOf(facts.rule, facts.quorum, { voted, counts }),
    roll:
      result === null
        ? []
        : roll.map(({ place, name, kind, marks }) => ({ place, name, kind, marks })),
  }
}
