import { sql } from 'kysely'
import type { Expression, Kysely, SqlBool } from 'kysely'
import { withoutMarks } from '#protocol/marks.ts'
import type { MeetingId } from '#protocol/ids.ts'
import { meetingOfEvent, partsOfEvent, unmarked } from './engine.ts'
import type { AuditRow, Tables } from './schema.ts'

/** What is looked for; every condition given must hold. */
export type AuditSearch = {
  /** Epoch milliseconds: from this moment, and before that one. */
  from?: number | undefined
  to?: number | undefined
  /** Part of the name of the actor or the target, with or without marks. */
  who?: string | undefined
  /** The same, or part of the meeting's title, or one of `actions`. */
  text?: string | undefined
  /** Actions whose words, which only the page knows, contain `text`. */
  actions?: readonly string[] | undefined
}

export type AuditQuery = {
  /** Null: all meetings, and entries without a meeting. */
  meetingId: MeetingId | null
  /** An action, or an action group (the part before the dot). */
  action?: string | undefined
  /** Only entries older than this number. */
  before?: number | undefined
  limit: number
} & AuditSearch

/** Entries that one search looks through: some tens of milliseconds. */
export const SEARCHED_AT_ONCE = 10_000
/** The clock of a server may have been set back by as much as these entries took. */
const CLOCK_SLACK = 500

type Page = { rows: AuditRow[]; next: number | null }

export async function searchAudit(db: Kysely<Tables>, query: AuditQuery): Promise<Page> {
  const { first, end } = await between(db, query)
  let part = db.selectFrom('audit').selectAll().where('seq', '<', end).where('seq', '>=', first)
  if (query.meetingId !== null) part = part.where(sql.raw(meetingOfEvent(db)), '=', query.meetingId)
  const looked = part.orderBy('seq', 'desc').limit(SEARCHED_AT_ONCE)
  const rows = await db
    .selectFrom(looked.as('part'))
    .selectAll()
    .where((eb) => eb.and(conditions(db, query)))
    .orderBy('seq', 'desc')
    .limit(query.limit + 1)
    .execute()
  const shown = rows.slice(0, query.limit)
  if (rows.length > shown.length) return { rows: shown, next: shown.at(-1)?.seq ?? null }
  const last = await looked
    .clearSelect()
    .select('seq')
    .clearLimit()
    .limit(1)
    .offset(SEARCHED_AT_ONCE - 1)
    .executeTakeFirst()
  return { rows: shown, next: last?.seq ?? null }
}

type Conditions = Expression<SqlBool>[]

function conditions(db: Kysely<Tables>, query: AuditQuery): Conditions {
  const { action, from, to, who, text, actions = [] } = query
  const part = partsOfEvent(db)
  const at = sql.raw(part.at)
  const found: Conditions = []
  if (action !== undefined) {
    // Canonical JSON starts with `action`, the first of an event's keys.
    const start = `{"action":"${action}${action.includes('.') ? '"' : '.'}`
    found.push(sql<SqlBool>`substr(event, 1, ${sql.lit(start.length)}) = ${start}`)
  }
  if (from !== undefined) found.push(sql<SqlBool>`${at} >= ${from}`)
  if (to !== undefined) found.push(sql<SqlBool>`${at} < ${to}`)
  if (who !== undefined) found.push(isAbout(db, who))
  if (text !== undefined) {
    const meetings = idsLike(db, ['meeting'], 'title', text)
    const inTitle = sql<SqlBool>`${sql.raw(meetingOfEvent(db))} in (${meetings})`
    const named = sql<SqlBool>`${isAbout(db, text)} or ${inTitle}`
    const words = actions.map((one) => sql`${one}`)
    found.push(
      words.length === 0
        ? sql<SqlBool>`(${named})`
        : sql<SqlBool>`(${named} or ${sql.raw(part.action)} in (${sql.join(words)}))`,
    )
  }
  return found
}

/** Whether the actor or the target has a name with `text` in it. */
function isAbout(db: Kysely<Tables>, text: string): Expression<SqlBool> {
  const { by, target } = partsOfEvent(db)
  const people = idsLike(db, ['account', 'seat', 'invite'], 'name', text)
  return sql<SqlBool>`(${sql.raw(by)} in (${people}) or ${sql.raw(target)} in (${people}))`
}

/** The ids of rows whose `column` contains `text`, marks and capitals aside. */
function idsLike(
  db: Kysely<Tables>,
  tables: readonly ('account' | 'seat' | 'invite' | 'meeting')[],
  column: 'name' | 'title',
  text: string,
) {
  const pattern = `%${withoutMarks(text).replace(/[\\%_]/g, '\\$&')}%`
  const like = sql`${sql.raw(unmarked(db, column))} like ${pattern} escape ${sql.lit('\\')}`
  return sql.join(
    tables.map((table) => sql`select id from ${sql.table(table)} where ${like}`),
    sql` union all `,
  )
}

/**
 * Numbers of the first entry and after the last one that can be in the time asked for: entries are
 * in order of time, except where a clock was set.
 */
async function between(db: Kysely<Tables>, { before, from, to }: AuditQuery) {
  const end = before ?? Number.MAX_SAFE_INTEGER
  const first = from === undefined ? 0 : (await firstSince(db, from)) - CLOCK_SLACK
  if (to === undefined) return { first, end }
  return { first, end: Math.min(end, (await firstSince(db, to)) + CLOCK_SLACK) }
}

/** The number of the first entry since `at`, by halving. */
async function firstSince(db: Kysely<Tables>, at: number): Promise<number> {
  const newest = await seqAndTime(db, Number.MAX_SAFE_INTEGER)
  let low = 1
  let high = (newest?.seq ?? 0) + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const found = await seqAndTime(db, middle)
    if (found !== undefined && Number(found.at) >= at) high = found.seq
    else low = middle + 1
  }
  return low
}

const seqAndTime = (db: Kysely<Tables>, most: number) =>
  db
    .selectFrom('audit')
    .select(['seq', sql<number | null>`${sql.raw(partsOfEvent(db).at)}`.as('at')])
    .where('seq', '<=', most)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
