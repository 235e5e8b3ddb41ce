import type { Kysely } from 'kysely'
import { AccountId, SessionId } from '#protocol/ids.ts'
import type { SessionRow, Tables } from './schema.ts'

/** Times in epoch milliseconds. */
export type SessionRecord = {
  id: SessionId
  tokenHash: string
  accountId: AccountId
  /** "Chrome · Windows"; empty when it cannot be told. */
  browser: string
  createdAt: number
  seenAt: number
  /** When the password, a one-time link or what stands for it was last right. */
  firstAt: number
  /** When a second factor was last right; null: never yet. */
  secondAt: number | null
}

/** [SES] Signed-in browsers, by the SHA-256 of their cookie. */
export interface Sessions {
  create(session: SessionRecord): Promise<void>
  find(tokenHash: string): Promise<SessionRecord | null>
  /** Whether it is still open. */
  has(accountId: AccountId, id: SessionId): Promise<boolean>
  /** Last seen first. */
  ofAccount(accountId: AccountId): Promise<SessionRecord[]>
  touch(tokenHash: string, now: number): Promise<void>
  /** A new token for a session that has proved more; false when the old one is not there. */
  rotate(
    tokenHash: string,
    newHash: string,
    proved: Partial<Pick<SessionRecord, 'firstAt' | 'secondAt'>>,
  ): Promise<boolean>
  /** The account has no second factor any more: what was proved with one is no proof. */
  forgetSecond(accountId: AccountId): Promise<void>
  delete(tokenHash: string): Promise<void>
  /** False when this account has no such session. */
  deleteOne(accountId: AccountId, id: SessionId): Promise<boolean>
  /** All of an account, but for the one to keep. */
  deleteAll(accountId: AccountId, but?: SessionId): Promise<void>
  /** Those not seen since, or made before, are over. */
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
