import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { createAudit } from '../../store/audit.ts'
import { openReadOnly } from '../../store/database.ts'
import type { Place } from '../../store/database.ts'
import { countRows } from './copy.ts'

/** The files of a data folder, except its lock and SQLite's auxiliary files. */
export const FILES = ['anhop.db', 'secret.key', 'evidence.key'] as const

const Audit = z.union([
  z.strictObject({ ok: z.literal(true), entries: z.number().int(), head: z.string() }),
  z.strictObject({
    ok: z.literal(false),
    seq: z.number().int(),
    fault: z.enum(['missing', 'altered', 'unchained']),
  }),
])

/**
 * Header before the files: four bytes with its length, then this as JSON. The files follow in its
 * order, concatenated.
 */
export const Manifest = z.strictObject({
  madeAt: z.iso.datetime(),
  /** Server version. */
  server: z.string().max(40),
  files: z.array(z.strictObject({ name: z.enum(FILES), size: z.number().int().nonnegative() })),
  /** Result of `audit verify`. A broken log is backed up too, because there is no other. */
  audit: Audit,
  /** Number of rows per table. */
  rows: z.record(z.string(), z.number().int()),
})
export type Manifest = z.infer<typeof Manifest>
export const MANIFEST_MAX = 64 * 1024

/** Facts of a store, used to check a restored one. */
export type Facts = Pick<Manifest, 'audit' | 'rows'>

/** @param place a store that nobody is writing to */
export async function factsOf(place: Place): Promise<Facts> {
  await using db = openReadOnly(place)
  return { audit: await createAudit(db).verify(), rows: await countRows(db) }
}

/** SQLite's integrity check: "ok", or the first fault. */
export function integrityOf(path: string): string {
  const file = new DatabaseSync(path, { readOnly: true })
  try {
    const [fault] = Object.values(file.prepare('PRAGMA integrity_check(1)').get() ?? {})
    return String(fault)
  } finally {
    file.close()
  }
}
