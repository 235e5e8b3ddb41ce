import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/** What an operator can switch while the server runs: tightenings alone, off until switched on. */
export const SETTINGS = ['hostsNeedFactor'] as const
export type Setting = (typeof SETTINGS)[number]

export interface Settings {
  isOn(setting: Setting): Promise<boolean>
  set(setting: Setting, on: boolean): Promise<void>
}

export function createSettings(db: Kysely<Tables>): Settings {
  return {
    async isOn(setting) {
      const row = await db
        .selectFrom('setting')
        .select('value')
        .where('name', '=', setting)
        .executeTakeFirst()
      return row?.value === 'on'
    },
    async set(setting, on) {
      const value = on ? 'on' : 'off'
      await db
        .insertInto('setting')
        .values({ name: setting, value })
        .onConflict((c) => c.column('name').doUpdateSet({ value }))
        .execute()
    },
  }
}
