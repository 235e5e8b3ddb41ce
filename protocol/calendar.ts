import { z } from 'zod'
import type { MeetingId } from './ids.ts'
import { LIMITS } from './limits.ts'
import type { Mode } from './model.ts'
import { optionalText } from './text.ts'

/** The contract of the calendar: when a meeting is, who is asked to it, and what people see of it. */

/** Wall-clock time in the meeting's own zone, to the minute: `2026-11-23T09:00`. */
export const LocalTime = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/)
  .refine((text) => new Date(`${text}Z`).toISOString().startsWith(text))
const LocalDate = z.iso.date().regex(/^20/)

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).format(0)
    return true
  } catch {
    return false
  }
}

/** An IANA name. Not every name is known to every system; no offset is a zone. */
export const Zone = z
  .string()
  .max(60)
  .regex(/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+){0,2}$/)
  .refine(isZone)

/** In the order of the week, as RFC 5545 writes them. */
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** Every repetition ends: by number, or with a day (included, in the meeting's zone). */
const ends = {
  end: z.union([
    z.strictObject({ count: z.number().int().min(2).max(LIMITS.occurrences) }),
    z.strictObject({ until: LocalDate }),
  ]),
}
/**
 * The part of RFC 5545's recurrence rules that an office says in one sentence. `on`: the same day of
 * the month, or the same weekday in it ("the second Tuesday"; what is the fifth means the last).
 */
export const Repeat = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('day'), interval: z.number().int().min(1).max(30), ...ends }),
  z.strictObject({
    every: z.literal('week'),
    interval: z.number().int().min(1).max(12),
    days: z
      .array(z.enum(WEEKDAYS))
      .min(1)
      .refine((days) => new Set(days).size === days.length),
    ...ends,
  }),
  z.strictObject({
    every: z.literal('month'),
    interval: z.number().int().min(1).max(12),
    on: z.enum(['date', 'weekday']),
    ...ends,
  }),
])
export type Repeat = z.infer<typeof Repeat>

const Minutes = z.number().int().min(LIMITS.eventMinutesMin).max(LIMITS.eventMinutesMax)
const Agenda = optionalText(LIMITS.chatText)

/** When a meeting is. `opensBefore`: minutes from the opening of the lobby to the start [CAL3]. */
export const SCHEDULE = {
  start: LocalTime,
  zone: Zone,
  minutes: Minutes,
  repeat: Repeat.nullable(),
  agenda: Agenda,
  opensBefore: z.number().int().min(0).max(LIMITS.opensBeforeMax),
  /** One password for all times; without it each time has its own [CAL2]. */
  keepPassword: z.boolean(),
  /** User names of colleagues, who see the meeting in their calendar. */
  people: z.array(z.string().max(64)).max(LIMITS.attendees),
}
export const Schedule = z.strictObject(SCHEDULE)
export type Schedule = z.infer<typeof Schedule>

/** Whether those who got the invitation by mail are told of a change. */
const notify = z.boolean()
/** Which of a meeting's times: its start as first planned, epoch milliseconds. */
export const OccurrenceKey = z.number().int().positive()

export const CALENDAR_BODIES = {
  /** POST /api/meetings/:id/schedule; answers `Scheduled`. */
  schedule: z.strictObject({ ...SCHEDULE, notify }),
  /** POST /api/meetings/:id/occurrences/:at — one time of it is moved. */
  moveOccurrence: z.strictObject({ start: LocalTime, minutes: Minutes, notify }),
  /** POST /api/meetings/:id/occurrences/:at/cancel and POST /api/meetings/:id/cancel */
  cancel: z.strictObject({ notify }),
  /** POST /api/meetings/:id/prolong — from the planned end on, or from now if that is later. */
  prolong: z.strictObject({ minutes: z.number().int().min(5).max(LIMITS.prolongMinutesMax) }),
} as const

export type OccurrenceView = {
  at: number
  /** Epoch milliseconds, like all times here. */
  start: number
  ends: number
  /** Between these two others than the host can knock. */
  opens: number
  closes: number
  cancelled: boolean
  /** Whether anybody but the host has a way in by then [CAL2]. */
  password: boolean
}

/** GET /api/meetings/:id/schedule, for the host. */
export type ScheduleView = Omit<Schedule, 'people'> & {
  title: string
  mode: Mode
  ended: boolean
  people: { username: string; name: string }[]
  occurrences: OccurrenceView[]
}
/** The password is in this answer and in no other (PWD3); null: none was made. */
export type Scheduled = { password: string | null }

/** One time of one meeting, as its host or somebody who is asked to it sees it. */
export type CalendarEntry = {
  meetingId: MeetingId
  at: number
  title: string
  agenda: string
  host: string
  own: boolean
  zone: string
  start: number
  ends: number
  opens: number
  closes: number
  cancelled: boolean
  repeats: boolean
  /** Whether a password is set for it; told to the host alone. */
  password: boolean | null
  /** How many are inside, of a meeting that goes on. */
  inside: number | null
}
/** GET /api/me/feed — since when there is one; the address itself is shown once. */
export type FeedState = { since: number | null }
/** POST /api/me/feed */
export type FeedLink = { url: string }

export const CALENDAR_QUERIES = {
  /** GET /api/calendar; answers `CalendarEntry[]`. Epoch milliseconds, at most 400 days. */
  calendar: z
    .strictObject({
      from: z
        .string()
        .regex(/^\d{1,14}$/)
        .transform(Number),
      to: z
        .string()
        .regex(/^\d{1,14}$/)
        .transform(Number),
    })
    .refine(({ from, to }) => from < to && to - from <= 400 * 86_400_000),
} as const
