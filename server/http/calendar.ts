import type { Hasher } from '../auth/passwords.ts'
import { stillHost } from '../auth/standing.ts'
import type { LiveMeetings, MeetingRecord } from '../meeting/records.ts'
import type { CalendarEntry, Scheduled, ScheduleView } from '#protocol/calendar.ts'
import { OccurrenceKey } from '#protocol/calendar.ts'
import { Refusal } from '#protocol/errors.ts'
import type { OccurrenceRecord, Planned, ScheduleRecord } from '../store/calendar.ts'
import { reserve, tell } from './change-notices.ts'
import type { NoticeDeps } from './change-notices.ts'
import { audited, own } from './meetings.ts'
import { route } from './routes.ts'
import type { Call, Route } from './routes.ts'
import { colleagues, moved, plan, proposed, sameTimes, savePlan } from './schedule.ts'

export type CalendarRoutesDeps = NoticeDeps & { live: LiveMeetings; hasher: Hasher }

/** [CAL] Meeting times: visible to the invitees, changed by the host. */
export function calendarRoutes(deps: CalendarRoutesDeps): Route[] {
  return [
    entriesRoute(deps),
    viewRoute(deps),
    scheduleRoute(deps),
    moveRoute(deps),
    skipRoute(deps),
    cancelRoute(deps),
    prolongRoute(deps),
  ]
}

type HostCall = Pick<Call<'signed-in', null>, 'params' | 'account' | 'session' | 'now'>

/** @throws Refusal `not_found` for another host's meeting, `meeting_over`, `no_schedule` */
async function scheduled(deps: CalendarRoutesDeps, call: HostCall) {
  const meeting = await own(deps, call)
  const schedule = await deps.store.calendar.schedule(meeting.id)
  if (meeting.endedAt !== null) throw new Refusal('meeting_over')
  if (schedule === null) throw new Refusal('no_schedule')
  return { meeting, schedule }
}

/**
 * An occurrence of a series that is not over yet.
 * @throws Refusal `not_found`, `time_over`
 */
async function occurrence(deps: CalendarRoutesDeps, call: HostCall) {
  const { meeting, schedule } = await scheduled(deps, call)
  const at = OccurrenceKey.safeParse(Number(call.params['at']))
  const times = await deps.store.calendar.occurrences(meeting.id)
  const time = at.success ? times.find((one) => one.at === at.data) : undefined
  if (time === undefined) throw new Refusal('not_found')
  const repeats = schedule.repeat !== null
  if (!repeats || time.cancelled || time.ends <= call.now) throw new Refusal('time_over')
  return { meeting, schedule, time }
}

async function plannedNow(deps: CalendarRoutesDeps, meeting: MeetingRecord): Promise<Planned> {
  const { calendar } = deps.store
  const schedule = await calendar.schedule(meeting.id)
  if (schedule === null) throw new Refusal('no_schedule')
  return { meeting, schedule, occurrences: await calendar.occurrences(meeting.id) }
}

const isOff = ({ meeting, schedule }: Omit<Planned, 'occurrences'>, time: OccurrenceRecord) =>
  time.cancelled ||
  schedule.cancelledAt !== null ||
  (meeting.endedAt !== null && time.start > meeting.endedAt)

const hasPassword = (schedule: ScheduleRecord, time: OccurrenceRecord): boolean =>
  schedule.keepPassword || time.passwordHash !== null

