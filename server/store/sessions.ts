import type { Kysely } from 'kysely'
import { AccountId, SessionId } from '#protocol/ids.ts'
import type { SessionRow, Tables } from './schema.ts'

/** Times in epoch milliseconds. */
export type SessionRecord = {
  id: SessionId
  tokenHash: string
  accountId: AccountId
  /** "Chrome · Windows"; empty if unknown. */
  browser: string
  createdAt: number
  seenAt: number
  /** When the first factor (password, one-time link or equivalent) was last verified. */
  firstAt: number
  /** When a second factor was last verified; null: never. */
  secondAt: number | null
}

/** [SES] Signed-in browsers, by the SHA-256 of their cookie. */
export interface Sessions {
  create(session: SessionRecord): Promise<void>
  find(tokenHash: string): Promise<SessionRecord | null>
  /** Whether the session still exists. */
  has(accountId: AccountId, id: SessionId): Promise<boolean>
  /** Most recently seen first. */
  ofAccount(accountId: AccountId): Promise<SessionRecord[]>
  touch(tokenHash: string, now: number): Promise<void>
  /** Gives a session with a new proof a new token; false if the old one is gone. */
  rotate(
    tokenHash: string,
    newHash: string,
    proved: Partial<Pick<SessionRecord, 'firstAt' | 'secondAt'>>,
  ): Promise<boolean>
  /** The account has no second factor left, so earlier proofs with one no longer count. */
  forgetSecond(accountId: AccountId): Promise<void>
  delete(tokenHash: string): Promise<void>
  /** False if this account has no such session. */
  deleteOne(accountId: AccountId, id: SessionId): Promise<boolean>
  /** Deletes all sessions of an account, except the one to keep. */
  deleteAll(accountId: AccountId, but?: SessionId): Promise<void>
  /** Deletes sessions last seen, or created, before these times. */
  prune(seenBefore: number, createdBefore: number): Promise<void>
}

export function createSessions(db: Kysely<Tables>): Sessions {
  return {
    async create(session) {
      await db.insertInto('session').values(fromSession(session)).execute()
    },
    async find(tokenHash) {
      const row = await db
        .selectFrom('session')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst()
      return row ? toSession(row) : null
    },
    async has(accountId, id) {
      const row = await db
        .selectFrom('session')
        .select('id')
        .where('account_id', '=', accountId)
        .where('id', '=', id)
        .executeTakeFirst()
      return row !== undefined
    },
    async ofAccount(accountId) {
      const rows = await db
        .selectFrom('session')
        .selectAll()
        .where('account_id', '=', accountId)
        .orderBy('seen_at', 'desc')
        .execute()
      return rows.map(toSession)
    },
    async touch(tokenHash, now) {
      await db
        .updateTable('session')
        .set({ seen_at: now })
        .where('token_hash', '=', tokenHash)
        .execute()
    },
    async rotate(tokenHash, newHash, { firstAt, secondAt }) {
      const result = await db
        .updateTable('session')
        .set({
          token_hash: newHash,
          ...(firstAt === undefined ? {} : { first_at: firstAt }),
          ...(secondAt === undefined ? {} : { second_at: secondAt }),
        })
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    async forgetSecond(accountId) {
      await db
        .updateTable('session')
        .set({ second_at: null })
        .where('account_id', '=', accountId)
        .execute()
    },
    async delete(tokenHash) {
      await db.deleteFrom('session').where('token_hash', '=', tokenHash).execute()
    },
    async deleteOne(accountId, id) {
      const result = await db
        .deleteFrom('session')
        .where('account_id', '=', accountId)
        .where('id', '=', id)
        .executeTakeFirst()
      return result.numDeletedRows === 1n
    },
    async deleteAll(accountId, but) {
      let query = db.deleteFrom('session').where('account_id', '=', accountId)
      if (but !== undefined) query = query.where('id', '<>', but)
      await query.execute()
    },
    async prune(seenBefore, createdBefore) {
      await db
        .deleteFrom('session')
        .where((e) => e.or([e('seen_at', '<', seenBefore), e('created_at', '<', createdBefore)]))
        .execute()
    },
  }
}

const fromSession = (session: SessionRecord): SessionRow => ({
  id: session.id,
  token_hash: session.tokenHash,
  account_id: session.accountId,
  browser: session.browser,
  created_at: session.createdAt,
  seen_at: session.seenAt,
  first_at: session.firstAt,
  second_at: session.secondAt,
})

const toSession = (row: SessionRow): SessionRecord => ({
  id: SessionId.parse(row.id),
  tokenHash: row.token_hash,
  accountId: AccountId.parse(row.account_id),
  browser: row.browser,
  createdAt: row.created_at,
  seenAt: row.seen_at,
  firstAt: row.first_at,
  secondAt: row.second_at,
})
