import type { Kysely, Updateable } from 'kysely'
import { AccentColor, EMBLEM_KINDS } from '#protocol/office.ts'
import type { EmblemKind, OfficeRecord } from '#protocol/office.ts'
import type { OfficeRow, Tables } from './schema.ts'

/** `hash`: of the bytes, as it appears in the emblem's URL. */
export type Emblem = { kind: EmblemKind; hash: string; bytes: Buffer }

/** [POL3] What the operator has set about the office. */
export interface OfficeStore {
  /** All null until something is set. Without the emblem's bytes. */
  read(): Promise<OfficeRecord>
  set(change: Partial<Omit<OfficeRecord, 'emblem'>>): Promise<void>
  emblem(): Promise<Emblem | null>
  setEmblem(emblem: Emblem | null): Promise<void>
}

const NOTHING: OfficeRecord = {
  name: null,
  accent: null,
  helpLine: null,
  helpAddress: null,
  emblem: null,
}

export function createOffice(db: Kysely<Tables>): OfficeStore {
  const write = async (values: Updateable<OfficeRow>) => {
    await db
      .insertInto('office')
      .values({ id: 1, ...EMPTY, ...values })
      .onConflict((c) => c.column('id').doUpdateSet(values))
      .execute()
  }
  return {
    async read() {
      const row = await db
        .selectFrom('office')
        .select(['name', 'accent', 'help_line', 'help_address', 'emblem_hash'])
        .executeTakeFirst()
      if (row === undefined) return NOTHING
      return {
        name: row.name,
        // An unreadable color from an edited row must not reach the pages.
        accent: AccentColor.safeParse(row.accent).data ?? null,
        helpLine: row.help_line,
        helpAddress: row.help_address,
        emblem: row.emblem_hash,
      }
    },
    async set({ name, accent, helpLine, helpAddress }) {
      await write({
        ...(name === undefined ? {} : { name }),
        ...(accent === undefined ? {} : { accent }),
        ...(helpLine === undefined ? {} : { help_line: helpLine }),
        ...(helpAddress === undefined ? {} : { help_address: helpAddress }),
      })
    },
    async emblem() {
      const row = await db
        .selectFrom('office')
        .select(['emblem', 'emblem_hash', 'emblem_kind'])
        .executeTakeFirst()
      const kind = EMBLEM_KINDS.find((one) => one === row?.emblem_kind)
      if (!row?.emblem || row.emblem_hash === null || kind === undefined) return null
      return { kind, hash: row.emblem_hash, bytes: Buffer.from(row.emblem) }
    },
    async setEmblem(emblem) {
      await write({
        emblem: emblem?.bytes ?? null,
        emblem_hash: emblem?.hash ?? null,
        emblem_kind: emblem?.kind ?? null,
      })
    },
  }
}

const EMPTY: Omit<OfficeRow, 'id'> = {
  name: null,
  accent: null,
  help_line: null,
  help_address: null,
  emblem: null,
  emblem_hash: null,
  emblem_kind: null,
}
