import type { LiveMeetings, MeetingRecord, Occupancy } from '../meeting/records.ts'
import type { LiveMeeting } from '#protocol/calendar.ts'
import type { AccountId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { OccurrenceRecord, Planned } from '../store/calendar.ts'
import type { Store } from '../store/store.ts'
import { route } from './routes.ts'
import type { Route } from './routes.ts'

const MINUTE = 60_000
/** An occurrence may run on after its end; after a day it is no longer found by its time. */
const BEFORE_MS = 24 * 60 * MINUTE

export type LiveDeps = {
  store: Pick<Store, 'calendar' | 'meetings'>
  live: Pick<LiveMeetings, 'occupancy'>
}

/** [CAL5] What is going on now in the caller's own meetings and in those they are invited to. */
export function liveRoute({ store, live }: LiveDeps): Route {
  return route({
    method: 'GET',
    path: '/api/live',
    access: 'signed-in',
    body: null,
    async run({ account, now }): Promise<LiveMeeting[]> {
      const until = now + LIMITS.opensBeforeMax * MINUTE + 1
      const planned = await store.calendar.planned(account.id, now - BEFORE_MS, until)
      const occupancy = await live.occupancy()
      const busy = await Promise.all([...occupancy.keys()].map((id) => store.meetings.meeting(id)))
      const own = busy.flatMap((one) => (one?.hostAccount === account.id ? [one] : []))
      return liveNow({ own, planned, occupancy }, account.id, now)
    },
  })
}

/** `own`: the caller's running meetings. */
type Known = { own: readonly MeetingRecord[]; planned: readonly Planned[]; occupancy: Occupancy }

/** Pure. Sorted: people inside or waiting first, then by start. */
export function liveNow(
  { own, planned, occupancy }: Known,
  account: AccountId,
  now: number,
): LiveMeeting[] {
  const times = new Map(planned.map((one) => [one.meeting.id, timeNow(one, now)]))
  const all = [...own, ...planned.map(({ meeting }) => meeting)]
  const once = new Map(all.map((meeting) => [meeting.id, meeting]))
  return [...once.values()]
    .filter(({ endedAt }) => endedAt === null)
    .map((meeting) => {
      const time = times.get(meeting.id) ?? null
      const isOwn = meeting.hostAccount === account
      const { participants, waiting } = occupancy.get(meeting.id) ?? NOBODY
      const isOpen = time !== null && now < time.closes
      const seen = isOwn ? waiting : null
      return {
        isLive: isOpen || participants > 0 || (seen ?? 0) > 0,
        view: {
          meetingId: meeting.id,
          title: meeting.title,
          host: meeting.hostName,
          own: isOwn,
          time: time && { start: time.start, ends: time.ends },
          inside: participants,
          waiting: seen,
        },
      }
    })
    .flatMap(({ isLive, view }) => (isLive ? [view] : []))
    .sort((a, b) => busy(b) - busy(a) || startOf(a) - startOf(b))
}

const NOBODY = { participants: 0, waiting: 0 }
const busy = ({ inside, waiting }: LiveMeeting): number => (inside + (waiting ?? 0) > 0 ? 1 : 0)
const startOf = ({ time }: LiveMeeting): number => time?.start ?? 0

/** The occurrence that is open, else the last one that began: a sitting may run on after its end. */
function timeNow({ occurrences, schedule }: Planned, now: number): OccurrenceRecord | null {
  if (schedule.cancelledAt !== null) return null
  const begun = occurrences.filter(({ cancelled, opens }) => !cancelled && opens <= now)
  return begun.find(({ closes }) => now < closes) ?? begun.at(-1) ?? null
}
