import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { createAudit } from '../../store/audit.ts'
import { openReadOnly } from '../../store/database.ts'
import type { Place } from '../../store/database.ts'
import { countRows } from './copy.ts'

/** What a data folder is made of; its lock and SQLite's own files are not. */
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
 * What stands before the files: four bytes with its length, then this as JSON. The files follow in
 * its order, one after the other.
 */
export const Manifest = z.strictObject({
  madeAt: z.iso.datetime(),
  /** Version of the server. */
  server: z.string().max(40),
  files: z.array(z.strictObject({ name: z.enum(FILES), size: z.number().int().nonnegative() })),
  /** The log as `audit verify` finds it. A broken one is kept too: it is what there is. */
  audit: Audit,
  /** Rows of each table. */
  rows: z.record(z.string(), z.number().int()),
})
export type Manifest = z.infer<typeof Manifest>
export const MANIFEST_MAX = 64 * 1024

/** What a store says about itself, so that a restored one can be held against it. */
export type Facts = Pick<Manifest, 'audit' | 'rows'>

/** @param place of a store that nobody writes to */
export async function factsOf(place: Place): Promise<Facts> {
  await using db = openReadOnly(place)
  return { audit: await createAudit(db).verify(), rows: await countRows(db) }
}

/** Whether SQLite finds the file whole: "ok", or its first fault. */
export function integrityOf(path: string): string {
  const file = new DatabaseSync(path, { readOnly: true })
  try {
    const [fault] = Object.values(file.prepare('PRAGMA integrity_check(1)').get() ?? {})
    return String(fault)
  } finally {
    file.close()
  }
}