function entriesRoute({ store, live }: CalendarRoutesDeps): Route {
  return route({
    method: 'GET',
    path: '/api/calendar',
    access: 'signed-in',
    body: null,
    query: 'calendar',
    async run({ account, query: { from, to } }): Promise<CalendarEntry[]> {
      const planned = await store.calendar.planned(account.id, from, to)
      const occupancy = await live.occupancy()
      const entries = planned.flatMap(({ meeting, schedule, occurrences }) => {
        const isOwn = meeting.hostAccount === account.id
        const over = meeting.endedAt !== null
        const inside = over ? null : (occupancy.get(meeting.id)?.participants ?? null)
        return occurrences
          .filter(({ start, ends }) => ends > from && start < to)
          .map((time) => ({
            at: time.at,
            start: time.start,
            ends: time.ends,
            opens: time.opens,
            closes: time.closes,
            meetingId: meeting.id,
            founder: meeting.founder,
            title: meeting.title,
            agenda: schedule.agenda,
            host: meeting.hostName,
            own: isOwn,
            zone: schedule.zone,
            cancelled: isOff({ meeting, schedule }, time),
            repeats: schedule.repeat !== null,
            password: isOwn ? hasPassword(schedule, time) : null,
            inside,
          }))
      })
      return entries.sort((a, b) => a.start - b.start || a.title.localeCompare(b.title, 'vi'))
    },
  })
}

function viewRoute(deps: CalendarRoutesDeps): Route {
  const { store } = deps
  return route({
    method: 'GET',
    path: '/api/meetings/:id/schedule',
    access: 'signed-in',
    body: null,
    async run(call): Promise<ScheduleView> {
      const meeting = await own(deps, call)
      const planned = await store.calendar.schedule(meeting.id)
      if (planned === null) throw new Refusal('not_found')
      const { meetingId: _, sequence: _s, changedAt: _c, cancelledAt: _x, ...said } = planned
      const times = await store.calendar.occurrences(meeting.id)
      const people = await store.calendar.attendees(meeting.id)
      return {
        ...said,
        founder: meeting.founder,
        title: meeting.title,
        mode: meeting.mode,
        ended: meeting.endedAt !== null,
        people: people.map(({ username, name }) => ({ username, name })),
        occurrences: times.map(({ passwordHash, ...time }) => ({
          ...time,
          cancelled: isOff({ meeting, schedule: planned }, { ...time, passwordHash }),
          password: hasPassword(planned, { ...time, passwordHash }),
        })),
      }
    },
  })
}

/**
 * Sets or replaces the schedule. Occurrences that have started are kept, and so are exceptions as
 * long as the times are the same. Switching to one password for all occurrences generates a new
 * one, because a password given out for one occurrence must not open the others.
 */
function scheduleRoute(deps: CalendarRoutesDeps): Route {
  const { store, live, hasher } = deps
  return route({
    method: 'POST',
    path: '/api/meetings/:id/schedule',
    access: 'signed-in',
    body: 'schedule',
    async run(call): Promise<Scheduled> {
      const { now, body } = call
      const { notify, ...wanted } = body
      const meeting = await own(deps, call)
      if (meeting.endedAt !== null) throw new Refusal('meeting_over')
      const before = await store.calendar.schedule(meeting.id)
      const planned = plan(wanted, before, now)
      const people = await colleagues(store, wanted.people, call.account.id)
      const same = before !== null && sameTimes(planned.record, before)
      const fresh =
        before !== null && wanted.keepPassword && !before.keepPassword
          ? await proposed(hasher, call)
          : null
      const { receivers, version } = await store.transaction(async (tx) => {
        const still = stillHost(call.session, meeting.id)
        await still(tx)
        const hash = fresh === null ? null : await fresh.hash.within(tx, still)
        if (same) {
          const record = { ...planned.record, meetingId: meeting.id }
          await tx.calendar.save(record, [], Number.MAX_SAFE_INTEGER)
        } else {
          // The password of an unscheduled meeting carries over to its first occurrence.
          const known = before === null ? meeting.passwordHash : null
          await savePlan(tx, meeting.id, planned, known, now)
        }
        await tx.calendar.setAttendees(meeting.id, people)
        const renewed = hash === null ? null : await tx.meetings.renewPassword(meeting.id, hash)
        const action = before === null ? 'schedule.set' : 'schedule.changed'
        const details = { count: planned.times.length }
        await tx.audit.append(audited(call, meeting.id, action, details))
        const told = { meeting, now, notify }
        return { receivers: await reserve(deps, tx, told), version: renewed }
      })
      if (version !== null) await live.passwordRenewed(meeting.id, version)
      await live.rescheduled(meeting.id)
      await tell(deps, await plannedNow(deps, meeting), { what: 'changed' }, receivers, now)
      return { password: fresh?.password ?? null }
    },
  })
}

