import { folded, unfolded } from '#protocol/calendar-lines.ts'

/**
 * A calendar file of this server with the end of the link, which the server does not know: where it
 * says the place, and the address that belongs to it.
 * @param link the meeting's address as the server writes it
 * @param end with its `#`; has no character that calendars would have escaped
 */
export function withLinkEnd(file: string, link: string, end: string): string {
  const named = new Set([`URL:${link}`, `LOCATION:${link}`])
  return unfolded(file)
    .map((line) => folded(named.has(line) ? `${line}${end}` : line))
    .join('\r\n')
}
