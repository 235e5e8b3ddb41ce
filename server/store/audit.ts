import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { AuditEvent } from '../meeting/records.ts'
import { MeetingId } from '#protocol/ids.ts'
import type { AccountId } from '#protocol/ids.ts'
import { searchAudit } from './audit-search.ts'
import type { AuditQuery } from './audit-search.ts'
import { exclusive } from './engine.ts'
import type { AuditRow, Tables } from './schema.ts'

export type { AuditEvent }

/** The `prev` hash of the first entry. */
export const AUDIT_START = '0'.repeat(64)
const PAGE = 1000

/** Result of verifying the whole log. `head` is the hash of the last entry. */
export type AuditVerdict =
  | { ok: true; entries: number; head: string }
  | { ok: false; seq: number; fault: 'missing' | 'altered' | 'unchained' }

/** One link of the chain: `hash` covers `seq`, `prev` and the event. */
export type AuditEntry = { seq: number; prev: string; hash: string; event: AuditEvent }

export interface AuditLog {
  /** Resolves once the entry is committed, chained to the previous one. */
  append(event: AuditEvent): Promise<void>
  /**
   * [AUD] Detects entries that were edited, removed from the middle, added or reordered. Someone
   * with write access can also truncate the log or rewrite the whole chain; that shows only against
   * a `head` kept elsewhere (printed by audit:verify, recorded by the auditor).
   */
  verify(): Promise<AuditVerdict>
  /**
   * For display, newest first. Skips entries corrupted by hand; `verify` detects those. `next` is
   * the `before` of the next page, null on the last one. One call looks through a bounded part of
   * the log, so a search may return few entries or none and still have a next page.
   */
  page(query: AuditQuery): Promise<{ entries: AuditEntry[]; next: number | null }>
  /** Length of the log, and the hash of its last entry. */
  head(): Promise<{ entries: number; head: string }>
  /** At most `limit` entries, newest last. */
  latest(limit: number): Promise<AuditEvent[]>
}

/** Builds an entry. Defaults: no meeting, no target, no details. */
export const auditEvent = (
  at: number,
  action: AuditEvent['action'],
  by: string,
  about: Partial<Pick<AuditEvent, 'meetingId' | 'target' | 'details'>> = {},
): AuditEvent => ({ at, meetingId: null, action, by, target: null, details: {}, ...about })

/** An action on the actor's own account. */
export const ownAccountEvent = (
  at: number,
  action: AuditEvent['action'],
  id: AccountId,
  details: AuditEvent['details'] = {},
): AuditEvent => auditEvent(at, action, id, { target: id, details })

/** JSON with sorted keys and no spaces, so that equal values have equal text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

export const auditHash = (seq: number, prev: string, event: unknown): string =>
  createHash('sha256').update(canonical({ seq, prev, event }), 'utf8').digest('hex')

export function createAudit(db: Kysely<Tables>): AuditLog {
  return {
    // Reads the end of the chain and appends to it in one exclusive transaction. If another writer
    // ever interfered, the primary key `seq` would make the write fail rather than fork the chain.
    append: (event) =>
      db.isTransaction ? append(db, event) : exclusive(db, 'changes', (tx) => append(tx, event)),
    verify: () => verify(db),
    async page(query) {
      const { rows, next } = await searchAudit(db, query)
      return { entries: rows.flatMap(entryOf), next }
    },
    async head() {
      const last = await lastOf(db)
      return { entries: last?.seq ?? 0, head: last?.hash ?? AUDIT_START }
    },
    async latest(limit) {
      const rows = await db
        .selectFrom('audit')
        .select('event')
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => JSON.parse(row.event) as AuditEvent).toReversed()
    },
  }
}

const lastOf = (db: Kysely<Tables>) =>
  db.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst()

async function append(db: Kysely<Tables>, event: AuditEvent): Promise<void> {
  const last = await lastOf(db)
  const seq = (last?.seq ?? 0) + 1
  const prev = last?.hash ?? AUDIT_START
  await db
    .insertInto('audit')
    .values({ seq, prev, hash: auditHash(seq, prev, event), event: canonical(event) })
    .execute()
}

const Event = z.strictObject({
  at: z.number(),
  meetingId: MeetingId.nullable(),
  action: z.string(),
  by: z.string(),
  target: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})

function entryOf({ seq, prev, hash, event }: AuditRow): AuditEntry[] {
  const parsed = Event.safeParse(parse(event))
  return parsed.success ? [{ seq, prev, hash, event: parsed.data as AuditEvent }] : []
}

async function verify(db: Kysely<Tables>): Promise<AuditVerdict> {
  let seq = 0
  let head = AUDIT_START
  for (;;) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(PAGE)
      .execute()
    for (const row of rows) {
      seq += 1
      const fault = faultOf(row, seq, head)
      if (fault) return { ok: false, seq, fault }
      head = row.hash
    }
    if (rows.length < PAGE) return { ok: true, entries: seq, head }
  }
}

function faultOf(
  row: AuditRow,
  seq: number,
  head: string,
): 'missing' | 'altered' | 'unchained' | null {
  if (row.seq !== seq) return 'missing'
  const event = parse(row.event)
  const intact =
    event !== undefined &&
    canonical(event) === row.event &&
    auditHash(row.seq, row.prev, event) === row.hash
  if (!intact) return 'altered'
  return row.prev === head ? null : 'unchained'
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
