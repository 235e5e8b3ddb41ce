import type { AuditPage, AuditView, AuditWho } from '#protocol/audit.ts'
import { AUDIT_DETAILS } from '#protocol/audit.ts'
import { Refusal } from '#protocol/errors.ts'
import type { QueryOf } from '#protocol/http.ts'
import { MeetingId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { AuditEntry } from '../store/audit.ts'
import type { KnownName } from '../store/names.ts'
import type { Repositories } from '../store/store.ts'
import { route } from './routes.ts'
import type { Route } from './routes.ts'

export type AuditRoutesDeps = { store: Pick<Repositories, 'audit' | 'meetings' | 'names'> }

/** [AUD] Read access to the log: all of it for operators, the entries of a meeting for its host. */
export function auditRoutes({ store }: AuditRoutesDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/audit',
      access: 'operator',
      body: null,
      query: 'audit',
      run: ({ query }) => auditPage(store, null, query),
    }),
    route({
      method: 'GET',
      path: '/api/meetings/:id/audit',
      access: 'signed-in',
      body: null,
      query: 'audit',
      async run({ account, params, query }) {
        const id = MeetingId.safeParse(params['id'])
        const meeting = id.success ? await store.meetings.meeting(id.data) : null
        if (meeting?.hostAccount !== account.id) throw new Refusal('not_found')
        return auditPage(store, meeting.id, query)
      },
    }),
  ]
}

async function auditPage(
  store: AuditRoutesDeps['store'],
  meetingId: MeetingId | null,
  query: QueryOf<'audit'>,
): Promise<AuditPage> {
  const { entries, next } = await store.audit.page({ ...query, meetingId })
  return { entries: await auditViews(store.names, entries), next }
}

/** All log entries of a meeting, oldest first. */
export async function entriesOf(
  audit: Repositories['audit'],
  meetingId: MeetingId,
): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = []
  let before: number | undefined
  for (;;) {
    const page = await audit.page({ meetingId, before, limit: LIMITS.auditPage })
    entries.push(...page.entries)
    if (page.next === null) return entries.toReversed()
    before = page.next
  }
}

export async function auditViews(
  names: Repositories['names'],
  entries: readonly AuditEntry[],
): Promise<AuditView[]> {
  const ids = new Set(entries.flatMap(({ event }) => [event.by, event.target ?? 'system']))
  const people = await names.people([...ids])
  const meetings = new Set(entries.flatMap(({ event }) => event.meetingId ?? []))
  const titles = await names.meetings([...meetings])
  return entries.map((entry) => toView(entry, people, titles))
}

/** An allowlist: fields added to entries later stay hidden until they are listed here. */
function toView(
  { seq, event }: AuditEntry,
  people: ReadonlyMap<string, KnownName>,
  titles: ReadonlyMap<string, string>,
): AuditView {
  const { at, action, by, target, meetingId, details } = event
  const known = AUDIT_DETAILS.filter((key) => details[key] !== undefined)
  return {
    seq,
    at,
    action,
    by: who(by, people),
    target: target === null ? null : who(target, people),
    meeting: meetingId === null ? null : { id: meetingId, title: titles.get(meetingId) ?? '' },
    details: Object.fromEntries(known.map((key) => [key, details[key]])),
  }
}

function who(id: string, people: ReadonlyMap<string, KnownName>): AuditWho {
  if (id === 'system') return { kind: 'system' }
  return people.get(id) ?? { kind: 'unknown' }
}
