import type { Kysely } from 'kysely'
import type { IdentityKind } from '#protocol/model.ts'
import type { Tables } from './schema.ts'

export type KnownName = { kind: IdentityKind; name: string }

/** Names for the ids in the log, as far as they are still known. */
export interface Names {
  /** Names of accounts, seats and personal invites. */
  people(ids: readonly string[]): Promise<Map<string, KnownName>>
  /** Titles of meetings. */
  meetings(ids: readonly string[]): Promise<Map<string, string>>
}

export function createNames(db: Kysely<Tables>): Names {
  return {
    async people(ids) {
      if (ids.length === 0) return new Map()
      const seats = await db
        .selectFrom('seat')
        .select(['id', 'name', 'kind'])
        .where('id', 'in', ids)
        .execute()
      const accounts = await db
        .selectFrom('account')
        .select(['id', 'name'])
        .where('id', 'in', ids)
        .execute()
      const invites = await db
        .selectFrom('invite')
        .select(['id', 'name'])
        .where('id', 'in', ids)
        .execute()
      return new Map<string, KnownName>([
        ...seats.map(({ id, name, kind }) => [id, { kind: kindOf(kind), name }] as const),
        ...accounts.map(({ id, name }) => [id, { kind: 'account', name }] as const),
        ...invites.map(({ id, name }) => [id, { kind: 'invited', name }] as const),
      ])
    },
    async meetings(ids) {
      if (ids.length === 0) return new Map()
      const rows = await db
        .selectFrom('meeting')
        .select(['id', 'title'])
        .where('id', 'in', ids)
        .execute()
      return new Map(rows.map(({ id, title }) => [id, title]))
    },
  }
}

/** Falls back to `guest`, the least trusted kind, for unexpected values. */
const kindOf = (kind: string): IdentityKind =>
  kind === 'account' || kind === 'invited' ? kind : 'guest'
