import type { Kysely } from 'kysely'
import type { AccountId, MeetingId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { Tables } from './schema.ts'

/** Milliseconds over which mails are limited. */
const WINDOW = 24 * 60 * 60_000

export type MailBatch = {
  id: string
  meetingId: MeetingId
  accountId: AccountId
  at: number
  count: number
}

/** Counts of sent mails; stored, because a restart does not reset them. */
export interface Mails {
  /**
   * When this batch will fit the limits of the meeting and the account (epoch milliseconds): the
   * batch's own time if it fits now.
   */
  fitsAt(batch: MailBatch): Promise<number>
  /** Counts the batch and deletes counts that are too old to matter. */
  add(batch: MailBatch): Promise<void>
}

export function createMails(db: Kysely<Tables>): Mails {
  const fitsBound = async (
    column: 'meeting_id' | 'account_id',
    id: string,
    max: number,
    { at, count }: MailBatch,
  ): Promise<number> => {
    const rows = await db
      .selectFrom('mail')
      .select(['at', 'count'])
      .where(column, '=', id)
      .where('at', '>', at - WINDOW)
      .orderBy('at')
      .execute()
    let over = rows.reduce((sum, row) => sum + row.count, count) - max
    if (over <= 0) return at
    const last = rows.find((row) => (over -= row.count) <= 0)
    return (last?.at ?? at) + WINDOW
  }
  return {
    async fitsAt(batch) {
      const { meetingId, accountId } = batch
      const times = [
        await fitsBound('meeting_id', meetingId, LIMITS.mailsPerMeeting, batch),
        await fitsBound('account_id', accountId, LIMITS.mailsPerAccount, batch),
      ]
      return Math.max(...times)
    },
    async add({ id, meetingId, accountId, at, count }) {
      await db
        .deleteFrom('mail')
        .where('at', '<=', at - WINDOW)
        .execute()
      await db
        .insertInto('mail')
        .values({ id, meeting_id: meetingId, account_id: accountId, at, count })
        .execute()
    },
  }
}
