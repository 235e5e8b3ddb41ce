import { Temporal } from 'temporal-polyfill'
import { ruleOf, timesOf } from '../../policy/recurrence.ts'
import type { Series } from '../../policy/recurrence.ts'
import { line, parameter, text } from './lines.ts'
import { basic, zoneLines } from './zone.ts'

/** One meeting as calendars see it. Has no field for a password. Times are epoch milliseconds. */
export type CalendarMeeting = Series & {
  /** The same in every file about this meeting, so that later files replace earlier ones. */
  uid: string
  /** Increases with every change (RFC 5545, 3.8.7.4). */
  sequence: number
  /** When it was last changed. */
  stamp: number
  minutes: number
  title: string
  description: string | null
  /** The meeting's shared link. */
  url: string
  /** Current occurrences; `at` is the originally planned start. */
  occurrences: readonly { at: number; start: number; ends: number; cancelled: boolean }[]
  cancelled: boolean
  organizer: { name: string; uri: string } | null
  /** The recipient of a file for one person. */
  attendee: { name: string; address: string } | null
}

/**
 * `PUBLISH` is for any reader, `REQUEST` invites one person or updates the invitation, `CANCEL`
 * withdraws it (RFC 5546, 3.2). Null: a feed, which is not a message.
 */
export type Method = 'PUBLISH' | 'REQUEST' | 'CANCEL'

/** @param only with `CANCEL`: the one occurrence to cancel */
export function calendarFile(
  method: Method | null,
  meetings: readonly CalendarMeeting[],
  only?: number,
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//An Hop//calendar//VI',
    'CALSCALE:GREGORIAN',
    ...(method === null ? [] : [`METHOD:${method}`]),
    ...zonesOf(meetings),
    ...meetings.flatMap((meeting) => eventsOf(meeting, method, only)),
    'END:VCALENDAR',
    '',
  ]
  return lines.join('\r\n')
}

function zonesOf(meetings: readonly CalendarMeeting[]): string[] {
  const spans = new Map<string, { from: number; to: number }>()
  for (const { zone, ...meeting } of meetings) {
    const times = meeting.occurrences.flatMap(({ at, start, ends }) => [at, start, ends])
    const all = [...times, ...(timesOf({ ...meeting, zone }) ?? [])]
    const span = spans.get(zone) ?? { from: Infinity, to: -Infinity }
    spans.set(zone, { from: Math.min(span.from, ...all), to: Math.max(span.to, ...all) })
  }
  return [...spans].flatMap(([zone, { from, to }]) => zoneLines(zone, from, to))
}

function eventsOf(meeting: CalendarMeeting, method: Method | null, only?: number): string[] {
  if (method === 'CANCEL' && only !== undefined) return takenBack(meeting, only)
  const { repeat, occurrences } = meeting
  const length = meeting.minutes * 60_000
  if (repeat === null) {
    // For a single meeting, its current time is the whole schedule.
    return occurrences.slice(0, 1).flatMap((time) => event(meeting, time, []))
  }
  const known = new Map(occurrences.map((time) => [time.at, time]))
  const planned = timesOf(meeting) ?? []
  const missing = planned.filter((at) => known.get(at)?.cancelled ?? true)
  const first = planned[0] ?? 0
  // A rule repeats the local time of its DTSTART.
  const master = event(
    meeting,
    { at: first, start: first, ends: first + length },
    [
      line('RRULE', ruleOf({ ...meeting, repeat })),
      ...missing.map((at) => local('EXDATE', at, meeting.zone)),
    ],
    local,
  )
  const changed = planned
    .flatMap((at) => known.get(at) ?? [])
    .filter((time) => !time.cancelled)
    .filter((time) => time.start !== time.at || time.ends - time.start !== length)
  return [
    ...master,
    ...changed.flatMap((time) =>
      event(meeting, time, [local('RECURRENCE-ID', time.at, meeting.zone)]),
    ),
  ]
}

/** Cancels one instance of a series (RFC 5546, 3.2.5). */
function takenBack(meeting: CalendarMeeting, at: number): string[] {
  const time = meeting.occurrences.find((one) => one.at === at)
  if (time === undefined) return []
  const which = meeting.repeat === null ? [] : [local('RECURRENCE-ID', time.at, meeting.zone)]
  return event({ ...meeting, cancelled: true }, time, which)
}

function event(
  meeting: CalendarMeeting,
  { start, ends }: { at: number; start: number; ends: number },
  more: string[],
  when = moment,
): string[] {
  const { organizer, attendee, description, zone } = meeting
  return [
    'BEGIN:VEVENT',
    line('UID', text(meeting.uid)),
    line('SEQUENCE', String(meeting.sequence)),
    line('DTSTAMP', utc(meeting.stamp)),
    when('DTSTART', start, zone),
    when('DTEND', ends, zone),
    ...more,
    line('SUMMARY', text(meeting.title)),
    ...(description === null ? [] : [line('DESCRIPTION', text(description))]),
    line('LOCATION', text(meeting.url)),
    line('URL', meeting.url),
    ...(organizer === null
      ? []
      : [line(`ORGANIZER;CN=${parameter(organizer.name)}`, organizer.uri)]),
    ...(attendee === null ? [] : [attendeeLine(attendee)]),
    `STATUS:${meeting.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ]
}

/** Requests no reply, which would go to an unread address and have no effect here. */
const attendeeLine = ({ name, address }: { name: string; address: string }): string =>
  line(
    `ATTENDEE;CN=${parameter(name)};CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE`,
    `mailto:${address}`,
  )

/**
 * In UTC where clocks show the local time twice: it means the first of the two (RFC 5545, 3.3.5),
 * which not every reader knows and which cannot name the second.
 */
const moment = (name: string, at: number, zone: string): string =>
  clock(at, zone).toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds ===
  clock(at, zone).toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds
    ? local(name, at, zone)
    : line(name, utc(at))

const local = (name: string, at: number, zone: string): string =>
  line(`${name};TZID=${zone}`, basic(clock(at, zone)))

/** What clocks show there. */
const clock = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime()

const utc = (at: number): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toString({ smallestUnit: 'second' })
    .replace(/[-:]/g, '')
