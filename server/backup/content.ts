import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { createAudit } from '../store/audit.ts'
import { openReadOnly } from '../store/database.ts'

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

/** What a database says about itself, so that a restored one can be held against it. */
export type Facts = Pick<Manifest, 'audit' | 'rows'>

/** @param folder of a database that nobody writes to */
export async function factsOf(folder: string): Promise<Facts> {
  const db = openReadOnly(folder)
  try {
    return { audit: await createAudit(db).verify(), rows: countRows(join(folder, 'anhop.db')) }
  } finally {
    await db.destroy()
  }
}

function countRows(path: string): Record<string, number> {
  return looking(path, (file) => {
    const tables = file.prepare(
      `select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by name`,
    )
    const names = tables.all().map(({ name }) => String(name))
    const count = (name: string) =>
      Number(file.prepare(`select count(*) as n from "${name}"`).get()?.['n'])
    return Object.fromEntries(names.map((name) => [name, count(name)]))
  })
}

/** Whether SQLite finds the file whole: "ok", or its first fault. */
export const integrityOf = (path: string): string =>
  looking(path, (file) => {
    const [fault] = Object.values(file.prepare('PRAGMA integrity_check(1)').get() ?? {})
    return String(fault)
  })

function looking<T>(path: string, look: (file: DatabaseSync) => T): T {
  const file = new DatabaseSync(path, { readOnly: true })
  try {
    return look(file)
  } finally {
    file.close()
  }
}
