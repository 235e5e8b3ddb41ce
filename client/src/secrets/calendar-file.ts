/** A line of a calendar file is at most so many octets, without its end (RFC 5545, 3.1). */
const OCTETS = 75

/** A long line goes on after an end of line and one space. */
const unfolded = (file: string): string[] => file.replaceAll(/\r\n[ \t]/g, '').split('\r\n')

const encoder = new TextEncoder()

/** By octets, and never inside a character. */
function folded(line: string): string {
  const lines: string[] = []
  let current = ''
  let octets = 0
  for (const character of line) {
    const size = encoder.encode(character).length
    if (octets + size > OCTETS) {
      lines.push(current)
      current = ' '
      octets = 1
    }
    current += character
    octets += size
  }
  return [...lines, current].join('\r\n')
}

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
