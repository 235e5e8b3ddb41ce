import { z } from 'zod'
import type { MeetingId } from './ids.ts'
import { LIMITS } from './limits.ts'
import type { FounderHash } from './mls.ts'
import type { Mode } from './model.ts'
import { optionalText } from './text.ts'

/** The calendar contract: when a meeting takes place, who is invited, and what each person sees. */

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

/** An IANA time zone name. Not every system knows every name; a UTC offset is not a zone. */
export const Zone = z
  .string()
  .max(60)
  .regex(/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+){0,2}$/)
  .refine(isZone)

/** In week order, spelled as in RFC 5545. */
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/**
 * Every recurrence ends, after a number of occurrences or on a day (inclusive, in the meeting's
 * zone).
 */
const ends = {
  end: z.union([
    z.strictObject({ count: z.number().int().min(2).max(LIMITS.occurrences) }),
    z.strictObject({ until: LocalDate }),
  ]),
}
/**
 * The subset of RFC 5545 recurrence rules that fits in one sentence. `on`: the same day of the
 * month or the same weekday in it ("the second Tuesday"); a fifth weekday means the last one.
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

/** When a meeting takes place. `opensBefore`: minutes the lobby opens before the start [CAL3]. */
export const SCHEDULE = {
  start: LocalTime,
  zone: Zone,
  minutes: Minutes,
  repeat: Repeat.nullable(),
  agenda: Agenda,
  opensBefore: z.number().int().min(0).max(LIMITS.opensBeforeMax),
  /** One password for all occurrences; otherwise each has its own [CAL2]. */
  keepPassword: z.boolean(),
  /** User names of the colleagues who get this meeting in their calendar. */
  people: z.array(z.string().max(64)).max(LIMITS.attendees),
}
export const Schedule = z.strictObject(SCHEDULE)
export type Schedule = z.infer<typeof Schedule>

/** Whether people invited by mail are told about the change. */
const notify = z.boolean()
/** Identifies one occurrence: its originally planned start, in epoch milliseconds. */
export const OccurrenceKey = z.number().int().positive()

export const CALENDAR_BODIES = {
  /** POST /api/meetings/:id/schedule; responds with `Scheduled`. */
  schedule: z.strictObject({ ...SCHEDULE, notify }),
  /** POST /api/meetings/:id/occurrences/:at moves one occurrence. */
  moveOccurrence: z.strictObject({ start: LocalTime, minutes: Minutes, notify }),
  /** POST /api/meetings/:id/occurrences/:at/cancel and POST /api/meetings/:id/cancel */
  cancel: z.strictObject({ notify }),
  /** POST /api/meetings/:id/prolong, counted from the planned end, or from now if that is later. */
  prolong: z.strictObject({ minutes: z.number().int().min(5).max(LIMITS.prolongMinutesMax) }),
} as const

export type OccurrenceView = {
  at: number
  /** Epoch milliseconds, like all times in this file. */
  start: number
  ends: number
  /** People other than the host can knock from `opens` to `closes`. */
  opens: number
  closes: number
  cancelled: boolean
  /** Whether anyone but the host can enter by then [CAL2]. */
  password: boolean
}

/** GET /api/meetings/:id/schedule, for the host. */
export type ScheduleView = Omit<Schedule, 'people'> & {
  /** [E2E9] The hash of its founder key, which says what belongs to its link; null if it has none. */
  founder: FounderHash | null
  title: string
  mode: Mode
  ended: boolean
  people: { username: string; name: string }[]
  occurrences: OccurrenceView[]
}
/** The password appears only in this response (PWD3). Null: none was created. */
export type Scheduled = { password: string | null }

/** One occurrence of a meeting, as seen by its host or an invited account. */
export type CalendarEntry = {
  meetingId: MeetingId
  /** [E2E9] As in {@link ScheduleView}. */
  founder: FounderHash | null
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
  /** Whether this occurrence has a password; only the host sees this. */
  password: boolean | null
  /** Number of people inside while the meeting is running. */
  inside: number | null
}
/**
 * GET /api/live: a meeting of the caller that is going on, scheduled or not: people are in it or
 * waiting, or its lobby is open. The one source for what every page shows as live.
 */
export type LiveMeeting = {
  meetingId: MeetingId
  title: string
  host: string
  own: boolean
  /** The occurrence it belongs to, in epoch milliseconds; null if it has no fixed time. */
  time: { start: number; ends: number } | null
  /** Number of people inside. */
  inside: number
  /** Number of people in the lobby; only the host sees this. */
  waiting: number | null
}
/** GET /api/colleagues: an account that can be invited. */
export type Colleague = { username: string; name: string }

/** GET /api/me/feed: when the feed was created. Its URL is shown only once. */
export type FeedState = { since: number | null }
/** POST /api/me/feed */
export type FeedLink = { url: string }

export const CALENDAR_QUERIES = {
  /** GET /api/colleagues; responds with `Colleague[]`, `LIMITS.colleaguesFound` at most. */
  colleagues: z.strictObject({ name: z.string().trim().min(2).max(LIMITS.name) }),
  /** GET /api/calendar; responds with `CalendarEntry[]`. Epoch milliseconds, 400 days at most. */
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
