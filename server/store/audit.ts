import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { AuditEvent } from '../meeting/records.ts'
import { MeetingId } from '#protocol/ids.ts'
import type { AccountId } from '#protocol/ids.ts'
import { exclusive, meetingOfEvent } from './engine.ts'
import type { AuditRow, Tables } from './schema.ts'

export type { AuditEvent }

/** What the first entry names as the one before it. */
export const AUDIT_START = '0'.repeat(64)
const PAGE = 1000

/** The outcome of reading the whole log. `head` is the hash of the last entry. */
export type AuditVerdict =
  | { ok: true; entries: number; head: string }
  | { ok: false; seq: number; fault: 'missing' | 'altered' | 'unchained' }

/** One link of the chain: `hash` covers `seq`, `prev` and the event. */
export type AuditEntry = { seq: number; prev: string; hash: string; event: AuditEvent }

export type AuditQuery = {
  /** Null: all meetings, and what belongs to none. */
  meetingId: MeetingId | null
  /** An action, or the part of actions before the dot. */
  action?: string | undefined
  /** Entries older than this one. */
  before?: number | undefined
  limit: number
}

export interface AuditLog {
  /** Resolves once the entry is committed, chained to the one before. */
  append(event: AuditEvent): Promise<void>
  /**
   * [AUD] Finds entries that were edited, taken out of the middle, added or put in another order.
   * Whoever can write the file can also cut off its end or write the whole chain anew; only a
   * `head` kept elsewhere (printed by audit:verify, put down by the auditor) shows that.
   */
  verify(): Promise<AuditVerdict>
  /**
   * For reading, newest first. An entry that was made unreadable by hand is left out; `verify` is
   * what finds it. `next` is the `before` of the page after this, null at the end.
   */
  page(query: AuditQuery): Promise<{ entries: AuditEntry[]; next: number | null }>
  /** How long the log is, and the hash of its last entry. */
  head(): Promise<{ entries: number; head: string }>
  /** Newest last; at most `limit`. */
  latest(limit: number): Promise<AuditEvent[]>
}

/** An entry to append. What is left out: of no meeting, done to nobody, nothing to add. */
export const auditEvent = (
  at: number,
  action: AuditEvent['action'],
  by: string,
  about: Partial<Pick<AuditEvent, 'meetingId' | 'target' | 'details'>> = {},
): AuditEvent => ({ at, meetingId: null, action, by, target: null, details: {}, ...about })

/** What somebody did to their own account. */
export const ownAccountEvent = (
  at: number,
  action: AuditEvent['action'],
  id: AccountId,
  details: AuditEvent['details'] = {},
): AuditEvent => auditEvent(at, action, id, { target: id, details })

/** JSON with sorted keys and no spaces, so that equal values are equal text. */
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
    // One transaction reads the end and adds to it, and no other does so beside it. Should one, the
    // key `seq` lets the chain fail, never fork.
    append: (event) =>
      db.isTransaction ? append(db, event) : exclusive(db, 'changes', (tx) => append(tx, event)),
    verify: () => verify(db),
    page: (query) => page(db, query),
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

async function page(db: Kysely<Tables>, { meetingId, action, before, limit }: AuditQuery) {
  let query = db.selectFrom('audit').selectAll()
  if (meetingId !== null) query = query.where(sql.raw(meetingOfEvent(db)), '=', meetingId)
  if (before !== undefined) query = query.where('seq', '<', before)
  if (action !== undefined) {
    // Canonical JSON begins with it: `action` is the first of an event's keys.
    const start = `{"action":"${action}${action.includes('.') ? '"' : '.'}`
    query = query.where(sql`substr(event, 1, ${start.length})`, '=', start)
  }
  const rows = await query
    .orderBy('seq', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  return {
    entries: shown.flatMap(entryOf),
    next: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null,
  }
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
