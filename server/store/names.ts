import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

export type KnownName =
  { what: 'account'; name: string } | { what: 'seat'; name: string; kind: string }

/** What the ids of the log stand for, as far as it is still known. */
export interface Names {
  /** Of accounts and of people's seats in meetings. */
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
      return new Map<string, KnownName>([
        ...seats.map(({ id, name, kind }) => [id, { what: 'seat', name, kind }] as const),
        ...accounts.map(({ id, name }) => [id, { what: 'account', name }] as const),
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
