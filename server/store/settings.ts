import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/**
 * What an operator can tighten while the server runs, stored as text. Policy combines it with the
 * floor and the environment.
 */
export const SETTINGS = [
  'hostsNeedFactor',
  'passwordMin',
  'lobby',
  'guests',
  'keepDays',
  'recordingDays',
] as const
export type Setting = (typeof SETTINGS)[number]

export interface Settings {
  isOn(setting: Setting): Promise<boolean>
  /** Settings that were ever set. */
  all(): Promise<Partial<Record<Setting, string>>>
  set(setting: Setting, value: string): Promise<void>
}

const isSetting = (name: string): name is Setting => (SETTINGS as readonly string[]).includes(name)

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
    async all() {
      const rows = await db.selectFrom('setting').select(['name', 'value']).execute()
      const ours = rows.filter(({ name }) => isSetting(name))
      return Object.fromEntries(ours.map(({ name, value }) => [name, value]))
    },
    async set(setting, value) {
      await db
        .insertInto('setting')
        .values({ name: setting, value })
        .onConflict((c) => c.column('name').doUpdateSet({ value }))
        .execute()
    },
  }
}
