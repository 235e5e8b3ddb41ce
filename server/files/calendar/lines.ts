/** How iCalendar is written down (RFC 5545, 3.1 and 3.3.11): one property, escaped and folded. */

const LINE_OCTETS = 75

/** @param name with its parameters; @param value already as its type wants it */
export const line = (name: string, value: string): string => fold(`${name}:${value}`)

export const text = (value: string): string =>
  value
    .replaceAll('\r\n', '\n')
    // A control character has no place in a text, and no way of being written.
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll('\n', '\\n')

/** In quotes, for names have commas and colons; a quote itself cannot be written (3.2). */
export const parameter = (value: string): string =>
  `"${value.replaceAll('"', "'").replace(/\p{Cc}/gu, ' ')}"`

/** By octets and never within a character. */
function fold(whole: string): string {
  const lines: string[] = []
  let current = ''
  let octets = 0
  for (const character of whole) {
    const size = Buffer.byteLength(character)
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
