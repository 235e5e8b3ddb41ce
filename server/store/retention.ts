import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

export type Forgotten = { meetings: number; people: number; invites: number; votes: number }

/** Deletes personal data that is no longer needed: who met whom, and under which names. */
export interface Retention {
  /**
   * Deletes meetings that ended before this moment with everything that belongs to them; in ongoing
   * meetings, the seats of people who arrived before it and have left, invites invalid since then,
   * and votes that were over by then. The audit log stays, but without these rows its entries name
   * nobody.
   */
  forget(before: number): Promise<Forgotten>
}

export function createRetention(db: Kysely<Tables>): Retention {
  return {
    async forget(before) {
      const meetings = await db
        .deleteFrom('meeting')
        .where('ended_at', '<', before)
        .executeTakeFirst()
      await db
        .deleteFrom('occurrence')
        .where('ends', '<', before)
        .where('meeting_id', 'in', (q) =>
          q.selectFrom('schedule').select('meeting_id').where('repeat', 'is not', null),
        )
        .execute()
      // [ADM8] Addresses are only needed for changes, and past meetings do not change.
      await db
        .updateTable('invite')
        .set({ address: null })
        .where('address', 'is not', null)
        .where('meeting_id', 'in', (q) =>
          q.selectFrom('meeting').select('id').where('ended_at', 'is not', null),
        )
        .execute()
      const people = await db
        .deleteFrom('seat')
        .where('state', '=', 'over')
        .where('knocked_at', '<', before)
        .executeTakeFirst()
      const invites = await db
        .deleteFrom('invite')
        .where((e) => e.or([e('expires_at', '<', before), e('revoked_at', '<', before)]))
        .where((e) =>
          e.not(
            e.exists(
              e.selectFrom('seat').select('id').whereRef('seat.invite_id', '=', 'invite.id'),
            ),
          ),
        )
        .where((e) =>
          e.not(
            e.exists(
              e.selectFrom('block').select('id').whereRef('block.invite_id', '=', 'invite.id'),
            ),
          ),
        )
        .executeTakeFirst()
      const votes = await db.deleteFrom('vote').where('closed_at', '<', before).executeTakeFirst()
      return {
        meetings: Number(meetings.numDeletedRows),
        people: Number(people.numDeletedRows),
        invites: Number(invites.numDeletedRows),
        votes: Number(votes.numDeletedRows),
      }
    },
  }
}
