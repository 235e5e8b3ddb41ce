import type { OfficeRecord } from '#protocol/office.ts'
import type { Planned } from '../../store/calendar.ts'
import type { CalendarMeeting } from './file.ts'

/** The calendar entry of a meeting: the shared link, never a personal one [CAL6]. */
export function calendarMeeting(
  { meeting, schedule, occurrences }: Planned,
  origin: string,
  more: Pick<CalendarMeeting, 'description' | 'organizer' | 'attendee'>,
): CalendarMeeting {
  return {
    uid: `${meeting.id}@${new URL(origin).hostname}`,
    sequence: schedule.sequence,
    stamp: schedule.changedAt,
    title: oneLine(meeting.title),
    url: `${origin}/m/${meeting.id}`,
    start: schedule.start,
    zone: schedule.zone,
    repeat: schedule.repeat,
    minutes: schedule.minutes,
    occurrences: occurrences.map((time) => ({
      ...time,
      cancelled: time.cancelled || (meeting.endedAt !== null && time.start > meeting.endedAt),
    })),
    cancelled: schedule.cancelledAt !== null,
    ...more,
  }
}

/** Calendars are shared with colleagues and assistants, so the personal link stays in the mail. */
export const HOW_TO_JOIN = `Mật khẩu được báo qua kênh khác. Nếu có liên kết riêng trong thư mời, vui lòng dùng liên kết đó.
You will receive the password through another channel. If your invitation has a personal link, please use that link.`

/** The agenda, how to join, and whom to ask for help. */
export function describe(agenda: string, { helpLine, helpAddress }: Help): string {
  const help = [helpLine, helpAddress].filter((way) => way !== null).map(oneLine)
  const asked = help.length === 0 ? '' : `Hỗ trợ / Help: ${help.join(', ')}`
  return [agenda, HOW_TO_JOIN, asked].filter((part) => part !== '').join('\n\n')
}
type Help = Pick<OfficeRecord, 'helpLine' | 'helpAddress'>

/** The organizer as calendars show it: the host, and the office if it has a name [POL3]. */
export const organizerName = (hostName: string, { name }: Pick<OfficeRecord, 'name'>): string =>
  name === null ? hostName : `${hostName} (${oneLine(name)})`

/**
 * The contract already guarantees this; but even a row edited by hand must not inject a property.
 */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim() || '—'
