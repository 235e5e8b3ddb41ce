import type { Colleague, Repeat, Schedule, Weekday } from '#protocol/calendar.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { Mode } from '#protocol/model.ts'
import type { Template } from '../../i18n/calendar-words.ts'
import { HOME_ZONE } from './zones.ts'

export const LENGTHS = ['15', '30', '45', '60', '90', '120', '180', '240', '480'] as const
export const OPENS = ['0', '5', '10', '15', '30', '60', '120'] as const
/** Adds the current value to the usual choices, so that editing a schedule does not lose it. */
export const known = (usual: readonly string[], value: string): readonly string[] =>
  usual.includes(value) ? usual : [...usual, value]
export const REPEATS = ['none', 'day', 'week', 'monthDate', 'monthWeekday'] as const
export type RepeatKind = (typeof REPEATS)[number]
export const ENDS = ['count', 'until'] as const
export type Ends = (typeof ENDS)[number]

/** A schedule in the form. Form fields are text. */
export type Draft = {
  /** `2026-11-23T09:00`; either half may be missing. */
  start: string
  length: string
  zone: string
  repeat: RepeatKind
  interval: string
  days: Weekday[]
  ends: Ends
  count: string
  /** The last day on which the meeting may occur. */
  until: string
  agenda: string
  people: readonly Colleague[]
  opensBefore: string
  keepPassword: boolean
}

const DAYS: readonly Weekday[] = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/** Day of the week of a local time; null if the text is not a valid time. */
export function weekdayOf(start: string): Weekday | null {
  const at = Date.parse(`${start}Z`)
  return Number.isNaN(at) ? null : (DAYS[new Date(at).getUTCDay()] ?? null)
}

export const dateOf = (start: string): string => start.split('T')[0] ?? ''
export const timeOf = (start: string): string => start.split('T')[1] ?? ''
/** The contract knows years of this century only; a year half typed is not one. */
export function isDate(date: string): boolean {
  const at = Date.parse(`${date}T00:00Z`)
  return /^20\d\d-/.test(date) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(date)
}

/** Defaults for a new form: the next full hour in Vietnam, counted from when the form opens. */
export function newDraft(now: number): Draft {
  const HOUR = 3_600_000
  // Vietnam is UTC+7 all year.
  const next = (Math.floor(now / HOUR) + 1) * HOUR + 7 * HOUR
  return {
    start: new Date(next).toISOString().slice(0, 16),
    length: '60',
    zone: HOME_ZONE,
    repeat: 'none',
    interval: '1',
    days: [],
    ends: 'count',
    count: '10',
    until: '',
    agenda: '',
    people: [],
    opensBefore: '15',
    keepPassword: false,
  }
}

export function scheduleOf(draft: Draft): Schedule {
  return {
    start: draft.start,
    zone: draft.zone,
    minutes: Number(draft.length),
    repeat: repeatOf(draft),
    agenda: draft.agenda.trim(),
    opensBefore: Number(draft.opensBefore),
    keepPassword: draft.keepPassword && draft.repeat !== 'none',
    people: draft.people.map(({ username }) => username),
  }
}

function repeatOf({ repeat, interval, days, start, ...draft }: Draft): Repeat | null {
  const end = draft.ends === 'count' ? { count: Number(draft.count) } : { until: draft.until }
  const common = { interval: Number(interval), end }
  switch (repeat) {
    case 'none':
      return null
    case 'day':
      return { every: 'day', ...common }
    case 'week': {
      const first = weekdayOf(start)
      // A series includes its start, so the weekday of the start is always one of its days.
      return {
        every: 'week',
        days: [...new Set([...days, ...(first === null ? [] : [first])])],
        ...common,
      }
    }
    case 'monthDate':
      return { every: 'month', on: 'date', ...common }
    case 'monthWeekday':
      return { every: 'month', on: 'weekday', ...common }
  }
}

/** Converts an existing schedule to a draft for editing. */
export function draftOf(
  schedule: Omit<Schedule, 'people'> & { people: readonly Colleague[] },
): Draft {
  const { repeat } = schedule
  return {
    start: schedule.start,
    length: String(schedule.minutes),
    zone: schedule.zone,
    repeat:
      repeat === null
        ? 'none'
        : repeat.every !== 'month'
          ? repeat.every
          : repeat.on === 'date'
            ? 'monthDate'
            : 'monthWeekday',
    interval: String(repeat?.interval ?? 1),
    days: repeat?.every === 'week' ? repeat.days : [],
    ...endOf(repeat),
    agenda: schedule.agenda,
    people: schedule.people,
    opensBefore: String(schedule.opensBefore),
    keepPassword: schedule.keepPassword,
  }
}

function endOf(repeat: Repeat | null): Pick<Draft, 'ends' | 'count' | 'until'> {
  if (repeat === null) return { ends: 'count', count: '10', until: '' }
  const { end } = repeat
  return 'count' in end
    ? { ends: 'count', count: String(end.count), until: '' }
    : { ends: 'until', count: '10', until: end.until }
}

/** Whether the draft has everything needed to send it. The server validates the rest. */
export const complete = (draft: Draft): boolean =>
  weekdayOf(draft.start) !== null &&
  isDate(dateOf(draft.start)) &&
  (draft.repeat === 'none' || (endsWell(draft) && Number(draft.interval) >= 1))

/** Whether the repetition ends, and not before it starts. */
export const endsWell = ({ ends, count, until, start }: Draft): boolean =>
  ends === 'count'
    ? /^\d{1,3}$/.test(count) && Number(count) >= 2 && Number(count) <= LIMITS.occurrences
    : isDate(until) && until > dateOf(start)

type Preset = { mode: Mode; invitedOnly: boolean; draft: Partial<Draft> }

/** Defaults that each template sets. The host can change all of them afterwards. */
export const PRESETS: Record<Template, Preset | null> = {
  none: null,
  team: {
    mode: 'discussion',
    invitedOnly: false,
    draft: { length: '60', repeat: 'week', interval: '1', count: '10', keepPassword: false },
  },
  provinces: {
    mode: 'conference',
    invitedOnly: true,
    draft: { length: '180', repeat: 'none', opensBefore: '30', keepPassword: false },
  },
  class: {
    mode: 'lecture',
    invitedOnly: false,
    draft: { length: '90', repeat: 'week', interval: '1', count: '12', keepPassword: true },
  },
}
