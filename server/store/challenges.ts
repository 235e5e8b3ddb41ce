import type { Kysely } from 'kysely'
import type { SessionId } from '#protocol/ids.ts'
import type { Tables } from './schema.ts'

/**
 * Purpose of a pending challenge: `totp` holds the encrypted secret of an app being enrolled, the
 * others a WebAuthn challenge.
 */
export type ChallengePurpose = 'totp' | 'register' | 'prove' | 'sign-in'

export type ChallengeRecord = {
  id: string
  purpose: ChallengePurpose
  /** Null only for `sign-in`, where there is no session yet. */
  sessionId: SessionId | null
  addressHash: string
  value: string
  createdAt: number
}

export interface Challenges {
  /**
   * Adds a challenge; deletes those created before `since` and all but the newest `keep` of its
   * address.
   */
  create(challenge: ChallengeRecord, since: number, keep: number): Promise<void>
  /** The value, if created after `since` for this purpose and session. Does not consume it. */
  find(key: ChallengeKey, since: number): Promise<string | null>
  /** Like `find`, but consumes the challenge: succeeds for exactly one caller. */
  take(key: ChallengeKey, since: number): Promise<string | null>
}

export type ChallengeKey = Pick<ChallengeRecord, 'id' | 'purpose' | 'sessionId'>

export function createChallenges(db: Kysely<Tables>): Challenges {
  const find = async ({ id, purpose, sessionId }: ChallengeKey, since: number) => {
    const row = await db
      .selectFrom('challenge')
      .select('value')
      .where('id', '=', id)
      .where('purpose', '=', purpose)
      .where('session_id', 'is not distinct from', sessionId)
      .where('created_at', '>', since)
      .executeTakeFirst()
    return row?.value ?? null
  }
  return {
    async create(challenge, since, keep) {
      await db.deleteFrom('challenge').where('created_at', '<=', since).execute()
      await db
        .insertInto('challenge')
        .values({
          id: challenge.id,
          purpose: challenge.purpose,
          session_id: challenge.sessionId,
          address_hash: challenge.addressHash,
          value: challenge.value,
          created_at: challenge.createdAt,
        })
        .execute()
      const newest = db
        .selectFrom('challenge')
        .select('id')
        .where('address_hash', '=', challenge.addressHash)
        .orderBy('created_at', 'desc')
        .limit(keep)
      await db
        .deleteFrom('challenge')
        .where('address_hash', '=', challenge.addressHash)
        .where('id', 'not in', newest)
        .execute()
    },
    find,
    async take(key, since) {
      const value = await find(key, since)
      if (value === null) return null
      const result = await db.deleteFrom('challenge').where('id', '=', key.id).executeTakeFirst()
      return result.numDeletedRows === 1n ? value : null
    },
  }
}
