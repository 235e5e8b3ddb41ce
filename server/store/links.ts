import type { Kysely } from 'kysely'
import { AccountId } from '#protocol/ids.ts'
import type { Tables } from './schema.ts'

export type LinkRecord = {
  tokenHash: string
  /** `setup` creates the first operator; `activate` sets the password of one account. */
  purpose: { type: 'setup' } | { type: 'activate'; accountId: AccountId }
  createdAt: number
  expiresAt: number
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