/** [AUD] Changes the times of a meeting with an audit entry. Returns the people to notify. */
async function change(
  deps: CalendarRoutesDeps,
  call: Call<'signed-in', null> | (HostCall & { body: { notify: boolean } }),
  { meeting, schedule }: { meeting: MeetingRecord; schedule: ScheduleRecord },
  work: (tx: Parameters<Parameters<typeof deps.store.transaction>[0]>[0]) => Promise<void>,
) {
  const notify = call.body?.notify ?? false
  return deps.store.transaction(async (tx) => {
    await stillHost(call.session, meeting.id)(tx)
    await tx.calendar.touch(meeting.id, { sequence: schedule.sequence + 1, changedAt: call.now })
    await work(tx)
    return reserve(deps, tx, { meeting, now: call.now, notify })
  })
}

function moveRoute(deps: CalendarRoutesDeps): Route {
  return route({
    method: 'POST',
    path: '/api/meetings/:id/occurrences/:at',
    access: 'signed-in',
    body: 'moveOccurrence',
    async run(call) {
      const { meeting, schedule, time } = await occurrence(deps, call)
      const { at, ...to } = moved(schedule, time.at, call.body, call.now)
      const receivers = await change(deps, call, { meeting, schedule }, async (tx) => {
        await tx.calendar.changeOccurrence(meeting.id, at, to)
        const details = { minutes: call.body.minutes }
        await tx.audit.append(audited(call, meeting.id, 'schedule.moved', details))
      })
      await deps.live.rescheduled(meeting.id)
      await tell(deps, await plannedNow(deps, meeting), { what: 'changed' }, receivers, call.now)
    },
  })
}

function skipRoute(deps: CalendarRoutesDeps): Route {
  return route({
    method: 'POST',
    path: '/api/meetings/:id/occurrences/:at/cancel',
    access: 'signed-in',
    body: 'cancel',
    async run(call) {
      const { meeting, schedule, time } = await occurrence(deps, call)
      const receivers = await change(deps, call, { meeting, schedule }, async (tx) => {
        await tx.calendar.changeOccurrence(meeting.id, time.at, { cancelled: true })
        await tx.audit.append(audited(call, meeting.id, 'schedule.skipped'))
      })
      await deps.live.rescheduled(meeting.id)
      const about = { what: 'one_cancelled', at: time.at } as const
      await tell(deps, await plannedNow(deps, meeting), about, receivers, call.now)
    },
  })
}

/** Ends the meeting and cancels its times. */
function cancelRoute(deps: CalendarRoutesDeps): Route {
  return route({
    method: 'POST',
    path: '/api/meetings/:id/cancel',
    access: 'signed-in',
    body: 'cancel',
    async run(call) {
      const { meeting, schedule } = await scheduled(deps, call)
      const receivers = await change(deps, call, { meeting, schedule }, async (tx) => {
        await tx.calendar.touch(meeting.id, { cancelledAt: call.now })
        await tx.audit.append(audited(call, meeting.id, 'schedule.cancelled'))
      })
      await deps.live.end(meeting.id, call.account.id)
      await tell(deps, await plannedNow(deps, meeting), { what: 'cancelled' }, receivers, call.now)
    },
  })
}

/** [CAL4] The room writes the change and its audit entry, in order with its other changes. */
function prolongRoute(deps: CalendarRoutesDeps): Route {
  return route({
    method: 'POST',
    path: '/api/meetings/:id/prolong',
    access: 'signed-in',
    body: 'prolong',
    async run(call) {
      const { meeting } = await scheduled(deps, call)
      await deps.live.prolong(meeting.id, call.account.id, call.body.minutes)
    },
  })
}
