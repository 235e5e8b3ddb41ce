import type { AuditAction, AuditGroup } from '#protocol/audit.ts'
import { withoutMarks } from '#protocol/marks.ts'
import type { AuditQuery } from '../../http/operators.ts'

/** What the fields of the filter hold; dates as `2026-11-30`, empty while incomplete. */
export type Filter = {
  group: AuditGroup | 'all'
  who: string
  text: string
  from: string
  to: string
}

export const NO_FILTER: Filter = { group: 'all', who: '', text: '', from: '', to: '' }
const KEYS = Object.keys(NO_FILTER) as (keyof Filter)[]

/**
 * The filter as the part of the address after the #, so that the log can be reloaded, gone back to
 * and bookmarked as it was looked at. Names in it never reach a server's or a proxy's log.
 */
export function filterToHash(filter: Filter): string {
  const given = KEYS.filter((key) => filter[key] !== NO_FILTER[key])
  if (given.length === 0) return ''
  return `#${new URLSearchParams(given.map((key) => [key, filter[key]]))}`
}

export function filterOfHash(hash: string, groups: readonly AuditGroup[]): Filter {
  const given = new URLSearchParams(hash.replace(/^#/, ''))
  const group = groups.find((one) => one === given.get('group')) ?? 'all'
  const text = (key: keyof Filter) => (given.get(key) ?? '').slice(0, FILTER_LETTERS)
  return { group, who: text('who'), text: text('text'), from: text('from'), to: text('to') }
}

export const FILTER_LETTERS = 64

/** Local midnight of `2026-11-30`; null: no such day. */
export function dayOf(text: string): Date | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (day === undefined) return null
  const date = new Date(Number(year), Number(month) - 1, Number(day))
  return date.getMonth() === Number(month) - 1 && date.getTime() > 0 ? date : null
}

/**
 * What to ask the server. Days count from their midnight to the next; a date that is no day does
 * not count.
 * @param words of the actions in the page's language: only the page knows them
 */
export function queryOf(filter: Filter, words: Readonly<Record<AuditAction, string>>): AuditQuery {
  const [who, text] = [filter.who.trim(), filter.text.trim()]
  const [from, to] = [dayOf(filter.from), dayOf(filter.to)]
  to?.setDate(to.getDate() + 1)
  const actions = text === '' ? [] : actionsLike(text, words)
  return {
    ...(filter.group === 'all' ? {} : { action: filter.group }),
    ...(who === '' ? {} : { who }),
    ...(text === '' ? {} : { text }),
    ...(actions.length === 0 ? {} : { actions: actions.join(',') }),
    ...(from === null ? {} : { from: from.getTime() }),
    ...(to === null ? {} : { to: to.getTime() }),
  }
}

function actionsLike(text: string, words: Readonly<Record<AuditAction, string>>): AuditAction[] {
  const wanted = withoutMarks(text)
  const known = Object.keys(words) as AuditAction[]
  return known.filter((action) => withoutMarks(words[action]).includes(wanted))
}
