import type { Kysely } from 'kysely'
import { AccountId } from '#protocol/ids.ts'
import type { Tables } from './schema.ts'

/** [CAL7] Private calendar feeds by the SHA-256 of their token; one per account. */
export interface Feeds {
  /** Invalidates the previous feed. */
  set(account: AccountId, tokenHash: string, now: number): Promise<void>
  since(account: AccountId): Promise<number | null>
  /** Null if there is none or the account is disabled. */
  owner(tokenHash: string): Promise<AccountId | null>
  /** True if there was one. */
  delete(account: AccountId): Promise<boolean>
}

export function createFeeds(db: Kysely<Tables>): Feeds {
  return {
    async set(account, tokenHash, now) {
      const row = { token_hash: tokenHash, created_at: now }
      await db
        .insertInto('feed')
        .values({ account_id: account, ...row })
        .onConflict((c) => c.column('account_id').doUpdateSet(row))
        .execute()
    },
    async since(account) {
      const row = await db
        .selectFrom('feed')
        .select('created_at')
        .where('account_id', '=', account)
        .executeTakeFirst()
      return row?.created_at ?? null
    },
    async owner(tokenHash) {
      const row = await db
        .selectFrom('feed')
        .innerJoin('account', 'account.id', 'feed.account_id')
        .select('account.id')
        .where('feed.token_hash', '=', tokenHash)
        .where('account.disabled', '=', 0)
        .executeTakeFirst()
      return row ? AccountId.parse(row.id) : null
    },
    async delete(account) {
      const result = await db
        .deleteFrom('feed')
        .where('account_id', '=', account)
        .executeTakeFirst()
      return result.numDeletedRows > 0n
    },
  }
}
