import ical, { ICalCalendarMethod } from 'ical-generator'

export type CalendarEvent = {
  /** The same for every invitation to one meeting, so that a later file replaces an earlier one. */
  uid: string
  /** Grows with every invitation (RFC 5545, 3.8.7.4). */
  sequence: number
  /** Epoch milliseconds, like `start`. */
  now: number
  start: number
  minutes: number
  title: string
  description: string
  /** The meeting's own address. */
  url: string
  host: string
  /** Where the mail comes from: RFC 5546 wants an address for whoever publishes. */
  from: string
}

/**
 * One event (RFC 5545), in UTC so that no zone has to be described, with the method PUBLISH
 * (RFC 5546, 3.2.1): REQUEST would have calendars answer by mail, to an address that nobody reads,
 * and tell hosts of acceptances that mean nothing here.
 */
export function calendarFile(event: CalendarEvent): string {
  const calendar = ical({
    prodId: { company: 'An Hop', product: 'invitation', language: 'VI' },
    method: ICalCalendarMethod.PUBLISH,
  })
  calendar.createEvent({
    id: event.uid,
    sequence: event.sequence,
    stamp: new Date(event.now),
    start: new Date(event.start),
    end: new Date(event.start + event.minutes * 60_000),
    summary: event.title,
    description: event.description,
    url: event.url,
    organizer: { name: event.host, email: event.from },
  })
  return `${calendar.toString()}\r\n`
}
