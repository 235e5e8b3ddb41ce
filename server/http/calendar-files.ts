import { sha256, token256 } from '../auth/tokens.ts'
import { calendarFile } from '../files/calendar/file.ts'
import { calendarMeeting, describe, organizerName } from '../files/calendar/meeting.ts'
import type { FeedLink, FeedState } from '#protocol/calendar.ts'
import { Refusal } from '#protocol/errors.ts'
import { LinkToken } from '#protocol/http.ts'
import { MeetingId } from '#protocol/ids.ts'
import { auditEvent } from '../store/audit.ts'
import type { Store } from '../store/store.ts'
import type { Origins } from './origin.ts'
import { createPace } from './pace.ts'
import { Attachment, route } from './routes.ts'
import type { Route } from './routes.ts'

export type CalendarFilesDeps = { store: Store; origins: Origins }

const TYPE = 'text/calendar; charset=utf-8'
const DAY = 24 * 60 * 60_000
/** Days of past meetings in a feed. It contains all future ones. */
const FEED_DAYS = 60
const FOREVER = Number.MAX_SAFE_INTEGER
/** Per address. Calendar apps poll about once an hour, and a whole office may share an address. */
const FEEDS_PER_MINUTE = 60

/** [CAL6] Calendar files for the people invited to a meeting, and [CAL7] private feeds. */
export function calendarFileRoutes(deps: CalendarFilesDeps): Route[] {
  return [fileRoute(deps), ...ownFeedRoutes(deps), feedRoute(deps)]
}

function fileRoute({ store, origins }: CalendarFilesDeps): Route {
  return route({
    method: 'GET',
    path: '/api/meetings/:id/calendar',
    access: 'signed-in',
    body: null,
    async run({ params, account }) {
      const id = MeetingId.safeParse(params['id'])
      const meeting = id.success ? await store.meetings.meeting(id.data) : null
      const schedule = meeting && (await store.calendar.schedule(meeting.id))
      if (meeting === null || schedule === null) throw new Refusal('not_found')
      const asked =
        meeting.hostAccount === account.id ||
        (await store.calendar.isAttendee(meeting.id, account.id))
      if (!asked) throw new Refusal('not_found')
      const origin = origins.publicUrl()
      const occurrences = await store.calendar.occurrences(meeting.id)
      const office = await store.office.read()
      const entry = calendarMeeting({ meeting, schedule, occurrences }, origin, {
        description: describe(schedule.agenda, office),
        // RFC 5546, 3.2.1 requires an organizer. Do not make up a mailbox address for one.
        organizer: { name: organizerName(meeting.hostName, office), uri: origin },
        attendee: null,
      })
      const file = calendarFile('PUBLISH', [entry])
      return new Attachment(`anhop-${meeting.id}.ics`, TYPE, Buffer.from(file))
    },
  })
}

function ownFeedRoutes({ store, origins }: CalendarFilesDeps): Route[] {
  const path = '/api/me/feed'
  return [
    route({
      method: 'GET',
      path,
      access: 'signed-in',
      body: null,
      async run({ account }): Promise<FeedState> {
        return { since: await store.feeds.since(account.id) }
      },
    }),
    route({
      method: 'POST',
      path,
      access: 'signed-in',
      body: null,
      async run({ account, now }): Promise<FeedLink> {
        const token = token256()
        await store.transaction(async (tx) => {
          await tx.feeds.set(account.id, sha256(token), now)
          await tx.audit.append(auditEvent(now, 'feed.made', account.id))
        })
        return { url: `${origins.publicUrl()}/api/feed/${token}` }
      },
    }),
    route({
      method: 'DELETE',
      path,
      access: 'signed-in',
      body: null,
      async run({ account, now }) {
        await store.transaction(async (tx) => {
          if (!(await tx.feeds.delete(account.id))) return
          await tx.audit.append(auditEvent(now, 'feed.revoked', account.id))
        })
      },
    }),
  ]
}

/**
 * [CAL7] Anyone with the feed URL can see titles, times, and links, but nothing that opens a
 * meeting. An invalid or revoked token, or one of a disabled account, gets the same answer as an
 * unknown page.
 */
function feedRoute({ store, origins }: CalendarFilesDeps): Route {
  const pace = createPace(FEEDS_PER_MINUTE, 60_000)
  return route({
    method: 'GET',
    path: '/api/feed/:token',
    access: 'anyone',
    body: null,
    async run({ params, now, addressHash }) {
      pace(addressHash, now)
      const token = LinkToken.safeParse(params['token'])
      const owner = token.success ? await store.feeds.owner(sha256(token.data)) : null
      if (owner === null) throw new Refusal('not_found')
      const origin = origins.publicUrl()
      const planned = await store.calendar.planned(owner, now - FEED_DAYS * DAY, FOREVER)
      const more = { description: null, organizer: null, attendee: null }
      const file = calendarFile(
        null,
        planned.map((one) => calendarMeeting(one, origin, more)),
      )
      return new Attachment('anhop.ics', TYPE, Buffer.from(file))
    },
  })
}
