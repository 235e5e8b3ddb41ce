import type { LiveMeetings } from '../meeting/records.ts'
import type { ServerHealth } from '#protocol/health.ts'
import type { HistorySpan, ServerHistory } from '#protocol/history.ts'
import type { ServerMeeting } from '#protocol/http.ts'
import type { Store } from '../store/store.ts'
import { summary } from './meetings.ts'
import { route } from './routes.ts'
import type { Route } from './routes.ts'

/** Number of recent meetings to list in addition to all active ones. */
const NEWEST = 200

/**
 * What operators need to react to a leak: the meetings, their hosts, and how many people are in
 * them. It does not show who they are, or anything that leads into a meeting.
 */
export function serverMeetingsRoute({
  store,
  live,
}: {
  store: Pick<Store, 'meetings' | 'calendar'>
  live: LiveMeetings
}): Route {
  return route({
    method: 'GET',
    path: '/api/server/meetings',
    access: 'operator',
    body: null,
    async run(): Promise<ServerMeeting[]> {
      const occupancy = await live.occupancy()
      const alive = await Promise.all([...occupancy.keys()].map((id) => store.meetings.meeting(id)))
      const newest = await store.meetings.newest(NEWEST)
      const found = [...alive.filter((meeting) => meeting !== null), ...newest]
      const once = new Map(found.map((meeting) => [meeting.id, meeting]))
      const scheduled = await store.calendar.scheduled([...once.keys()])
      return [...once.values()].map((meeting) => ({
        ...summary(meeting, occupancy, scheduled.has(meeting.id)),
        host: meeting.hostName,
      }))
    },
  })
}

/** The health of the server. No route reveals more about what happens in meetings. */
export function serverHealthRoute(look: (now: number) => Promise<ServerHealth>): Route {
  return route({
    method: 'GET',
    path: '/api/server/health',
    access: 'operator',
    body: null,
    run: ({ now }) => look(now),
  })
}

/** How its figures went in the last hour or day. */
export function serverHistoryRoute(history: {
  of(span: HistorySpan, now: number): ServerHistory
}): Route {
  return route({
    method: 'GET',
    path: '/api/server/history',
    access: 'operator',
    body: null,
    query: 'history',
    run: async ({ query, now }) => history.of(query.span, now),
  })
}
