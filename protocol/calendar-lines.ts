/** A line of a calendar file is at most so many octets, without its end (RFC 5545, 3.1). */
const LINE_OCTETS = 75

const encoder = new TextEncoder()

/** A line as a calendar file has it: broken by octets, and never inside a character. */
export function folded(line: string): string {
  const lines: string[] = []
  let current = ''
  let octets = 0
  for (const character of line) {
    const size = encoder.encode(character).length
    if (octets + size > LINE_OCTETS) {
      lines.push(current)
      current = ' '
      octets = 1
    }
    current += character
    octets += size
  }
  return [...lines, current].join('\r\n')
}

/** The whole lines of a calendar file: a long one goes on after an end of line and one space. */
export const unfolded = (file: string): string[] => file.replaceAll(/\r\n[ \t]/g, '').split('\r\n')
