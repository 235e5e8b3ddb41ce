import type { Kysely } from 'kysely'
import { AccountId } from '../protocol/ids.ts'
import type { Tables } from './schema.ts'

export type SessionRecord = {
  tokenHash: string
  accountId: AccountId
  createdAt: number
  seenAt: number
}
export type LinkRecord = {
  tokenHash: string
  /** `setup` makes the first operator; `activate` sets the password of one account. */
  purpose: { type: 'setup' } | { type: 'activate'; accountId: AccountId }
  createdAt: number
  expiresAt: number
}

/** [SES] Signed-in browsers, by the SHA-256 of their cookie. */
export interface Sessions {
  create(session: SessionRecord): Promise<void>
  find(tokenHash: string): Promise<SessionRecord | null>
  touch(tokenHash: string, now: number): Promise<void>
  delete(tokenHash: string): Promise<void>
  deleteAll(accountId: AccountId): Promise<void>
  /** Those not seen since, or made before, are over. */
  prune(seenBefore: number, createdBefore: number): Promise<void>
}

/** One-time links, by the SHA-256 of their token. */
export interface Links {
  create(link: LinkRecord): Promise<void>
  /** A link that is neither used nor expired. */
  find(tokenHash: string, now: number): Promise<LinkRecord | null>
  /** True for exactly one caller per link, and only before it expires. */
  use(tokenHash: string, now: number): Promise<boolean>
  deleteSetup(): Promise<void>
  deleteOf(accountId: AccountId): Promise<void>
}

export function createSessions(db: Kysely<Tables>): Sessions {
  return {
    async create(session) {
      await db
        .insertInto('session')
        .values({
          token_hash: session.tokenHash,
          account_id: session.accountId,
          created_at: session.createdAt,
          seen_at: session.seenAt,
        })
        .execute()
    },
    async find(tokenHash) {
      const row = await db
        .selectFrom('session')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst()
      if (!row) return null
      return {
        tokenHash: row.token_hash,
        accountId: AccountId.parse(row.account_id),
        createdAt: row.created_at,
        seenAt: row.seen_at,
      }
    },
    async touch(tokenHash, now) {
      await db
        .updateTable('session')
        .set({ seen_at: now })
        .where('token_hash', '=', tokenHash)
        .execute()
    },
    async delete(tokenHash) {
      await db.deleteFrom('session').where('token_hash', '=', tokenHash).execute()
    },
    async deleteAll(accountId) {
      await db.deleteFrom('session').where('account_id', '=', accountId).execute()
    },
    async prune(seenBefore, createdBefore) {
      await db
        .deleteFrom('session')
        .where((e) => e.or([e('seen_at', '<', seenBefore), e('created_at', '<', createdBefore)]))
        .execute()
    },
  }
}

export function createLinks(db: Kysely<Tables>): Links {
  return {
    async create(link) {
      await db
        .insertInto('link')
        .values({
          token_hash: link.tokenHash,
          purpose: link.purpose.type,
          account_id: link.purpose.type === 'activate' ? link.purpose.accountId : null,
          created_at: link.createdAt,
          expires_at: link.expiresAt,
          used_at: null,
        })
        .execute()
    },
    async find(tokenHash, now) {
      const row = await db
        .selectFrom('link')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst()
      if (!row) return null
      return {
        tokenHash: row.token_hash,
        purpose:
          row.account_id === null
            ? { type: 'setup' }
            : { type: 'activate', accountId: AccountId.parse(row.account_id) },
        createdAt: row.created_at,
        expiresAt: row.expires_at,
      }
    },
    async use(tokenHash, now) {
      const result = await db
        .updateTable('link')
        .set({ used_at: now })
        .where('token_hash', '=', tokenHash)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    async deleteSetup() {
      await db.deleteFrom('link').where('purpose', '=', 'setup').execute()
    },
    async deleteOf(accountId) {
      await db.deleteFrom('link').where('account_id', '=', accountId).execute()
    },
  }
}
