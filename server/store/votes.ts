import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { RollEntry, VoteFacts, VoteRecord, VoteStore } from '../meeting/vote-records.ts'
import { VoteId } from '#protocol/ids.ts'
import type { MeetingId } from '#protocol/ids.ts'
import { IDENTITY_KINDS } from '#protocol/model.ts'
import { VOTE_ENDS, VOTE_RULES } from '#protocol/votes.ts'
import { flag, read, toFlag } from './rows.ts'
import { ofMeetingOrNobodys } from './room-nodes.ts'
import type { BallotRow, Tables, VoteRow } from './schema.ts'

/** [VOT] Votes and their results; for open ballots, who chose what. */
export interface Votes extends VoteStore {
  /** Votes of all sittings, oldest first. */
  votesOf(meetingId: MeetingId): Promise<VoteRecord[]>
  /**
   * [VOT5] Voids secret votes whose ballots were in the memory of an ended process. Returns them.
   */
  voidSecret(now: number, of?: MeetingId): Promise<{ meetingId: string; number: number }[]>
}

export function createVotes(db: Kysely<Tables>): Votes {
  const find = (meetingId: MeetingId) =>
    db.selectFrom('vote').selectAll().where('meeting_id', '=', meetingId).orderBy('number')
  const withRolls = async (rows: VoteRow[]): Promise<VoteRecord[]> => {
    const ids = rows.filter(({ secret }) => secret === 0).map(({ id }) => id)
    const ballots =
      ids.length === 0
        ? []
        : await db
            .selectFrom('ballot')
            .selectAll()
            .where('vote_id', 'in', ids)
            .orderBy('place')
            .execute()
    return rows.map((row) => ({
      ...toVote(row),
      roll: ballots.filter((ballot) => ballot.vote_id === row.id).map(toEntry),
    }))
  }
  const saveEntry = async (vote: VoteId, entry: RollEntry) => {
    await db
      .insertInto('ballot')
      .values(ballotRow(vote, entry))
      .onConflict((c) => c.columns(['vote_id', 'place']).doUpdateSet({ marks: entry.marks }))
      .execute()
  }
  return {
    async votesOfSitting(meetingId) {
      const all = await find(meetingId).execute()
      const votes = await withRolls(all.filter((row) => row.in_sitting === 1))
      return { had: all.at(-1)?.number ?? 0, votes }
    },
    votesOf: async (meetingId) => withRolls(await find(meetingId).execute()),

    async writeVote(meetingId, write) {
      switch (write.what) {
        case 'opened':
          await db.insertInto('vote').values(voteRow(meetingId, write.vote)).execute()
          for (const entry of write.roll) await saveEntry(write.vote.id, entry)
          return
        case 'roll':
          return saveEntry(write.vote, write.entry)
        case 'over': {
          const { how, at, entitled, voted, counts } = write.result
          const told = counts === null ? null : JSON.stringify(counts)
          await db
            .updateTable('vote')
            .set({ state: how, closed_at: at, entitled, voted, counts: told })
            .where('id', '=', write.vote)
            .where('state', '=', 'open')
            .execute()
          // Nobody may learn the answers to a canceled question.
          if (how !== 'closed')
            await db.deleteFrom('ballot').where('vote_id', '=', write.vote).execute()
          return
        }
        case 'sittingOver':
          await db
            .updateTable('vote')
            .set({ in_sitting: 0 })
            .where('meeting_id', '=', meetingId)
            .where('in_sitting', '=', 1)
            .execute()
      }
    },
    async voidSecret(now, of) {
      const rows = await db
        .updateTable('vote')
        .set({ state: 'void', closed_at: now, entitled: 0, voted: 0 })
        .where('state', '=', 'open')
        .where('secret', '=', 1)
        .where(ofMeetingOrNobodys(of))
        .returning(['meeting_id', 'number'])
        .execute()
      return rows.map((row) => ({ meetingId: row.meeting_id, number: row.number }))
    },
  }
}

const Choices = z.array(z.string())
const Counts = z.array(z.number().int().nonnegative())
const State = z.enum(['open', ...VOTE_ENDS])

const toVote = (row: VoteRow): Omit<VoteRecord, 'roll'> =>
  read(`vote ${row.id}`, () => {
    const state = State.parse(row.state)
    return {
      id: VoteId.parse(row.id),
      number: row.number,
      question: row.question,
      choices: Choices.parse(JSON.parse(row.choices)),
      several: flag(row.several),
      secret: flag(row.secret),
      live: flag(row.live),
      guests: flag(row.guests),
      rule: z.enum(VOTE_RULES).parse(row.rule),
      quorum: row.quorum,
      openedAt: row.opened_at,
      until: row.until,
      result:
        state === 'open'
          ? null
          : {
              how: state,
              at: row.closed_at ?? row.opened_at,
              entitled: row.entitled ?? 0,
              voted: row.voted ?? 0,
              counts: row.counts === null ? null : Counts.parse(JSON.parse(row.counts)),
            },
    }
  })

const toEntry = (row: BallotRow): RollEntry =>
  read(`ballot of ${row.vote_id}`, () => ({
    place: row.place,
    kind: z.enum(IDENTITY_KINDS).parse(row.kind),
    accountId: row.account_id,
    inviteId: row.invite_id,
    deviceHash: row.device_hash,
    name: row.name,
    marks: row.marks,
  }))

const voteRow = (meetingId: MeetingId, vote: VoteFacts): VoteRow => ({
  id: vote.id,
  meeting_id: meetingId,
  number: vote.number,
  question: vote.question,
  choices: JSON.stringify(vote.choices),
  several: toFlag(vote.several),
  secret: toFlag(vote.secret),
  live: toFlag(vote.live),
  guests: toFlag(vote.guests),
  rule: vote.rule,
  quorum: vote.quorum,
  opened_at: vote.openedAt,
  until: vote.until,
  in_sitting: 1,
  state: 'open',
  closed_at: null,
  entitled: null,
  voted: null,
  counts: null,
})

const ballotRow = (vote: VoteId, entry: RollEntry): BallotRow => ({
  vote_id: vote,
  secret: 0,
  place: entry.place,
  kind: entry.kind,
  account_id: entry.accountId,
  invite_id: entry.inviteId,
  device_hash: entry.deviceHash,
  name: entry.name,
  marks: entry.marks,
})
