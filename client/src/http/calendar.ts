import type { z } from 'zod'
import type {
  CALENDAR_BODIES,
  CalendarEntry,
  Colleague,
  FeedLink,
  FeedState,
  LiveMeeting,
  Scheduled,
  ScheduleView,
} from '#protocol/calendar.ts'
import { send, takeBytes } from './request.ts'
import type { Answer } from './request.ts'

type Body<K extends keyof typeof CALENDAR_BODIES> = z.input<(typeof CALENDAR_BODIES)[K]>
type Done = Promise<Answer<unknown>>
const of = (id: string) => `/api/meetings/${encodeURIComponent(id)}`

/** A download the browser performs itself. */
export const calendarFilePath = (id: string) => `${of(id)}/calendar`

/** The same file, to be changed before it is saved. */
export const readCalendarFile = (id: string) => takeBytes(calendarFilePath(id))

/**
 * The calendar's part of the contract, kept out of `api` because joining a meeting does not need
 * it.
 */
export const calendarApi = {
  entries: (from: number, to: number) =>
    send<CalendarEntry[]>('GET', `/api/calendar?from=${from}&to=${to}`),
  live: () => send<LiveMeeting[]>('GET', '/api/live'),
  colleagues: (name: string) =>
    send<Colleague[]>('GET', `/api/colleagues?name=${encodeURIComponent(name)}`),
  schedule: (id: string) => send<ScheduleView>('GET', `${of(id)}/schedule`),
  setSchedule: (id: string, body: Body<'schedule'>) =>
    send<Scheduled>('POST', `${of(id)}/schedule`, body),
  move: (id: string, at: number, body: Body<'moveOccurrence'>): Done =>
    send('POST', `${of(id)}/occurrences/${at}`, body),
  skip: (id: string, at: number, body: Body<'cancel'>): Done =>
    send('POST', `${of(id)}/occurrences/${at}/cancel`, body),
  cancel: (id: string, body: Body<'cancel'>): Done => send('POST', `${of(id)}/cancel`, body),
  prolong: (id: string, minutes: number): Done =>
    send('POST', `${of(id)}/prolong`, { minutes } satisfies Body<'prolong'>),
  feed: () => send<FeedState>('GET', '/api/me/feed'),
  makeFeed: () => send<FeedLink>('POST', '/api/me/feed'),
  revokeFeed: (): Done => send('DELETE', '/api/me/feed'),
}
